"""What changed between any two versions of the strategy: sections, action fields, goals and priorities."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Value
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from alliance.core.difference import html_difference, text_difference
from alliance.core.richtext import picture_ids
from alliance.pictures.models import Picture
from strategy.versions.matching import chained, in_order, moved, one_to_one
from strategy.versions.models import EditionContinues, FieldEdition, Priority, Section, StrategyVersion
from strategy.versions.outline import Piece, pieces_of

STAYED, CHANGED, MOVED, CAME, WENT = "stayed", "changed", "moved", "came", "went"
MERGED, SPLIT = "merged", "split"
WORDS = {
    STAYED: "unverändert",
    CHANGED: "geändert",
    MOVED: "verschoben",
    CAME: "neu",
    WENT: "entfallen",
    MERGED: "zusammengeführt",
    SPLIT: "aufgeteilt",
}
NOTHING = SafeString("")
# In this order a summary tells them.
TOLD = (CHANGED, MERGED, SPLIT, MOVED, CAME, WENT)


@dataclass
class Change:
    """What became of one section, action field or priority."""

    kind: str
    heading: SafeString
    text: SafeString = NOTHING
    more: SafeString = NOTHING
    note: str = ""

    @property
    def word(self) -> str:
        """The kind in words."""
        return WORDS[self.kind]


@dataclass
class Thread:
    """A line of the drawing from an old field to a new one, as places from 0 to 1."""

    weave: str
    start: float
    end: float

    @property
    def path(self) -> str:
        """The line in a box of 240 by 300."""
        return (
            f"M0 {300 * self.start:g}C110 {300 * self.start:g} 130 {300 * self.end:g} 240 {300 * self.end:g}"
        )


@dataclass
class Comparison:
    """Everything that stayed, changed, came and went from `old` to `new`."""

    old: StrategyVersion
    new: StrategyVersion
    sections: list[Change] = field(default_factory=list)
    fields: list[Change] = field(default_factory=list)
    priorities: list[Change] = field(default_factory=list)
    old_fields: list[FieldEdition] = field(default_factory=list)
    new_fields: list[tuple[FieldEdition, list[FieldEdition]]] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """How many sections, fields and priorities had this fate."""
        return sum(change.kind == kind for change in [*self.sections, *self.fields, *self.priorities])

    @property
    def summary(self) -> str:
        """The same in words: "2 geändert, 1 neu"."""
        told = [f"{self.count(kind)} {WORDS[kind]}" for kind in TOLD if self.count(kind)]
        return ", ".join(told) or "nichts geändert"


def compare(old: StrategyVersion, new: StrategyVersion) -> Comparison:
    """Compare two versions, neighbours or not, in either direction; six queries at most."""
    both = [old, new]
    sections = _by_version(Section.objects.filter(version__in=both), both)
    editions = _by_version(FieldEdition.objects.filter(version__in=both).select_related("action_field"), both)
    priorities = _by_version(Priority.objects.filter(version__in=both), both)
    pieces, links = pieces_of(both), _links()
    texts = [*(row.text for rows in [*sections, *editions] for row in rows), old.foreword, new.foreword]
    titles = _titles(texts)
    result = Comparison(old, new)
    if old.foreword or new.foreword or old.motto != new.motto:
        result.sections.append(_opening(old, new, titles))
    result.sections += _sections(*sections, links["section"], pieces, titles)
    result.priorities = _priorities(*priorities, links["priority"])
    _fields(result, *editions, links["edition"], pieces, titles)
    return result


def _by_version(rows: Iterable[Any], both: list[StrategyVersion]) -> tuple[list[Any], list[Any]]:
    found = list(rows)
    first, second = ([row for row in found if row.version_id == version.pk] for version in both)
    return first, second


def _links() -> dict[str, dict[int, set[int]]]:
    """What goes on from what, over all versions: kind, row, the rows it continues; one query."""
    sections = Section.objects.filter(continues__isnull=False).order_by()
    priorities = Priority.objects.filter(continues__isnull=False).order_by()
    rows = sections.values_list(Value("section"), "pk", "continues_id").union(
        priorities.values_list(Value("priority"), "pk", "continues_id"),
        EditionContinues.objects.order_by().values_list(Value("edition"), "edition_id", "earlier_id"),
        all=True,
    )
    found: dict[str, dict[int, set[int]]] = {
        kind: defaultdict(set) for kind in ("section", "priority", "edition")
    }
    for kind, row, earlier in rows:
        found[kind][row].add(earlier)
    return found


def _titles(texts: list[str]) -> dict[int, str]:
    wanted = set().union(*(picture_ids(text) for text in texts))
    return dict(Picture.objects.filter(pk__in=wanted).values_list("pk", "title")) if wanted else {}


# ---- Sections


def marked(*shown: str) -> bool:
    """Whether a difference marks anything; stored texts differ by ids of blocks even where no word does."""
    return any("<ins>" in part or "<del>" in part for part in shown)


def _opening(old: StrategyVersion, new: StrategyVersion, titles: dict[int, str]) -> Change:
    motto = format_html("<p>{}</p>", text_difference(old.motto, new.motto))
    text = html_difference(old.foreword, new.foreword, titles)
    kind = CHANGED if marked(motto, text) else STAYED
    return Change(kind, SafeString("Leitmotto und Vorwort"), motto + text)


def _sections(
    old: list[Section], new: list[Section], links: Any, pieces: Any, titles: dict[int, str]
) -> list[Change]:
    pairs = one_to_one(old, new, links, ("anchor", "heading"))
    ordered = in_order(old, new, pairs)
    places = {row.pk: place for place, row in enumerate(old)}
    gone_off = moved([places[was.pk] for was, row in ordered if was is not None and row is not None])
    found = []
    for was, row in ordered:
        away = was is not None and row is not None and places[was.pk] in gone_off
        found.append(_section(was, row, pieces, titles, away=away))
    return found


def _section(was: Any, row: Any, pieces: Any, titles: dict[int, str], *, away: bool) -> Change:
    before, after = (each.text if each else "" for each in (was, row))
    heading = text_difference(was.heading if was else "", row.heading if row else "")
    text = html_difference(before, after, titles)
    listed = [_items(pieces["figure", each.pk]) if each else "" for each in (was, row)]
    figures = html_difference(listed[0], listed[1])
    changed = marked(heading, text, figures)
    kind = CAME if was is None else WENT if row is None else CHANGED if changed else MOVED if away else STAYED
    note = "Der Abschnitt steht jetzt an anderer Stelle." if away else ""
    return Change(kind, heading, text, figures, note)


def _items(rows: list[Piece]) -> str:
    """Figures and goals as a list, so that they compare like any text."""
    items = ((row.first, " ".join(filter(None, (row.second, row.source, row.as_of)))) for row in rows)
    inner = format_html_join("", "<li><strong>{}</strong> {}</li>", items)
    return f"<ul>{inner}</ul>" if inner else ""


# ---- Action fields


def _fields(
    result: Comparison, old: list[FieldEdition], new: list[FieldEdition], links: Any, pieces: Any, titles: Any
) -> None:
    pairs = chained(old, new, links)
    linked = {first for first, _ in pairs}, {second for _, second in pairs}
    pairs |= {
        (one.pk, other.pk)
        for one in old
        for other in new
        if one.action_field_id == other.action_field_id
        and not (one.pk in linked[0] and other.pk in linked[1])
    }
    origins = {row.pk: [one for one in old if (one.pk, row.pk) in pairs] for row in new}
    heirs = {row.pk: [other for other in new if (row.pk, other.pk) in pairs] for row in old}
    for row in new:
        result.fields.append(_edition(row, origins[row.pk], heirs, pieces, titles))
    for row in old:
        if not heirs[row.pk]:
            goals = html_difference(_items(pieces["goal", row.pk]), "")
            heading = text_difference(row.action_field.name, "")
            result.fields.append(Change(WENT, heading, html_difference(row.text, "", titles), goals))
    result.old_fields, result.new_fields = old, [(row, origins[row.pk]) for row in new]
    result.threads = [
        Thread(row.action_field.weave, (old.index(one) + 0.5) / len(old), (place + 0.5) / len(new))
        for place, row in enumerate(new)
        for one in origins[row.pk]
    ]


def _edition(row: FieldEdition, origins: list[FieldEdition], heirs: Any, pieces: Any, titles: Any) -> Change:
    before = "".join(one.text for one in origins)
    goals = "".join(_items(pieces["goal", one.pk]) for one in origins).replace("</ul><ul>", "")
    now = _items(pieces["goal", row.pk])
    names = " / ".join(one.action_field.name for one in origins)
    heading = text_difference(names, row.action_field.name)
    text, goals = html_difference(before, row.text, titles), html_difference(goals, now)
    kind, note = CHANGED if marked(heading, text, goals) else STAYED, ""
    if not origins:
        kind = CAME
    elif len(origins) > 1:
        kind, note = MERGED, "Aus " + " und ".join(f"„{one.action_field.name}“" for one in origins) + "."
    elif len(heirs[origins[0].pk]) > 1:
        kind, note = SPLIT, f"Aus „{names}“, das auf mehrere Felder aufgeteilt ist."
    return Change(kind, heading, text, goals, note)


# ---- Priorities


def _priorities(old: list[Priority], new: list[Priority], links: Any) -> list[Change]:
    pairs = one_to_one(old, new, links, ("title",))
    found = []
    for was, row in in_order(old, new, pairs):
        titles, texts = (
            [getattr(each, name) if each else "" for each in (was, row)] for name in ("title", "text")
        )
        note, kind = "", CAME if was is None else WENT if row is None else STAYED
        if was is not None and row is not None:
            worded = titles[0] != titles[1] or texts[0] != texts[1]
            kind = CHANGED if worded else MOVED if was.rank != row.rank else STAYED
            note = f"Rang {was.rank} → {row.rank}" if was.rank != row.rank else ""
        found.append(Change(kind, text_difference(*titles), text_difference(*texts), note=note))
    return found
