"""Tasks: given, worked on, moved, told; who sees and does what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alliance.core.workflow import NotPossible
from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from alliance.notifications.models import Message
from events.meetings.states import Kind
from events.minutes import actions
from events.minutes.models import Task
from events.minutes.states import TaskState
from tests.cast import EVERYBODY, NAMES, Cast
from tests.conftest import ClientOf
from tests.factories import minutes as make
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db
NOBODY = type("Nobody", (), {"is_authenticated": False})()
OFFICE = {"redaktion", "leitung", "administration"}
TODAY = timezone.localdate


def northeim() -> Organisation:
    return Organisation.objects.get(slug="landkreis-northeim")


def in_state(state: str) -> Task:
    """A task of Northeim in this state."""
    row = make.task(organisation=northeim())
    done = timezone.now() if state == TaskState.DONE else None
    Task.objects.filter(pk=row.pk).update(state=state, done_at=done)
    return Task.objects.get(pk=row.pk)


def move(by: Any, task: Task) -> Task:
    return actions.move_task(by=by, task=task, due_on=TODAY() + timedelta(days=30), reason="Später.")


IN_CHARGE = {"northeim", "stellvertretung"} | OFFICE
VERBS: dict[str, tuple[set[str], set[str], Callable[[Any, Task], Any]]] = {
    "start": (IN_CHARGE, {"open"}, lambda by, row: actions.start_task(by=by, task=row)),
    "finish": (
        IN_CHARGE,
        {"open", "running"},
        lambda by, row: actions.finish_task(by=by, task=row, note="Gut."),
    ),
    "move": (IN_CHARGE, {"open", "running"}, move),
    "reopen": (OFFICE, {"done"}, lambda by, row: actions.reopen_task(by=by, task=row)),
    "change": (
        OFFICE,
        {"open", "running", "done"},
        lambda by, row: actions.change_task(by=by, task=row),
    ),
}


@pytest.mark.parametrize("state", TaskState.values)
def test_states_verbs_and_cast(cast: Cast, state: str) -> None:
    row = in_state(state)
    for verb, (people, states, work) in VERBS.items():
        for name in NAMES:
            with transaction.atomic():
                fresh = Task.objects.get(pk=row.pk)
                if name in people and state in states:
                    work(cast[name], fresh)
                else:
                    with pytest.raises((PermissionDenied, NotPossible)):
                        work(cast[name], fresh)
                        pytest.fail(f"{verb} by {name} in {state}")
                transaction.set_rollback(True)


def test_a_task_by_name_is_that_persons(cast: Cast) -> None:
    row = make.task(person=cast.goettingen)
    with pytest.raises(PermissionDenied):
        actions.start_task(by=cast.northeim, task=row)
    assert actions.start_task(by=cast.goettingen, task=row).state == TaskState.RUNNING
    former = make.task(person=cast.ehemalig)
    with pytest.raises(PermissionDenied):
        actions.start_task(by=cast.ehemalig, task=former)


def test_done_with_a_note_and_open_again(cast: Cast) -> None:
    row = actions.finish_task(by=cast.northeim, task=in_state("open"), note=" Liegt vor. ")
    assert (row.done_note, row.done_by_name) == ("Liegt vor.", cast.northeim.full_name)
    row = actions.reopen_task(by=cast.redaktion, task=row)
    assert (row.state, row.done_note, row.done_at) == ("open", "", None)
    assert row.history.filter(done_note="Liegt vor.").exists()


def test_moved_with_a_reason(cast: Cast) -> None:
    row = in_state("open")
    for due_on, reason in (
        (TODAY() + timedelta(days=20), " "),
        (row.due_on, "Gleich."),
        (TODAY() - timedelta(days=1), "Gestern."),
    ):
        with pytest.raises(NotPossible):
            actions.move_task(by=cast.northeim, task=row, due_on=due_on, reason=reason)
    before = row.due_on
    row = move(cast.northeim, row)
    moved = row.moves.get()
    assert (moved.old_due_on, moved.new_due_on, moved.reason) == (before, row.due_on, "Später.")


def test_one_is_in_charge_and_it_comes_from_somewhere(cast: Cast) -> None:
    values = {"what": "Bericht", "due_on": TODAY(), "resolution": make.resolution()}
    for who in ({}, {"organisation": northeim(), "person": cast.northeim}):
        with pytest.raises(ValidationError):
            actions.record_task(by=cast.redaktion, **values, **who)
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.create(**values, **who)
    with pytest.raises(ValidationError):
        actions.record_task(by=cast.redaktion, what="Bericht", due_on=TODAY(), organisation=northeim())


def test_who_gives_them(cast: Cast) -> None:
    meeting = make.held_meeting()
    draft = make.draft(meeting, keeper=cast.goettingen)
    entry = draft.entries.all()[0]
    values: dict[str, Any] = {"what": "Bericht", "due_on": TODAY(), "organisation": northeim()}

    def allowed(people: set[str], **source: Any) -> None:
        for name in NAMES:
            with transaction.atomic():
                if name in people:
                    actions.record_task(by=cast[name], **values, **source)
                else:
                    with pytest.raises((PermissionDenied, NotPossible)):
                        actions.record_task(by=cast[name], **values, **source)
                transaction.set_rollback(True)

    allowed(OFFICE | {"goettingen"}, entry=entry)
    allowed(OFFICE, resolution=make.resolution())
    actions.circulate_minutes(by=None, minutes=draft)
    allowed(OFFICE, entry=entry)


def test_who_sees_them(cast: Cast) -> None:
    group = WorkingGroup.objects.get()
    meeting = make.held_meeting(kind=Kind.GROUP, working_group=group, audience=Audience.GROUP)
    draft, goettingen = make.draft(meeting), Organisation.objects.get(slug="stadt-goettingen")
    entry = draft.entries.all()[0]
    mine = actions.record_task(
        by=None, what="Für Göttingen", due_on=TODAY(), organisation=goettingen, entry=entry
    )
    other = actions.record_task(
        by=None, what="Für eine Person", due_on=TODAY(), person=cast.redaktion, entry=entry
    )
    assert (mine.audience, mine.working_group) == (Audience.GROUP, group)

    def seen() -> dict[str, set[Task]]:
        people = {name: NOBODY if name == "visitor" else cast[name] for name in EVERYBODY}
        return {name: set(Task.objects.visible_to(person)) for name, person in people.items()}

    for name, found in seen().items():
        assert found == ({mine, other} if name in OFFICE else {mine} if name == "goettingen" else set()), name
    actions.circulate_minutes(by=None, minutes=draft)
    assert seen()["northeim"] == {mine, other} and seen()["stellvertretung"] == set()
    public = make.resolution(audience=Audience.PUBLIC)
    actions.record_task(
        by=None, what="Öffentlich", due_on=TODAY(), organisation=goettingen, resolution=public
    )
    assert seen()["visitor"] == seen()["ehemalig"] == set() and len(seen()["stellvertretung"]) == 1


def addresses(occasion: str) -> set[str]:
    rows = Message.objects.filter(occasion__endswith=occasion).values_list("recipient", flat=True)
    return {address.partition("@")[0] for address in rows}


def test_told_when_given(cast: Cast) -> None:
    draft = make.draft()
    entry = draft.entries.all()[0]
    values: dict[str, Any] = {"by": None, "what": "Bericht", "due_on": TODAY(), "organisation": northeim()}
    row = actions.record_task(entry=entry, **values)
    assert addresses(":given") == set()
    actions.circulate_minutes(by=None, minutes=draft)
    assert addresses(f"task:{row.pk}:given") == {"northeim", "stellvertretung"}
    other = actions.record_task(resolution=make.resolution(), **values)
    assert addresses(f"task:{other.pk}:given") == {"northeim", "stellvertretung"}


def test_due_ones_are_told_once_for_each_day(cast: Cast) -> None:
    near, far = make.task(person=cast.goettingen, days=2), make.task(person=cast.goettingen, days=9)
    late = make.task(organisation=northeim(), days=-1)
    done = make.task(organisation=northeim(), days=-1)
    actions.finish_task(by=None, task=done)
    assert actions.tell_due_tasks() == 2 and actions.tell_due_tasks() == 0
    assert addresses(f"task:{near.pk}:{near.due_on}:soon") == {"goettingen"}
    assert addresses(f"task:{late.pk}:{late.due_on}:late") == {"northeim", "stellvertretung"}
    assert not addresses(f"task:{far.pk}:{far.due_on}:soon")
    Task.objects.filter(pk=near.pk).update(due_on=TODAY() + timedelta(days=1))
    assert actions.tell_due_tasks() == 1


def test_the_lists(cast: Cast, client_of: ClientOf) -> None:
    row = make.resolution()
    make.task(what="Für mich", person=cast.northeim, resolution=row)
    make.task(what="Für mein Mitglied", organisation=northeim(), resolution=row)
    make.task(what="Für die Geschäftsstelle", person=cast.redaktion, resolution=row)

    def titles(name: str, query: str = "") -> set[str]:
        return {task.what for task in client_of(name).get(f"/aufgaben/{query}").context["tasks"]}

    everything = {"Für mich", "Für mein Mitglied", "Für die Geschäftsstelle"}
    assert titles("northeim") == {"Für mein Mitglied"}
    assert titles("northeim", "?wer=ich") == {"Für mich"}
    assert titles("stellvertretung") == {"Für mein Mitglied"}
    assert titles("redaktion") == everything and titles("redaktion", "?wer=ich") == {
        "Für die Geschäftsstelle"
    }
    assert titles("redaktion", "?stand=erledigt") == set()
    assert titles("redaktion", "?wer=mitglied&seite=x") == everything


def test_they_cost_the_same_for_few_and_many(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, source = client_of("northeim"), make.resolution()
    entry = make.circulated().entries.all()[0]

    def more(count: int) -> None:
        for _ in range(count):
            make.task(organisation=northeim(), resolution=source)
            make.task(organisation=northeim(), entry=entry)

    more(1)
    client.get("/aufgaben/?wer=alle")
    with django_assert_num_queries(8):
        client.get("/aufgaben/?wer=alle")
    more(3)
    with django_assert_num_queries(8):
        response = client.get("/aufgaben/?wer=alle")
    assert_sound(response.content.decode())
    task = Task.objects.first()
    assert task is not None
    with django_assert_num_queries(9):
        response = client.get(task.get_absolute_url())
    assert_sound(response.content.decode())


def test_the_verbs_of_the_page(cast: Cast, client_of: ClientOf) -> None:
    row, client = in_state("open"), client_of("stellvertretung")
    address = row.get_absolute_url()
    client.post(f"{address}beginnen/")
    refused = client.post(f"{address}verschieben/", {"due_on": "", "reason": ""})
    assert refused.status_code == 422 and "Bitte wählen Sie einen Tag" in refused.content.decode()
    assert_sound(refused.content.decode())
    due_on = TODAY() + timedelta(days=40)
    client.post(f"{address}verschieben/", {"due_on": due_on.isoformat(), "reason": "Ferien"})
    row.refresh_from_db()
    assert (row.state, row.due_on) == ("running", due_on)
    client.post(f"{address}erledigt/", {"note": "Liegt vor."})
    html = client_of("goettingen").get(address).content.decode()
    assert "Liegt vor." in html and "Ferien" in html
    assert 'method="post" aria-labelledby="h-fertig"' not in html
