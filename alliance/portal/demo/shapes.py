"""The shapes of the demo data. They are plain values: whoever changes a text needs no Django for it."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime.datetime:
    """A moment in Berlin."""
    return datetime.datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@dataclass(frozen=True)
class Kind:
    """A kind of members; `slug` is the anchor on the page of members."""

    slug: str
    name: str


@dataclass(frozen=True)
class Member:
    """A member organisation. `left` is the first day on which it no longer belongs to the alliance."""

    name: str
    short_name: str
    kind: str
    place: str = ""
    website: str = ""
    joined: datetime.date | None = None
    left: datetime.date | None = None
    succeeded_by: str = ""


@dataclass(frozen=True)
class Field:
    """An action field; `continues` names the slugs of earlier ones."""

    slug: str
    name: str
    text: str
    weave: str
    is_active: bool = True
    continues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """Somebody of the cast, named by function."""

    email: str
    full_name: str
    role: str = "none"


@dataclass(frozen=True)
class Term:
    """A person speaks for an organisation (named by its short name)."""

    email: str
    organisation: str
    kind: str
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None


@dataclass(frozen=True)
class Group:
    """A working group and the addresses of its persons."""

    name: str
    mandate_text: str
    lead: str
    members: tuple[str, ...]
    valid_from: datetime.date | None = None


@dataclass(frozen=True)
class Drawing:
    """A picture drawn for the project; `key` is the name of its file in `pictures/`."""

    key: str
    title: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class StaticPage:
    """A page such as Impressum; `place` says in which column of the footer it is linked."""

    slug: str
    title: str
    lead: str
    place: str
    text: str


@dataclass(frozen=True)
class Site:
    """What the portal says of the alliance on every page."""

    name: str
    claim: str
    intro: str
    area: str
    address: str
    email: str
    about: str
    funding_note: str
    members_intro: str
    members_note: str
    offer_title: str
    offer_text: str


@dataclass(frozen=True)
class Link:
    """A related link: to an address, to an article of the demo data (its title) or to an action field."""

    title: str = ""
    url: str = ""
    article: str = ""
    action_field: str = ""
    note: str = ""


@dataclass(frozen=True)
class Story:
    """An article. `text` may hold `{bild:key}` on a line of its own: a picture with caption and credit.

    `state` is draft, review, released or archived; `publish_at` of a released one may lie ahead.
    `correction`, if not empty, is the teaser of a correction that the office has begun.
    """

    title: str
    teaser: str
    text: str
    publish_at: datetime.datetime | None = None
    place: str = "Göttingen"
    topics: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    drawing: str = ""
    links: tuple[Link, ...] = ()
    is_pinned: bool = False
    is_example: bool = False
    state: str = "released"
    expire_at: datetime.datetime | None = None
    correction: str = ""
