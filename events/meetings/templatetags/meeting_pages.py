"""What the pages of a meeting print."""

from typing import Any

from django import template
from django.template import Context

from alliance.core.times import clock, day
from events.meetings import metadata, states
from events.meetings.models import Meeting, Registration
from events.meetings.pages import answered_on
from events.meetings.states import Answer

register = template.Library()


@register.simple_tag
def why_closed(meeting: Meeting) -> str:
    """Why no answer is taken now; empty while answers are taken."""
    return states.why_closed(meeting)


@register.simple_tag
def answer_words(registration: Registration, place: int) -> str:
    """What an organisation answered, in a sentence; `place` is its place in the line."""
    if registration.answer == Answer.WAITING:
        return f"Warteliste, Platz {place}"
    if registration.answer == Answer.OPEN:
        return "Noch keine Antwort"
    return answered_on(registration) or registration.get_answer_display()


@register.simple_tag
def answer_hint(meeting: Meeting, registration: Registration | None, part: Any = None) -> str:
    """What was answered when, and until when it can be changed."""
    until = f"{day(meeting.answers_until)}, {clock(meeting.answers_until)} Uhr"
    if registration is None or registration.answer == Answer.OPEN:
        return f"Bitte antworten Sie bis zum {until}."
    place = part.place_in_line(registration) if part else 0
    return f"{answer_words(registration, place)}. Bis zum {until} können Sie die Antwort ändern."


@register.inclusion_tag("meetings/metadata.html", takes_context=True)
def meeting_metadata(context: Context, meeting: Meeting) -> dict[str, Any]:
    """Open Graph and schema.org for the head of a meeting's page; nothing unless everybody may see it."""
    if not metadata.is_public(meeting):
        return {}
    request, site = context["request"], context["site"]
    return {
        "request": request,
        "site": site,
        "meeting": meeting,
        "title": metadata.name_of(meeting),
        "description": metadata.description_of(meeting),
        "image": meeting.picture.card_url if meeting.picture else "",
        "data": metadata.event(request, meeting, organiser=site.name),
    }
