"""Many answer an invitation in the same instant, through the portal's own web server."""

import itertools
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from unittest import mock
from urllib.parse import urlencode

from django.conf import settings
from django.db import IntegrityError

from alliance.core.traps import opened
from alliance.members.access import Audience
from alliance.members.models import Mandate
from alliance.notifications.models import Message
from events.meetings.actions import answer_invitation, seating
from events.meetings.models import Meeting, Registration, Seat
from events.meetings.states import Answer, Via
from events.meetings.tokens import answer_path
from tests.factories.accounts import PersonFactory
from tests.factories.meetings import MeetingFactory, VenueFactory, invited
from tests.factories.members import OrganisationFactory
from tests.webserver import Server

SECONDS = 120


@dataclass
class Rush:
    """What came of it: how many sit and wait, what was wrong, in words."""

    seats: int = 0
    waiting: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Guest:
    """One member with the link of the mail."""

    registration: int
    path: str


def prepare(people: int, seats: int) -> tuple[Meeting, list[Guest]]:
    """A meeting and those invited to it, each with somebody who speaks for them."""
    meeting = MeetingFactory(venue=VenueFactory(capacity=seats), online_url="https://example.org/raum")
    guests = []
    for row in invited(meeting, *OrganisationFactory.create_batch(people)):
        mandate = Mandate.objects.create(person=PersonFactory(), organisation=row.organisation)
        path = answer_path(registration=row.pk, person=mandate.person_id, answer=Answer.ROOM)
        guests.append(Guest(row.pk, path))
    return meeting, guests


Form = tuple[str, dict[str, str]]


def at_once(port: int, forms: Sequence[Form]) -> list[str]:
    """All press the button in the same instant; returns what did not answer as it should."""
    gate = threading.Barrier(len(forms))

    def press(form: Form) -> str:
        path, data = form
        line = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        gate.wait()
        try:
            line.request("POST", path, urlencode(data), {"Content-Type": "application/x-www-form-urlencoded"})
            status = line.getresponse().status
        except OSError as error:
            return f"{path}: {error!r}"
        finally:
            line.close()
        return "" if status == 303 else f"{path}: status {status}"

    with ThreadPoolExecutor(len(forms)) as pool:
        return [fault for fault in pool.map(press, forms) if fault]


def guests_at_once(port: int, people: int) -> list[str]:
    """So many guests, all behind one address, register for a public meeting; returns what went wrong."""
    meeting = MeetingFactory(venue=VenueFactory(), audience=Audience.PUBLIC, takes_guests=True)
    common = {"name": "Gast", "answer": str(Answer.ROOM), "leer": ""}
    path = f"{meeting.get_absolute_url()}anmeldung/"
    forms = [
        (path, {**common, "email": f"gast-{number}@example.org", "opened": opened(seconds_ago=10)})
        for number in range(people)
    ]
    faults = at_once(port, forms)
    kept = meeting.registrations.guests().count()
    mails = Message.objects.filter(recipient__startswith="gast-").count()
    return faults if kept == mails == people else [*faults, f"{kept} guests, {mails} mails"]


def judge(meeting: Meeting, capacity: int) -> list[str]:
    """What does not fit together in the database."""
    rows = list(meeting.registrations.order_by("pk"))
    seats = Counter(Seat.objects.filter(meeting=meeting).values_list("registration", flat=True))
    numbers = sorted(Seat.objects.filter(meeting=meeting).values_list("number", flat=True))
    waiting = [row for row in rows if row.answer == Answer.WAITING]
    rules: dict[str, bool] = {
        "every seat has its own number": len(set(numbers)) == len(numbers)
        and set(numbers) <= set(range(1, capacity + 1)),
        "who comes has one seat": all(seats[row.pk] == (row.answer == Answer.ROOM) for row in rows),
        "nobody waits before a free seat": not waiting or len(numbers) == capacity,
        "the line is in the order of answering": [row.pk for row in sorted(waiting, key=_number)]
        == [row.pk for row in sorted(waiting, key=_moment)],
    }
    return [rule for rule, holds in rules.items() if not holds]


def _number(row: Registration) -> int:
    return row.waiting_number or 0


def _moment(row: Registration) -> float:
    return row.answered_at.timestamp() if row.answered_at else 0


def rush(*, people: int, seats: int, mixed: int, folder: Path, quick: bool) -> list[Rush]:
    """First all want a seat at once, then `mixed` change their minds at once, and as many guests come."""
    meeting, guests = prepare(people, seats)
    server = Server(folder, quick=quick)
    # The links were signed here.
    server.environment["SECRET_KEY"] = settings.SECRET_KEY
    results = []
    # The tests count in memory, the portal in a table.
    command = [sys.executable, "manage.py", "createcachetable", "--verbosity", "0"]
    subprocess.run(command, cwd=settings.ROOT, env=server.environment, check=True)
    try:
        server.start()
        server.wait()
        for forms in ([_form(guest, Answer.ROOM) for guest in guests], _minds(guests, mixed)):
            faults = at_once(server.port, forms) + judge(meeting, seats)
            waiting = meeting.registrations.waiting().count()
            results.append(Rush(Seat.objects.filter(meeting=meeting).count(), waiting, faults))
        results[1].faults += guests_at_once(server.port, people)
    finally:
        server.stop()
    first = results[0]
    if (first.seats, first.waiting) != (min(seats, people), max(people - seats, 0)):
        first.faults.append(f"{first.seats} seats and {first.waiting} waiting")
    numbers = Registration.objects.filter(meeting=meeting, answer=Answer.NO).exclude(waiting_number=None)
    if numbers.exists():
        results[1].faults.append("who left still has a place in the line")
    return results


def _form(guest: Guest, answer: str) -> Form:
    return guest.path, {"answer": str(answer)}


def _minds(guests: Sequence[Guest], count: int) -> list[Form]:
    answers = itertools.cycle([Answer.NO, Answer.ROOM, Answer.ONLINE])
    some = random.sample(list(guests), count)
    return [_form(guest, answer) for guest, answer in zip(some, answers, strict=False)]


def unguarded(people: int, seats: int) -> int:
    """With the application's own look at the free seats taken out: how many get a seat one after another."""
    meeting, guests = prepare(people, seats)
    rows = {row.pk: row for row in meeting.registrations.select_related("organisation")}
    numbers = itertools.count(1)
    blind: Callable[..., list[int]] = lambda meeting, count: [next(numbers)]  # noqa: E731
    got = 0
    with mock.patch.object(seating, "free_numbers", blind):
        for guest in guests:
            organisation = rows[guest.registration].organisation
            assert organisation
            try:
                answer_invitation(
                    by=None, meeting=meeting, organisation=organisation, answer=Answer.ROOM, via=Via.OFFICE
                )
            except IntegrityError:
                continue
            got += 1
    return got
