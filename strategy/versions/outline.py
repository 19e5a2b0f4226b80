"""A version as it is read: numbered chapters with what belongs to each, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, IntegerField, OuterRef, QuerySet, Value
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from alliance.core.blocks import ids
from alliance.pictures.richtext import pictures_in, render
from events.workshops.models import Workshop
from strategy.versions.models import (
    EditionOrigin,
    FieldEdition,
    Figure,
    Goal,
    Priority,
    Section,
    StrategyVersion,
    VersionNote,
)

FIELDS, FIELDS_HEADING = "handlungsfelder", "Handlungsfelder"
PRIORITIES, PRIORITIES_HEADING = "prioritaeten", "Prioritäten"
RECOGNITION, RECOGNITION_HEADING = "anerkennung", "Anerkennung"


class Piece(NamedTuple):
    """A figure, a goal or an origin in a workshop: they are fetched together."""

    kind: str
    owner: int
    order: int
    pk: int
    first: str
    second: str
    source: str
    as_of: str


@dataclass
class Edition:
    """What the version says of one action field, and the clusters of workshops that it goes back to."""

    row: FieldEdition
    text: SafeString
    goals: list[Piece]
    notes: list[VersionNote]
    origins: list[Piece] = field(default_factory=list)

    @property
    def action_field(self) -> Any:
        """The field with its name and weave."""
        return self.row.action_field


@dataclass
class Ranked:
    """A priority in its list; `width` of its bar in percent."""

    row: Priority
    weave: str
    field: str
    width: int | None
    is_below: bool
    is_first_below: bool
    # Where the thread leads back to, for who may read it.
    workshop: Workshop | None = None


@dataclass
class Chapter:
    """A numbered part of the page."""

    number: int
    heading: str
    anchor: str
    text: SafeString
    figures: list[Piece] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    priorities: list[Ranked] = field(default_factory=list)
    notes: list[VersionNote] = field(default_factory=list)


@dataclass
class Outline:
    """The whole version."""

    version: StrategyVersion
    foreword: SafeString
    chapters: list[Chapter]
    editions: list[Edition]
    notes: list[VersionNote]


Pieces = dict[tuple[str, int], list[Piece]]


def pieces_of(versions: Iterable[StrategyVersion], user: Any = None) -> Pieces:
    """The figures and goals of the versions by kind ("figure", "goal") and owner, in order; one query.

    With `user` also the clusters ("origin") that editions go back to, of workshops whose result they may read:
    name, address and title of the workshop.
    """
    keys = [version.pk for version in versions]
    none = Value("", output_field=CharField())
    figures = Figure.objects.filter(section__version__in=keys).order_by()
    goals = Goal.objects.filter(edition__version__in=keys).order_by()
    told = figures.values_list(
        Value("figure"), "section_id", "order", "pk", "value", "caption", "source", "as_of"
    )
    more = [goals.values_list(Value("goal"), "edition_id", *_TITLED, none, none)]
    if user is not None:
        more.append(_origins(keys, user))
    return _gathered(told.union(*more, all=True))


def _origins(keys: list[Any], user: Any) -> QuerySet:
    rows = EditionOrigin.objects.filter(
        edition__version__in=keys, cluster__round__workshop__in=Workshop.objects.visible_to(user)
    ).order_by()
    none, first = Value("", output_field=CharField()), Value(0, output_field=IntegerField())
    workshop = "cluster__round__workshop"
    return rows.values_list(
        Value("origin"),
        "edition_id",
        first,
        "pk",
        "cluster__name",
        f"{workshop}__slug",
        f"{workshop}__title",
        none,
    )


def pieces_of_editions(editions: Iterable[FieldEdition]) -> Pieces:
    """The goals and priorities of these editions by kind ("goal", "priority") and edition; one query."""
    none = Value("", output_field=CharField())
    goals, priorities = (
        model.objects.filter(edition__in=[row.pk for row in editions]).order_by()
        for model in (Goal, Priority)
    )
    told = goals.values_list(Value("goal"), "edition_id", *_TITLED, none, none)
    ranks = priorities.values_list(Value("priority"), "edition_id", "rank", "pk", "title", "text", none, none)
    return _gathered(told.union(ranks, all=True))


_TITLED = ("order", "pk", "title", "text")


def _gathered(rows: Iterable[Any]) -> Pieces:
    found: Pieces = defaultdict(list)
    for piece in sorted((Piece(*row) for row in rows), key=lambda piece: (piece.order, piece.pk)):
        found[piece.kind, piece.owner].append(piece)
    return found


def outline(version: StrategyVersion, user: Any = None) -> Outline:
    """Load the version; six queries at most. With `user`, where the thread leads back for them."""
    sections = list(version.sections.all())
    rows = list(version.editions.select_related("action_field"))
    pieces = pieces_of([version], user)
    notes = list(version.notes.all()) if not version.is_editable else []
    texts = [version.foreword, *(row.text for row in sections), *(row.text for row in rows)]
    pictures = pictures_in(*texts)
    places = _places(notes, sections, rows)
    editions = [
        Edition(
            row,
            render(row.text, pictures),
            pieces["goal", row.pk],
            places[f"edition-{row.pk}"],
            pieces["origin", row.pk],
        )
        for row in rows
    ]
    chapters = []
    for number, row in enumerate(sections, 1):
        text, figures = render(row.text, pictures), pieces["figure", row.pk]
        chapters.append(Chapter(number, row.heading, row.anchor, text, figures, notes=places[row.anchor]))
    _add(chapters, FIELDS, FIELDS_HEADING, editions=editions)
    _add(chapters, PRIORITIES, PRIORITIES_HEADING, priorities=ranked(version, rows, user))
    _add(chapters, RECOGNITION, RECOGNITION_HEADING, text=_recognised(version))
    return Outline(version, render(version.foreword, pictures), chapters, editions, places[""])


def _add(chapters: list[Chapter], anchor: str, heading: str, **content: Any) -> None:
    """A chapter that is made of parts of its own, after those of the text; none without such parts."""
    if not any(content.values()):
        return
    taken = {chapter.anchor for chapter in chapters}
    while anchor in taken:
        anchor += "-2"
    text = content.pop("text", SafeString(""))
    chapters.append(Chapter(len(chapters) + 1, heading, anchor, text, **content))


def _recognised(version: StrategyVersion) -> SafeString:
    period = version.recognition
    if period is None:
        return SafeString("")
    text = "<p>Anerkannt durch: {}. Die Anerkennung gilt vom {} bis zum {}.</p>"
    days = (date_format(day, "j. F Y") for day in (period.starts, period.ends))
    return format_html(text, period.authority, *days)


def _places(
    notes: list[VersionNote], sections: list[Section], editions: list[FieldEdition]
) -> dict[str, list[VersionNote]]:
    """Notes by where they stand: a section's anchor, an edition, or (empty) the whole version."""
    homes: dict[str, str] = {}
    for edition in editions:
        home = f"edition-{edition.pk}"
        homes |= dict.fromkeys([edition.action_field.slug, *ids(edition.text)], home)
    for section in sections:
        homes |= dict.fromkeys([section.anchor, *ids(section.text)], section.anchor)
    found: dict[str, list[VersionNote]] = defaultdict(list)
    for note in notes:
        found[homes.get(note.anchor, "")].append(note)
    return found


def ranked(version: StrategyVersion, editions: list[FieldEdition], user: Any = None) -> list[Ranked]:
    """The priorities in their order, the line of the office between the adopted and the others; one query."""
    rows = _priorities(version, user)
    fields = {row.pk: row.action_field for row in editions}
    most = max((row.points or 0 for row in rows), default=0)
    last, found, seen = version.adopted_ranks, [], False
    for row in rows:
        below = last is not None and row.rank > last
        width = round(100 * row.points / most) if most and row.points is not None else None
        area = fields.get(row.edition_id or 0)
        weave, name = (area.weave, area.name) if area else ("", "")
        origin = row.origin if getattr(row, "is_traceable", False) else None
        workshop = origin.round.workshop if origin else None
        found.append(Ranked(row, weave, name, width, below, below and not seen, workshop))
        seen = seen or below
    return found


def _priorities(version: StrategyVersion, user: Any) -> list[Any]:
    if user is None:
        return list(version.priorities.all())
    traced = Workshop.objects.visible_to(user).filter(rounds__clusters=OuterRef("origin"))
    rows = version.priorities.select_related("origin__round__workshop")
    return list(rows.annotate(is_traceable=Exists(traced)))
