"""Where a letter stands, and what became of it for each receiver."""

from django.db import models

from alliance.core.workflow import Transition


class State(models.TextChoices):
    """What somebody decided about a letter."""

    DRAFT = "draft", "Entwurf"
    SENT = "sent", "versendet"


class Outcome(models.TextChoices):
    """What the mail server finally said, kept when the mail itself is deleted."""

    OPEN = "", "unterwegs"
    SENT = "sent", "gesendet"
    FAILED = "failed", "gescheitert"
    WITHHELD = "withheld", "zurückgehalten"


TRANSITIONS = {
    "test": Transition("Test an mich senden", {State.DRAFT}, State.DRAFT),
    "send": Transition("Rundschreiben senden", {State.DRAFT}, State.SENT, emphasis=True),
}
