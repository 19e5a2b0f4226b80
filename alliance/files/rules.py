"""Who may do what with documents."""

from typing import Any

from alliance.files.models import Document


def may_view(user: Any, obj: Document | None = None) -> bool:
    """The office sees every document in the admin; others are told by `visible_to`."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Document | None = None) -> bool:
    """The office."""
    return may_view(user, obj)


def may_change(user: Any, obj: Document | None = None) -> bool:
    """The office."""
    return may_view(user, obj)


def may_delete(user: Any, obj: Document | None = None) -> bool:
    """The office; a document that something names refuses whoever asks (`delete_document`)."""
    return may_view(user, obj)


def may_see_versions(user: Any, obj: Document | None = None) -> bool:
    """Whether the person may have earlier files of a document too."""
    return may_view(user, obj)
