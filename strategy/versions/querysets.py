"""Strategy versions as of a day, and content that is frozen once its version is adopted."""

import datetime
from collections.abc import Iterable
from typing import Any, NoReturn, Self

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from alliance.members import access
from strategy.versions.states import EDITABLE, State


class Frozen(Exception):
    """An adopted version and everything in it stays as it was resolved; only dated notes may be added."""


class FrozenQuerySet(QuerySet):
    """Asks of many rows at once what `save()` and `delete()` ask of one.

    The model says which versions rows are in (`keys_of`) and refuses adopted ones (`refuse_adopted`).
    """

    model: Any

    def _refuse(self, verb: str) -> NoReturn:
        raise Frozen(f"{self.model._meta.label}: {verb}() would pass by the check of frozen versions")

    def _refuse_adopted(self) -> None:
        self.model.refuse_adopted(self.model.keys_of(self))

    def update(self, **values: Any) -> int:
        """Refused, unless every row belongs to a version that may still change.

        The key that leads to the version cannot be written so: rows would enter an adopted version.
        """
        owner = getattr(self.model, "path", "").partition("__")[0]
        if owner and not {owner, f"{owner}_id"}.isdisjoint(values):
            self._refuse("update")
        with transaction.atomic(using=self.db):
            self._refuse_adopted()
            return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused, unless every row belongs to a version that may still change."""
        with transaction.atomic(using=self.db):
            self._refuse_adopted()
            return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        """Refused; the content history would not see it either."""
        self._refuse("bulk_create")

    def bulk_update(self, *args: Any, **kwargs: Any) -> Any:
        """Refused; the content history would not see it either."""
        self._refuse("bulk_update")


class DerivedQuerySet(FrozenQuerySet):
    """Rows that follow from the text and have no history of their own."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        """Refused, unless every row belongs to a version that may still change."""
        rows = list(objs)
        with transaction.atomic(using=self.db):
            self.model.refuse_adopted({row.owner_id for row in rows})
            if kwargs.get("update_conflicts"):
                self._refuse("bulk_create")
            return QuerySet.bulk_create(self, rows, *args, **kwargs)


class NoteQuerySet(QuerySet):
    """Notes are written one by one and stay."""

    def _refuse(self) -> NoReturn:
        raise Frozen("Eine Anmerkung bleibt, wie sie geschrieben wurde. Möglich ist eine weitere.")

    def update(self, **values: Any) -> NoReturn:
        """Refused."""
        self._refuse()

    def delete(self) -> NoReturn:
        """Refused."""
        self._refuse()

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        self._refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        self._refuse()


class VersionQuerySet(FrozenQuerySet):
    """Strategy versions."""

    def visible_to(self, user: Any) -> Self:
        """Adopted ones for everybody, drafts for their group and the office, consultations by audience."""
        if getattr(user, "is_office", False):
            return self.all()
        condition = Q(state=State.ADOPTED)
        consulted = access.visible(user)
        condition |= Q(state=State.CONSULTATION) & consulted
        if access.is_member(user):
            groups = access.groups_of(user)
            condition |= Q(state__in=EDITABLE, working_group__in=groups)
        return self.filter(condition)

    def adopted(self) -> Self:
        """Resolved ones, whether in force, superseded or still to come."""
        return self.filter(state=State.ADOPTED)

    def in_force_on(self, day: datetime.date) -> Self:
        """The adopted version with the latest date up to `day`, as a queryset of one or none."""
        latest = self.adopted().filter(in_force_from__lte=day).order_by("-in_force_from").values("pk")[:1]
        return self.filter(pk__in=latest)

    def in_force(self) -> Self:
        """The version in force today in Berlin, as a queryset of one or none."""
        return self.in_force_on(timezone.localdate())
