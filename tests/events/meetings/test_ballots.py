"""Written procedures: who may do what and when, votes, the count, and what is left of a secret one."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from alliance.core.freezing import Frozen
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.members.models import Organisation, WorkingGroup
from alliance.notifications.models import Message
from events.meetings import actions
from events.meetings.actions.balloting import handle_due_ballots
from events.meetings.models import Ballot, BallotVote, Resolution
from events.meetings.rules import BALLOT_WORKFLOW
from events.meetings.states import BallotState
from tests.cast import EVERYBODY, NAMES, Cast
from tests.factories import minutes as make
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
NOBODY = type("Nobody", (), {"is_authenticated": False})()
CHIEFS = {"leitung", "administration"}
OFFICE = CHIEFS | {"redaktion"}


@pytest.fixture(autouse=True)
def rule(db: None) -> None:
    make.rule()


def in_state(state: str) -> Ballot:
    """A ballot of all members in this state; the open one is over, so that it can be counted."""
    if state == BallotState.DRAFT:
        return make.ballot()
    row = make.opened()
    if state == BallotState.WITHDRAWN:
        return actions.withdraw_ballot(by=None, ballot=row)
    make.close(row)
    if state == BallotState.COUNTED:
        actions.count_ballot(by=None, ballot=row)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("state", BallotState.values)
@pytest.mark.parametrize("verb", BALLOT_WORKFLOW.transitions)
def test_verbs(cast: Cast, state: str, verb: str) -> None:
    row = in_state(state)
    may = {"open": CHIEFS, "withdraw": CHIEFS, "count": OFFICE}[verb]
    possible = {"open": "draft", "withdraw": "open", "count": "open"}[verb] == state
    for name in NAMES:
        offered = verb in {offer.verb for offer in BALLOT_WORKFLOW.available(cast[name], row)}
        assert offered == (possible and name in may), name
        with transaction.atomic():
            if offered:
                actions.BALLOT_VERBS[verb](by=cast[name], ballot=row)
                target = {"open": "open", "withdraw": "withdrawn", "count": "counted"}[verb]
                assert Ballot.objects.get(pk=row.pk).state == target
            else:
                with pytest.raises((PermissionDenied, NotPossible)):
                    actions.BALLOT_VERBS[verb](by=cast[name], ballot=row)
            transaction.set_rollback(True)


def test_who_sees_it(cast: Cast) -> None:
    draft, opened = make.ballot(), make.opened()
    of_group = make.opened(working_group=WorkingGroup.objects.get())
    members = {"northeim", "goettingen", "stellvertretung"} | OFFICE
    for name in EVERYBODY:
        expected = {opened} if name in members else set()
        expected |= {of_group} if name in {"northeim"} | OFFICE else set()
        expected |= {draft} if name in OFFICE else set()
        person = NOBODY if name == "visitor" else cast[name]
        assert set(Ballot.objects.visible_to(person)) == expected, name


@pytest.mark.parametrize(
    ("slug", "may"),
    [("landkreis-northeim", {"northeim", "stellvertretung"}), ("stadt-goettingen", {"goettingen"})],
)
def test_who_votes_for_whom(cast: Cast, slug: str, may: set[str]) -> None:
    row, organisation = make.opened(), Organisation.objects.get(slug=slug)
    for name in NAMES:
        if name in may:
            actions.cast_vote(by=cast[name], ballot=row, organisation=organisation, choice="yes")
            assert row.votes.get(organisation=organisation).by == cast[name]
        else:
            with pytest.raises(PermissionDenied):
                actions.cast_vote(by=cast[name], ballot=row, organisation=organisation, choice="yes")
    assert BallotVote.objects.cast().count() == 1


def northeim() -> Organisation:
    return Organisation.objects.get(slug="landkreis-northeim")


def test_the_deputy_changes_the_vote_until_the_deadline(cast: Cast) -> None:
    row = make.opened()
    values: dict[str, Any] = {"ballot": row, "organisation": northeim()}
    actions.cast_vote(by=cast.northeim, choice="yes", **values)
    actions.cast_vote(by=cast.stellvertretung, choice="no", **values)
    vote = row.votes.get(organisation=northeim())
    assert (vote.choice, vote.by) == ("no", cast.stellvertretung)
    told = Entry.objects.filter(kind="meetings.ballot", object_id=row.pk).values_list("verb", "note")
    assert ("Stimme geändert", "Landkreis Northeim") in told
    assert not any(note == "no" or "dagegen" in note for _, note in told)
    with pytest.raises(NotPossible):
        actions.cast_vote(by=cast.northeim, choice="vielleicht", **values)
    make.close(row)
    with pytest.raises(NotPossible):
        actions.cast_vote(by=cast.northeim, choice="yes", **values)


def test_no_vote_before_it_begins(cast: Cast) -> None:
    row = make.opened(opens_at=timezone.now() + timedelta(days=1))
    with pytest.raises(NotPossible):
        actions.cast_vote(by=cast.northeim, ballot=row, organisation=northeim(), choice="yes")


def test_it_needs_a_rule_and_voters() -> None:
    with pytest.raises(NotPossible, match="niemand eine Stimme"):
        make.opened()
    models.QuerySet.delete(type(make.rule(valid_from=timezone.localdate())).objects.all())
    with pytest.raises(NotPossible, match="welche Mehrheit"):
        make.opened()


def test_an_opened_one_does_not_change(cast: Cast) -> None:
    row = make.opened()
    row.title = "anders"
    with pytest.raises(NotPossible):
        actions.save_ballot(by=cast.leitung, ballot=row)
    with pytest.raises(NotPossible):
        actions.delete_ballot(by=cast.leitung, ballot=row)


def test_the_count_records_tells_and_reports(cast: Cast) -> None:
    meeting, row = MeetingFactory(), make.opened()
    actions.cast_vote(by=cast.northeim, ballot=row, organisation=northeim(), choice="yes")
    assert handle_due_ballots() == 0
    make.close(row)
    assert handle_due_ballots() == 1
    resolution = Resolution.objects.get()
    assert (resolution.ballot, resolution.title, resolution.wording) == (row, row.title, row.text)
    assert (resolution.yes, resolution.no, resolution.abstained) == (1, 0, 0)
    # One of two is half, which the rule asks for.
    assert (resolution.is_carried, resolution.is_quorate, resolution.voting) == (True, True, 2)
    told = Message.objects.filter(occasion=f"ballot:{row.pk}:counted").values_list("recipient", flat=True)
    assert {address.partition("@")[0] for address in told} == {"northeim", "goettingen", "stellvertretung"}
    item = meeting.items.get()
    assert item.title == "Umlaufbeschluss: Logo" and resolution.get_absolute_url() in item.text
    assert handle_due_ballots() == 0 and meeting.items.count() == 1
    with pytest.raises(Frozen):
        row.votes.update(choice="no")


def test_it_waits_for_a_meeting_of_the_same_body(cast: Cast) -> None:
    row = make.close(make.opened())
    MeetingFactory(kind="konferenz")
    assert handle_due_ballots() == 1
    assert handle_due_ballots() == 0
    meeting = MeetingFactory()
    assert handle_due_ballots() == 1 and meeting.items.count() == 1
    row.refresh_from_db()
    assert row.is_reported


def test_too_few_cannot_decide(cast: Cast) -> None:
    row = make.opened()
    kind = northeim().kind
    other = Organisation.objects.create(name="Dritte", short_name="Dritte", slug="dritte", kind=kind)
    BallotVote(ballot=row, organisation=other).save()
    actions.cast_vote(by=cast.northeim, ballot=row, organisation=northeim(), choice="yes")
    resolution = actions.count_ballot(by=None, ballot=make.close(row))
    assert (resolution.is_quorate, resolution.is_carried) == (False, False)


def test_those_who_have_not_voted_are_reminded_once(cast: Cast) -> None:
    row = make.opened(days=1)
    Ballot.objects.filter(pk=row.pk).update(opens_at=timezone.now() - timedelta(days=5))
    actions.cast_vote(by=cast.northeim, ballot=row, organisation=northeim(), choice="yes")
    assert handle_due_ballots() == 1
    assert handle_due_ballots() == 0
    message = Message.objects.get(occasion=f"ballot:{row.pk}:missing")
    assert message.recipient == "goettingen@example.org"


def test_a_ballot_just_opened_reminds_nobody(cast: Cast) -> None:
    make.opened(days=1)
    assert handle_due_ballots() == 0
