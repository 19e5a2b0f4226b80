"""How often somebody may do something, and who somebody is when nobody has logged in."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def is_over(*, name: str, who: str, most: int, seconds: int) -> bool:
    """Count one more `name` of `who`; True, and not counted, when there were `most` in the last `seconds`.

    Each count is an entry of its own, because adding an entry is what every cache does at once and once only.
    `who` is kept as a hash.
    """
    key = salted_hmac("alliance.core.limits", f"{name}:{who}").hexdigest()
    return not any(cache.add(f"{name}:{key}:{number}", 1, seconds) for number in range(most))


def client_address(request: HttpRequest) -> str:
    """The address that asks, as the outermost of our own proxies saw it; others can be made up by anybody."""
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    count = settings.TRUSTED_PROXIES
    if count and len(passed) >= count and passed[-count]:
        return passed[-count]
    return request.META.get("REMOTE_ADDR", "")
