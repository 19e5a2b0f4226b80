"""The shapes of meetings and documents in the demo data: plain values, as in `shapes`."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class House:
    """A venue."""

    name: str
    address: str
    capacity: int
    accessibility: str
    directions: str


@dataclass(frozen=True)
class Point:
    """An item of an agenda; `papers` are titles of documents."""

    title: str
    minutes: int
    kind: str = "information"
    rapporteur: str = ""
    text: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers:
    """What members (by short name) said, in this order after the guests; who finds no seat waits.

    The first `pairs` of those who come take two seats.
    """

    room: tuple[str, ...] = ()
    online: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    guests: int = 0
    pairs: int = 0


@dataclass(frozen=True)
class Occasion:
    """A meeting. `stage` is draft, planned, invited, cancelled or held; the last one lies in the past.

    `whom` is "all" or "group"; `register_days` are the days before the beginning on which answers end.
    """

    title: str
    kind: str
    starts: datetime.datetime
    ends: datetime.datetime
    stage: str
    audience: str = "members"
    group: str = ""
    house: str = ""
    room: str = ""
    online: str = ""
    seats: int | None = None
    seats_each: int = 1
    takes_guests: bool = False
    description: str = ""
    register_days: int | None = None
    fields: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    papers: tuple[str, ...] = ()
    whom: str = ""
    answers: Answers = Answers()
    present: tuple[str, ...] = ()
    reason: str = ""
    is_example: bool = True


@dataclass(frozen=True)
class Sheet:
    """A document made for the demo: a page of paragraphs. `earlier` is what its first version said."""

    title: str
    name: str
    audience: str
    paragraphs: tuple[str, ...]
    group: str = ""
    organisation: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Circular:
    """A letter to all members; `papers` are titles of documents."""

    subject: str
    text: str
    papers: tuple[str, ...] = ()
    is_sent: bool = True


@dataclass(frozen=True)
class Rule:
    """How the members decide; invented, as no public source tells the alliance's own rule."""

    valid_from: datetime.date
    quorum: tuple[int, int]
    majority: tuple[int, int]
