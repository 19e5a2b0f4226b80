"""The signed address by which somebody stops a kind of notice without logging in (RFC 8058)."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from alliance.core.addresses import absolute

# In the place of a kind: the daily mail, with all kinds that it gathers.
DIGEST = "digest"
# A full stop needs no escaping in an address. The link never ends: mails are kept for years.
_SIGNER = Signer(sep=".", salt="alliance.notifications.unsubscribe")


def unsubscribe_url(*, person: int, kind: str) -> str:
    """The absolute address for the person with this key."""
    return absolute(reverse("notifications:unsubscribe", args=[_SIGNER.sign(f"{person}-{kind}")]))


def settings_url() -> str:
    """The absolute address where somebody chooses for all kinds."""
    return absolute(reverse("notifications:preferences"))


def read_token(token: str) -> tuple[int, str] | None:
    """The key of the person and the kind; None for a forged one or a kind that is no more."""
    try:
        person, _, kind = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    return (int(person), kind) if kind == DIGEST or kind in settings.NOTICE_KINDS else None


def unsubscribe_headers(*, person: int, kind: str) -> dict[str, str]:
    """What mail programs make a button of; RFC 8058 asks for both lines."""
    return {
        "List-Unsubscribe": f"<{unsubscribe_url(person=person, kind=kind)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
