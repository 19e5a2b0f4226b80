"""Where minutes, objections and tasks stand."""

from typing import Any

from django.db import models
from django.utils import timezone

from alliance.core.workflow import Transition


class State(models.TextChoices):
    """What somebody decided about minutes."""

    DRAFT = "draft", "Entwurf"
    CIRCULATED = "circulated", "im Umlauf"
    APPROVED = "approved", "genehmigt"


# What members see.
SHOWN = frozenset({State.CIRCULATED, State.APPROVED})


class Presence(models.TextChoices):
    """How an organisation was there."""

    ROOM = "room", "im Saal"
    ONLINE = "online", "online"


class ObjectionState(models.TextChoices):
    """What became of an objection."""

    OPEN = "open", "offen"
    ACCEPTED = "accepted", "übernommen"
    DECLINED = "declined", "abgelehnt"


class TaskState(models.TextChoices):
    """What became of a task; that it is late follows from its date."""

    OPEN = "open", "offen"
    RUNNING = "running", "in Arbeit"
    DONE = "done", "erledigt"


UNDONE = frozenset({TaskState.OPEN, TaskState.RUNNING})


def is_over(minutes: Any) -> bool:
    """Whether the time for objections is over."""
    return minutes.objections_until is not None and minutes.objections_until <= timezone.now()


def has_begun(minutes: Any) -> bool:
    """Whether the meeting has begun."""
    return minutes.meeting_id is not None and minutes.meeting.starts_at <= timezone.now()


TRANSITIONS = {
    "circulate": Transition(
        "In Umlauf geben",
        {State.DRAFT},
        State.CIRCULATED,
        when=has_begun,
        otherwise="Die Sitzung hat noch nicht begonnen.",
        emphasis=True,
    ),
    "approve": Transition(
        "Als genehmigt festhalten",
        {State.CIRCULATED},
        State.APPROVED,
        when=is_over,
        otherwise="Die Frist für Einwände läuft noch.",
        emphasis=True,
    ),
}

TASK_TRANSITIONS = {
    "start": Transition("In Arbeit nehmen", {TaskState.OPEN}, TaskState.RUNNING),
    "finish": Transition("Als erledigt melden", UNDONE, TaskState.DONE, emphasis=True),
    "reopen": Transition("Wieder öffnen", {TaskState.DONE}, TaskState.OPEN),
}
