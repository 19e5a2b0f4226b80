"""What follows from resolutions, shown on pages of the apps below."""

from typing import Any

from django import template
from django.template import Context

from events.minutes.models import Minutes, Task

register = template.Library()


@register.inclusion_tag("tasks/of_resolution.html", takes_context=True)
def tasks_of_resolution(context: Context, resolution: Any) -> dict[str, Any]:
    """The tasks that a resolution led to and the person may see; one query, for visitors none."""
    tasks = Task.objects.visible_to(context["request"].user).filter(resolution=resolution)
    return {"tasks": list(tasks.select_related("organisation", "person").order_by("due_on", "pk"))}


@register.inclusion_tag("minutes/of_resolution.html", takes_context=True)
def minutes_of_resolution(context: Context, resolution: Any) -> dict[str, Any]:
    """The minutes of the meeting where it was made, if the person may see them; one query."""
    meeting = resolution.meeting
    rows = Minutes.objects.visible_to(context["request"].user).filter(meeting=meeting)
    return {"minutes": rows.select_related("meeting").first() if meeting else None}
