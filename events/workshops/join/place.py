"""The cookie by which a phone keeps its place. No session, no account: signed, and of one workshop only."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from events.workshops.models import SEATS, Participant
from events.workshops.models.people import new_key

# What the form of the door holds: the key of a participant to be, so that sending it twice makes one.
DOORS = Signer(salt="workshops.door")
# Long enough for a workshop that goes on next week.
DAYS = 30


def cookie_name(code: str) -> str:
    """One for each workshop."""
    return f"werkstatt_{code}"


def new_place() -> str:
    """A place that nobody has yet, for the form of the door."""
    return DOORS.sign(new_key())


def key_of(place: str) -> str:
    """The key in such a form; a new one for a form that is forged or says nothing."""
    try:
        return DOORS.unsign(place)
    except BadSignature:
        return new_key()


def participant_of(request: HttpRequest, code: str, *, for_page: bool = False) -> Participant | None:
    """Who holds this phone, with the workshop; taken-out ones too. None for nobody. One query, no session.

    `for_page` brings along what only a page prints.
    """
    try:
        key = SEATS.unsign(request.COOKIES.get(cookie_name(code), ""))
    except BadSignature:
        return None
    more = ("workshop__pulse", "organisation", "user") if for_page else ("workshop",)
    rows: Any = Participant.objects.select_related(*more).order_by()
    return rows.filter(key=key, workshop__code=code, joined_at__isnull=False).first()


def keep_place(response: HttpResponse, participant: Participant) -> HttpResponse:
    """Let this phone keep the participant's place, also when the browser closes."""
    code = participant.workshop.code
    response.set_cookie(
        cookie_name(code),
        participant.seat,
        max_age=DAYS * 24 * 3600,
        path=f"/w/{code}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
