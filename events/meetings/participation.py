"""Who takes part in a meeting, as its page shows it: organisations and numbers, never persons."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from alliance.members.access import current_mandates, is_member
from alliance.members.models import Organisation
from events.meetings.models import Meeting, Registration
from events.meetings.states import Answer

# A larger room is told in words alone.
MOST_DRAWN = 200
COMES = {Answer.ROOM: "im Saal", Answer.ONLINE: "online", Answer.WAITING: "Warteliste"}
COLUMNS = 5
STEP = 26
RADIUS = 9


@dataclass(frozen=True)
class Dot:
    """One place of the drawing, in the units of its view box; numbers are text so that no locale groups them."""

    x: str
    y: str
    css: str


@dataclass(frozen=True)
class SeatPlan:
    """The room and the line before its door."""

    dots: list[Dot]
    door: str
    depth: str
    # Of the view box, which begins one unit before the first dot, so that no line is cut.
    width: str
    height: str


def seat_plan(capacity: int, taken: Iterable[int], own: Iterable[int], waiting: int) -> SeatPlan:
    """Seats in rows by their numbers, own ones marked; to the right of the door as many as fit of those who wait."""
    taken, own = set(taken), set(own)
    columns = COLUMNS * (1 + (capacity > 5 * COLUMNS * 2))
    rows = max(1, -(-capacity // columns))
    height = (rows - 1) * STEP + 2 * RADIUS

    def dot(index: int, css: str) -> Dot:
        return Dot(str(RADIUS + index % columns * STEP), str(RADIUS + index // columns * STEP), css)

    dots = [
        dot(number - 1, "you" if number in own else "" if number in taken else "free")
        for number in range(1, capacity + 1)
    ]
    door = columns * STEP + 12
    for index in range(min(waiting, 3 * rows)):
        x, y = door + 24 + index % 3 * STEP, RADIUS + index // 3 * STEP
        dots.append(Dot(str(x), str(y), "wait"))
    width = door + 24 + 2 * STEP + 2 * RADIUS
    return SeatPlan(dots, str(door), str(height), str(width), str(height + 2))


@dataclass
class Participation:
    """The registrations of one meeting, counted and sorted."""

    counts: Counter[str] = field(default_factory=Counter)
    seats: dict[int, list[int]] = field(default_factory=dict)
    # Names of organisations by answer, as members see them; guests are only counted.
    names: dict[str, list[str]] = field(default_factory=dict)
    guests: int = 0
    # Registrations of the person's own organisations, by organisation.
    own: dict[int, Registration] = field(default_factory=dict)
    line: list[int] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """How many seats are taken."""
        return sum(len(numbers) for numbers in self.seats.values())

    @property
    def own_seats(self) -> list[int]:
        """The numbers of the seats that one's own organisations have in the room."""
        return [number for row in self.own.values() for number in self.seats.get(row.pk, ())]

    @property
    def comers(self) -> list[tuple[str, str]]:
        """Organisations that come, in their order, with how."""
        rows = [(name, Answer(answer)) for answer in COMES for name in self.names.get(answer, [])]
        return [(name, COMES[answer]) for name, answer in rows]

    def place_in_line(self, registration: Registration) -> int:
        """The first in the line has place 1; 0 for who does not wait."""
        return self.line.index(registration.pk) + 1 if registration.pk in self.line else 0

    def sees_link(self, user: Any) -> bool:
        """Whether the person may have the link to take part online: who comes, and the office."""
        comes = any(row.answer in (Answer.ROOM, Answer.ONLINE) for row in self.own.values())
        return comes or bool(getattr(user, "is_office", False))

    def plan(self, meeting: Meeting) -> SeatPlan | None:
        """The drawing; None for a room without a number, or too large to draw."""
        limit = meeting.limit
        if not limit or limit > MOST_DRAWN:
            return None
        taken = [number for numbers in self.seats.values() for number in numbers]
        return seat_plan(limit, taken, self.own_seats, len(self.line))


def participation_of(meeting: Meeting, user: Any) -> Participation:
    """Everything about who takes part, in one query: a row for each seat, one for each registration without."""
    own = {mandate.organisation_id for mandate in current_mandates(user)}
    result = Participation()
    rows = meeting.registrations.select_related("organisation").order_by("organisation__sort_name", "pk")
    waiting = []
    row: Any
    for row in rows.annotate_seat():
        if row.pk in result.seats:
            result.seats[row.pk].append(row.seat_number)
            continue
        if row.seat_number:
            result.seats[row.pk] = [row.seat_number]
        if row.is_guest and row.answer == Answer.OPEN:
            continue
        result.counts[row.answer] += 1
        if row.answer == Answer.WAITING:
            waiting.append((row.waiting_number, row.pk))
        if row.is_guest:
            result.guests += row.answer not in (Answer.NO, Answer.OPEN)
        else:
            result.names.setdefault(row.answer, []).append(row.organisation.name)
        if row.organisation_id in own:
            row.meeting = meeting
            result.own[row.organisation_id] = row
    result.line = [pk for _, pk in sorted(waiting)]
    return result


def own_organisations(user: Any) -> list[Organisation]:
    """The members that somebody may answer for today, each once."""
    rows = {mandate.organisation_id: mandate.organisation for mandate in current_mandates(user)}
    return [row for row in rows.values() if not row.is_former]


def sees_numbers(user: Any) -> bool:
    """Members and the office see who comes; everybody else does not."""
    return bool(getattr(user, "is_office", False)) or is_member(user)
