"""What is done with minutes, objections and tasks, by whoever does it."""

from collections.abc import Callable
from typing import Any

from events.minutes.actions.circulating import (
    add_addendum,
    approve_minutes,
    approving_meetings,
    circulate_minutes,
    default_deadline,
    later_meetings,
    next_meeting,
    put_approval_on_agenda,
    release_extract,
)
from events.minutes.actions.objecting import accept_objection, decline_objection, object_to_entry
from events.minutes.actions.tasks import (
    TASK_VERBS,
    change_task,
    finish_task,
    move_task,
    record_task,
    reopen_task,
    start_task,
    tell_due_tasks,
)
from events.minutes.actions.writing import (
    StaleEntry,
    add_entry,
    begin_minutes,
    change_entry,
    delete_minutes,
    drop_entry,
    move_entry,
    record_resolution,
    save_entry,
    save_minutes,
    take_attendance,
    why_not_begin,
)

VERBS: dict[str, Callable[..., Any]] = {"circulate": circulate_minutes, "approve": approve_minutes}

__all__ = [
    "TASK_VERBS",
    "VERBS",
    "StaleEntry",
    "accept_objection",
    "add_addendum",
    "add_entry",
    "approve_minutes",
    "approving_meetings",
    "begin_minutes",
    "change_entry",
    "change_task",
    "circulate_minutes",
    "decline_objection",
    "default_deadline",
    "delete_minutes",
    "drop_entry",
    "finish_task",
    "later_meetings",
    "move_entry",
    "move_task",
    "next_meeting",
    "object_to_entry",
    "put_approval_on_agenda",
    "record_resolution",
    "record_task",
    "release_extract",
    "reopen_task",
    "save_entry",
    "save_minutes",
    "start_task",
    "take_attendance",
    "tell_due_tasks",
    "why_not_begin",
]
