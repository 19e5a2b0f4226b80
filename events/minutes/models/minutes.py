"""Minutes of a meeting and their entries. Approved, they never change."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.fields import RichTextField
from alliance.core.freezing import DerivedQuerySet, Freezing, FrozenQuerySet, set_null_unless_settled
from alliance.core.models import Revised
from alliance.members.access import Audience
from alliance.pictures.models import PictureInText
from events.meetings.models import INTERNAL, AgendaItem, Meeting
from events.minutes.querysets import AddendumQuerySet, EntryQuerySet, MinutesQuerySet
from events.minutes.states import Presence, State

WHO_SAVED = frozenset({"revision", "changed_at", "changed_by_name"})


class Minutes(Freezing, Revised):
    """The minutes of one meeting."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="+", verbose_name="Sitzung")
    chair = models.CharField(
        "Sitzungsleitung",
        max_length=160,
        blank=True,
        help_text="Eine Stelle, zum Beispiel „Landkreis Northeim“.",
    )
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Protokoll führt",
        help_text="Wer im Portal mitschreiben darf. Leer: die Geschäftsstelle.",
    )
    # Printed for good, also when the account has another name one day.
    keeper_name = models.CharField("Protokoll", max_length=160, blank=True, help_text="So steht es im Kopf.")
    begins = models.DateTimeField("Beginn")
    ends = models.DateTimeField("Ende", null=True, blank=True)
    state = models.CharField("Stand", max_length=12, choices=State, default=State.DRAFT, editable=False)
    circulated_at = models.DateTimeField("in Umlauf seit", null=True, editable=False)
    objections_until = models.DateTimeField("Einwände bis", null=True, editable=False)
    approval_item = models.ForeignKey(
        AgendaItem,
        set_null_unless_settled,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="Punkt der Genehmigung",
    )
    approved_in = models.ForeignKey(
        Meeting, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="genehmigt in"
    )
    approved_at = models.DateTimeField("genehmigt am", null=True, editable=False)
    released_at = models.DateTimeField("Auszug veröffentlicht", null=True, editable=False)
    # Who was there, counted as the attendance was taken over.
    voting_present = models.PositiveSmallIntegerField("anwesende Stimmberechtigte", default=0, editable=False)
    voting_total = models.PositiveSmallIntegerField("Stimmberechtigte", default=0, editable=False)
    is_quorate = models.BooleanField("beschlussfähig", null=True, editable=False)

    thawed = WHO_SAVED | {"released_at"}
    frozen_words = "„{}“ ist genehmigt und bleibt, wie es ist. Möglich ist ein datierter Nachtrag."

    objects: ClassVar[Any] = MinutesQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Freezing.Meta):
        verbose_name = "Protokoll"
        verbose_name_plural = "Protokolle"
        ordering = ["-meeting__starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                name="minutes_minutes_ends_after_start",
                violation_error_message="Das Ende liegt nicht nach dem Beginn.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | Q(circulated_at__isnull=False, objections_until__isnull=False),
                name="minutes_minutes_circulated_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=State.APPROVED, approved_at__isnull=False, approved_in__isnull=False)
                | ~Q(state=State.APPROVED) & Q(approved_at__isnull=True, approved_in__isnull=True),
                name="minutes_minutes_approved_in_meeting",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(state=State.APPROVED),
                name="minutes_minutes_released_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"Protokoll: {self.meeting}"

    @property
    def is_frozen(self) -> bool:
        """Whether it stays as it is."""
        return self.state == State.APPROVED

    @property
    def is_editable(self) -> bool:
        """Whether its keeper may write."""
        return self.state == State.DRAFT

    @property
    def takes_objections(self) -> bool:
        """Whether members may object now."""
        until = self.objections_until
        return self.state == State.CIRCULATED and until is not None and until > timezone.now()

    @property
    def audience(self) -> str:
        """Whom they are for: as the meeting, but never wider than the members."""
        return Audience.MEMBERS if self.meeting.audience == Audience.PUBLIC else self.meeting.audience

    def get_absolute_url(self) -> str:
        """The minutes' page."""
        return reverse("minutes:detail", args=[self.meeting.address])


class MinutesEntry(Freezing, Revised):
    """What was said and resolved at one item. Number and title are copied when the minutes begin."""

    path = "minutes"
    thawed = frozenset({"is_released"})

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="entries", verbose_name="Protokoll")
    item = models.ForeignKey(
        AgendaItem,
        set_null_unless_settled,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Tagesordnungspunkt",
    )
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0, editable=False)
    number = models.PositiveSmallIntegerField("Nummer", default=0, editable=False)
    title = models.CharField("Titel", max_length=200)
    text = RichTextField("Text", blank=True, blocks=True)
    audience = models.CharField(
        "nur für",
        max_length=10,
        choices=INTERNAL,
        blank=True,
        help_text="Leer: alle, die das Protokoll sehen. Sonst steht der Eintrag im internen Teil am Ende.",
    )
    is_released = models.BooleanField("im öffentlichen Auszug", default=False, editable=False)
    # What the writer's device called it, so that adding it twice adds it once.
    made_key = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["made_key"])

    class Meta(Freezing.Meta):
        verbose_name = "Eintrag des Protokolls"
        verbose_name_plural = "Einträge des Protokolls"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "made_key"], condition=~Q(made_key=""), name="minutes_entry_made_once"
            ),
            models.UniqueConstraint(fields=["minutes", "item"], name="minutes_entry_item_once"),
            models.CheckConstraint(
                condition=Q(is_released=False) | Q(audience=""),
                name="minutes_entry_internal_stays_inside",
                violation_error_message="Was nur für einen Teil der Mitglieder ist, kommt in keinen Auszug.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def clean(self) -> None:
        """An entry for a working group needs a meeting of one."""
        if self.audience == Audience.GROUP and self.minutes.meeting.working_group_id is None:
            raise ValidationError({"audience": "Die Sitzung gehört zu keiner Arbeitsgruppe."})

    @property
    def is_internal(self) -> bool:
        """Whether it is hidden from some who see the minutes."""
        return bool(self.audience)

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"punkt-{self.number}"

    def get_absolute_url(self) -> str:
        """Its place on the page of the minutes."""
        return f"{self.minutes.get_absolute_url()}#{self.anchor}"


class EntrySaving(models.Model):
    """A text that a device sent and that was stored, so that sending it again stores nothing."""

    entry = models.ForeignKey(MinutesEntry, models.CASCADE, related_name="savings")
    client_key = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "gespeicherte Eingabe"
        verbose_name_plural = "gespeicherte Eingaben"
        constraints = [models.UniqueConstraint(fields=["entry", "client_key"], name="minutes_saving_once")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.revision}"


class EntryPicture(Freezing, PictureInText):
    """A picture in the text of an entry, so that it cannot vanish from under it."""

    path = "owner__minutes"

    owner = models.ForeignKey(MinutesEntry, models.CASCADE, related_name="text_pictures")

    objects: ClassVar[Any] = DerivedQuerySet.as_manager()

    class Meta(PictureInText.Meta):
        base_manager_name = "objects"


class MinutesAttendance(Freezing):
    """An organisation that was there; never a person."""

    path = "minutes"

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="attendance")
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="+", verbose_name="Mitglied"
    )
    presence = models.CharField("wie", max_length=10, choices=Presence, default=Presence.ROOM)
    has_vote = models.BooleanField("stimmberechtigt", default=True)

    objects: ClassVar[Any] = FrozenQuerySet.as_manager()

    class Meta(Freezing.Meta):
        verbose_name = "Anwesenheit"
        verbose_name_plural = "Anwesenheit"
        ordering = ["organisation__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "organisation"], name="minutes_attendance_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Addendum(Freezing):
    """A dated note to approved minutes. It stays as it was written, too."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="addenda", verbose_name="Protokoll")
    text = RichTextField("Nachtrag")
    at = models.DateTimeField("vom", default=timezone.now, editable=False)
    by_name = models.CharField("von", max_length=200, blank=True, editable=False)

    frozen_words = "Der Nachtrag „{}“ bleibt, wie er geschrieben wurde. Möglich ist ein weiterer."
    # Nothing of it changes once it is stored.
    is_frozen = True

    objects: ClassVar[Any] = AddendumQuerySet.as_manager()

    class Meta(Freezing.Meta):
        verbose_name = "Nachtrag"
        verbose_name_plural = "Nachträge"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%d.%m.%Y}"
