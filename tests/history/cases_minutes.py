"""Minutes, resolutions, ballots and tasks, in two states that differ in all that may change."""

from datetime import UTC, date, datetime
from typing import Any

from alliance.accounts.models import User
from alliance.members.access import Audience
from events.meetings import actions as meetings
from events.meetings.models import Ballot, Resolution
from events.minutes import actions
from events.minutes.models import Minutes, MinutesEntry, Task
from tests.factories import minutes as make
from tests.factories.accounts import PersonFactory
from tests.factories.files import DocumentFactory
from tests.factories.members import GroupFactory, OrganisationFactory


def set_all(obj: Any, values: dict[str, Any]) -> Any:
    """Write these values on the row, unsaved."""
    for name, value in values.items():
        setattr(obj, name, value)
    return obj


def moment(day: int, hour: int) -> datetime:
    """A time without split seconds, as a form keeps it."""
    return datetime(2031, 2, day, hour, 30, tzinfo=UTC)


def ballot_values(word: str, number: int) -> dict[str, Any]:
    texts = {"title": f"Titel {word}", "text": f"<p>{word}</p>", "reasons": f"<p>Weil {word}.</p>"}
    times = {"opens_at": moment(number, 8), "deadline": moment(number + 5, 18)}
    audience = Audience.PUBLIC if number == 1 else Audience.GROUP
    flags = {"is_secret": number == 1, "is_example": number == 1, "audience": audience}
    return {**texts, **times, **flags, "working_group": GroupFactory()}


def begin_ballot(by: User) -> Ballot:
    """A draft with papers."""
    row = Ballot(**ballot_values("eins", 1))
    return meetings.save_ballot(by=by, ballot=row, documents=[DocumentFactory(), DocumentFactory()])


def change_ballot(by: User, row: Ballot) -> Ballot:
    """Everything else."""
    set_all(row, ballot_values("zwei", 2))
    return meetings.save_ballot(by=by, ballot=row, documents=[DocumentFactory()])


def begin_resolution(by: User) -> Resolution:
    """With a first note."""
    return meetings.note_progress(by=by, resolution=make.resolution(), progress="begonnen")


def change_resolution(by: User, row: Resolution) -> Resolution:
    """With another one."""
    return meetings.note_progress(by=by, resolution=row, progress="fertig")


def head(word: str, number: int) -> dict[str, Any]:
    times = {"begins": moment(number, 9), "ends": moment(number, 12)}
    return {"chair": f"Leitung {word}", "keeper_name": f"Stelle {word}", "keeper": PersonFactory(), **times}


def begin_minutes(by: User) -> Minutes:
    """A draft."""
    return actions.save_minutes(by=by, minutes=set_all(make.draft(), head("eins", 1)))


def change_minutes(by: User, row: Minutes) -> Minutes:
    """Another head."""
    return actions.save_minutes(by=by, minutes=set_all(row, head("zwei", 2)))


def begin_entry(by: User) -> MinutesEntry:
    """Of a draft."""
    entry = make.draft().entries.get(number=2)
    set_all(entry, {"title": "Punkt eins", "text": "<p>Wort eins.</p>"})
    return actions.change_entry(by=by, entry=entry)


def change_entry(by: User, row: MinutesEntry) -> MinutesEntry:
    """Other words for fewer people."""
    values = {"title": "Punkt zwei", "text": "<h2>Zwei</h2>\n<p>Wort.</p>", "audience": Audience.OFFICE}
    return actions.change_entry(by=by, entry=set_all(row, values))


def begin_task(by: User) -> Task:
    """For a member."""
    organisation, due_on = OrganisationFactory(), date(2031, 3, 1)
    return actions.record_task(
        by=None,
        what="Bericht eins",
        due_on=due_on,
        organisation=organisation,
        resolution=make.resolution(),
        is_example=True,
    )


def change_task(by: User, row: Task) -> Task:
    """For a person."""
    values = {"what": "Bericht zwei", "organisation": None, "person": PersonFactory(), "is_example": False}
    return actions.change_task(by=None, task=set_all(row, {**values, "due_on": date(2031, 4, 1)}))


MINUTES_CASES: dict[str, tuple[Any, Any]] = {
    "meetings.Ballot": (begin_ballot, change_ballot),
    "meetings.Resolution": (begin_resolution, change_resolution),
    "minutes.Minutes": (begin_minutes, change_minutes),
    "minutes.MinutesEntry": (begin_entry, change_entry),
    "minutes.Task": (begin_task, change_task),
}
