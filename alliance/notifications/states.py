"""Where a mail stands. That its fate is unclear is no state: it follows from what is stored."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from alliance.core.workflow import Transition

# Longer than any talk with a mail server may take: each of its steps gives up after EMAIL_TIMEOUT.
STILL_SENDING = datetime.timedelta(minutes=10)


class State(models.TextChoices):
    """What the worker knows of a mail."""

    DUE = "due", "wartet"
    SENDING = "sending", "wird gesendet"
    SENT = "sent", "gesendet"
    FAILED = "failed", "gescheitert"
    WITHHELD = "withheld", "zurückgehalten"


class How(models.TextChoices):
    """How somebody wants to hear of a kind of occasion."""

    NOW = "now", "sofort"
    DAILY = "daily", "täglich gesammelt"
    NONE = "none", "keine"


def is_unclear(message: Any) -> bool:
    """Nobody knows whether the mail server took it: the worker died on the way, or the answer never came."""
    if message.state != State.SENDING:
        return False
    return bool(message.last_error) or message.claimed_at < timezone.now() - STILL_SENDING


def is_settled(message: Any) -> bool:
    """Failed or unclear: the worker leaves it alone, a person decides."""
    return message.state == State.FAILED or is_unclear(message)


TRANSITIONS = {
    "resend": Transition(
        "Noch einmal senden", {State.SENDING, State.FAILED}, State.DUE, when=is_settled, emphasis=True
    ),
    "mark_sent": Transition("Wurde gesendet", {State.SENDING}, State.SENT, when=is_unclear),
}
