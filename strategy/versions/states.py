"""Where a strategy version stands. In force and superseded follow from dates, see `querysets`."""

from django.db import models

from alliance.core.workflow import Transition


class State(models.TextChoices):
    """What somebody decided about a version."""

    DRAFT = "draft", "Entwurf"
    CONSULTATION = "consultation", "in Konsultation"
    ADOPTED = "adopted", "beschlossen"


EDITABLE = frozenset({State.DRAFT, State.CONSULTATION})

TRANSITIONS = {
    "consult": Transition("Konsultation beginnen", {State.DRAFT}, State.CONSULTATION),
    "end_consultation": Transition("Konsultation beenden", {State.CONSULTATION}, State.DRAFT),
    "adopt": Transition("Als beschlossen festhalten", EDITABLE, State.ADOPTED, emphasis=True),
}
