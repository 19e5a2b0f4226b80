"""Where a thing is used: which stored keys point at it, and what a person calls the places they stand in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.fields.related import RelatedField
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Usage:
    """One place that names the thing: what it is, its name, where to change it, where visitors see it."""

    label: str
    title: str
    admin_url: str
    public_url: str


def keys_to(model: type[models.Model]) -> list[Any]:
    """Every stored key of any model that points at `model`, without those of the content history.

    Tables between two sides of a many-to-many relation count as models of their own.
    """
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if not isinstance(field, RelatedField) or not (relation.one_to_many or relation.one_to_one):
            continue
        if relation.auto_created and not hasattr(field.model, "instance_type"):
            found.append(field)
    return sorted(found, key=lambda field: (field.model._meta.label, field.name))


def usages(obj: models.Model) -> list[Usage]:
    """Every place that points at `obj`, drafts and corrections too; one query a kind of place."""
    return list(dict.fromkeys(_usages(obj)))


def _usages(obj: models.Model) -> Iterator[Usage]:
    for field in keys_to(type(obj)):
        many = _many(field.model)
        owner = many.m2m_field_name() if many else _whole(field)
        if field.name == owner:
            # The thing's own side: what it names itself, or a part of it.
            continue
        rows = field.model._base_manager.filter(**{field.name: obj})
        label = str(many.verbose_name) if many else _place(field, bool(owner))
        for row in rows.select_related(owner) if owner else rows:
            yield _usage(getattr(row, owner) if owner else row, label)


def _many(model: type[models.Model]) -> Any:
    """The many-to-many field that made this table between two sides; None for a table of its own."""
    declared: Any = model._meta.auto_created
    fields = declared._meta.local_many_to_many if declared else ()
    return next((field for field in fields if field.remote_field.through is model), None)


def _whole(field: Any) -> str:
    """For a row that lives only as a part of something else: the key that leads to the whole.

    That is the key which takes the row with it and lets the whole know its parts.
    """
    for other in field.model._meta.fields:
        end: Any = other.remote_field
        if other.many_to_one and not end.hidden and end.on_delete is models.CASCADE:
            return str(other.name)
    return ""


def _place(field: Any, is_part: bool) -> str:
    """What the place is called: a part by its own name where it has one."""
    named = is_part and "verbose_name" in field.model._meta.original_attrs
    return str(field.model._meta.verbose_name if named else field.verbose_name)


def _usage(shown: models.Model, place: str) -> Usage:
    return Usage(
        label=f"{shown._meta.verbose_name}, {place}",
        title=str(shown),
        admin_url=_admin_url(shown),
        public_url=_public_url(shown),
    )


def _admin_url(shown: models.Model) -> str:
    try:
        return reverse(f"admin:{shown._meta.app_label}_{shown._meta.model_name}_change", args=[shown.pk])
    except NoReverseMatch:
        return ""


def _public_url(shown: models.Model) -> str:
    """The page's address; empty where there is none or visitors do not find it there (yet)."""
    if not getattr(shown, "is_published", True):
        return ""
    address = getattr(shown, "get_absolute_url", None)
    return str(address()) if address else ""
