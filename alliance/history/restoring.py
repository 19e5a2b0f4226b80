"""What of an old state can be had again: everything, but for what was deleted since."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from alliance.core.fields import RichTextField
from alliance.core.richtext import blocks
from alliance.history.names import Names, text_pictures
from alliance.history.past import Part, Shape, State

Row = dict[str, Any]


@dataclass
class Contents:
    """An old state, ready to be written again through an action or a form.

    `values` are columns by attribute name, `related` keys of many by field, `rows` those of each part.
    `missing` says what was deleted since and is left out.
    """

    state: State
    values: dict[str, Any] = field(default_factory=dict)
    related: dict[str, list[int]] = field(default_factory=dict)
    rows: dict[Part, list[Row]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def fill(self, obj: models.Model) -> None:
        """Set the columns of `obj`, unsaved."""
        for name, value in self.values.items():
            setattr(obj, name, value)

    def related_objects(self, obj: models.Model) -> dict[str, list[Any]]:
        """What the keys of many lead to, as actions take it; one query for each."""
        many = {name: getattr(type(obj), name).field.related_model for name in self.related}
        return {
            name: list(many[name]._base_manager.filter(pk__in=keys)) for name, keys in self.related.items()
        }


def contents(shape: Shape, state: State) -> Contents:
    """The contents of a state; one query for each model that it names, two where something is gone."""
    names = Names(shape, [state])
    found = Contents(state)
    for column in shape.fields:
        found.values[column.attname] = _value(column, state.value(column), names, found.missing)
    for column in shape.many:
        keys = state.many[column.name]
        found.related[column.name] = [key for key in keys if _exists(column, key, names, found.missing)]
    for part in shape.parts:
        rows = [_row(part, row, names, found.missing) for row in state.rows[part]]
        found.rows[part] = [row for row in rows if row is not None]
    return found


def _value(column: Any, value: Any, names: Names, missing: list[str]) -> Any:
    if column.is_relation and value and not _exists(column, value, names, missing):
        return None
    if isinstance(column, RichTextField):
        return _text(str(column.verbose_name), value or "", names, missing)
    return value


def _exists(column: Any, key: int, names: Names, missing: list[str]) -> bool:
    name = names.of(column.related_model, key)
    if name.is_gone:
        missing.append(f"{column.verbose_name}: {name.title or column.related_model._meta.verbose_name}")
    return not name.is_gone


def _text(label: str, html: str, names: Names, missing: list[str]) -> str:
    """The text without pictures that are gone."""
    kept = []
    for block in blocks(html):
        name = names.of(text_pictures(), block.picture) if block.picture else None
        if name and name.is_gone:
            missing.append(f"Bild im Feld „{label}“: {name.title or block.picture}")
        else:
            kept.append(block.html)
    return "\n".join(kept)


def _row(part: Part, row: Any, names: Names, missing: list[str]) -> Row | None:
    """The columns of a row; None when it led to something that is gone."""
    for column in part.fields:
        value = getattr(row, column.attname)
        if column.is_relation and value and not _exists(column, value, names, missing):
            return None
    return {column.attname: getattr(row, column.attname) for column in part.fields}
