"""Where a workshop and each of its rounds stand. A clock is a display and moves nothing."""

from typing import Any

from django.db import models

from alliance.core.workflow import Transition


class State(models.TextChoices):
    """What somebody decided about a workshop."""

    DRAFT = "draft", "Entwurf"
    OPEN = "open", "läuft"
    CLOSED = "closed", "beendet"


class Phase(models.TextChoices):
    """Where a round stands; one round of a workshop at most is under way."""

    WAITING = "waiting", "noch nicht begonnen"
    COLLECT = "collect", "Ideen sammeln"
    CLUSTER = "cluster", "Ideen ordnen"
    PRIORITISE = "prioritise", "Punkten"
    REVEAL = "reveal", "Ergebnis"
    CLOSED = "closed", "abgeschlossen"


class Kind(models.TextChoices):
    """What a round asks for."""

    TOPICS = "topics", "Themen"
    PROJECTS = "projects", "Projektideen"
    MOTTO = "motto", "Motto"


class Door(models.TextChoices):
    """Who comes in."""

    OPEN = "open", "offen: wer den Code hat"
    INVITED = "invited", "auf Einladung"


class Vote(models.TextChoices):
    """To whom one set of dots belongs."""

    PERSON = "person", "jede Person"
    ORGANISATION = "organisation", "jedes Mitglied (nur angemeldet oder mit persönlichem Link)"


class Naming(models.TextChoices):
    """What stands beside an idea."""

    ANONYMOUS = "anonymous", "ohne Namen"
    ORGANISATION = "organisation", "mit dem Namen des Mitglieds"


# A round under way.
ACTIVE = frozenset({Phase.COLLECT, Phase.CLUSTER, Phase.PRIORITISE, Phase.REVEAL})
# Ideas may be put into clusters, clusters named, split and merged.
SORTABLE = frozenset({Phase.COLLECT, Phase.CLUSTER})
# Counts may be known.
REVEALED = frozenset({Phase.REVEAL, Phase.CLOSED})


def is_between_rounds(workshop: Any) -> bool:
    """No round is under way."""
    return not workshop.rounds.filter(state__in=ACTIVE).exists()


def is_remembered(workshop: Any) -> bool:
    """Who gave which dot is still known, so that rounds can go on."""
    return workshop.forgotten_at is None


def may_run(round: Any) -> bool:
    """The workshop is open and no other round is under way."""
    others = round.workshop.rounds.filter(state__in=ACTIVE).exclude(pk=round.pk)
    return round.workshop.state == State.OPEN and not others.exists()


def has_clusters(round: Any) -> bool:
    """There is something to give dots to."""
    return round.clusters.exists()


def is_untouched(round: Any) -> bool:
    """Nobody wrote an idea."""
    return not round.ideas.exists()


TRANSITIONS = {
    "open": Transition("Werkstatt öffnen", {State.DRAFT}, State.OPEN, emphasis=True),
    "close": Transition(
        "Werkstatt beenden",
        {State.OPEN},
        State.CLOSED,
        when=is_between_rounds,
        otherwise="Eine Runde läuft noch. Bitte schließen Sie sie zuerst ab.",
    ),
    "reopen": Transition(
        "Werkstatt wieder öffnen",
        {State.CLOSED},
        State.OPEN,
        when=is_remembered,
        otherwise="Wer welchen Punkt gegeben hat, ist schon gelöscht.",
    ),
}

_BUSY = "Die Werkstatt ist nicht geöffnet, oder eine andere Runde läuft."

ROUND_TRANSITIONS = {
    "start": Transition(
        "Runde beginnen", {Phase.WAITING}, Phase.COLLECT, when=may_run, otherwise=_BUSY, emphasis=True
    ),
    "sort": Transition("Weiter zum Ordnen", {Phase.COLLECT}, Phase.CLUSTER, emphasis=True),
    "vote": Transition(
        "Weiter zum Punkten",
        {Phase.CLUSTER},
        Phase.PRIORITISE,
        when=has_clusters,
        otherwise="Es gibt noch kein Thema, das Punkte bekommen kann.",
        emphasis=True,
    ),
    "reveal": Transition("Ergebnis zeigen", {Phase.PRIORITISE}, Phase.REVEAL, emphasis=True),
    "finish": Transition("Runde abschließen", {Phase.REVEAL}, Phase.CLOSED, emphasis=True),
    "back_to_waiting": Transition(
        "Zurück: noch nicht beginnen",
        {Phase.COLLECT},
        Phase.WAITING,
        when=is_untouched,
        otherwise="Es gibt schon Ideen.",
    ),
    "back_to_collect": Transition("Zurück zum Sammeln", {Phase.CLUSTER}, Phase.COLLECT),
    "back_to_cluster": Transition("Zurück zum Ordnen", {Phase.PRIORITISE}, Phase.CLUSTER),
    "back_to_vote": Transition("Zurück zum Punkten", {Phase.REVEAL}, Phase.PRIORITISE),
    "back_to_reveal": Transition(
        "Zurück zum Ergebnis", {Phase.CLOSED}, Phase.REVEAL, when=may_run, otherwise=_BUSY
    ),
}
