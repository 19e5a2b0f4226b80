"""Objections: who may raise and answer them, and what stays of the wording."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from alliance.core.workflow import NotPossible
from alliance.members.access import Audience
from alliance.members.models import Organisation
from alliance.notifications.models import Message
from events.minutes import actions
from events.minutes.models import Minutes, MinutesEntry, Objection
from events.minutes.states import State
from tests.cast import NAMES, Cast
from tests.factories import minutes as make
from tests.factories.meetings import AgendaItemFactory

pytestmark = pytest.mark.django_db
OFFICE = {"redaktion", "leitung", "administration"}


def goettingen() -> Organisation:
    return Organisation.objects.get(slug="stadt-goettingen")


@pytest.fixture
def minutes(cast: Cast) -> Minutes:
    """Sent round, with an item for the office at the end."""
    meeting = make.held_meeting(items=1)
    AgendaItemFactory(meeting=meeting, audience=Audience.OFFICE, order=9)
    draft = make.draft(meeting)
    entry = draft.entries.all()[0]
    actions.save_entry(by=None, entry=entry, text="<p>Alt.</p>", revision=entry.revision)
    return actions.circulate_minutes(by=None, minutes=draft)


@pytest.fixture
def objection(cast: Cast, minutes: Minutes) -> Objection:
    entry = minutes.entries.all()[0]
    return actions.object_to_entry(
        by=cast.goettingen, entry=entry, organisation=goettingen(), text="So war es nicht."
    )


def raise_one(by: Any, entry: MinutesEntry, **values: Any) -> Objection:
    given = {"organisation": goettingen(), "text": "Nein.", **values}
    return actions.object_to_entry(by=by, entry=entry, **given)


def test_who_raises_one(cast: Cast, minutes: Minutes) -> None:
    entry = minutes.entries.all()[0]
    northeim = Organisation.objects.get(slug="landkreis-northeim")
    speakers = {goettingen(): {"goettingen"}, northeim: {"northeim", "stellvertretung"}}
    for organisation, people in speakers.items():
        for name in NAMES:
            if name in people:
                assert raise_one(cast[name], entry, organisation=organisation).by == cast[name]
            else:
                with pytest.raises(PermissionDenied):
                    raise_one(cast[name], entry, organisation=organisation)


def test_not_to_what_one_may_not_read(cast: Cast, minutes: Minutes) -> None:
    with pytest.raises(PermissionDenied):
        raise_one(cast.goettingen, minutes.entries.get(audience=Audience.OFFICE))


def test_only_while_the_minutes_go_round(cast: Cast, minutes: Minutes) -> None:
    entry = minutes.entries.all()[0]
    with pytest.raises(NotPossible):
        raise_one(cast.goettingen, entry, text="  ")
    make.end_objections(minutes)
    with pytest.raises(NotPossible):
        raise_one(cast.goettingen, entry)
    for other in (make.draft(make.held_meeting(days=-9)), make.approved()):
        with pytest.raises((NotPossible, PermissionDenied)):
            raise_one(cast.goettingen, other.entries.all()[0])


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_who_answers(cast: Cast, objection: Objection, verb: str) -> None:
    def answer(by: Any) -> Objection:
        if verb == "accept":
            return actions.accept_objection(by=by, objection=objection, text="<p>Neu.</p>")
        return actions.decline_objection(by=by, objection=objection, reason="Doch.")

    for name in NAMES:
        with transaction.atomic():
            if name in OFFICE:
                assert answer(cast[name]).answered_by_name == cast[name].full_name
                # Once is enough.
                with pytest.raises(NotPossible):
                    answer(cast[name])
            else:
                with pytest.raises(PermissionDenied):
                    answer(cast[name])
            transaction.set_rollback(True)


def test_both_wordings_stay(cast: Cast, objection: Objection) -> None:
    row = actions.accept_objection(
        by=cast.redaktion, objection=objection, text="<p>Neu.</p>", answer="Danke."
    )
    assert "Alt." in row.old_text and "Neu." in row.new_text and row.answer == "Danke."
    entry = MinutesEntry.objects.get(pk=row.entry_id)
    assert "Neu." in entry.text
    assert [("Neu." in state.text) for state in entry.history.order_by("-history_id")[:2]] == [True, False]
    told = Message.objects.get(occasion=f"objection:{row.pk}:answered")
    assert told.recipient == "goettingen@example.org" and "Neu." not in told.text


def test_without_a_change_nothing_is_accepted(cast: Cast, objection: Objection) -> None:
    with pytest.raises(NotPossible), transaction.atomic():
        actions.accept_objection(by=cast.redaktion, objection=objection, text="<p>Alt.</p>")
    objection.refresh_from_db()
    assert objection.state == "open"


def test_an_entry_changed_meanwhile_shows_both(cast: Cast, objection: Objection) -> None:
    other = raise_one(cast.goettingen, objection.entry)
    revision = objection.entry.revision
    actions.accept_objection(by=cast.redaktion, objection=other, text="<p>Anders.</p>", revision=revision)
    with pytest.raises(actions.StaleEntry):
        actions.accept_objection(
            by=cast.redaktion, objection=objection, text="<p>Neu.</p>", revision=revision
        )


def test_declined_with_a_reason(cast: Cast, objection: Objection) -> None:
    with pytest.raises(NotPossible):
        actions.decline_objection(by=cast.redaktion, objection=objection, reason=" ")
    row = actions.decline_objection(by=cast.redaktion, objection=objection, reason="Die Aufnahme zeigt es.")
    assert (row.state, row.answer) == ("declined", "Die Aufnahme zeigt es.")
    assert "Alt." in MinutesEntry.objects.get(pk=row.entry_id).text


def test_the_office_is_told(objection: Objection) -> None:
    told = Message.objects.filter(occasion=f"objection:{objection.pk}:new")
    assert {mail.recipient.partition("@")[0] for mail in told} == OFFICE
    assert not any("So war es nicht" in mail.text for mail in told)
    assert objection.entry.minutes.state == State.CIRCULATED
