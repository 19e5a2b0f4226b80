"""Seats are rows: more than one each, rooms that grow and shrink, and what the database refuses by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from alliance.core.workflow import NotPossible
from events.meetings.actions import apply_capacity, seating
from events.meetings.models import NO_LIMIT, Meeting, Registration, Seat
from events.meetings.participation import seat_plan
from events.meetings.states import Answer
from tests.events.meetings.test_answering import hall, say, sitting
from tests.factories.meetings import RegistrationFactory, seated
from tests.factories.members import OrganisationFactory

pytestmark = pytest.mark.django_db
ROOM, NO, WAITING = Answer.ROOM, Answer.NO, Answer.WAITING


def test_more_seats_than_one() -> None:
    meeting = hall(capacity=4, seats_each=3)
    a, b = OrganisationFactory.create_batch(2)
    say(meeting, a, ROOM, seats=2)
    say(meeting, b, ROOM)
    assert sitting(meeting) == [(a.slug, 1), (a.slug, 2), (b.slug, 3)]
    say(meeting, a, ROOM, seats=3)
    assert sitting(meeting) == [(a.slug, 1), (a.slug, 2), (b.slug, 3), (a.slug, 4)]
    with pytest.raises(NotPossible, match="nicht mehr frei"):
        say(meeting, b, ROOM, seats=2)
    assert len(sitting(meeting)) == 4
    say(meeting, a, ROOM, seats=1)
    assert sitting(meeting) == [(a.slug, 1), (b.slug, 3)]
    # Not said anew: stays.
    say(meeting, b, ROOM, seats=2)
    say(meeting, b, ROOM, attendee_name="Vertretung")
    assert meeting.registrations.get(organisation=b).seats.count() == 2


@pytest.mark.parametrize("seats", [0, 4, -1])
def test_no_more_than_each_may_have(seats: int) -> None:
    with pytest.raises(NotPossible):
        say(hall(capacity=9, seats_each=3), OrganisationFactory(), ROOM, seats=seats)
    assert not Registration.objects.exists()


def test_fewer_seats_let_the_line_in() -> None:
    meeting = hall(capacity=2, seats_each=2)
    a, b = OrganisationFactory.create_batch(2)
    say(meeting, a, ROOM, seats=2)
    assert say(meeting, b, ROOM).answer == WAITING
    say(meeting, a, ROOM, seats=1)
    assert sitting(meeting) == [(a.slug, 1), (b.slug, 2)]


def test_who_waits_keeps_the_place_when_wanting_more() -> None:
    meeting = hall(capacity=2, seats_each=2)
    a, b, c = OrganisationFactory.create_batch(3)
    say(meeting, a, ROOM, seats=2)
    say(meeting, b, ROOM)
    say(meeting, c, ROOM)
    assert say(meeting, b, ROOM, seats=2).waiting_number == 1


def test_a_room_without_a_number() -> None:
    meeting = hall(capacity=None)
    for row in OrganisationFactory.create_batch(3):
        assert say(meeting, row, ROOM).answer == ROOM
    assert set(Seat.objects.values_list("limit", flat=True)) == {NO_LIMIT}


def resized(meeting: Meeting, capacity: int) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(capacity=capacity)
    apply_capacity(meeting=meeting, by=None)


def test_a_larger_room_lets_the_line_in_in_order() -> None:
    meeting = hall(capacity=1)
    rows = OrganisationFactory.create_batch(4)
    for row in rows:
        say(meeting, row, ROOM)
    resized(meeting, 3)
    assert sitting(meeting) == [(row.slug, n) for n, row in enumerate(rows[:3], start=1)]
    assert set(Seat.objects.values_list("limit", flat=True)) == {3}
    assert meeting.registrations.waiting().get().organisation == rows[3]


def test_a_smaller_room_moves_people_forward() -> None:
    meeting = hall(capacity=4)
    a, b, c, d = OrganisationFactory.create_batch(4)
    for row in (a, b, c, d):
        say(meeting, row, ROOM)
    say(meeting, a, NO)
    say(meeting, c, NO)
    resized(meeting, 2)
    assert sitting(meeting) == [(d.slug, 1), (b.slug, 2)]
    assert set(Seat.objects.values_list("limit", flat=True)) == {2}


def test_a_room_too_small_is_refused() -> None:
    meeting = hall(capacity=3)
    for row in OrganisationFactory.create_batch(3):
        say(meeting, row, ROOM)
    with pytest.raises(ValidationError, match="3 Plätze sind schon vergeben"):
        resized(meeting, 2)
    assert set(Seat.objects.values_list("limit", flat=True)) == {3}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda meeting: [1],
        lambda meeting: [3],
        lambda meeting: [0],
    ],
    ids=["taken", "too high", "zero"],
)
def test_with_our_own_check_taken_out_the_database_refuses(
    monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Meeting], list[int]]
) -> None:
    meeting = hall(capacity=2)
    say(meeting, OrganisationFactory(), ROOM)
    say(meeting, OrganisationFactory(), ROOM)
    monkeypatch.setattr(seating, "free_numbers", lambda row, count: wrong(row))
    with pytest.raises(IntegrityError), transaction.atomic():
        say(meeting, OrganisationFactory(), ROOM)
    assert len(sitting(meeting)) == 2
    assert meeting.registrations.count() == 2


@pytest.mark.parametrize(
    "values",
    [
        {"number": 26, "limit": 25},
        {"number": 1, "limit": 25, "nth": 2, "nth_limit": 1},
        {"number": 1, "limit": 25, "nth": 1},
        {"number": 5, "limit": 25, "nth": 1},
    ],
)
def test_seats_that_cannot_be(values: dict[str, Any]) -> None:
    meeting = hall(capacity=25)
    row = seated(RegistrationFactory(meeting=meeting, organisation=OrganisationFactory()), number=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(meeting=meeting, registration=row, **values)


def test_one_answer_for_each_organisation() -> None:
    row = RegistrationFactory(meeting=hall(), organisation=OrganisationFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(meeting=row.meeting, organisation=row.organisation)


def test_the_drawing() -> None:
    plan = seat_plan(25, taken=range(1, 26), own=[8], waiting=3)
    assert (plan.width, plan.height, plan.door, plan.depth) == ("236", "124", "142", "122")
    assert [dot.css for dot in plan.dots].count("wait") == 3
    you = next(dot for dot in plan.dots if dot.css == "you")
    assert (you.x, you.y) == ("61", "35")
    assert [dot.css for dot in seat_plan(3, taken=[2], own=[], waiting=0).dots] == ["free", "", "free"]
