"""Meetings on pages of the apps below, and marks that several pages print."""

from typing import Any

from django import template
from django.template import Context

from alliance.members.access import Audience
from events.meetings.models import Meeting
from events.meetings.states import Kind, State

register = template.Library()

# What the end of a row says of a meeting that does not take place: word and shape.
CALLED_OFF: dict[str, tuple[str, str]] = {
    State.CANCELLED: ("abgesagt", "due"),
    State.POSTPONED: ("verschoben", "run"),
}
FOR_WHOM: dict[str, str] = {
    Audience.MEMBERS: "Für Mitglieder",
    Audience.GROUP: "Für die Arbeitsgruppe",
    Audience.OFFICE: "Nur für die Geschäftsstelle",
}
LATEST = 5


@register.filter
def place_of(meeting: Meeting) -> str:
    """Where a meeting takes place in few words: the venue, „online“, or both; empty while nothing is said.

    Fetch the venue along with the meeting.
    """
    house = meeting.venue.name if meeting.venue else meeting.room
    if meeting.is_online:
        return f"{house} und online" if house else "online"
    return house


@register.filter
def calling_off(meeting: Meeting) -> tuple[str, str]:
    """Word and shape for a meeting that is cancelled or postponed; both empty for one that takes place."""
    return CALLED_OFF.get(meeting.state, ("", ""))


@register.filter
def for_whom(meeting: Meeting) -> str:
    """Whom a meeting is for, such as „Öffentlich, mit Anmeldung“; empty where that goes without saying."""
    if meeting.audience != Audience.PUBLIC:
        return FOR_WHOM[meeting.audience]
    if meeting.takes_guests:
        return "Öffentlich, mit Anmeldung"
    return "Öffentlich, ohne Anmeldung" if meeting.kind == Kind.EVENT else ""


@register.inclusion_tag("meetings/of_group.html", takes_context=True)
def group_meetings(context: Context, group: Any) -> dict[str, Any]:
    """The meetings of a working group that the person may see: all to come, the latest past ones; two queries."""
    meetings = Meeting.objects.visible_to(context["request"].user).filter(working_group=group)
    rows = meetings.select_related("venue").defer("description")
    return {"coming": list(rows.not_past()), "past": list(rows.past()[:LATEST])}
