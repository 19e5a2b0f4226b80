"""Rows that stay as they are once something was settled, whichever way they are written.

A model says with what it freezes (`Freezing.path`) and which of its columns may change all the same
(`thawed`); the row at the end of the path says whether it is settled (`is_frozen`).
"""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, NoReturn, Self

from django.db import models, transaction
from django.db.models import QuerySet


class Frozen(Exception):
    """What was settled stays as it is; the text is for the person."""


class FrozenQuerySet(QuerySet):
    """Asks of many rows at once what `save()` and `delete()` ask of one."""

    model: Any

    def _refuse(self, verb: str) -> NoReturn:
        raise Frozen(f"{self.model._meta.label}: {verb}() would pass by the check of what is frozen")

    def update(self, **values: Any) -> int:
        """Refused, unless all rows may still change or only thawed columns are written.

        The key that leads to what freezes cannot be written so: rows would enter something settled.
        """
        if self.model.thawed.issuperset(values):
            return super().update(**values)
        owner = self.model.path.partition("__")[0]
        if owner and not {owner, f"{owner}_id"}.isdisjoint(values):
            self._refuse("update")
        with transaction.atomic(using=self.db):
            self.model.refuse_frozen(self.model.frozen_with(self))
            return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused, unless all rows may still change."""
        with transaction.atomic(using=self.db):
            self.model.refuse_frozen(self.model.frozen_with(self))
            return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        """Refused; the content history would not see it either."""
        self._refuse("bulk_create")

    def bulk_update(self, *args: Any, **kwargs: Any) -> Any:
        """Refused; the content history would not see it either."""
        self._refuse("bulk_update")


class DerivedQuerySet(FrozenQuerySet):
    """Rows that are written many at once and have no history of their own."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        """Refused, unless every row belongs to something that may still change."""
        rows = list(objs)
        if kwargs.get("update_conflicts"):
            self._refuse("bulk_create")
        with transaction.atomic(using=self.db):
            self.model.refuse_frozen({key for row in rows for key in row.would_freeze_with()})
            return QuerySet.bulk_create(self, rows, *args, **kwargs)


class Freezing(models.Model):
    """A row that freezes with what lies at the end of `path`; an empty path is the row itself."""

    path: ClassVar[str] = ""
    thawed: ClassVar[frozenset[str]] = frozenset()
    frozen_words: ClassVar[str] = "„{}“ ist abgeschlossen und bleibt, wie es ist."

    objects: ClassVar[Any] = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        # Django's own ways past the manager (cascades, keys of other rows) get the same refusals.
        base_manager_name = "objects"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Frozen when anything but a thawed column would change of what is settled."""
        if not self._changes_thawed_only(kwargs.get("update_fields")):
            self.refuse_frozen(self.would_freeze_with())
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises Frozen for what is settled."""
        self.refuse_frozen(self.would_freeze_with())
        return super().delete(*args, **kwargs)

    @classmethod
    def settling(cls) -> Any:
        """The model at the end of the path."""
        model: Any = cls
        for name in filter(None, cls.path.split("__")):
            model = model._meta.get_field(name).related_model
        return model

    @classmethod
    def frozen_with(cls, rows: QuerySet) -> set[Any]:
        """The keys of what `rows` freeze with."""
        return set(rows.order_by().values_list(cls.path or "pk", flat=True)) - {None}

    @classmethod
    def refuse_frozen(cls, keys: Collection[Any]) -> None:
        """Raise Frozen when one of these is settled.

        Locks them up to the end of the transaction, so that nobody settles one while it is being written.
        """
        model = cls.settling()
        rows = model._base_manager.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
        for row in rows:
            if row.is_frozen:
                raise Frozen(model.frozen_words.format(row))

    def would_freeze_with(self) -> set[Any]:
        """The keys of what the stored row freezes with, and of what the row as it is now would."""
        stored = self.frozen_with(type(self)._base_manager.filter(pk=self.pk)) if self.pk else set()
        first, _, rest = self.path.partition("__")
        if not first:
            return stored
        key = getattr(self, f"{first}_id")
        if not rest or key is None:
            return stored | ({key} - {None})
        # What the instance carries of its owner may be older or newer than the stored row.
        owner: Any = self._meta.get_field(first).related_model
        return stored | set(owner._base_manager.filter(pk=key).values_list(rest, flat=True)) - {None}

    def _changes_thawed_only(self: Self, update_fields: Iterable[str] | None) -> bool:
        if not self.thawed or self._state.adding or not self.pk:
            return False
        if update_fields is not None:
            return self.thawed.issuperset(update_fields)
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        fixed = [field for field in self._meta.concrete_fields if field.name not in self.thawed]
        return stored is not None and all(
            getattr(stored, field.attname) == getattr(self, field.attname) for field in fixed
        )


def _refuse(sub_objs: Any) -> None:
    """Raise ProtectedError, which the admin explains, when one of the rows is frozen."""
    try:
        sub_objs.model.refuse_frozen(sub_objs.model.frozen_with(sub_objs))
    except Frozen as refusal:
        raise models.ProtectedError(str(refusal), set(sub_objs)) from refusal


def set_null_unless_settled(collector: Any, field: Any, sub_objs: Any, using: str) -> None:
    """As SET_NULL for rows that may change."""
    _refuse(sub_objs)
    models.SET_NULL(collector, field, sub_objs, using)
