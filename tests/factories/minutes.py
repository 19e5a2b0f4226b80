"""Minutes, resolutions, ballots and tasks for tests, through the actions where they decide something."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from alliance.accounts.models import User
from alliance.members.access import Audience
from alliance.members.models import Organisation
from events.meetings.actions import Votes, open_ballot, record_resolution, save_ballot
from events.meetings.models import AgendaItem, Ballot, Meeting, Resolution, VotingRule
from events.minutes.actions import approve_minutes, begin_minutes, circulate_minutes
from events.minutes.models import Minutes, MinutesEntry, Task
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, in_days

UNANIMOUS = Votes(unanimous=True)


def rule(**values: Any) -> VotingRule:
    """The members' meeting decides by more than half of the votes cast, half of all make a quorum."""
    return VotingRule.objects.create(**{"valid_from": date(2020, 1, 1), **values})


def held_meeting(*, days: int = -1, items: int = 2, **values: Any) -> Meeting:
    """A meeting that is over, with items on its agenda."""
    meeting = MeetingFactory(starts_at=in_days(days), **values)
    for number in range(items):
        AgendaItemFactory(meeting=meeting, order=number)
    return meeting


def resolution(item: AgendaItem | None = None, **values: Any) -> Resolution:
    """A unanimous resolution at an item of a held meeting."""
    found = item or AgendaItemFactory(meeting=held_meeting(items=0))
    given = {"title": "Beschluss", "wording": "<p>Es wird beschlossen.</p>", "votes": UNANIMOUS, **values}
    return record_resolution(by=None, item=found, **given)


def ballot(*, days: int = 7, **values: Any) -> Ballot:
    """A draft whose deadline is so many days ahead."""
    row = Ballot(title="Logo", text="<p>Das Logo wird geändert.</p>", deadline=in_days(days), **values)
    return save_ballot(by=None, ballot=row)


def opened(**values: Any) -> Ballot:
    """A ballot that runs."""
    return open_ballot(by=None, ballot=ballot(**values))


def close(row: Ballot) -> Ballot:
    """Let the deadline pass."""
    past = timezone.now() - timedelta(minutes=1)
    Ballot.objects.filter(pk=row.pk).update(opens_at=past - timedelta(days=7), deadline=past)
    row.refresh_from_db()
    return row


def draft(meeting: Meeting | None = None, **values: Any) -> Minutes:
    """Minutes being written."""
    return begin_minutes(by=None, meeting=meeting or held_meeting(), **values)


def circulated(meeting: Meeting | None = None, **values: Any) -> Minutes:
    """Minutes sent round."""
    return circulate_minutes(by=None, minutes=draft(meeting, **values))


def end_objections(minutes: Minutes) -> Minutes:
    """Let the time for objections pass."""
    past = timezone.now() - timedelta(minutes=1)
    Minutes.objects.filter(pk=minutes.pk).update(objections_until=past)
    minutes.refresh_from_db()
    return minutes


def approved(meeting: Meeting | None = None, **values: Any) -> Minutes:
    """Minutes approved by a meeting that began since."""
    minutes = end_objections(circulated(meeting or held_meeting(days=-60), **values))
    later = held_meeting(
        items=0,
        kind=minutes.meeting.kind,
        audience=minutes.meeting.audience,
        working_group=minutes.meeting.working_group,
    )
    return approve_minutes(by=None, minutes=minutes, meeting=later)


def task(
    *,
    organisation: Organisation | None = None,
    person: User | None = None,
    entry: MinutesEntry | None = None,
    days: int = 10,
    **values: Any,
) -> Task:
    """An open task straight into the database, from a resolution unless an entry is given."""
    source = {"entry": entry} if entry else {"resolution": values.pop("resolution", None) or resolution()}
    due_on = timezone.localdate() + timedelta(days=days)
    given = {"what": "Bericht vorlegen", "due_on": due_on, "audience": Audience.MEMBERS, **source, **values}
    return Task.objects.create(organisation=organisation, person=person, **given)
