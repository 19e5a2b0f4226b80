"""Who may look into the outbox. Mails hold addresses and words of persons, so not the whole office."""

from typing import Any

from alliance.core.workflow import Workflow
from alliance.notifications.states import TRANSITIONS


def may_view(user: Any, obj: Any = None) -> bool:
    """The chief and administrators."""
    return bool(getattr(user, "is_chief", False))


def may_write(user: Any, obj: Any = None) -> bool:
    """Nobody: only actions write, and time deletes."""
    return False


WORKFLOW = Workflow(TRANSITIONS, {"resend": may_view, "mark_sent": may_view})
