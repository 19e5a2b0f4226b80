"""Workshops on pages of the apps below."""

from typing import Any

from django import template
from django.template import Context

from alliance.members.access import is_member
from events.workshops.models import Workshop
from events.workshops.states import State

register = template.Library()


@register.inclusion_tag("workshops/of_meeting.html", takes_context=True)
def meeting_workshops(context: Context, meeting: Any) -> dict[str, Any]:
    """The workshops of a meeting: results for whom they are, and the way in for members; one query."""
    user = context["request"].user
    known = bool(getattr(user, "is_office", False)) or is_member(user)
    rows = list(Workshop.objects.filter(meeting=meeting).exclude(state=State.DRAFT).order_by("pk"))
    open_to_all = [row for row in rows if row.is_closed and row.audience == "public"]
    return {"workshops": rows if known else open_to_all}
