"""Minutes from the agenda to the approval: who may use which verb in which state."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alliance.core.workflow import NotPossible
from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from alliance.notifications.models import Message
from events.meetings.models import AgendaItem, Registration, Resolution
from events.meetings.states import ItemKind, Kind, State
from events.minutes import actions
from events.minutes.models import Minutes, MinutesEntry
from events.minutes.states import State as Stand
from tests.cast import NAMES, Cast
from tests.factories import minutes as make
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
CHIEFS = {"leitung", "administration"}
OFFICE = CHIEFS | {"redaktion"}
WRITERS = OFFICE | {"goettingen"}


def in_state(state: str, cast: Cast) -> Minutes:
    """Minutes that Göttingen keeps, old enough to be approved where they are sent round."""
    meeting = make.held_meeting(days=-60)
    if state == Stand.DRAFT:
        return make.draft(meeting, keeper=cast.goettingen)
    if state == Stand.CIRCULATED:
        return make.end_objections(make.circulated(meeting, keeper=cast.goettingen))
    return make.approved(meeting, keeper=cast.goettingen)


def last(minutes: Minutes) -> MinutesEntry:
    return minutes.entries.order_by("-number")[0]


def later(minutes: Minutes) -> Any:
    return actions.approving_meetings(minutes).first() or make.held_meeting(items=0)


# Verb: who may, in which states, and how it is done.
VERBS: dict[str, tuple[set[str], set[str], Callable[[Any, Minutes], Any]]] = {
    "save_minutes": (WRITERS, {"draft"}, lambda by, row: actions.save_minutes(by=by, minutes=row)),
    "take_attendance": (WRITERS, {"draft"}, lambda by, row: actions.take_attendance(by=by, minutes=row)),
    "add_entry": (WRITERS, {"draft"}, lambda by, row: actions.add_entry(by=by, minutes=row, title="Neu")),
    "save_entry": (
        WRITERS,
        {"draft"},
        lambda by, row: actions.save_entry(
            by=by, entry=last(row), text="<p>Neu.</p>", revision=last(row).revision
        ),
    ),
    "change_entry": (WRITERS, {"draft"}, lambda by, row: actions.change_entry(by=by, entry=last(row))),
    "move_entry": (WRITERS, {"draft"}, lambda by, row: actions.move_entry(by=by, entry=last(row), up=True)),
    "drop_entry": (WRITERS, {"draft"}, lambda by, row: actions.drop_entry(by=by, entry=last(row))),
    "delete_minutes": (OFFICE, {"draft"}, lambda by, row: actions.delete_minutes(by=by, minutes=row)),
    "record_resolution": (
        WRITERS,
        {"draft"},
        lambda by, row: actions.record_resolution(
            by=by, entry=last(row), title="So", wording="<p>So.</p>", votes=make.UNANIMOUS
        ),
    ),
    "circulate": (CHIEFS, {"draft"}, lambda by, row: actions.circulate_minutes(by=by, minutes=row)),
    "approve": (
        CHIEFS,
        {"circulated"},
        lambda by, row: actions.approve_minutes(by=by, minutes=row, meeting=later(row)),
    ),
    "put_approval_on_agenda": (
        OFFICE,
        {"circulated"},
        lambda by, row: actions.put_approval_on_agenda(by=by, minutes=row, meeting=MeetingFactory()),
    ),
    "release": (
        CHIEFS,
        {"approved"},
        lambda by, row: actions.release_extract(by=by, minutes=row, entries=[last(row)]),
    ),
    "addendum": (
        OFFICE,
        {"approved"},
        lambda by, row: actions.add_addendum(by=by, minutes=row, text="<p>Nachtrag.</p>"),
    ),
}


@pytest.mark.parametrize("state", Stand.values)
def test_states_verbs_and_cast(cast: Cast, state: str) -> None:
    row = in_state(state, cast)
    for verb, (people, states, work) in VERBS.items():
        for name in NAMES:
            with transaction.atomic():
                fresh = Minutes.objects.get(pk=row.pk)
                if name in people and state in states:
                    work(cast[name], fresh)
                else:
                    with pytest.raises((PermissionDenied, NotPossible)):
                        work(cast[name], fresh)
                        pytest.fail(f"{verb} by {name} in {state}")
                transaction.set_rollback(True)


def test_who_only_keeps_loses_it_with_the_mandate(cast: Cast) -> None:
    row = make.draft(keeper=cast.ehemalig)
    with pytest.raises(PermissionDenied):
        actions.add_entry(by=cast.ehemalig, minutes=row, title="Neu")


def test_only_the_office_begins(cast: Cast) -> None:
    meeting = make.held_meeting()
    for name in NAMES:
        with transaction.atomic():
            if name in OFFICE:
                actions.begin_minutes(by=cast[name], meeting=meeting)
            else:
                with pytest.raises(PermissionDenied):
                    actions.begin_minutes(by=cast[name], meeting=meeting)
            transaction.set_rollback(True)


def test_they_begin_from_the_agenda_and_the_list(cast: Cast) -> None:
    meeting = make.held_meeting(items=0)
    AgendaItemFactory(meeting=meeting, title="Intern", audience=Audience.OFFICE, order=1)
    AgendaItemFactory(meeting=meeting, title="Pause", kind=ItemKind.BREAK, order=2)
    AgendaItemFactory(meeting=meeting, title="Bericht", order=3)
    northeim = Organisation.objects.get(slug="landkreis-northeim")
    now = timezone.now()
    Registration.objects.create(
        meeting=meeting, organisation=northeim, present_at=now, present_online=True, invited_at=now
    )
    make.rule()
    row = actions.begin_minutes(by=cast.redaktion, meeting=meeting, chair="Landkreis Northeim")
    assert [(entry.number, entry.title, entry.audience) for entry in row.entries.all()] == [
        (1, "Bericht", ""),
        (2, "Intern", "office"),
    ]
    there = row.attendance.get()
    assert (there.organisation, there.presence, there.has_vote) == (northeim, "online", True)
    assert (row.voting_present, row.voting_total, row.is_quorate) == (1, 2, True)
    assert (row.keeper_name, row.begins, row.chair) == (
        "Geschäftsstelle",
        meeting.starts_at,
        "Landkreis Northeim",
    )


@pytest.mark.parametrize(
    ("values", "days"), [({}, 1), ({"state": State.CANCELLED}, -1), ({"state": State.DRAFT}, -1)]
)
def test_not_before_the_day_and_not_of_a_meeting_that_is_off(values: dict[str, Any], days: int) -> None:
    with pytest.raises(NotPossible):
        make.draft(make.held_meeting(days=days, **values))


def test_once_for_each_meeting() -> None:
    meeting = make.held_meeting()
    make.draft(meeting)
    with pytest.raises(NotPossible):
        make.draft(meeting)


def test_circulating_puts_the_approval_on_the_next_agenda(cast: Cast) -> None:
    too_soon = make.held_meeting(days=3, items=0)
    conference = make.held_meeting(days=20, items=0, kind=Kind.CONFERENCE, title="Konferenz")
    following = make.held_meeting(days=25, items=1)
    row = make.circulated(make.held_meeting(days=-1))
    assert row.approval_item is not None and row.approval_item.meeting == following
    assert row.approval_item.title.startswith("Genehmigung des Protokolls vom ")
    assert not too_soon.items.exists() and not conference.items.exists()
    told = Message.objects.filter(occasion=f"minutes:{row.pk}:circulated").values_list("recipient", flat=True)
    assert {address.partition("@")[0] for address in told} == {"northeim", "goettingen", "stellvertretung"}


def test_where_there_is_no_meeting_yet_one_button_does_it_later(cast: Cast) -> None:
    row = make.circulated()
    assert row.approval_item is None
    with pytest.raises(NotPossible):
        actions.put_approval_on_agenda(by=cast.redaktion, minutes=row)
    following = MeetingFactory()
    row = actions.put_approval_on_agenda(by=cast.redaktion, minutes=row)
    assert row.approval_item is not None and row.approval_item.meeting == following
    with pytest.raises(NotPossible):
        actions.put_approval_on_agenda(by=cast.redaktion, minutes=row)
    assert AgendaItem.objects.filter(meeting=following).count() == 1


def test_the_deadline_is_a_setting_or_said(cast: Cast, settings: Any) -> None:
    settings.OBJECTION_DAYS = 7
    row = make.circulated()
    assert timezone.localdate(row.objections_until) == timezone.localdate() + timedelta(days=7)
    said = timezone.now() + timedelta(days=2)
    other = actions.circulate_minutes(
        by=None, minutes=make.draft(make.held_meeting(days=-9)), objections_until=said
    )
    assert other.objections_until == said
    with pytest.raises(NotPossible):
        actions.circulate_minutes(
            by=None, minutes=make.draft(make.held_meeting(days=-10)), objections_until=timezone.now()
        )


def test_empty_minutes_stay_a_draft() -> None:
    with pytest.raises(NotPossible):
        make.circulated(make.held_meeting(items=0))


def test_only_a_later_meeting_of_the_same_body_approves(cast: Cast) -> None:
    row = make.end_objections(make.circulated(make.held_meeting(days=-60)))
    group = WorkingGroup.objects.get()
    wrong = [
        make.held_meeting(days=-70, items=0),
        make.held_meeting(days=3, items=0),
        make.held_meeting(days=-2, items=0, kind=Kind.GROUP, working_group=group),
        make.held_meeting(days=-3, items=0, state=State.CANCELLED),
        row.meeting,
        None,
    ]
    for meeting in wrong:
        with pytest.raises(NotPossible):
            actions.approve_minutes(by=cast.leitung, minutes=row, meeting=meeting)
    right = make.held_meeting(days=-1, items=0)
    assert actions.approve_minutes(by=cast.leitung, minutes=row, meeting=right).approved_in == right


def test_not_while_objections_may_come_or_are_open(cast: Cast) -> None:
    row = make.circulated(make.held_meeting(days=-60))
    right = make.held_meeting(days=-1, items=0)
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    entry = row.entries.all()[0]
    objection = actions.object_to_entry(
        by=cast.goettingen, entry=entry, organisation=goettingen, text="Nein."
    )
    with pytest.raises(NotPossible, match="Frist"):
        actions.approve_minutes(by=cast.leitung, minutes=row, meeting=right)
    make.end_objections(row)
    with pytest.raises(NotPossible, match="Einwände"):
        actions.approve_minutes(by=cast.leitung, minutes=row, meeting=right)
    actions.decline_objection(by=cast.redaktion, objection=objection, reason="Doch.")
    assert actions.approve_minutes(by=cast.leitung, minutes=row, meeting=right).state == Stand.APPROVED


def test_a_resolution_at_an_item_of_the_day(cast: Cast) -> None:
    row = make.draft(keeper=cast.goettingen)
    entry = actions.add_entry(by=cast.goettingen, minutes=row, title="Dazu", audience=Audience.OFFICE)
    resolution = actions.record_resolution(
        by=cast.goettingen, entry=entry, title="So", wording="<p>So.</p>", votes=make.UNANIMOUS
    )
    assert resolution.item.meeting == row.meeting and resolution.audience == Audience.OFFICE
    assert Resolution.objects.get().item.title == "Dazu"
    for refused in (actions.drop_entry, lambda **values: actions.delete_minutes(by=None, minutes=row)):
        with pytest.raises(NotPossible):
            refused(by=None, entry=MinutesEntry.objects.get(pk=entry.pk))
