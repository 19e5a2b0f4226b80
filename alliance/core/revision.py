"""Two people editing the same thing: the later one is told instead of overwriting the earlier."""

from typing import Protocol

from django.utils import timezone

from alliance.core.models import Revised


class Person(Protocol):
    """Whoever saves."""

    full_name: str


class StaleRevision(Exception):
    """Somebody else has saved since this copy was read; nothing was written."""


def advance(obj: Revised, *, by: Person | None) -> None:
    """Count the revision of `obj` up before it is saved, and note who saves.

    Compares and sets in one statement, so of two that save at once one wins. Raises StaleRevision for
    the other. Call it inside the transaction that saves `obj`.
    """
    if obj.pk:
        manager = type(obj)._base_manager
        if not manager.filter(pk=obj.pk, revision=obj.revision).update(revision=obj.revision + 1):
            raise StaleRevision(f"{obj} wurde inzwischen von jemand anderem gespeichert.")
    obj.revision += 1
    obj.changed_at = timezone.now()
    obj.changed_by_name = by.full_name if by else ""
