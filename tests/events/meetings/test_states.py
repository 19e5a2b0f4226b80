"""Every verb of the table: who may, from where, what is refused, what is written down."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from events.meetings import actions
from events.meetings.models import Meeting
from events.meetings.rules import WORKFLOW
from events.meetings.states import TRANSITIONS, State
from tests.cast import EVERYBODY, Cast
from tests.factories.meetings import MeetingFactory, in_days
from tests.factories.members import OrganisationFactory

pytestmark = pytest.mark.django_db

CHIEFS = {"leitung", "administration"}
OFFICE = {*CHIEFS, "redaktion"}
# Where a meeting can be: its stored state and, after the dot, what time says.
SITUATIONS = (
    *("draft", "draft.over", "planned", "planned.running", "planned.over", "planned.again"),
    *("invited", "invited.running", "invited.over", "postponed", "postponed.over", "cancelled"),
)
AHEAD, COMING = {"draft", "planned", "planned.again"}, {"planned", "planned.again", "invited"}
RUNNING = {"planned.running", "invited.running"}
# verb: who, from which situations, resulting state, what the log says
TABLE: dict[str, tuple[set[str], set[str], State, str]] = {
    "plan": (OFFICE, {"draft"}, State.PLANNED, "vorgemerkt"),
    "invite": (CHIEFS, AHEAD, State.INVITED, "eingeladen"),
    "enter": (OFFICE, {"draft.over"}, State.PLANNED, "als stattgefunden eingetragen"),
    "withdraw": (
        OFFICE,
        {"planned", "planned.running", "planned.over"},
        State.DRAFT,
        "zurück zum Entwurf",
    ),
    "postpone": (CHIEFS, COMING | RUNNING, State.POSTPONED, "verschoben"),
    "reschedule": (CHIEFS, {"postponed", "postponed.over"}, State.PLANNED, "neuer Termin"),
    "cancel": (CHIEFS, COMING | RUNNING | {"postponed", "postponed.over"}, State.CANCELLED, "abgesagt"),
}
Verb = Callable[..., Any]
VERBS: dict[str, Verb] = {
    **actions.VERBS,
    "invite": lambda by, meeting: actions.invite_meeting(
        by=by, meeting=meeting, organisations=[OrganisationFactory()]
    ),
    "postpone": lambda by, meeting: actions.postpone_meeting(
        by=by, meeting=meeting, reason="Der Saal fehlt."
    ),
    "reschedule": lambda by, meeting: actions.reschedule_meeting(
        by=by, meeting=meeting, starts_at=in_days(40), ends_at=in_days(40, 17)
    ),
    "cancel": lambda by, meeting: actions.cancel_meeting(by=by, meeting=meeting, reason="Niemand kann."),
}


def meeting_in(situation: str) -> Meeting:
    """A saved meeting in this situation."""
    state, _, time = situation.partition(".")
    values: dict[str, Any] = {"state": State(state)}
    if time == "again":
        values["invited_at"] = timezone.now() - timedelta(days=30)
    if time in ("running", "over"):
        values["starts_at"] = timezone.now() - timedelta(hours=1 if time == "running" else 5)
    return MeetingFactory(**values)


def test_the_table_here_knows_every_verb() -> None:
    assert TABLE.keys() == TRANSITIONS.keys() == VERBS.keys()


@pytest.mark.parametrize("verb", TABLE)
def test_the_verb_leads_to_its_state_and_into_the_log(verb: str, cast: Cast) -> None:
    people, situations, target, said = TABLE[verb]
    for name in sorted(people):
        for situation in sorted(situations):
            meeting = meeting_in(situation)
            VERBS[verb](by=cast[name], meeting=meeting)
            before = meeting.sequence
            meeting.refresh_from_db()
            assert (meeting.state, meeting.sequence) == (target, before + 1), (name, situation)
            entry = Entry.objects.get(object_id=meeting.pk, kind="meetings.meeting")
            assert (entry.verb, entry.by, entry.by_name) == (said, cast[name], cast[name].full_name)


@pytest.mark.parametrize("verb", TABLE)
def test_nobody_else_may(verb: str, cast: Cast) -> None:
    people, situations, _, _ = TABLE[verb]
    for name in set(EVERYBODY[1:]) - people:
        for situation in situations:
            meeting = meeting_in(situation)
            before = meeting.state
            with pytest.raises(PermissionDenied):
                VERBS[verb](by=cast[name], meeting=meeting)
            meeting.refresh_from_db()
            assert meeting.state == before
    assert not Entry.objects.exists()


@pytest.mark.parametrize("verb", TABLE)
def test_a_wrong_state_is_refused_in_words(verb: str, cast: Cast) -> None:
    _, situations, _, _ = TABLE[verb]
    for situation in set(SITUATIONS) - situations:
        meeting = meeting_in(situation)
        before = meeting.state
        with pytest.raises(NotPossible, match=TRANSITIONS[verb].label):
            VERBS[verb](by=cast.leitung, meeting=meeting)
        meeting.refresh_from_db()
        assert (meeting.state, meeting.registrations.count()) == (before, 0)
    assert not Entry.objects.exists()


def test_offers_are_what_the_table_says(cast: Cast) -> None:
    for situation in SITUATIONS:
        meeting = meeting_in(situation)
        for name in EVERYBODY[1:]:
            offered = {offer.verb for offer in WORKFLOW.available(cast[name], meeting)}
            expected = {
                verb for verb, (who, where, _, _) in TABLE.items() if name in who and situation in where
            }
            assert offered == expected, (situation, name)


def test_a_verb_judges_the_stored_row_and_not_the_copy_in_hand(cast: Cast) -> None:
    meeting = meeting_in("planned")
    copy = Meeting.objects.get(pk=meeting.pk)
    actions.cancel_meeting(by=cast.leitung, meeting=meeting, reason="Niemand kann.")
    with pytest.raises(NotPossible):
        actions.withdraw_meeting(by=cast.leitung, meeting=copy)


def test_calling_off_wants_a_reason(cast: Cast) -> None:
    for action in (actions.cancel_meeting, actions.postpone_meeting):
        meeting = meeting_in("invited")
        with pytest.raises(NotPossible, match="Grund"):
            action(by=cast.leitung, meeting=meeting, reason="  ")
        meeting.refresh_from_db()
        assert meeting.state == State.INVITED


def test_the_new_date_has_to_be_ahead(cast: Cast) -> None:
    meeting = meeting_in("postponed")
    with pytest.raises(NotPossible, match="Vergangenheit"):
        actions.reschedule_meeting(
            by=cast.leitung, meeting=meeting, starts_at=in_days(-1), ends_at=in_days(1)
        )
    meeting.refresh_from_db()
    assert meeting.state == State.POSTPONED


def test_the_system_may_do_what_the_table_allows() -> None:
    meeting = actions.plan_meeting(by=None, meeting=meeting_in("draft"))
    entry = Entry.objects.get(object_id=meeting.pk)
    assert (entry.by, entry.by_name) == (None, "")
    with pytest.raises(NotPossible):
        actions.plan_meeting(by=None, meeting=meeting)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_only_drafts_are_deleted(situation: str, cast: Cast) -> None:
    meeting = meeting_in(situation)
    if situation.startswith("draft"):
        actions.delete_meeting(by=cast.redaktion, meeting=meeting)
        assert not Meeting.objects.filter(pk=meeting.pk).exists()
        assert Entry.objects.get().verb == "gelöscht"
    else:
        with pytest.raises(NotPossible, match="sagen Sie ab"):
            actions.delete_meeting(by=cast.leitung, meeting=meeting)
        assert Meeting.objects.filter(pk=meeting.pk).exists()
