"""A written procedure between meetings: „Umlaufbeschluss“."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.fields import RichTextField
from alliance.core.freezing import Freezing
from alliance.core.models import Revised
from alliance.members.access import Audience
from events.meetings.querysets import BallotQuerySet, BallotVoteQuerySet
from events.meetings.states import BallotState, Choice


class Ballot(Revised):
    """One motion, one vote for each voting organisation of a body, until a deadline."""

    working_group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Arbeitsgruppe",
        help_text="Leer: alle Mitglieder.",
    )
    title = models.CharField("Titel", max_length=200)
    text = RichTextField("Beschlussvorschlag", help_text="Wird bei Annahme der Wortlaut des Beschlusses.")
    reasons = RichTextField("Erläuterung", blank=True)
    opens_at = models.DateTimeField(
        "Beginn", null=True, blank=True, help_text="Leer: sobald sie eröffnet wird."
    )
    deadline = models.DateTimeField("Frist")
    is_secret = models.BooleanField(
        "geheim",
        default=False,
        help_text="Niemand sieht, wie ein Mitglied stimmt. Mit der Auszählung wird es auch hier gelöscht.",
    )
    audience = models.CharField(
        "Beschluss sehen",
        max_length=10,
        choices=Audience,
        default=Audience.MEMBERS,
        help_text="Wer den Beschluss später im Verzeichnis findet.",
    )
    is_example = models.BooleanField("Beispiel", default=False)
    state = models.CharField(
        "Stand", max_length=10, choices=BallotState, default=BallotState.DRAFT, editable=False
    )
    opened_at = models.DateTimeField("eröffnet", null=True, editable=False)
    reminded_at = models.DateTimeField("erinnert", null=True, editable=False)
    counted_at = models.DateTimeField("ausgezählt", null=True, editable=False)
    # Put on the agenda of the next meeting as information; once, even if the office drops the item.
    is_reported = models.BooleanField(default=False, editable=False)

    objects = BallotQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["reminded_at", "is_reported"])

    class Meta:
        verbose_name = "Umlaufbeschluss"
        verbose_name_plural = "Umlaufbeschlüsse"
        ordering = ["-deadline", "-pk"]
        indexes = [models.Index(fields=["state", "deadline"], name="meetings_ballot_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(deadline__gt=F("opens_at")),
                name="meetings_ballot_ends_after_start",
                violation_error_message="Die Frist liegt nicht nach dem Beginn.",
            ),
            models.CheckConstraint(
                condition=Q(state=BallotState.DRAFT) | Q(opens_at__isnull=False, opened_at__isnull=False),
                name="meetings_ballot_opened_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=BallotState.COUNTED) | Q(counted_at__isnull=False),
                name="meetings_ballot_counted_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(audience=Audience.GROUP) | Q(working_group__isnull=False),
                name="meetings_ballot_group_named",
                violation_error_message="Bitte die Arbeitsgruppe wählen, die abstimmt.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_editable(self) -> bool:
        """Whether nobody has seen it yet."""
        return self.state == BallotState.DRAFT

    @property
    def is_frozen(self) -> bool:
        """Whether its votes stay as they are."""
        return self.state in (BallotState.COUNTED, BallotState.WITHDRAWN)

    # What `core.freezing` says when a vote is touched afterwards.
    frozen_words = "Die Abstimmung „{}“ ist beendet."

    @property
    def is_running(self) -> bool:
        """Whether votes are taken now."""
        begins = self.opens_at
        return (
            self.state == BallotState.OPEN and begins is not None and begins <= timezone.now() < self.deadline
        )

    @property
    def body(self) -> str:
        """Who votes."""
        return str(self.working_group) if self.working_group_id else "alle Mitglieder"

    def get_absolute_url(self) -> str:
        """The ballot's page."""
        return reverse("ballots:detail", args=[self.pk])


class BallotDocument(models.Model):
    """A paper of a ballot. The document's own audience holds."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="documents", verbose_name="Abstimmung")
    document = models.ForeignKey("files.Document", models.PROTECT, related_name="+", verbose_name="Dokument")
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Unterlage der Abstimmung"
        verbose_name_plural = "Unterlagen der Abstimmung"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "document"],
                name="meetings_ballot_document_once",
                violation_error_message="Dieses Dokument ist schon angefügt.",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class BallotVote(Freezing):
    """An organisation's vote; there from the opening on. It keeps no history, so that a secret one leaves none.

    Of a secret ballot the choice and whose hand it was are emptied at the counting; who took part stays.
    """

    path = "ballot"
    # So that a person's account may go.
    thawed = frozenset({"by"})

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes", verbose_name="Abstimmung")
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="+", verbose_name="Mitglied"
    )
    choice = models.CharField("Stimme", max_length=10, choices=Choice, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    cast_at = models.DateTimeField("abgegeben", null=True, editable=False)

    objects: ClassVar[Any] = BallotVoteQuerySet.as_manager()

    class Meta(Freezing.Meta):
        verbose_name = "Stimme"
        verbose_name_plural = "Stimmen"
        ordering = ["organisation__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "organisation"], name="meetings_vote_once"),
            models.CheckConstraint(
                condition=Q(choice="") | Q(cast_at__isnull=False), name="meetings_vote_has_moment"
            ),
        ]

    def __str__(self) -> str:
        # Never the choice.
        return f"{self.organisation}: {'abgestimmt' if self.cast_at else 'noch keine Stimme'}"
