"""A full room: phones that join, write, place and move dots and poll, against the portal's own web server.

They are real HTTP clients from one address. Each keeps account of what the server acknowledged and compares
every answer with it, so that what is lost or doubled on the way is seen, not only what is left at the end.
"""

import asyncio
import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, connections

from events.workshops.actions import cluster_each, move_round, start_clock
from events.workshops.models import Dot, Idea, Participant, Round, ranking
from tests.factories.workshops import make_round, make_workshop
from tests.webserver import Account, Answer, Line, Server

POLL, SPREAD = 1.0, 0.2
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
PLACE = re.compile(r'name="platz" value="([^"]+)"')
ROUND = re.compile(r'name="runde" value="(\d+)"')
CARD = re.compile(r'data-card="(\d+)"')
RANK = re.compile(r'rank-place">(\d+)\.<.*?rank-label">(.*?)<.*?rank-value">(\d+) Punkt', re.DOTALL)


class Phone:
    """One participant: a line for what they do, a line that polls, and an account of what was acknowledged."""

    def __init__(self, room: "Room", number: int) -> None:
        self.room, self.number = room, number
        port = room.server.port
        self.line, self.polling = Line(port, room), Line(port, room)
        self.dots: dict[str, int] = {}
        self.tag = ""
        self.beat = 0
        self.token = ""
        self.page = ""
        self.renewed = asyncio.Event()

    async def load(self) -> str:
        """The page as it is now."""
        self.page = (await self.line.ask("GET", self.room.path)).text
        if token := TOKEN.search(self.page):
            self.token = token[1]
        self.renewed.set()
        return self.page

    async def post(self, end: str, *data: tuple[str, Any]) -> Answer:
        """As the script of the page sends it."""
        headers = {"Accept": "application/json", "X-CSRFToken": self.token}
        return await self.line.ask("POST", f"{self.room.path}{end}/", data, **headers)

    async def take_part(self) -> None:
        """Join, write an idea, wait for the vote, place all dots, move all of them."""
        await asyncio.sleep(random.uniform(0, self.room.seconds * 0.15))
        place = PLACE.search(await self.load())
        assert place, "no door"
        await self.post("mitmachen", ("name", f"Gast {self.number}"), ("platz", place[1]))
        found = ROUND.search(await self.load())
        assert found, "nothing to write on"
        await self.write(found[1])
        self.room.inside += 1
        follower = asyncio.create_task(self.follow())
        while not CARD.search(self.page):
            self.renewed.clear()
            await self.renewed.wait()
        await self.vote()
        self.room.done += 1
        await follower

    async def write(self, round: str) -> None:
        """One card, and the same again, as after an answer that got lost."""
        data = ("runde", round), ("text", f"Idee {self.number}"), ("schluessel", f"k{self.number}")
        first, second = await self.post("idee", *data), await self.post("idee", *data)
        if first.text != second.text or first.status != 200:
            self.room.faults.append(f"phone {self.number}: {first.text} is not {second.text}")

    async def vote(self) -> None:
        """Three dots onto different cards, each of them then somewhere else."""
        cards, round = CARD.findall(self.page), ROUND.search(self.page)
        assert round
        chosen = random.sample(cards, 6)
        pause = self.room.seconds * 0.06
        for key in chosen[:3]:
            await asyncio.sleep(random.uniform(0, pause))
            await self.give(round[1], {key: 1})
        for old, new in zip(chosen[:3], chosen[3:], strict=True):
            await asyncio.sleep(random.uniform(0, pause))
            await self.give(round[1], {old: 0, new: 1})

    async def give(self, round: str, wanted: dict[str, int]) -> None:
        """Send, and compare the answer with all that was acknowledged until now."""
        values = [("punkte", f"{key}:{count}") for key, count in wanted.items()]
        answer = await self.post("punkte", ("runde", round), *values)
        self.dots = {key: count for key, count in {**self.dots, **wanted}.items() if count}
        told = json.loads(answer.text).get("dots") if answer.status == 200 else answer.text
        if told != self.dots:
            self.room.faults.append(f"phone {self.number}: {told} instead of {self.dots}")

    async def follow(self) -> None:
        """Poll each second; load the page when the number says so."""
        asked = time.monotonic()
        while not self.room.is_over:
            due = asked + POLL + random.uniform(-SPREAD, SPREAD)
            await asyncio.sleep(max(0, due - time.monotonic()))
            asked = time.monotonic()
            answer = await self.polling.ask(
                "GET", f"{self.room.path}stand.json", **{"If-None-Match": self.tag}
            )
            if answer.status != 200:
                continue
            now = json.loads(answer.text)
            self.tag = answer.headers["etag"]
            self.room.seen(self, "clock", now["clock_ends_at"])
            if now["beat"] != self.beat:
                await self.load()
                self.beat = now["beat"]
                self.room.seen(self, "page", now["beat"])


@dataclass(kw_only=True)
class Room(Account):
    """The room, its clock and all that is noted."""

    server: Server
    path: str
    people: int
    seconds: float
    lags: dict[str, list[float]] = field(default_factory=lambda: {"clock": [], "page": []})
    set_at: dict[tuple[str, Any], float] = field(default_factory=dict)
    inside: int = 0
    done: int = 0
    is_over: bool = False
    took: float = 0.0

    def seen(self, phone: Phone, what: str, value: Any) -> None:
        """A phone has noticed a change; how long after it was made."""
        if moment := self.set_at.get((what, value)):
            self.lags[what].append(time.monotonic() - moment)


def late(lags: list[float]) -> float:
    """The 95th percentile, in seconds."""
    return statistics.quantiles(lags, n=20)[18] if len(lags) > 1 else max(lags, default=0.0)


async def in_thread(work: Callable[[], Any]) -> Any:
    """The database is asked beside the phones."""

    def closing() -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    return await asyncio.to_thread(closing)


async def run(room: Room, round: Round, kills: int) -> list[Phone]:
    """Who leads, while the room takes part: opens the vote, sets the clock, kills the server, reveals."""
    phones = [Phone(room, number) for number in range(room.people)]
    tasks = [asyncio.create_task(phone.take_part()) for phone in phones]
    begun = time.monotonic()
    if kills:
        await asyncio.sleep(room.seconds * 0.08)
        await restart(room)
    while room.inside < room.people:
        await checked(tasks)
    await in_thread(lambda: open_vote(room, round))
    killed = kills < 2
    while room.done < room.people:
        await checked(tasks)
        if not killed and room.done + 1 > room.people * 0.05:
            killed = True
            await restart(room)
        if int((time.monotonic() - begun) * 5) % 10 == 0:
            await in_thread(lambda: set_clock(room, round))
    room.took = time.monotonic() - begun
    await in_thread(lambda: reveal(room, round))
    await asyncio.sleep(2 * POLL)
    while len(room.lags["page"]) < room.people and time.monotonic() < begun + room.took + 20:
        await checked(tasks)
    room.is_over = True
    await asyncio.gather(*tasks)
    return phones


async def checked(tasks: list["asyncio.Task[None]"]) -> None:
    """A moment later; a phone that fell over ends the run."""
    await asyncio.sleep(0.2)
    for task in tasks:
        if task.done():
            task.result()


async def restart(room: Room) -> None:
    """Signal 9 in the middle of everything, and up again."""
    await asyncio.to_thread(room.server.kill)
    await asyncio.to_thread(room.server.start)
    await asyncio.to_thread(room.server.wait)


def open_vote(room: Room, round: Round) -> None:
    """The cards become clusters, enough for six different ones at least; the vote begins."""
    Idea.objects.filter(round=round, number__gt=8).update(removed_at=round.started_at)
    move_round(by=None, round=round, verb="sort")
    cluster_each(by=None, round=round)
    move_round(by=None, round=round, verb="vote")


def set_clock(room: Room, round: Round) -> None:
    """Something that everybody follows while they vote."""
    row = start_clock(by=None, round=round, minutes=random.randint(2, 90))
    shown = row.clock_ends_at.isoformat(timespec="milliseconds") if row.clock_ends_at else ""
    room.set_at["clock", shown.replace("+00:00", "Z")] = time.monotonic()


def reveal(room: Room, round: Round) -> None:
    """The result is shown."""
    row = move_round(by=None, round=round, verb="reveal")
    row.workshop.pulse.refresh_from_db()
    room.set_at["page", row.workshop.pulse.beat] = time.monotonic()


def audit(room: Room, round: Round, phones: list[Phone]) -> None:
    """The database against what every phone was told."""
    round.refresh_from_db()
    told = Counter(key for phone in phones for key, count in phone.dots.items() for _ in range(count))
    stored = Counter(str(key) for key in Dot.objects.filter(round=round).values_list("cluster", flat=True))
    people, ideas = Participant.objects.count(), Idea.objects.count()
    result = [(row.rank, row.cluster.name, row.points) for row in ranking(round)]
    checks = {
        "people": (people, room.people),
        "ideas": (ideas, room.people),
        "dots": (stored, told),
        "dots in all": (sum(stored.values()), 3 * room.people),
        "turnout": ((round.voted, round.present), (room.people, room.people)),
        "totals": ({name: points for _, name, points in result}, sums(round, told)),
    }
    room.faults += [
        f"{name}: {is_} instead of {should}" for name, (is_, should) in checks.items() if is_ != should
    ]
    shown = {tuple((int(a), b, int(c)) for a, b, c in RANK.findall(phone.page)) for phone in phones}
    if shown != {tuple(result)}:
        room.faults.append(f"shown: {shown} instead of {result}")


def sums(round: Round, told: Counter[str]) -> dict[str, int]:
    """What each cluster should have."""
    return {row.name: told[str(row.pk)] for row in round.clusters.all()}


def fill(*, people: int, seconds: float, folder: Path, kills: int = 0, quick: bool = True) -> Room:
    """A room of so many people who do it all in about so many seconds, while the server is killed so often."""
    random.seed(people)
    round = make_round(make_workshop(), state="collect", clusters=0)
    server = Server(folder, quick=quick)
    path = f"/w/{round.workshop.code}/"
    room = Room(server=server, path=path, people=people, seconds=seconds)
    connection.close()
    server.start()
    try:
        server.wait()
        # In a thread of its own: where browser tests ran before, this one has a loop already.
        with ThreadPoolExecutor(max_workers=1) as thread:
            phones = thread.submit(asyncio.run, run(room, round, kills)).result()
    finally:
        server.stop()
    audit(room, round, phones)
    return room
