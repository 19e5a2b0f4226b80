"""The one place that every change passes."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from alliance.accounts.models import User
from alliance.core.models import Revised
from alliance.core.revision import advance
from alliance.history.models import Entry

M = TypeVar("M", bound=models.Model)


def saved_by(obj: M, by: User | None) -> M:
    """Tell the content history who is about to save `obj`; returns `obj`."""
    obj._history_user = by  # type: ignore[attr-defined]
    return obj


def record(*, verb: str, obj: models.Model, by: User | None, note: str = "") -> Entry:
    """Write down that `by` did `verb` to `obj`, and call what must follow every change.

    Runs in the caller's transaction; so do the functions that the setting AFTER_RECORD names, each
    called with the entry and the object. Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "history.record() belongs into the transaction of the change"
        )
    entry = Entry.objects.create(
        verb=verb,
        by=by,
        by_name=by.full_name if by else "",
        kind=obj._meta.label_lower,
        object_id=obj.pk,
        title=str(obj)[:250],
        note=note,
    )
    for path in settings.AFTER_RECORD:
        import_string(path)(entry, obj)
    return entry


@transaction.atomic
def save_content(
    obj: M,
    *,
    by: User | None,
    related: Mapping[str, Iterable[models.Model]] | None = None,
    verb: str = "",
    note: str = "",
) -> M:
    """Check and save `obj` with its many-to-many keys `related` as one state of the content history.

    Counts its revision up, keeps `by` as the person who saved and writes an entry of the log. Raises
    ValidationError for what the model refuses, StaleRevision when somebody else saved in between.
    """
    is_new = obj._state.adding
    obj.full_clean(exclude={"revision"})
    if isinstance(obj, Revised):
        advance(obj, by=by)
    saved_by(obj, by)
    if related:
        # The history keeps one state for one save: keys first and silently, then the row with all of them.
        obj.skip_history_when_saving = True  # type: ignore[attr-defined]
        if is_new:
            obj.save()
        for name, values in related.items():
            getattr(obj, name).set(values)
        del obj.skip_history_when_saving  # type: ignore[attr-defined]
    obj.save()
    record(verb=verb or ("angelegt" if is_new else "geändert"), obj=obj, by=by, note=note)
    return obj


@transaction.atomic
def save_rows(
    rows: models.QuerySet, wanted: Iterable[models.Model], *, by: User | None, order: str = "order"
) -> None:
    """Make `rows` of a thing just the `wanted` ones in this order, each with its own history.

    `wanted` are unsaved and already point at the thing. A row that stays the same keeps its key and, where
    only its place changed, gets a new number in the field `order`. Raises ValidationError.
    """
    names = [
        field.attname
        for field in rows.model._meta.concrete_fields
        if not field.primary_key and field.name != order
    ]
    present: dict[tuple[Any, ...], list[models.Model]] = {}
    for row in rows:
        present.setdefault(tuple(getattr(row, name) for name in names), []).append(row)
    result = []
    for row in wanted:
        same = present.get(tuple(getattr(row, name) for name in names))
        result.append(same.pop(0) if same else row)
    for row in (row for left_over in present.values() for row in left_over):
        saved_by(row, by).delete()
    for number, row in enumerate(result, start=1):
        if row._state.adding or getattr(row, order) != number:
            setattr(row, order, number)
            row.full_clean()
            saved_by(row, by).save()


@transaction.atomic
def delete_content(obj: models.Model, *, by: User | None) -> None:
    """Delete `obj`; its states and the log keep it. Raises ProtectedError while something needs it."""
    saved_by(obj, by)
    record(verb="gelöscht", obj=obj, by=by)
    obj.delete()
