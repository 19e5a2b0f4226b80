"""What is on the board: ideas on cards, and clusters of them."""

import secrets

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from alliance.core.models import Revised
from events.workshops.models.people import Participant
from events.workshops.models.workshop import Round
from events.workshops.querysets import IdeaQuerySet

LONGEST_IDEA = 280


def new_client_key() -> str:
    """For ideas that no device numbered."""
    return secrets.token_hex(16)


class Cluster(Revised):
    """A name over ideas that belong together; it gets dots. What became of it stands above, not here."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="clusters", verbose_name="Runde")
    name = models.CharField("Name", max_length=160)
    action_field = models.ForeignKey(
        "fields.ActionField",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Handlungsfeld",
        help_text="Leer: neu, noch in keinem Handlungsfeld.",
    )
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name="übernommen aus",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Thema der Werkstatt"
        verbose_name_plural = "Themen der Werkstatt"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(carried_from__isnull=True) | ~Q(carried_from=F("pk")),
                name="workshops_cluster_not_its_own_origin",
            ),
            models.UniqueConstraint(fields=["round", "carried_from"], name="workshops_cluster_carried_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Idea(models.Model):
    """A card. Its client key makes sure that what a phone sends twice is there once."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="ideas", verbose_name="Runde")
    number = models.PositiveIntegerField("Karte")
    text = models.CharField("Text", max_length=LONGEST_IDEA)
    # Nobody: written by who leads, or the names were deleted.
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="ideas")
    client_key = models.CharField(max_length=36, default=new_client_key)
    # Set where ideas stand with the name of the member.
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, related_name="+", verbose_name="Mitglied"
    )
    cluster = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, related_name="ideas", verbose_name="Thema"
    )
    created_at = models.DateTimeField("geschrieben", auto_now_add=True)
    removed_at = models.DateTimeField("abgenommen", null=True)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = "Idee"
        verbose_name_plural = "Ideen"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "client_key"], name="workshops_idea_once_from_a_device"
            ),
            models.UniqueConstraint(fields=["round", "number"], name="workshops_idea_numbered_once"),
            models.CheckConstraint(condition=~Q(text=""), name="workshops_idea_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
