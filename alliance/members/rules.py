"""Who keeps the list of members."""

from typing import Any


def may_view(user: Any, obj: Any = None) -> bool:
    """The office."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Any = None) -> bool:
    """The office."""
    return may_view(user, obj)


def may_change(user: Any, obj: Any = None) -> bool:
    """The office."""
    return may_view(user, obj)


def may_delete(user: Any, obj: Any = None) -> bool:
    """Nobody: organisations and mandates end, so that votes and attendance keep their owner."""
    return False


def may_manage_mandates(user: Any, obj: Any = None) -> bool:
    """A mandate opens the members' area, so the chief gives it."""
    return bool(getattr(user, "is_chief", False))


def may_delete_contact(user: Any, obj: Any = None) -> bool:
    """The office, unless it is the default contact: the block under a report is never empty."""
    return may_view(user, obj) and not (obj is not None and obj.is_default)
