"""What asks something of a person, for the overview: one explicit list of sources."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from alliance.core.times import clock, day, day_and_hours
from alliance.portal.mine import Mine
from events.meetings.models import Ballot, BallotVote, Registration
from events.meetings.states import Answer
from events.minutes.models import Minutes, Task

# What has to be done within so many days is pressing.
PRESSING = datetime.timedelta(days=3)
MOST_BANNERS = 5


@dataclass(frozen=True)
class Ask:
    """One thing that somebody is asked to do.

    `link` says what the button does; `until` is the last moment or the last day, `what` the word before it.
    """

    title: str
    url: str
    link: str
    until: datetime.datetime | datetime.date | None = None
    detail: str = ""
    status: str = ""
    what: str = ""
    is_example: bool = False

    @property
    def is_pressing(self) -> bool:
        """Whether little time is left, or none."""
        return self.until is not None and self._ends - timezone.now() <= PRESSING

    @property
    def until_text(self) -> str:
        """Such as „Antwort bis 27. November 2026, 18 Uhr“; empty where there is no limit."""
        if self.until is None:
            return ""
        last = day(self.until)
        if isinstance(self.until, datetime.datetime):
            last = f"{last}, {clock(self.until)} Uhr"
        return f"{self.what} bis {last}".strip()

    @property
    def days_left(self) -> str:
        """Such as „noch 3 Tage“; counted in days of the calendar."""
        last = timezone.localtime(self._ends - datetime.timedelta(microseconds=1)).date()
        days = (last - timezone.localdate()).days
        return "nur noch heute" if days <= 0 else "noch 1 Tag" if days == 1 else f"noch {days} Tage"

    @property
    def _ends(self) -> datetime.datetime:
        """The last moment; a day ends at midnight in Berlin."""
        if isinstance(self.until, datetime.datetime):
            return self.until
        assert self.until is not None
        after = self.until + datetime.timedelta(days=1)
        return datetime.datetime.combine(after, datetime.time.min, tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class Source:
    """Where such things come from. `key` is the section's id; `one` and `many` stand beside the number.

    `as_rows` lists them plainly, without a button each.
    """

    key: str
    heading: str
    one: str
    many: str
    find: Callable[[Mine], list[Ask]]
    as_rows: bool = False


@dataclass(frozen=True)
class Asked:
    """A source with what it found, the most pressing first."""

    source: Source
    asks: list[Ask]

    @property
    def banners(self) -> list[Ask]:
        """Those that stand out with a button."""
        return [] if self.source.as_rows else self.asks[:MOST_BANNERS]

    @property
    def rows(self) -> list[Ask]:
        """Those that are listed plainly."""
        return self.asks if self.source.as_rows else self.asks[MOST_BANNERS:]

    @property
    def label(self) -> str:
        """What is counted, with the days left where they are few."""
        words = self.source.one if len(self.asks) == 1 else self.source.many
        return f"{words}, {self.asks[0].days_left}" if self.is_pressing else words

    @property
    def is_pressing(self) -> bool:
        """Whether any of them is."""
        return any(ask.is_pressing for ask in self.asks)


def invitations(mine: Mine) -> list[Ask]:
    """Invitations that one of the person's organisations has not answered and still can."""
    rows = [row for row in mine.registrations if row.answer == Answer.OPEN and row.meeting.is_open]
    return [_invitation(row, says_who=len(mine.organisations) > 1) for row in rows]


def _invitation(row: Registration, *, says_who: bool) -> Ask:
    meeting = row.meeting
    detail = day_and_hours(meeting.starts_at, meeting.ends_at)
    return Ask(
        title=meeting.title,
        url=meeting.get_absolute_url(),
        link="Antwort geben",
        until=meeting.answers_until,
        detail=f"{row.organisation.short_name}: {detail}" if says_who and row.organisation else detail,
        what="Antwort",
        is_example=meeting.is_example,
    )


def minutes_to_read(mine: Mine) -> list[Ask]:
    """Minutes that members may object to now; one query."""
    if not mine.organisations:
        return []
    rows = Minutes.objects.open_to(mine.user).circulated().filter(objections_until__gt=timezone.now())
    return [
        Ask(
            title=minutes.meeting.title,
            url=minutes.get_absolute_url(),
            link="Protokoll lesen",
            until=minutes.objections_until,
            detail=day(minutes.meeting.starts_at),
            status="im Umlauf",
            what="Einwände",
            is_example=minutes.meeting.is_example,
        )
        for minutes in rows.select_related("meeting").defer("meeting__description", "meeting__find_text")
    ]


def votes_to_cast(mine: Mine) -> list[Ask]:
    """Ballots in which one of the person's organisations has not voted; one query."""
    if not mine.organisations:
        return []
    running = Ballot.objects.visible_to(mine.user).running().order_by()
    rows = BallotVote.objects.missing().filter(organisation__in=mine.organisations, ballot__in=running)
    return [
        Ask(
            title=vote.ballot.title,
            url=vote.ballot.get_absolute_url(),
            link="Abstimmen",
            until=vote.ballot.deadline,
            detail=vote.organisation.short_name if len(mine.organisations) > 1 else "Umlaufbeschluss",
            what="Stimme",
            is_example=vote.ballot.is_example,
        )
        for vote in rows.select_related("ballot", "organisation").defer("ballot__text", "ballot__reasons")
    ]


def tasks_to_do(mine: Mine) -> list[Ask]:
    """Tasks of the person and of their organisations; one query."""
    rows = Task.objects.asked_of(mine.user).undone()
    return [
        Ask(
            title=task.what,
            url=task.get_absolute_url(),
            link="Aufgabe öffnen",
            until=task.due_on,
            detail=task.addressee,
            status="überfällig" if task.is_late else "in Arbeit" if task.is_running else "",
            is_example=task.is_example,
        )
        for task in rows.select_related("organisation", "person")
    ]


# In the order of the page. A room that asks something of people adds its source here.
SOURCES: tuple[Source, ...] = (
    Source(
        "protokolle",
        "Protokoll zur Prüfung",
        "Protokoll lesen",
        "Protokolle lesen",
        minutes_to_read,
    ),
    Source("abstimmungen", "Ihre Stimme fehlt", "Abstimmung offen", "Abstimmungen offen", votes_to_cast),
    Source(
        "einladungen",
        "Ihre Antwort fehlt",
        "Einladung ohne Antwort",
        "Einladungen ohne Antwort",
        invitations,
    ),
    Source("aufgaben", "Ihre Aufgaben", "Aufgabe offen", "Aufgaben offen", tasks_to_do, as_rows=True),
)


def asked_of(mine: Mine) -> list[Asked]:
    """All that asks something of a person, by source; sources that find nothing are left out."""
    found = [Asked(source, sorted(source.find(mine), key=_pressing)) for source in SOURCES]
    return [asked for asked in found if asked.asks]


def _pressing(ask: Ask) -> Any:
    return ask.until is None, ask._ends if ask.until is not None else None
