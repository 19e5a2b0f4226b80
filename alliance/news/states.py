"""Where an article stands. What time alone changes is no state: see `querysets`."""

from typing import Any

from django.db import models
from django.utils import timezone

from alliance.core.workflow import Transition


class State(models.TextChoices):
    """What somebody decided about an article."""

    DRAFT = "draft", "Entwurf"
    REVIEW = "review", "in Prüfung"
    RELEASED = "released", "freigegeben"
    ARCHIVED = "archived", "archiviert"


EDITABLE = frozenset({State.DRAFT, State.REVIEW})


def is_scheduled(article: Any) -> bool:
    """Released for a moment that has not come."""
    return article.state == State.RELEASED and article.publish_at > timezone.now()


def is_correctable(article: Any) -> bool:
    """Published and without a correction begun."""
    return not is_scheduled(article) and not article.has_correction


def is_original(article: Any) -> bool:
    """Not itself a correction."""
    return article.replaces_id is None


NOT_NOW = "Die Meldung ist noch geplant, oder zu ihr ist eine Korrektur begonnen."

TRANSITIONS = {
    "submit": Transition("Zur Prüfung geben", {State.DRAFT}, State.REVIEW, emphasis=True),
    "publish": Transition("Veröffentlichen", EDITABLE, State.RELEASED, emphasis=True),
    "send_back": Transition("Zurück an die Redaktion", {State.REVIEW}, State.DRAFT),
    "withdraw": Transition("Planung zurückziehen", {State.RELEASED}, State.DRAFT, when=is_scheduled),
    "correct": Transition(
        "Korrektur beginnen",
        {State.RELEASED},
        State.RELEASED,
        when=is_correctable,
        otherwise=NOT_NOW,
        emphasis=True,
    ),
    "archive": Transition(
        "Archivieren", {State.RELEASED}, State.ARCHIVED, when=is_correctable, otherwise=NOT_NOW
    ),
    "reopen": Transition("Wieder aufnehmen", {State.ARCHIVED}, State.DRAFT, when=is_original, emphasis=True),
}
