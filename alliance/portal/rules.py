"""Who keeps the static pages and the settings."""

from typing import Any

from alliance.portal.models import SiteSettings


def may_view(user: Any, obj: Any = None) -> bool:
    """The office."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Any = None) -> bool:
    """The chief: pages go out at once."""
    return bool(getattr(user, "is_chief", False))


def may_change(user: Any, obj: Any = None) -> bool:
    """The chief."""
    return may_add(user, obj)


def may_delete(user: Any, obj: Any = None) -> bool:
    """The chief; legal pages stay, since every visitor must be able to reach them."""
    return may_add(user, obj) and not (obj is not None and getattr(obj, "place", "") == "legal")


def may_change_settings(user: Any, obj: Any = None) -> bool:
    """Administrators."""
    return bool(getattr(user, "is_administrator", False))


def may_add_settings(user: Any, obj: Any = None) -> bool:
    """Administrators, as long as the one row is missing: on a new server."""
    return may_change_settings(user) and not SiteSettings.objects.exists()


def may_delete_settings(user: Any, obj: Any = None) -> bool:
    """Nobody."""
    return False
