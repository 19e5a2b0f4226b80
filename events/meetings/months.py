"""A month as a table of weeks, Monday first."""

import calendar
import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from events.meetings.forms import EARLIEST_YEAR, LATEST_YEAR, MeetingFilter

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@dataclass(frozen=True)
class Day:
    """One cell: its date, whether it belongs to the month, and what begins or goes on that day."""

    date: datetime.date
    is_in_month: bool
    is_today: bool
    meetings: list[Any]


class Month:
    """The weeks of the month that begins on `first`, with meetings that touch it, and the ways to its neighbours."""

    weekdays = WEEKDAYS

    def __init__(self, first: datetime.date, meetings: list[Any], chosen: MeetingFilter) -> None:
        self.first = first
        self.title = date_format(first, "F Y")
        self.is_empty = not meetings
        today = timezone.localdate()
        by_day: dict[datetime.date, list[Any]] = {}
        for meeting in meetings:
            for day in _days(meeting):
                by_day.setdefault(day, []).append(meeting)
        self.weeks = [
            [Day(day, day.month == first.month, day == today, by_day.get(day, [])) for day in week]
            for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
        ]
        self.previous = self._link(first - datetime.timedelta(days=1), chosen)
        self.next = self._link(first + datetime.timedelta(days=31), chosen)

    @staticmethod
    def _link(day: datetime.date, chosen: MeetingFilter) -> dict[str, str] | None:
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            return None
        return {"title": date_format(day, "F Y"), "url": f"?{chosen.address(day.replace(day=1))}"}


def _days(meeting: Any) -> list[datetime.date]:
    """The days in Berlin on which a meeting takes place; one that ends at midnight does not reach the next."""
    begin = timezone.localtime(meeting.starts_at).date()
    end = timezone.localtime(meeting.ends_at - datetime.timedelta(seconds=1)).date()
    return [begin + datetime.timedelta(days=n) for n in range((end - begin).days + 1)]
