"""Who may do what with strategy versions, and the workflow that asks."""

from typing import Any

from alliance.core.workflow import Workflow
from strategy.versions.states import EDITABLE, TRANSITIONS


def may_view(user: Any, obj: Any = None) -> bool:
    """The office sees every version in the admin; readers are told by `visible_to`."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Any = None) -> bool:
    """The office drafts."""
    return may_view(user, obj)


def may_change(user: Any, obj: Any = None) -> bool:
    """The office, as long as the version is not adopted."""
    return may_view(user, obj) and (obj is None or getattr(obj, "state", None) in EDITABLE)


def may_delete(user: Any, obj: Any = None) -> bool:
    """The chief, drafts only."""
    return may_adopt(user, obj) and (obj is None or getattr(obj, "state", None) in EDITABLE)


def may_adopt(user: Any, obj: Any = None) -> bool:
    """The chief records what the members have resolved."""
    return bool(getattr(user, "is_chief", False))


def may_change_period(user: Any, obj: Any = None) -> bool:
    """The office keeps the recognition periods."""
    return may_view(user)


def may_delete_period(user: Any, obj: Any = None) -> bool:
    """Nobody: a period that was recognised stays."""
    return False


WORKFLOW = Workflow(
    TRANSITIONS,
    {"consult": may_adopt, "end_consultation": may_adopt, "adopt": may_adopt},
)
