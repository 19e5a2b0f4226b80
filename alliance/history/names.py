"""The titles of what old states point at, also of what is gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from alliance.core.fields import RichTextField
from alliance.core.richtext import picture_ids
from alliance.history.past import Shape, State, has_history, history_of

Wanted = dict[type[models.Model], set[int]]


@dataclass(frozen=True)
class Name:
    """What something is called; a picture also shows what it is."""

    title: str
    thumbnail: str = ""
    is_gone: bool = False

    def __str__(self) -> str:
        return f"{self.title} (gelöscht)" if self.is_gone and self.title else self.title or "gelöscht"


class Names:
    """The names of all that some states point at; two queries at most for each model."""

    def __init__(self, shape: Shape, states: Iterable[State]) -> None:
        found: Wanted = {}
        for state in states:
            _gather(shape, state, found)
        self._names = {model: _load(model, keys) for model, keys in found.items() if keys}

    def of(self, model: Any, key: int) -> Name:
        """The name of a row, whether it still exists or not."""
        return self._names.get(model, {}).get(key) or Name("", is_gone=True)

    def pictures(self) -> dict[int, str]:
        """The titles of pictures inside rich texts by number."""
        return {key: str(name) for key, name in self._names.get(text_pictures(), {}).items()}


def text_pictures() -> type[models.Model]:
    """What the numbers of pictures inside rich text stand for."""
    return apps.get_model(settings.RICHTEXT_PICTURES)


def _gather(shape: Shape, state: State, found: Wanted) -> None:
    for field in (*shape.fields, *shape.told):
        _gather_value(field, state.value(field), found)
    for field in shape.many:
        found.setdefault(field.related_model, set()).update(state.many[field.name])
    for part in shape.parts:
        for row in state.rows[part]:
            for field in part.fields:
                _gather_value(field, getattr(row, field.attname), found)


def _gather_value(field: Any, value: Any, found: Wanted) -> None:
    if value and field.is_relation:
        found.setdefault(field.related_model, set()).add(value)
    elif value and isinstance(field, RichTextField):
        found.setdefault(text_pictures(), set()).update(picture_ids(value))


def _load(model: Any, keys: set[int]) -> dict[int, Name]:
    rows = model._base_manager.in_bulk(keys)
    names = {key: Name(str(row), getattr(row, "thumbnail_url", "")) for key, row in rows.items()}
    gone = keys - set(rows)
    if gone and has_history(model):
        pk = model._meta.pk.attname
        for record in history_of(model).filter(**{f"{pk}__in": gone}).order_by("history_date", "history_id"):
            names[getattr(record, pk)] = Name(str(record.instance), is_gone=True)
    return names
