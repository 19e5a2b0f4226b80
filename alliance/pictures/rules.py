"""Who may do what with pictures: the office everything, everybody may see them."""

from typing import Any

from alliance.accounts.models import User
from alliance.pictures.models import Picture


def may_view(user: Any, picture: Picture | None = None) -> bool:
    """Whether the person may open the library in the admin; the files themselves are public."""
    return _is_office(user)


def may_add(user: Any, picture: Picture | None = None) -> bool:
    """Whether the person may add pictures."""
    return _is_office(user)


def may_change(user: Any, picture: Picture | None = None) -> bool:
    """Whether the person may change what is said about a picture, and its focal point."""
    return _is_office(user)


def may_delete(user: Any, picture: Picture | None = None) -> bool:
    """Whether the person may delete pictures; a used one refuses whoever asks (`delete_picture`)."""
    return _is_office(user)


def _is_office(user: Any) -> bool:
    return isinstance(user, User) and user.is_office
