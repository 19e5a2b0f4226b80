"""Two states beside each other, field by field, as an office reads it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils.safestring import SafeString

from alliance.core.difference import html_difference, text_difference
from alliance.core.fields import RichTextField
from alliance.core.german import fold
from alliance.history.names import Name, Names
from alliance.history.past import Part, Shape, State, in_words

WORD_BY_WORD = (models.CharField, models.TextField)


@dataclass(frozen=True)
class Item:
    """One value as a whole: kept, inserted (`ins`) or struck out (`del`)."""

    text: str | SafeString
    mark: str = ""
    thumbnail: str = ""


@dataclass(frozen=True)
class Change:
    """One field of both states: a text with its marks, or a list of values."""

    label: str
    changed: bool
    html: SafeString | None = None
    items: list[Item] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing before and after."""
        return not self.html and not self.items


def compare(shape: Shape, old: State, new: State) -> list[Change]:
    """Every field of two states in the order of the model, then keys of many and rows."""
    names = Names(shape, (old, new))
    return [*_fields(shape, old, new, names), *_many(shape, old, new, names), *_parts(shape, old, new, names)]


def _fields(shape: Shape, old: State, new: State, names: Names) -> Iterator[Change]:
    for column in (*shape.fields, *shape.told):
        before, after = old.value(column), new.value(column)
        label, changed = _label(column.verbose_name), (before or "") != (after or "")
        if isinstance(column, RichTextField):
            yield Change(label, changed, html_difference(before or "", after or "", names.pictures()))
        elif _is_prose(column, shape):
            yield Change(label, changed, text_difference(before or "", after or ""))
        else:
            shown = [_item(column, value, shape, names) for value in (before, after)]
            yield Change(label, before != after, items=_exchanged(*shown))


def _is_prose(column: Any, shape: Shape) -> bool:
    return isinstance(column, WORD_BY_WORD) and not column.choices and column.name not in (shape.words or {})


def _label(name: Any) -> str:
    return str(name)[:1].upper() + str(name)[1:]


def _item(column: Any, value: Any, shape: Shape, names: Names) -> Item:
    if not column.is_relation:
        return Item(in_words(column, value, shape.words))
    name = names.of(column.related_model, value) if value else Name("")
    return Item(str(name) if value else "", thumbnail=name.thumbnail)


def _exchanged(old: Item, new: Item) -> list[Item]:
    if old == new:
        return [new] if new.text else []
    marked = (_marked(old, "del"), _marked(new, "ins"))
    return [item for item in marked if item.text]


def _marked(item: Item, mark: str) -> Item:
    return Item(item.text, mark, item.thumbnail)


def _many(shape: Shape, old: State, new: State, names: Names) -> Iterator[Change]:
    for column in shape.many:
        before, after = set(old.many[column.name]), set(new.many[column.name])
        marks = {**dict.fromkeys(before & after, ""), **dict.fromkeys(before - after, "del")}
        marks |= dict.fromkeys(after - before, "ins")
        found = [(names.of(column.related_model, key), mark) for key, mark in marks.items()]
        items = [Item(str(name), mark, name.thumbnail) for name, mark in found]
        items.sort(key=lambda item: fold(str(item.text)))
        yield Change(_label(column.verbose_name), before != after, items=items)


def _parts(shape: Shape, old: State, new: State, names: Names) -> Iterator[Change]:
    for part in shape.parts:
        before = [_row(part, row, names) for row in old.rows[part]]
        after = [_row(part, row, names) for row in new.rows[part]]
        changed = [text for _, text in before] != [text for _, text in after]
        yield Change(_label(part.model._meta.verbose_name_plural), changed, items=list(_rows(before, after)))


def _row(part: Part, row: Any, names: Names) -> tuple[int, str]:
    """The key of a row and what it says, each value after the name of its field."""
    said = []
    for column in part.fields:
        value = getattr(row, column.attname)
        if value not in (None, ""):
            words = names.of(column.related_model, value) if column.is_relation else in_words(column, value)
            # In a form a row's keys are offered one after the other: „Adresse“, „oder Meldung“.
            said.append(f"{_label(str(column.verbose_name).removeprefix('oder '))}: {words}")
    return getattr(row, part.model._meta.pk.attname), " · ".join(said)


def _rows(before: list[tuple[int, str]], after: list[tuple[int, str]]) -> Iterator[Item]:
    """Rows in their order; one that kept its key is compared word by word, one that moved stands twice."""
    matcher = SequenceMatcher(None, [text for _, text in before], [text for _, text in after], autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield from (Item(text) for _, text in after[start:end])
            continue
        gone, come = dict(before[first:last]), after[start:end]
        same = {key for key, _ in come} & set(gone)
        yield from (Item(text, "del") for key, text in gone.items() if key not in same)
        for key, text in come:
            yield Item(text_difference(gone[key], text)) if key in same else Item(text, "ins")
