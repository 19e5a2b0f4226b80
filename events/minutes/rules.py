"""Who may do what with minutes and tasks, and the workflows that ask."""

from typing import Any

from alliance.core.workflow import Workflow
from alliance.members.access import current_mandates, is_member
from events.minutes.states import TASK_TRANSITIONS, TRANSITIONS, UNDONE, State


def may_view(user: Any, obj: Any = None) -> bool:
    """The office sees all minutes in the admin; readers are told by `visible_to`."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Any = None) -> bool:
    """The office begins minutes and names who keeps them."""
    return may_view(user, obj)


def may_change(user: Any, obj: Any = None) -> bool:
    """The office, as long as they are being written."""
    return may_view(user, obj) and (obj is None or obj.state == State.DRAFT)


def may_delete(user: Any, obj: Any = None) -> bool:
    """Drafts, by the office."""
    return may_change(user, obj)


def may_never(user: Any, obj: Any = None) -> bool:
    """Nobody."""
    return False


def may_keep(user: Any, minutes: Any) -> bool:
    """The office, and the member named as keeper."""
    if may_view(user):
        return True
    return bool(user.is_authenticated and minutes.keeper_id == user.pk and is_member(user))


def may_write(user: Any, minutes: Any) -> bool:
    """Whoever keeps them, as long as they are a draft."""
    return minutes.state == State.DRAFT and may_keep(user, minutes)


def may_publish(user: Any, obj: Any = None) -> bool:
    """The chief sends round, writes down the approval and releases the extract."""
    return bool(getattr(user, "is_chief", False))


def may_answer_objections(user: Any, obj: Any = None) -> bool:
    """The office."""
    return may_view(user)


def may_object_for(user: Any, organisation: Any) -> bool:
    """Whoever speaks for the organisation today, as representative or deputy."""
    return any(mandate.organisation_id == organisation.pk for mandate in current_mandates(user))


def may_add_addendum(user: Any, minutes: Any) -> bool:
    """The office, once the minutes are approved."""
    return may_view(user) and minutes.state == State.APPROVED


def is_asked(user: Any, task: Any) -> bool:
    """Whether the task is given to somebody, by name or through an organisation that they speak for."""
    if not user.is_authenticated:
        return False
    if task.person_id is not None:
        return task.person_id == user.pk and (may_view(user) or is_member(user))
    return any(mandate.organisation_id == task.organisation_id for mandate in current_mandates(user))


def may_work_on(user: Any, task: Any) -> bool:
    """Who is in charge, and the office."""
    return may_view(user) or is_asked(user, task)


def may_move(user: Any, task: Any) -> bool:
    """Another day: who is in charge and the office, until it is done."""
    return task.state in UNDONE and may_work_on(user, task)


def may_change_task(user: Any, obj: Any = None) -> bool:
    """The office."""
    return may_view(user, obj)


WORKFLOW = Workflow(TRANSITIONS, {"circulate": may_publish, "approve": may_publish})
TASK_WORKFLOW = Workflow(
    TASK_TRANSITIONS, {"start": may_work_on, "finish": may_work_on, "reopen": may_change_task}
)
