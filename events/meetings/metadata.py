"""What the page of a public meeting tells machines: schema.org's Event. The link to take part stays a secret."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from alliance.core.richtext import plain_text
from alliance.core.times import day_and_hours
from alliance.members.access import Audience
from events.meetings.models import Meeting
from events.meetings.states import State

SCHEMA = "https://schema.org/"
LONGEST = 300


def is_public(meeting: Meeting) -> bool:
    """Whether everybody may see it."""
    return meeting.audience == Audience.PUBLIC and meeting.is_shown


def name_of(meeting: Meeting) -> str:
    """The title; invented content says so wherever it is shown."""
    return f"{meeting.title} (Beispiel)" if meeting.is_example else meeting.title


def description_of(meeting: Meeting) -> str:
    """The beginning of the description, else when it is."""
    text = " ".join(plain_text(meeting.description).split())
    return Truncator(text).chars(LONGEST) or day_and_hours(meeting.starts_at, meeting.ends_at)


def event(request: HttpRequest, meeting: Meeting, *, organiser: str) -> dict[str, Any]:
    """The meeting as schema.org's Event, with what search engines ask for."""

    def absolute(path: str) -> str:
        return request.build_absolute_uri(path)

    page = absolute(meeting.get_absolute_url())
    status = {State.CANCELLED: "EventCancelled", State.POSTPONED: "EventPostponed"}
    picture = meeting.picture.card_url if meeting.picture else static("img/card.jpg")
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": name_of(meeting),
        "description": description_of(meeting),
        "startDate": timezone.localtime(meeting.starts_at).isoformat(),
        "endDate": timezone.localtime(meeting.ends_at).isoformat(),
        "eventStatus": SCHEMA + status.get(State(meeting.state), "EventScheduled"),
        "eventAttendanceMode": SCHEMA + _mode(meeting),
        "location": _places(meeting, page),
        "image": [absolute(picture)],
        "organizer": {"@type": "Organization", "name": organiser, "url": absolute(reverse("portal:home"))},
        "url": page,
        "inLanguage": "de",
        "isAccessibleForFree": True,
    }


def _mode(meeting: Meeting) -> str:
    if not meeting.is_online:
        return "OfflineEventAttendanceMode"
    return "MixedEventAttendanceMode" if meeting.has_room else "OnlineEventAttendanceMode"


def _places(meeting: Meeting, page: str) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if meeting.has_room:
        name = meeting.venue.name if meeting.venue else meeting.room
        address = " ".join(meeting.venue.address.split()) if meeting.venue else ""
        places.append({"@type": "Place", "name": name or "wird bekanntgegeben", "address": address or name})
    if meeting.is_online:
        places.append({"@type": "VirtualLocation", "url": page})
    return places
