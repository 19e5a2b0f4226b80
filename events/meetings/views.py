"""The list, the month and the page of one meeting, as far as each may be seen."""

from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.views.generic import ListView

from alliance.core.views import LastingDetail
from events.meetings.forms import MeetingFilter
from events.meetings.models import Meeting
from events.meetings.months import Month
from events.meetings.pages import (
    agenda_of,
    answer_forms,
    banner_of,
    choices_of,
    mark_own_answers,
    with_contact,
)
from events.meetings.participation import Participation, participation_of, sees_numbers
from events.meetings.rules import may_keep_lists

PER_PAGE = 20


class MeetingList(ListView):
    """What is ahead, the next first, then what has been, by year; or one month as a table."""

    context_object_name = "meetings"
    page_kwarg = "seite"

    def get_queryset(self) -> QuerySet[Meeting]:
        """What the person may see and the address asks for."""
        self.filter = MeetingFilter.of(self.request.GET)
        self.visible = Meeting.objects.visible_to(self.request.user)
        rows = self.filter.apply(self.visible).select_related("venue").defer("description", "find_text")
        return rows.in_month(self.filter.month) if self.filter.month else rows.coming_first()

    def get_paginate_by(self, queryset: QuerySet[Meeting]) -> int | None:
        """A month is one page."""
        return None if self.filter.month else PER_PAGE

    def get_template_names(self) -> list[str]:
        """The list, or the month."""
        return ["meetings/month.html" if self.filter.month else "meetings/list.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the filters and what one's own organisations have answered."""
        context = super().get_context_data(**kwargs, filter=self.filter)
        context.update(choices_of(self.visible, self.filter))
        rows: list[Any] = list(context["meetings"])
        mark_own_answers(rows, self.request.user)
        month = self.filter.month or timezone.localdate().replace(day=1)
        context |= {"plain_address": self.filter.address(), "month_address": self.filter.address(month)}
        if self.filter.month:
            return context | {"month": Month(self.filter.month, rows, self.filter)}
        past = groupby((row for row in rows if row.is_past), key=_year)
        return context | {
            "coming": [row for row in rows if not row.is_past],
            "years": [(str(year), list(group)) for year, group in past],
        }


def _year(meeting: Meeting) -> int:
    return timezone.localtime(meeting.starts_at).year


class MeetingDetail(LastingDetail):
    """One meeting: the answer first, then the agenda; news and minutes come in by tags of the apps above."""

    template_name = "meetings/detail.html"
    context_object_name = "meeting"
    slug_field = "address"

    def get_queryset(self) -> QuerySet[Meeting]:
        """What the person may see."""
        rows = Meeting.objects.visible_to(self.request.user)
        return with_contact(rows).select_related("venue", "working_group", "picture")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the person may know of who takes part."""
        meeting, user = self.object, self.request.user
        part = participation_of(meeting, user) if sees_numbers(user) else None
        points, papers = agenda_of(meeting, user)
        return super().get_context_data(
            **kwargs,
            **taking_part(meeting, user, part),
            banner=banner_of(meeting),
            points=points,
            papers=papers,
            has_papers=bool(papers) or any(point.papers for point in points),
            action_fields=list(meeting.action_fields.all()),
            keeps_lists=may_keep_lists(user, meeting),
        )


def taking_part(meeting: Meeting, user: Any, part: Participation | None) -> dict[str, Any]:
    """What the answer panel and the numbers beside the agenda show."""
    if part is None:
        return {}
    own = list(part.own.values())
    return {
        "part": part,
        "plan": part.plan(meeting),
        "forms": answer_forms(meeting, user, part),
        "own": [(row, part.place_in_line(row)) for row in own],
        "sees_link": meeting.takes_place and part.sees_link(user),
    }
