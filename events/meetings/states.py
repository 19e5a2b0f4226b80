"""Where a meeting stands. That it runs or was held follows from time: see `querysets`."""

from typing import Any

from django.db import models
from django.utils import timezone

from alliance.core.workflow import Transition


class Kind(models.TextChoices):
    """What sort of meeting it is; the values stand in addresses (`/termine/?art=`)."""

    MEMBERS = "mitgliederversammlung", "Mitgliederversammlung"
    GROUP = "arbeitsgruppe", "Arbeitsgruppe"
    WORKSHOP = "workshop", "Workshop"
    CONFERENCE = "konferenz", "Konferenz"
    EVENT = "veranstaltung", "öffentliche Veranstaltung"


class State(models.TextChoices):
    """What somebody decided about a meeting."""

    DRAFT = "draft", "Entwurf"
    PLANNED = "planned", "vorgemerkt"
    INVITED = "invited", "eingeladen"
    POSTPONED = "postponed", "verschoben, neuer Termin offen"
    CANCELLED = "cancelled", "abgesagt"


# What others than the office see.
SHOWN = frozenset({State.PLANNED, State.INVITED, State.POSTPONED, State.CANCELLED})
# Takes place as far as anybody knows.
TAKES_PLACE = frozenset({State.PLANNED, State.INVITED})


class ItemKind(models.TextChoices):
    """What an item of the agenda asks of those in the room."""

    INFORMATION = "information", "Information"
    DISCUSSION = "discussion", "Aussprache"
    RESOLUTION = "resolution", "Beschluss vorgesehen"
    BREAK = "break", "Pause"


class Answer(models.TextChoices):
    """What somebody said to an invitation; `ROOM` holds a seat, `WAITING` a place in the line."""

    OPEN = "open", "offen"
    ROOM = "room", "kommt in den Saal"
    ONLINE = "online", "nimmt online teil"
    NO = "no", "kommt nicht"
    WAITING = "waiting", "Warteliste"


def answers_of(meeting: Any) -> list[Answer]:
    """What can be answered to the invitation, in the order of the buttons."""
    offered = {Answer.ROOM: meeting.has_room, Answer.ONLINE: meeting.is_online, Answer.NO: True}
    return [answer for answer, is_offered in offered.items() if is_offered]


class Via(models.TextChoices):
    """How an answer came in."""

    PORTAL = "portal", "im Portal"
    LINK = "link", "über die E-Mail"
    OFFICE = "office", "durch die Geschäftsstelle"


def is_ahead(meeting: Any) -> bool:
    """Has not begun."""
    return meeting.starts_at > timezone.now()


def is_not_over(meeting: Any) -> bool:
    """Has not ended."""
    return meeting.ends_at > timezone.now()


def is_new_to_all(meeting: Any) -> bool:
    """Nobody was ever invited to it."""
    return meeting.invited_at is None


def why_closed(meeting: Any) -> str:
    """A sentence why no answer of members and guests is taken now; empty while answers are taken."""
    if meeting.is_open:
        return ""
    if meeting.state == State.CANCELLED:
        return "Der Termin ist abgesagt."
    if meeting.state == State.POSTPONED:
        return "Der Termin ist verschoben. Sobald der neue feststeht, lädt die Geschäftsstelle wieder ein."
    if meeting.state != State.INVITED:
        return "Die Anmeldung ist noch nicht eröffnet."
    return OVER if not is_not_over(meeting) else "Die Frist für Antworten ist vorbei."


def is_over(meeting: Any) -> bool:
    """Has ended: a draft of it is entered afterwards."""
    return not is_not_over(meeting)


NOT_AHEAD = "Der Beginn liegt in der Vergangenheit."
OVER = "Die Sitzung ist vorbei."

TRANSITIONS = {
    "plan": Transition("Vormerken", {State.DRAFT}, State.PLANNED, when=is_ahead, otherwise=NOT_AHEAD),
    "invite": Transition(
        "Einladen",
        {State.DRAFT, State.PLANNED},
        State.INVITED,
        when=is_ahead,
        otherwise=NOT_AHEAD,
        emphasis=True,
    ),
    "enter": Transition(
        "Als stattgefunden eintragen",
        {State.DRAFT},
        State.PLANNED,
        when=is_over,
        otherwise="Die Sitzung ist noch nicht vorbei.",
        emphasis=True,
    ),
    "withdraw": Transition(
        "Zurück zum Entwurf",
        {State.PLANNED},
        State.DRAFT,
        when=is_new_to_all,
        otherwise="Zu diesem Termin war schon eingeladen. Sie können ihn absagen.",
    ),
    "postpone": Transition(
        "Verschieben, Termin offen", TAKES_PLACE, State.POSTPONED, when=is_not_over, otherwise=OVER
    ),
    # The new date has to be ahead, which the action asks; the old one may be long past.
    "reschedule": Transition("Neuen Termin festlegen", {State.POSTPONED}, State.PLANNED, emphasis=True),
    "cancel": Transition(
        "Absagen",
        {State.PLANNED, State.INVITED, State.POSTPONED},
        State.CANCELLED,
        when=lambda meeting: meeting.state == State.POSTPONED or is_not_over(meeting),
        otherwise=OVER,
    ),
}


class Result(models.TextChoices):
    """How a motion was decided."""

    UNANIMOUS = "unanimous", "einstimmig"
    COUNTED = "counted", "ausgezählt"


class Choice(models.TextChoices):
    """What an organisation says to a motion."""

    YES = "yes", "dafür"
    NO = "no", "dagegen"
    ABSTAINED = "abstained", "Enthaltung"


class BallotState(models.TextChoices):
    """Where a written procedure stands; that it has begun and is over follows from its dates."""

    DRAFT = "draft", "Entwurf"
    OPEN = "open", "läuft"
    COUNTED = "counted", "ausgezählt"
    WITHDRAWN = "withdrawn", "zurückgezogen"


def is_before_deadline(ballot: Any) -> bool:
    """Whether there is still time to vote."""
    return ballot.deadline is None or ballot.deadline > timezone.now()


def is_after_deadline(ballot: Any) -> bool:
    """Whether the time to vote is over."""
    return not is_before_deadline(ballot)


BALLOT_TRANSITIONS = {
    "open": Transition(
        "Abstimmung eröffnen",
        {BallotState.DRAFT},
        BallotState.OPEN,
        when=is_before_deadline,
        otherwise="Die Frist liegt in der Vergangenheit.",
        emphasis=True,
    ),
    "count": Transition(
        "Auszählen",
        {BallotState.OPEN},
        BallotState.COUNTED,
        when=is_after_deadline,
        otherwise="Die Frist läuft noch.",
        emphasis=True,
    ),
    "withdraw": Transition("Zurückziehen", {BallotState.OPEN}, BallotState.WITHDRAWN),
}
