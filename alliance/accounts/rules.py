"""Who may manage the people with access."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from alliance.accounts.models import User


def may_view(user: Any, obj: User | None = None) -> bool:
    """The office sees who there is."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: User | None = None) -> bool:
    """Only administrators create access."""
    return bool(getattr(user, "is_administrator", False))


def may_change(user: Any, obj: User | None = None) -> bool:
    """Only administrators change access."""
    return may_add(user, obj)


def may_delete(user: Any, obj: User | None = None) -> bool:
    """Nobody: access is ended by taking the tick from „aktiv“, so that the history keeps its names."""
    return False


def has_come_in(user: User) -> bool:
    """Whether somebody has taken up their access: who was never invited gets neither code nor new password.

    One query at most. Administrators of a new server have a password from the start.
    """
    if user.has_usable_password() or user.last_login is not None:
        return True
    return user.invitations.accepted().exists()


def is_missing_second_factor(user: User | AnonymousUser) -> bool:
    """Whether the office asks this person for a second factor that is not set up yet; one query at most."""
    if not settings.REQUIRE_SECOND_FACTOR or not isinstance(user, User) or not user.is_office:
        return False
    return not is_mfa_enabled(user)
