"""The shapes of the strategy in the demo data: plain values, as in `shapes`."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Period:
    """The state recognises the alliance; `budget` is the virtual one in euro."""

    starts: datetime.date
    ends: datetime.date
    authority: str
    budget: int


@dataclass(frozen=True)
class Number:
    """A figure with where it comes from."""

    value: str
    caption: str
    source: str
    as_of: str


@dataclass(frozen=True)
class Chapter:
    """A section; `continues` is the anchor of a section of the version before."""

    anchor: str
    heading: str
    text: str
    continues: str = ""
    figures: tuple[Number, ...] = ()


@dataclass(frozen=True)
class Aim:
    """A goal of an action field."""

    title: str
    text: str = ""


@dataclass(frozen=True)
class Edition:
    """What a version says of an action field (its slug). What it continues stands in `fields`."""

    field: str
    text: str
    goals: tuple[Aim, ...] = ()


@dataclass(frozen=True)
class Rank:
    """A priority; its place in the list is its rank."""

    title: str
    text: str
    field: str
    points: int


@dataclass(frozen=True)
class Version:
    """A version of the strategy with all that is in it; `note` says what is known only in part."""

    slug: str
    title: str
    starts: datetime.date
    ends: datetime.date
    resolved_on: datetime.date
    in_force_from: datetime.date
    foreword: str
    note: str
    chapters: tuple[Chapter, ...]
    motto: str = ""
    predecessor: str = ""
    working_group: str = ""
    editions: tuple[Edition, ...] = ()
    priorities: tuple[Rank, ...] = ()
    adopted_ranks: int | None = None
    # The workshop whose clusters became the priorities and action fields of the same name.
    workshop: str = ""
