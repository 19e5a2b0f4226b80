"""Tasks: given, begun, done, moved, and told when they fall due."""

import datetime
import logging
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import save_content
from alliance.members.access import Audience
from alliance.members.models import Organisation
from events.meetings.models import Resolution
from events.minutes.actions.notices import tell_due_task, tell_task
from events.minutes.actions.writing import lock_writable
from events.minutes.models import Minutes, MinutesEntry, Task, TaskMove
from events.minutes.rules import TASK_WORKFLOW, may_change_task, may_move
from events.minutes.states import SHOWN, UNDONE

logger = logging.getLogger(__name__)

# A task is told so many days ahead, and once more when its day has passed.
AHEAD_DAYS = 3
NO_REASON = "Bitte schreiben Sie, warum die Aufgabe verschoben wird."


def _whole(minutes: Minutes) -> tuple[str, Any]:
    """The audience and working group of minutes as a whole."""
    return minutes.audience, minutes.meeting.working_group


@transaction.atomic
def record_task(
    *,
    by: User | None,
    what: str,
    due_on: datetime.date,
    organisation: Organisation | None = None,
    person: User | None = None,
    entry: MinutesEntry | None = None,
    resolution: Resolution | None = None,
    is_example: bool = False,
) -> Task:
    """Give a task to a member or to a person; it comes from an entry or from a resolution.

    It is for those who see where it comes from. From a draft it is told when the minutes are sent round, else at
    once. Raises PermissionDenied, NotPossible when the minutes are approved, ValidationError.
    """
    task = Task(
        what=what, due_on=due_on, organisation=organisation, person=person, entry=entry, resolution=resolution
    )
    task.is_example = is_example
    if entry is not None:
        minutes = _minutes_for(entry, by)
        whole, task.working_group = _whole(minutes)
        task.audience = entry.audience or whole
    elif by is not None and not may_change_task(by):
        raise PermissionDenied
    elif resolution is not None:
        is_public = resolution.audience == Audience.PUBLIC
        task.audience = Audience.MEMBERS if is_public else resolution.audience
        task.working_group = resolution.working_group
    save_content(task, by=by)
    if entry is None or minutes.state in SHOWN:
        tell_task(task)
    return task


def _minutes_for(entry: MinutesEntry, by: User | None) -> Minutes:
    """The minutes, locked: a draft that `by` keeps; once they are out the office may still add a task."""
    minutes = Minutes.objects.select_related("meeting").get(pk=entry.minutes_id)
    if minutes.state in SHOWN:
        if by is not None and not may_change_task(by):
            raise PermissionDenied
        return minutes
    return lock_writable(minutes, by)


def _locked(task: Task) -> Task:
    return Task.objects.select_for_update(of=("self",)).get(pk=task.pk)


def _move_to(task: Task, verb: str, by: User | None) -> Task:
    row = _locked(task)
    if by is not None and not TASK_WORKFLOW.rules[verb](by, row):
        raise PermissionDenied
    TASK_WORKFLOW.move(verb, row)
    return row


@transaction.atomic
def change_task(*, by: User | None, task: Task) -> Task:
    """Save what a task says, by the office. Raises PermissionDenied, ValidationError, StaleRevision."""
    if by is not None and not may_change_task(by):
        raise PermissionDenied
    return save_content(task, by=by)


@transaction.atomic
def start_task(*, by: User | None, task: Task) -> Task:
    """Say that somebody is at it. Raises PermissionDenied, NotPossible."""
    return save_content(_move_to(task, "start", by), by=by, verb="in Arbeit genommen")


@transaction.atomic
def finish_task(*, by: User | None, task: Task, note: str = "") -> Task:
    """Say that it is done, and what came of it. Raises PermissionDenied, NotPossible, ValidationError."""
    row = _move_to(task, "finish", by)
    row.done_at, row.done_note = timezone.now(), note.strip()
    row.done_by_name = by.full_name if by else ""
    return save_content(row, by=by, verb="erledigt", note=row.done_note)


@transaction.atomic
def reopen_task(*, by: User | None, task: Task) -> Task:
    """Open a task again, by the office; its note goes. Raises PermissionDenied, NotPossible."""
    row = _move_to(task, "reopen", by)
    row.done_at, row.done_note, row.done_by_name = None, "", ""
    return save_content(row, by=by, verb="wieder geöffnet")


@transaction.atomic
def move_task(*, by: User | None, task: Task, due_on: datetime.date, reason: str) -> Task:
    """Give a task another day; the old one and the reason stay with it.

    Raises PermissionDenied, NotPossible for a task that is done, without a reason or a new day.
    """
    row = _locked(task)
    if row.state not in UNDONE:
        raise NotPossible("Eine erledigte Aufgabe wird nicht verschoben.")
    if by is not None and not may_move(by, row):
        raise PermissionDenied
    if not reason.strip():
        raise NotPossible(NO_REASON)
    if due_on == row.due_on or due_on < timezone.localdate():
        raise NotPossible("Bitte einen anderen Tag wählen, frühestens heute.")
    move = TaskMove(task=row, old_due_on=row.due_on, new_due_on=due_on, reason=reason.strip())
    move.by_name = by.full_name if by else ""
    row.due_on = due_on
    save_content(row, by=by, verb="verschoben", note=move.reason)
    move.full_clean()
    move.save()
    return row


def tell_due_tasks() -> int:
    """Tell who is in charge of tasks that fall due soon or are late; each once for each day it was given.

    Tasks of minutes that are still drafts are told, too: their day does not wait. Returns how many there were.
    """
    soon = Task.objects.due_within(AHEAD_DAYS).exclude(told_soon_for=F("due_on"))
    late = Task.objects.late().exclude(told_late_for=F("due_on"))
    return _tell_each(soon, "told_soon_for") + _tell_each(late, "told_late_for")


def _tell_each(tasks: Iterable[Task], column: str) -> int:
    told = 0
    for task in tasks:
        try:
            with transaction.atomic():
                Task.objects.filter(pk=task.pk).update(**{column: task.due_on})
                tell_due_task(task)
        except Exception:
            logger.exception("Task %s could not be told", task.pk)
        else:
            told += 1
    return told


TASK_VERBS = {"start": start_task, "finish": finish_task, "reopen": reopen_task}
