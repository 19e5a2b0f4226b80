"""Who may do what with letters, and the workflow that asks."""

from typing import Any

from alliance.core.workflow import Workflow
from alliance.letters.states import TRANSITIONS, State


def may_view(user: Any, obj: Any = None) -> bool:
    """The office sees every letter in the admin; readers are told by `visible_to`."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Any = None) -> bool:
    """The office writes."""
    return may_view(user, obj)


def may_change(user: Any, obj: Any = None) -> bool:
    """The office, until the letter is sent."""
    return may_view(user, obj) and (obj is None or obj.state == State.DRAFT)


def may_delete(user: Any, obj: Any = None) -> bool:
    """Drafts, by the office; what was sent stays."""
    return may_change(user, obj)


def may_test(user: Any, obj: Any = None) -> bool:
    """Whoever writes may look at the mail in their own box."""
    return may_view(user, obj)


def may_send(user: Any, obj: Any = None) -> bool:
    """The chief speaks for the alliance."""
    return bool(getattr(user, "is_chief", False))


WORKFLOW = Workflow(TRANSITIONS, {"test": may_test, "send": may_send})
