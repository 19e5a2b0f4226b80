"""Who got a letter, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from alliance.core.freezing import Freezing
from alliance.letters.models.letter import Letter
from alliance.letters.querysets import RecipientQuerySet
from alliance.letters.states import Outcome
from alliance.notifications.states import How, is_unclear


class LetterRecipient(Freezing):
    """One person to whom a letter went, as they were called on that day."""

    path: ClassVar[str] = "letter"
    # Added when it is known; keys follow when what they name is deleted.
    thawed: ClassVar[frozenset[str]] = frozenset({"message", "outcome", "person"})

    letter = models.ForeignKey(
        Letter, models.PROTECT, related_name="recipients", verbose_name="Rundschreiben"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="Person"
    )
    name = models.CharField("Name", max_length=200)
    organisation = models.CharField("Mitglied", max_length=400)
    address = models.EmailField("E-Mail-Adresse", max_length=254)
    how = models.CharField("wie", max_length=10, choices=How)
    message = models.ForeignKey(
        "notifications.Message", models.SET_NULL, null=True, related_name="+", verbose_name="E-Mail"
    )
    outcome = models.CharField("Ergebnis", max_length=10, choices=Outcome, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta(Freezing.Meta):
        verbose_name = "Empfänger:in"
        verbose_name_plural = "Empfänger:innen"
        ordering = ["organisation", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "person"], name="letters_recipient_once"),
        ]

    def __str__(self) -> str:
        # Stands in lists that outlive the person's data.
        return f"Empfänger:in Nr. {self.pk}"

    @property
    def situation(self) -> str:
        """What became of the letter, in the words of the office; needs `message`."""
        if self.how == How.DAILY:
            return "in der täglichen E-Mail"
        if self.how == How.NONE:
            return "keine E-Mail gewünscht, steht im Portal"
        if self.message is None:
            return Outcome(self.outcome).label if self.outcome else "nicht mehr bekannt"
        return "unklar" if is_unclear(self.message) else self.message.get_state_display()

    @property
    def is_stuck(self) -> bool:
        """Whether somebody has to look after it: refused for good, or nobody knows."""
        if self.message is None:
            return self.outcome == Outcome.FAILED
        return is_unclear(self.message) or self.message.state == Outcome.FAILED
