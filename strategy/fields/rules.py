"""Who keeps the action fields."""

from typing import Any


def may_view(user: Any, obj: Any = None) -> bool:
    """The office."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Any = None) -> bool:
    """The chief: a field is a part of the strategy."""
    return bool(getattr(user, "is_chief", False))


def may_change(user: Any, obj: Any = None) -> bool:
    """The chief."""
    return may_add(user, obj)


def may_delete(user: Any, obj: Any = None) -> bool:
    """The chief, while nothing names the field; keys protect it."""
    return may_add(user, obj)
