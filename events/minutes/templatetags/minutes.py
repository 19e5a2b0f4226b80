"""The minutes on the page of their meeting."""

from typing import Any

from django import template
from django.template import Context

from events.minutes.actions import why_not_begin
from events.minutes.models import Minutes
from events.minutes.rules import may_add

register = template.Library()


@register.inclusion_tag("minutes/of_meeting.html", takes_context=True)
def meeting_minutes(context: Context, meeting: Any) -> dict[str, Any]:
    """The way to the minutes, or for the office to begin them; one query, one more for the office."""
    user = context["request"].user
    minutes = Minutes.objects.visible_to(user).filter(meeting=meeting).first()
    if minutes is not None:
        minutes.meeting = meeting
    begins = minutes is None and may_add(user) and not why_not_begin(meeting)
    return {"minutes": minutes, "meeting": meeting, "may_begin": begins}
