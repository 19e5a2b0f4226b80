"""What a thing was at a certain time: its fields, its keys of many and the rows that belong to it."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models
from django.db.models import Value
from django.utils.formats import date_format
from django.utils.timezone import localtime

from alliance.history.models import Entry

# The log is written right after the state, in the same transaction.
SOON = datetime.timedelta(seconds=10)
Words = Callable[[Any], str]


@dataclass(frozen=True)
class Part:
    """Rows that belong to a thing and are written with it; `key` leads from row to thing."""

    model: type[models.Model]
    key: str

    @property
    def fields(self) -> list[Any]:
        """What a row says: neither the thing it belongs to nor its place among the others."""
        return [field for field in content_fields(self.model) if field.name not in (self.key, "order")]


@dataclass(frozen=True)
class Shape:
    """What belongs to the content of a model.

    `told` are fields that are shown and never restored, `words` say how a field is put into words.
    """

    model: type[models.Model]
    fields: tuple[Any, ...]
    told: tuple[Any, ...] = ()
    parts: tuple[Part, ...] = ()
    words: Mapping[str, Words] | None = None

    @property
    def many(self) -> list[Any]:
        """The many-to-many keys that the content history keeps, in the order of the model."""
        kept = set(history_of(self.model).model._history_m2m_fields)
        return [field for field in self.model._meta.local_many_to_many if field in kept]


@dataclass(frozen=True)
class State:
    """One state: the stored row, its keys of many by name, and the rows of each part in their order.

    `until` says when it gave way to the next one; None for the present state.
    """

    record: Any
    until: datetime.datetime | None
    many: dict[str, list[int]]
    rows: dict[Part, list[Any]]

    def value(self, field: Any) -> Any:
        """What the field held."""
        return getattr(self.record, field.attname)


@dataclass
class Step:
    """A line of the history: a state (with the number of the one `before`), a verb of the log, or both."""

    at: datetime.datetime
    name: str
    person: int | None
    verb: str = ""
    note: str = ""
    state: int | None = None
    before: int | None = None


def history_of(model: Any) -> Any:
    """The manager of the content history of a model or of one row."""
    return getattr(model, model._meta.simple_history_manager_attribute)


def has_history(model: Any) -> bool:
    """Whether the model keeps its states."""
    return hasattr(model._meta, "simple_history_manager_attribute")


def content_fields(model: type[models.Model], also: Iterable[str] = ()) -> list[Any]:
    """The columns that somebody fills in, and those named. A file never changes, so it is none of them."""
    return [
        field
        for field in model._meta.concrete_fields
        if (field.editable or field.name in also)
        and not field.primary_key
        and not isinstance(field, models.FileField)
    ]


def load(shape: Shape, obj: models.Model, numbers: Iterable[int]) -> dict[int, State]:
    """These states of `obj` by number; numbers of other things are left out.

    Two queries, one more for all many-to-many keys and one for each part.
    """
    records = list(history_of(obj).filter(history_id__in=set(numbers)).select_related("history_user"))
    many = _many(shape, [record.history_id for record in records])
    ends = _ends(obj, records)
    rows = {part: _rows(part, obj, ends) for part in shape.parts}
    return {
        record.history_id: State(
            record,
            ends[record.history_id],
            {name: found.get(record.history_id, []) for name, found in many.items()},
            {part: found[record.history_id] for part, found in rows.items()},
        )
        for record in records
    }


def _many(shape: Shape, numbers: list[int]) -> dict[str, dict[int, list[int]]]:
    """The keys of each many-to-many field by state; one query for all fields."""
    found: dict[str, dict[int, list[int]]] = {field.name: {} for field in shape.many}
    queries = []
    for field in shape.many:
        manager = getattr(history_of(shape.model).model, field.name)
        far = manager.model._meta.get_field(field.m2m_reverse_field_name()).attname
        rows = manager.filter(history_id__in=numbers).order_by()
        queries.append(rows.values_list(Value(field.name), "history_id", far))
    if not queries:
        return found
    for name, number, key in sorted(queries[0].union(*queries[1:], all=True)):
        found[name].setdefault(number, []).append(key)
    return found


def _ends(obj: models.Model, records: list[Any]) -> dict[int, datetime.datetime | None]:
    """When each state gave way to the next; None for the present one."""
    states = history_of(obj).order_by("history_date", "history_id")
    every = states.values_list("history_id", "history_date")
    following = {number: end for (number, _), (_, end) in pairwise(every)}
    return {record.history_id: following.get(record.history_id) for record in records}


def _rows(part: Part, obj: models.Model, ends: dict[int, datetime.datetime | None]) -> dict[int, list[Any]]:
    """The rows as they were when a state gave way: they are written just after the thing itself."""
    pk = part.model._meta.pk.attname
    every = list(history_of(part.model).filter(**{part.key: obj.pk}).order_by("history_date", "history_id"))
    found = {}
    for number, end in ends.items():
        last = {getattr(row, pk): row for row in every if end is None or row.history_date < end}
        present = [row for row in last.values() if row.history_type != "-"]
        found[number] = sorted(present, key=lambda row: (getattr(row, "order", 0), getattr(row, pk)))
    return found


def timeline(obj: models.Model) -> list[Step]:
    """All states and verbs, newest first; two queries.

    A verb of the log belongs to the state that the same person saved just before.
    """
    steps = [_step_of(record) for record in _records(obj)]
    for earlier, step in pairwise(steps):
        step.before = earlier.state
    entries = Entry.objects.filter(kind=obj._meta.label_lower, object_id=obj.pk).order_by("at", "pk")
    for entry in entries:
        fitting = [step for step in steps if step.state and not step.verb and _fits(step, entry)]
        if fitting:
            fitting[-1].verb, fitting[-1].note = entry.verb, entry.note
        else:
            steps.append(Step(entry.at, entry.by_name or "System", entry.by_id, entry.verb, entry.note))
    return sorted(steps, key=lambda step: (step.at, step.state or 0), reverse=True)


def _records(obj: models.Model) -> Iterable[Any]:
    if not has_history(obj):
        return []
    columns = ("history_id", "history_date", "history_user__full_name")
    states = history_of(obj).select_related("history_user").only(*columns)
    return states.order_by("history_date", "history_id")


def _step_of(record: Any) -> Step:
    name = record.history_user.full_name if record.history_user_id else "System"
    return Step(record.history_date, name, record.history_user_id, state=record.history_id)


def _fits(step: Step, entry: Entry) -> bool:
    return step.person == entry.by_id and step.at <= entry.at <= step.at + SOON


def in_words(field: Any, value: Any, words: Mapping[str, Words] | None = None) -> str:
    """A value in the words of a person; "" for nothing."""
    if words and field.name in words:
        return words[field.name](value)
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime.datetime):
        return f"{date_format(localtime(value), 'j. F Y, H:i')} Uhr"
    return date_format(value, "j. F Y") if isinstance(value, datetime.date) else str(value)
