"""Who may do what with articles, and the workflow that asks."""

from typing import Any

from alliance.core.workflow import Workflow
from alliance.news.states import EDITABLE, TRANSITIONS


def may_view(user: Any, obj: Any = None) -> bool:
    """The office sees every article in the admin; readers are told by `visible_to`."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Any = None) -> bool:
    """The office writes."""
    return may_view(user, obj)


def may_change(user: Any, obj: Any = None) -> bool:
    """The office, as long as the article is not released: then it changes through a correction."""
    return may_view(user, obj) and (obj is None or obj.state in EDITABLE)


def may_delete(user: Any, obj: Any = None) -> bool:
    """Drafts and corrections begun, by the office; what was released is archived instead."""
    return may_change(user, obj)


def may_write(user: Any, obj: Any = None) -> bool:
    """Verbs that leave the decision to the chief."""
    return may_view(user, obj)


def may_publish(user: Any, obj: Any = None) -> bool:
    """The chief decides what readers see."""
    return bool(getattr(user, "is_chief", False))


WORKFLOW = Workflow(
    TRANSITIONS,
    {
        "submit": may_write,
        "publish": may_publish,
        "send_back": may_publish,
        "withdraw": may_publish,
        "correct": may_write,
        "archive": may_publish,
        "reopen": may_publish,
    },
)


def may_change_topic(user: Any, obj: Any = None) -> bool:
    """The office keeps the topics."""
    return may_view(user, obj)
