"""Seats in the room and the line before it.

Whoever calls has locked the meeting's row (`lock_meeting`), so that numbers are handed out one after another. Should
that ever fail, the rows themselves refuse: see the constraints of `Seat`.
"""

from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.addresses import absolute
from alliance.core.workflow import NotPossible
from alliance.history.actions import record
from alliance.members.models import Mandate
from alliance.notifications.actions import notify, notify_persons
from events.meetings.calendar import request_for, request_for_guest
from events.meetings.models import NO_LIMIT, Meeting, Registration, Seat
from events.meetings.states import Answer
from events.meetings.tokens import withdraw_path

NO_ROOM_FOR_MORE = "So viele Plätze sind nicht mehr frei. Ihre bisherige Antwort gilt weiter."


def lock_meeting(meeting: Meeting) -> Meeting:
    """The stored meeting with its venue, locked until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("venue").get(pk=meeting.pk)


def capacity_of(meeting: Meeting) -> int:
    """How many seats there are; NO_LIMIT where nobody said."""
    return NO_LIMIT if meeting.limit is None else meeting.limit


def free_numbers(meeting: Meeting, count: int) -> list[int]:
    """The `count` lowest free seats, fewer where the room is full."""
    taken = set(Seat.objects.filter(meeting=meeting).values_list("number", flat=True))
    return list(islice((n for n in range(1, capacity_of(meeting) + 1) if n not in taken), count))


def seat(meeting: Meeting, row: Registration) -> None:
    """Let `row` into the room, or to the end of the line when the room is full or others wait; saves it."""
    numbers = free_numbers(meeting, row.seats_wanted)
    line = meeting.registrations.waiting().exclude(pk=row.pk)
    if len(numbers) < row.seats_wanted or line.exists():
        last = line.aggregate(last=Max("waiting_number"))["last"] or 0
        row.answer, row.waiting_number = Answer.WAITING, last + 1
        row.save()
        return
    row.answer, row.waiting_number = Answer.ROOM, None
    row.save()
    _take(meeting, row, numbers)


def _take(meeting: Meeting, row: Registration, numbers: list[int]) -> None:
    held = row.seats.count()
    most = max(1 if row.is_guest else meeting.seats_each, held + len(numbers))
    Seat.objects.bulk_create(
        Seat(
            meeting=meeting,
            registration=row,
            number=number,
            limit=capacity_of(meeting),
            nth=held + nth,
            nth_limit=most,
        )
        for nth, number in enumerate(numbers, start=1)
    )


def leave(row: Registration, answer: str) -> None:
    """Give seats and place in the line back and keep `answer`; saves `row`."""
    row.answer, row.waiting_number = answer, None
    row.save()
    row.seats.all().delete()


def resize(meeting: Meeting, row: Registration) -> None:
    """Give an answer that holds seats as many as it wants now; saves `row`. Raises NotPossible if too few are free."""
    held = row.seats.count()
    more = row.seats_wanted - held
    if more > 0:
        numbers = free_numbers(meeting, more)
        if len(numbers) < more or meeting.registrations.waiting().exists():
            raise NotPossible(NO_ROOM_FOR_MORE)
        _take(meeting, row, numbers)
    row.seats.filter(nth__gt=row.seats_wanted).delete()
    row.save()


def move_up(meeting: Meeting) -> None:
    """Let the line into the seats that are free, strictly in order, and tell each. Nobody moves once it has begun."""
    if not meeting.takes_place or meeting.starts_at <= timezone.now():
        return
    line = meeting.registrations.waiting().select_related("organisation", "meeting")
    while row := line.first():
        numbers = free_numbers(meeting, row.seats_wanted)
        if len(numbers) < row.seats_wanted:
            return
        row.answer, row.waiting_number = Answer.ROOM, None
        row.save()
        _take(meeting, row, numbers)
        entry = record(verb="aufgerückt", obj=row, by=None)
        _tell(meeting, row, occasion=f"seat:{entry.pk}")


def _tell(meeting: Meeting, row: Registration, *, occasion: str) -> None:
    path = meeting.get_absolute_url()
    context: dict[str, Any] = {"meeting": meeting, "registration": row, "url": absolute(path)}
    if row.is_guest:
        context |= {
            "withdraw_url": absolute(withdraw_path(row)),
            "retention_days": settings.RETENTION_DAYS,
        }
        notify(
            occasion=occasion,
            recipients=[row.guest_email],
            template="meetings/seat_guest",
            context=context,
            attachments=[request_for_guest(row)],
        )
        return
    context["url"] = absolute(f"{reverse('account_login')}?{urlencode({'next': path})}")
    notify_persons(
        kind="seat",
        occasion=occasion,
        persons=speakers(meeting, row),
        template="meetings/seat",
        context=context,
        attachments=lambda person: [request_for(meeting, person)],
    )


def speakers(meeting: Meeting, row: Registration) -> list[User]:
    """Who speaks today for the organisation of `row` and may see the meeting."""
    mandates = Mandate.objects.current().filter(organisation=row.organisation_id, person__is_active=True)
    persons = {mandate.person_id: mandate.person for mandate in mandates.select_related("person")}
    seen = Meeting.objects.filter(pk=meeting.pk)
    return [person for person in persons.values() if seen.visible_to(person).exists()]


@transaction.atomic
def apply_capacity(*, meeting: Meeting, by: User | None) -> None:
    """Bring the seats in step with the meeting's capacity after it changed; call it in that transaction.

    Fewer: seats with too high a number move to free lower ones. More: the line moves up and is told.
    Raises ValidationError when more seats are taken than there are now.
    """
    row = lock_meeting(meeting)
    capacity, seats = capacity_of(row), Seat.objects.filter(meeting=row)
    taken = seats.count()
    if taken > capacity:
        raise ValidationError(
            {"capacity": f"{taken} Plätze sind schon vergeben. Weniger geht erst, wenn jemand absagt."}
        )
    outside = list(seats.filter(number__gt=capacity).order_by("number"))
    for number, outsider in zip(free_numbers(row, len(outside)), outside, strict=True):
        outsider.number = number
        outsider.save(update_fields=["number"])
    if seats.exclude(limit=capacity).update(limit=capacity):
        record(verb="Plätze angepasst", obj=row, by=by, note=f"{capacity} Plätze")
    move_up(row)
