"""Dots: given, moved, limited, secret, counted, forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from events.workshops.actions import (
    forget_owners,
    own_dots,
    remove_participant,
    set_dots,
)
from events.workshops.models import Dot, Participant, Pulse, Round, ranked, ranking
from events.workshops.rules import shown_kinds
from events.workshops.states import Phase, State
from tests.cast import Cast
from tests.factories.members import KindFactory, OrganisationFactory
from tests.factories.workshops import (
    give,
    make_idea,
    make_member,
    make_participant,
    make_round,
    make_workshop,
    recount,
)


@pytest.fixture
def round(db: None) -> Round:
    """A round that is voted on."""
    return make_round()


@pytest.fixture
def person(round: Round) -> Participant:
    """Somebody who votes."""
    return make_participant(round.workshop)


def keys(round: Round) -> list[int]:
    return list(round.clusters.values_list("pk", flat=True))


def test_dots_are_given_moved_and_taken_back(round: Round, person: Participant) -> None:
    a, b, c = keys(round)
    assert set_dots(participant=person, round=round, wanted={a: 2}) == {a: 2}
    assert set_dots(participant=person, round=round, wanted={b: 1}) == {a: 2, b: 1}
    assert set_dots(participant=person, round=round, wanted={a: 1, c: 1}) == {a: 1, b: 1, c: 1}
    assert set_dots(participant=person, round=round, wanted={a: 0, b: 0, c: 3}) == {c: 3}
    assert own_dots(person, round) == {c: 3}
    for name in ("nth", "nth_on_it"):
        assert sorted(Dot.objects.values_list(name, flat=True)) == [1, 2, 3]


def test_the_same_request_counts_once(round: Round, person: Participant) -> None:
    a = keys(round)[0]
    for _ in range(3):
        set_dots(participant=person, round=round, wanted={a: 1})
    assert own_dots(person, round) == {a: 1}


@pytest.mark.parametrize("wanted", [(4, 0, 0), (2, 1, 1), (-1, 0, 0), (3, 1, 0)])
def test_no_dot_too_many(round: Round, person: Participant, wanted: tuple[int, ...]) -> None:
    with pytest.raises(NotPossible):
        set_dots(participant=person, round=round, wanted=dict(zip(keys(round), wanted, strict=True)))
    assert not Dot.objects.exists()


def test_at_most_so_many_on_one(db: None) -> None:
    round = make_round(dots_each=5, dots_on_one=2)
    person, (a, b, _) = make_participant(round.workshop), keys(round)
    with pytest.raises(NotPossible, match="höchstens 2"):
        set_dots(participant=person, round=round, wanted={a: 3})
    assert set_dots(participant=person, round=round, wanted={a: 2, b: 2}) == {a: 2, b: 2}


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.PRIORITISE])
def test_only_in_its_phase(db: None, phase: str) -> None:
    round = make_round(state=phase)
    person = make_participant(round.workshop)
    with pytest.raises(NotPossible):
        set_dots(participant=person, round=round, wanted={keys(round)[0]: 1})


def test_only_on_clusters_of_the_round_and_by_those_who_are_in(round: Round, person: Participant) -> None:
    other = make_round()
    stranger = make_participant(other.workshop)
    for participant, key in ((person, keys(other)[0]), (stranger, keys(round)[0])):
        with pytest.raises(NotPossible):
            set_dots(participant=participant, round=round, wanted={key: 1})
    remove_participant(by=None, participant=person)
    with pytest.raises(NotPossible):
        set_dots(participant=person, round=round, wanted={keys(round)[0]: 1})


def test_who_is_taken_out_takes_their_dots_along(round: Round, person: Participant) -> None:
    set_dots(participant=person, round=round, wanted={keys(round)[0]: 2})
    remove_participant(by=None, participant=person)
    assert not Dot.objects.exists()


def test_nothing_tells_of_a_dot(round: Round, person: Participant) -> None:
    """No number that is polled moves, no entry of the log, nothing of the round or the participant."""
    before = [list(model.objects.values()) for model in (Pulse, Entry, Round, Participant)]
    set_dots(participant=person, round=round, wanted={keys(round)[0]: 1})
    assert [list(model.objects.values()) for model in (Pulse, Entry, Round, Participant)] == before


def test_giving_dots_costs_the_same_for_a_full_room(round: Round, person: Participant) -> None:
    def cost() -> int:
        Dot.objects.filter(participant=person).delete()
        with CaptureQueriesContext(connection) as queries:
            set_dots(participant=person, round=round, wanted={keys(round)[0]: 1})
        return len([query for query in queries if query["sql"].startswith(("SELECT", "INSERT", "DELETE"))])

    few = cost()
    for number in range(30):
        give(make_participant(round.workshop, f"Gast {number}"), round.clusters.all()[0])
    assert cost() == few <= 6


# ---- what the database refuses with all checks of the application taken out


def dot(round: Round, person: Participant, **values: int) -> Dot:
    cluster = round.clusters.all()[0]
    defaults = {"nth": 1, "limit": 3, "nth_on_it": 1, "limit_on_it": 3}
    return Dot(round=round, participant=person, cluster=cluster, **{**defaults, **values})


@pytest.mark.parametrize(
    "values",
    [
        {"nth": 4},
        {"nth": 0},
        {"nth_on_it": 4},
        {"nth_on_it": 0},
        {"nth": 1, "nth_on_it": 2},
        {"nth": 2, "nth_on_it": 1},
    ],
)
def test_the_database_refuses_a_dot_too_many(
    round: Round, person: Participant, values: dict[str, int]
) -> None:
    Dot.objects.bulk_create([dot(round, person)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Dot.objects.bulk_create([dot(round, person, **values)])


def test_the_database_takes_the_next_one(round: Round, person: Participant) -> None:
    """So that the test above fails for the reason it names."""
    Dot.objects.bulk_create([dot(round, person), dot(round, person, nth=2, nth_on_it=2)])
    assert Dot.objects.count() == 2


def test_the_database_refuses_a_second_set_of_dots(cast: Cast) -> None:
    organisation = OrganisationFactory()
    workshop = make_workshop(vote="organisation")
    make_member(workshop, organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(workshop, organisation)
    workshop = make_workshop()
    make_participant(workshop, user=cast.northeim)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_participant(workshop, user=cast.northeim)


def test_the_database_knows_one_round_under_way_and_no_card_twice(db: None) -> None:
    round = make_round(state=Phase.COLLECT)
    person = make_participant(round.workshop)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_round(round.workshop, state=Phase.REVEAL)
    make_idea(round, participant=person, client_key="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_idea(round, participant=person, client_key="a")


# ---- counting


def test_ranks_share_ties() -> None:
    rows = [(name, points) for name, points in zip("abcd", (5, 7, 5, 0), strict=True)]
    found = [(row.rank, row.cluster, row.is_tied, row.share) for row in ranked(rows)]  # type: ignore[arg-type]
    assert found == [(1, "b", False, 100), (2, "a", True, 71), (2, "c", True, 71), (4, "d", False, 0)]


def test_nothing_is_ranked_before_the_reveal(round: Round, person: Participant) -> None:
    give(person, round.clusters.all()[0])
    assert ranking(round) == []


@pytest.mark.parametrize(
    ("voted", "total", "shown"),
    [
        ({1: 5}, 5, [1]),
        ({1: 4}, 4, []),
        ({1: 5, 2: 4}, 9, []),
        ({1: 5, 2: 5}, 10, [1, 2]),
        ({1: 5, 2: 7, 3: 2}, 14, [2]),
        ({1: 6}, 20, [1]),
        ({1: 6}, 8, []),
        ({}, 3, []),
    ],
)
def test_kinds_are_shown_only_where_nobody_is_recognised(
    voted: dict[int, int], total: int, shown: list[int]
) -> None:
    assert sorted(shown_kinds(voted, total=total, threshold=5)) == shown


def test_counts_are_kept_with_who_took_part_and_by_kind(db: None) -> None:
    workshop = make_workshop(threshold=2)
    round = make_round(workshop)
    big, small = KindFactory(), KindFactory()
    a, b, _ = round.clusters.all()
    for kind in (big, big, big, small, small):
        person = make_member(workshop, OrganisationFactory(kind=kind))
        give(person, a if kind == big else b, 2)
    make_participant(workshop, "schweigt")
    recount(round)
    assert (round.voted, round.present) == (5, 6)
    round.state = Phase.REVEAL
    assert [(row.cluster.name, row.points) for row in ranking(round)][:2] == [(a.name, 6), (b.name, 4)]
    kinds = {row.kind: (row.voted, list(row.totals.values_list("points"))) for row in round.turnouts.all()}
    assert kinds == {big: (3, [(6,)]), small: (2, [(4,)])}


def test_owners_are_forgotten_when_their_time_is_over(db: None) -> None:
    workshop = make_workshop()
    round = make_round(workshop)
    person = make_participant(workshop)
    card = make_idea(round, participant=person)
    give(person, round.clusters.all()[0], 2)
    recount(round)
    type(round).objects.update(state=Phase.CLOSED)
    now = timezone.now()
    type(workshop).objects.update(state=State.CLOSED, closed_at=now, forget_at=now + timedelta(days=30))
    forget_owners()
    assert Dot.objects.count() == 2
    type(workshop).objects.update(forget_at=now - timedelta(seconds=1))
    forget_owners()
    round.refresh_from_db()
    card.refresh_from_db()
    assert not Dot.objects.exists() and not Participant.objects.exists()
    assert card.text and card.participant is None
    assert [row.points for row in ranking(round)] == [2, 0, 0] and round.voted == 1
    workshop.refresh_from_db()
    assert workshop.forgotten_at
