"""Who may read the log."""

from typing import Any


def may_view(user: Any, obj: Any = None) -> bool:
    """Administrators only: the log says who did what."""
    return bool(getattr(user, "is_administrator", False))


def may_write(user: Any, obj: Any = None) -> bool:
    """Nobody: only actions write."""
    return False
