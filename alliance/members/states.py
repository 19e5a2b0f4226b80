"""Where a person stands on the way into the portal. Nothing of it is stored: it follows from dates and mails."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from alliance.core.workflow import Transition


class Access(models.TextChoices):
    """Whether somebody can log in, and what became of their invitation."""

    NONE = "none", "nicht eingeladen"
    INVITED = "invited", "eingeladen"
    REFUSED = "refused", "vom Mailserver abgelehnt"
    EXPIRED = "expired", "abgelaufen"
    ACCEPTED = "accepted", "hat Zugang"
    BLOCKED = "blocked", "gesperrt"


INVITED_STATES = {Access.INVITED, Access.REFUSED, Access.EXPIRED}

# Accepting is no verb of the office: whoever has the link does it (see `actions.invitations`).
TRANSITIONS = {
    "invite": Transition("Einladen", {Access.NONE}, Access.INVITED, emphasis=True),
    "resend": Transition("Einladung noch einmal senden", INVITED_STATES, Access.INVITED),
    "withdraw": Transition("Einladung zurückziehen", {Access.INVITED, Access.REFUSED}, Access.NONE),
}


@dataclass
class Standing:
    """A person with where they stand now, as the table of verbs wants it."""

    person: Any
    state: str

    def get_state_display(self) -> str:
        """In words."""
        return str(Access(self.state).label)


class Link(models.TextChoices):
    """What the link of an invitation still does."""

    OPEN = "open", "offen"
    USED = "used", "benutzt"
    REVOKED = "revoked", "zurückgezogen oder ersetzt"
    EXPIRED = "expired", "abgelaufen"
