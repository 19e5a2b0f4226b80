"""Who takes part in a workshop."""

import secrets
from typing import Any

from django.conf import settings
from django.core.signing import Signer
from django.db import models
from django.db.models import Q

from alliance.core.addresses import absolute
from events.workshops.models.workshop import Workshop
from events.workshops.querysets import ParticipantQuerySet

# The key in the database alone opens nothing: cookie and link carry it signed, each with a word of its own.
SEATS = Signer(salt="workshops.seat")
LINKS = Signer(salt="workshops.link")


def new_key() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def new_seed() -> int:
    """Decides the order of somebody's cards."""
    return secrets.randbelow(2**31)


class Participant(models.Model):
    """One set of dots: a person's, or with `is_for_organisation` that of a member, whoever speaks for it."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="participants", verbose_name="Werkstatt"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="Person"
    )
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, null=True, related_name="+", verbose_name="Mitglied"
    )
    is_for_organisation = models.BooleanField(default=False)
    display_name = models.CharField("Name", max_length=80, blank=True)
    key = models.CharField(max_length=60, unique=True, default=new_key)
    seed = models.PositiveIntegerField(default=new_seed)
    invited_at = models.DateTimeField("eingeladen", null=True)
    joined_at = models.DateTimeField("dabei seit", null=True)
    removed_at = models.DateTimeField("entfernt", null=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "Teilnahme"
        verbose_name_plural = "Teilnahmen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "user"],
                condition=Q(is_for_organisation=False),
                name="workshops_participant_person_once",
            ),
            models.UniqueConstraint(
                fields=["workshop", "organisation"],
                condition=Q(is_for_organisation=True),
                name="workshops_participant_organisation_once",
            ),
            models.CheckConstraint(
                condition=Q(is_for_organisation=False) | Q(organisation__isnull=False),
                name="workshops_participant_speaks_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(organisation__isnull=False) | ~Q(display_name=""),
                name="workshops_participant_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """How board and own page name them: the organisation, else the person."""
        if self.organisation_id:
            organisation: Any = self.organisation
            return str(organisation.short_name)
        return self.display_name or str(self.user)

    @property
    def is_guest(self) -> bool:
        """Known by a name of their own choice only."""
        return self.user_id is None and self.organisation_id is None

    @property
    def seat(self) -> str:
        """What the cookie holds."""
        return SEATS.sign(self.key)

    @property
    def personal_path(self) -> str:
        """The personal link of an invitation, without the host."""
        return f"/w/{self.workshop.code}/?k={LINKS.sign(self.key)}"

    @property
    def personal_link(self) -> str:
        """The personal link of an invitation, for mails."""
        return absolute(self.personal_path)
