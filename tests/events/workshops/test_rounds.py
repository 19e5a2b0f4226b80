"""Workshops and rounds by state: what may be done, by whom, and what time and clock say."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.notifications.models import Message
from events.workshops.actions import (
    ROUND_VERBS,
    VERBS,
    close_workshop,
    delete_round,
    delete_workshop,
    invite_participants,
    lock_door,
    move_round,
    open_workshop,
    pause_clock,
    readmit_participant,
    release_result,
    remove_participant,
    reopen_workshop,
    resume_clock,
    save_round,
    save_workshop,
    start_clock,
    stop_clock,
    unlock_door,
)
from events.workshops.models import DotTotal, Participant, Pulse, Round, Workshop, ranking
from events.workshops.rules import ROUND_WORKFLOW, WORKFLOW, may_delete, may_release
from events.workshops.states import ROUND_TRANSITIONS, Phase, State
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.workshops import give, make_idea, make_participant, make_round, make_workshop

pytestmark = pytest.mark.django_db
# goettingen leads the workshop of these tests.
LEADS = {"redaktion", "leitung", "administration", "goettingen"}
FORWARD = ("start", "sort", "vote", "reveal", "finish")


def led(cast: Cast, **values: Any) -> Workshop:
    return make_workshop(leads=[cast.goettingen], **values)


def person(cast: Cast, name: str) -> Any:
    return AnonymousUser() if name == "visitor" else cast[name]


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_leads(cast: Cast, name: str) -> None:
    """Each verb of each phase, each person: the table offers what the action allows."""
    user, workshop = person(cast, name), led(cast)
    for phase in Phase:
        round = make_round(workshop, state=phase, clusters=1)
        possible = {verb for verb in ROUND_VERBS if ROUND_WORKFLOW.is_possible(verb, round)}
        offered = {offer.verb for offer in ROUND_WORKFLOW.available(user, round)}
        assert offered == (possible if name in LEADS else set())
        if name not in LEADS and name != "visitor":
            for verb in possible:
                with pytest.raises(PermissionDenied):
                    move_round(by=user, round=round, verb=verb)
        round.delete()
    assert bool(WORKFLOW.available(user, workshop)) == (name in LEADS)
    assert Workshop.objects.led_by(user).exists() == (name in LEADS)


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("audience", ["members", "public"])
def test_who_reads_the_result(cast: Cast, name: str, audience: str) -> None:
    user = person(cast, name)
    workshop = led(cast, audience=audience)
    assert Workshop.objects.visible_to(user).exists() == (name in LEADS), "before the end"
    Workshop.objects.update(state=State.CLOSED, closed_at=workshop.opened_at)
    members = {"northeim", "goettingen", "stellvertretung"}
    assert Workshop.objects.visible_to(user).exists() == (audience == "public" or name in LEADS | members)


def test_a_round_goes_forward_and_back_one_step_each_and_says_so(cast: Cast) -> None:
    round = make_round(led(cast), state=Phase.WAITING)
    give_to = round.clusters.all()[0]
    steps = [*FORWARD, "back_to_reveal", "back_to_vote", "back_to_cluster", "back_to_collect"]
    for verb in [*steps, "back_to_waiting", "start"]:
        round = move_round(by=cast.goettingen, round=round, verb=verb)
        assert round.state == ROUND_TRANSITIONS[verb].target
        if verb == "vote":
            give(make_participant(round.workshop), give_to, 2)
        counted = round.state in (Phase.REVEAL, Phase.CLOSED)
        assert DotTotal.objects.exists() == counted == (round.voted is not None) == bool(ranking(round))
    told = list(Entry.objects.filter(kind="workshops.round").order_by("pk").values_list("verb", flat=True))
    assert told[:3] == ["Phase: Ideen sammeln", "Phase: Ideen ordnen", "Phase: Punkten"] and len(told) == 11


@pytest.mark.parametrize("verb", ROUND_VERBS)
@pytest.mark.parametrize("phase", Phase)
def test_no_other_step(phase: str, verb: str) -> None:
    round = make_round(state=phase)
    if phase in ROUND_TRANSITIONS[verb].sources:
        move_round(by=None, round=round, verb=verb)
        return
    with pytest.raises(NotPossible):
        move_round(by=None, round=round, verb=verb)
    round.refresh_from_db()
    assert round.state == phase


def test_what_a_step_needs() -> None:
    empty = make_round(state=Phase.CLUSTER, clusters=0)
    with pytest.raises(NotPossible, match="noch kein Thema"):
        move_round(by=None, round=empty, verb="vote")
    second = make_round(empty.workshop, state=Phase.WAITING)
    with pytest.raises(NotPossible, match="andere Runde"):
        move_round(by=None, round=second, verb="start")
    written = make_round(state=Phase.COLLECT)
    make_idea(written)
    with pytest.raises(NotPossible, match="schon Ideen"):
        move_round(by=None, round=written, verb="back_to_waiting")
    closed = make_round(make_workshop(state=State.CLOSED), state=Phase.CLOSED)
    with pytest.raises(NotPossible):
        move_round(by=None, round=closed, verb="back_to_reveal")


def test_phones_are_told_of_phases_and_the_board_of_everything() -> None:
    round = make_round(state=Phase.COLLECT)

    def beats() -> tuple[int, int]:
        return Pulse.objects.values_list("beat", "board_beat").get()

    phone, board = beats()
    start_clock(by=None, round=round, minutes=5)
    assert beats() == (phone, board + 1)
    move_round(by=None, round=round, verb="sort")
    assert beats() == (phone + 1, board + 2)


def test_the_clock_shows_and_ends_nothing() -> None:
    round = make_round(state=Phase.PRIORITISE, minutes=5)
    round = start_clock(by=None, round=round, minutes=2)
    assert round.clock_ends_at and round.clock_ends_at - timezone.now() > timedelta(seconds=100)
    round = pause_clock(by=None, round=round)
    pulse = Pulse.objects.get()
    assert round.clock_left == pulse.clock_left and 100 < round.clock_left <= 120  # type: ignore[operator]
    with pytest.raises(NotPossible):
        pause_clock(by=None, round=round)
    assert resume_clock(by=None, round=round).clock_ends_at == Pulse.objects.get().clock_ends_at
    assert stop_clock(by=None, round=round).clock_ends_at is None
    round = start_clock(by=None, round=round, minutes=0)
    assert round.state == Phase.PRIORITISE
    assert move_round(by=None, round=round, verb="back_to_cluster").clock_ends_at is None
    assert move_round(by=None, round=round, verb="vote").clock_ends_at is not None


def test_a_workshop_is_opened_ended_and_opened_again(cast: Cast) -> None:
    workshop = led(cast, state=State.DRAFT, opened_at=None)
    with pytest.raises(NotPossible, match="noch keine Runde"):
        open_workshop(by=cast.goettingen, workshop=workshop)
    round = make_round(workshop, state=Phase.WAITING)
    assert open_workshop(by=cast.goettingen, workshop=workshop).opened_at
    move_round(by=None, round=round, verb="start")
    with pytest.raises(NotPossible, match="Runde läuft"):
        close_workshop(by=cast.goettingen, workshop=workshop)
    move_round(by=None, round=round, verb="back_to_waiting")
    ended = close_workshop(by=cast.goettingen, workshop=workshop)
    assert ended.forget_at and (ended.forget_at - timezone.now()).days in (29, 30)
    assert reopen_workshop(by=cast.goettingen, workshop=workshop).forget_at is None
    for verb in VERBS.values():
        with pytest.raises(PermissionDenied):
            verb(by=cast.northeim, workshop=workshop)
    close_workshop(by=None, workshop=workshop)
    Workshop.objects.update(forgotten_at=timezone.now())
    with pytest.raises(NotPossible, match="schon gelöscht"):
        reopen_workshop(by=None, workshop=workshop)


def test_the_chief_releases_the_result(cast: Cast) -> None:
    workshop = led(cast, state=State.CLOSED)
    for name in ("northeim", "goettingen", "redaktion"):
        assert not may_release(cast[name], workshop)
        with pytest.raises(PermissionDenied):
            release_result(by=cast[name], workshop=workshop, audience="public")
    assert release_result(by=cast.leitung, workshop=workshop, audience="public").audience == "public"
    draft = make_workshop(state=State.DRAFT)
    draft.audience = "public"
    with pytest.raises(NotPossible, match="Leitung der Geschäftsstelle"):
        save_workshop(by=cast.redaktion, workshop=draft)


def test_what_is_settled_stays(cast: Cast) -> None:
    round = make_round(led(cast))
    round.dots_each = 5
    with pytest.raises(NotPossible, match="schon gepunktet"):
        save_round(by=cast.goettingen, round=round)
    with pytest.raises(NotPossible):
        delete_round(by=cast.goettingen, round=round)
    make_participant(round.workshop)
    round.workshop.vote = "organisation"
    with pytest.raises(NotPossible, match="schon Teilnehmende"):
        save_workshop(by=cast.leitung, workshop=round.workshop)
    with pytest.raises(NotPossible):
        delete_workshop(by=cast.leitung, workshop=round.workshop)
    assert not may_delete(cast.leitung, round.workshop)
    spare = make_round(round.workshop, state=Phase.WAITING, clusters=0)
    delete_round(by=cast.goettingen, round=spare)
    assert Round.objects.count() == 1


def test_the_door_and_who_was_taken_out(cast: Cast) -> None:
    round = make_round(led(cast))
    guest = make_participant(round.workshop)
    assert lock_door(by=cast.goettingen, workshop=round.workshop).is_locked
    assert not unlock_door(by=cast.goettingen, workshop=round.workshop).is_locked
    assert remove_participant(by=cast.goettingen, participant=guest).removed_at
    assert not Participant.objects.present().exists() and Participant.objects.removed().exists()
    assert readmit_participant(by=cast.goettingen, participant=guest).removed_at is None
    for action in (lock_door, unlock_door):
        with pytest.raises(PermissionDenied):
            action(by=cast.northeim, workshop=round.workshop)
    for out in (remove_participant, readmit_participant):
        with pytest.raises(PermissionDenied):
            out(by=cast.northeim, participant=guest)


@pytest.mark.parametrize(("vote", "places"), [("person", 3), ("organisation", 2)])
def test_invited_ones_get_their_own_link_by_mail_once(cast: Cast, vote: str, places: int) -> None:
    workshop = led(cast, vote=vote, door="invited")
    people = [cast.northeim, cast.stellvertretung, cast.goettingen]
    assert invite_participants(by=cast.redaktion, workshop=workshop, persons=people) == places
    assert invite_participants(by=cast.redaktion, workshop=workshop, persons=people) == 0
    assert Participant.objects.invited().count() == places and not Participant.objects.present().exists()
    texts = {message.recipient: message.text for message in Message.objects.all()}
    links = {row.name: row.personal_link for row in Participant.objects.all()}
    assert sorted(texts) == sorted(person.email for person in people)
    assert links["Stadt Göttingen"] in texts["goettingen@example.org"]
    assert links["Stadt Göttingen"] not in texts["northeim@example.org"]
    for name in ("northeim", "goettingen"):
        with pytest.raises(PermissionDenied):
            invite_participants(by=cast[name], workshop=workshop, persons=people)


def test_the_office_invites_all_members_or_those_who_come(cast: Cast, client_of: ClientOf) -> None:
    workshop = led(cast)
    address = f"/werkstatt/{workshop.slug}/leitung/einladen/"
    data = {"wen": "zugesagt", "zurueck": "teilnahme"}
    client = client_of("redaktion")
    assert "noch kein Mitglied zugesagt" in client.post(address, data, follow=True).content.decode()
    html = client.post(address, {**data, "wen": "alle"}, follow=True).content.decode()
    assert "3 persönliche Links sind unterwegs" in html and "3 sind eingeladen" in html
    assert (
        "Niemand bekommt eine zweite" in client.post(address, {"wen": "alle"}, follow=True).content.decode()
    )
    assert client_of("goettingen").post(address, {"wen": "alle"}).status_code == 403
    assert client_of("northeim").post(address, {"wen": "alle"}).status_code == 404
