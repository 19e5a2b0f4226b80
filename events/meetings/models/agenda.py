"""What is talked about: the items of a meeting, its papers, and the office's templates."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.fields import RichTextField
from alliance.core.models import Revised
from alliance.members.access import Audience
from events.meetings.models.meeting import Meeting
from events.meetings.querysets import AgendaItemQuerySet
from events.meetings.states import ItemKind, Kind

# Narrower than the meeting; empty stands for the meeting's own audience.
INTERNAL = [(value, label) for value, label in Audience.choices if value != Audience.PUBLIC]
WIDTH = {value: number for number, value in enumerate(Audience.values)}


class AgendaItem(Revised):
    """One item. Those with a narrower audience form the internal part, after all others."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name="Termin")
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    kind = models.CharField("Art", max_length=20, choices=ItemKind, default=ItemKind.INFORMATION)
    title = models.CharField("Titel", max_length=200)
    text = RichTextField("Text", blank=True)
    rapporteur = models.CharField(
        "Berichterstattung",
        max_length=120,
        blank=True,
        help_text="Eine Stelle, zum Beispiel „Geschäftsstelle“.",
    )
    minutes = models.PositiveSmallIntegerField(
        "Minuten", default=10, validators=[MaxValueValidator(720)], help_text="Daraus folgen die Uhrzeiten."
    )
    audience = models.CharField(
        "nur für",
        max_length=10,
        choices=INTERNAL,
        blank=True,
        help_text="Leer: alle, die den Termin sehen. Sonst steht der Punkt im internen Teil am Ende.",
    )
    # Set by a change after the invitation, shown as „geändert am“.
    changed_on = models.DateTimeField("nach der Einladung geändert", null=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Tagesordnungspunkt"
        verbose_name_plural = "Tagesordnung"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """An internal item is meant for fewer than the meeting."""
        if not self.audience or self.meeting_id is None:
            return
        if WIDTH[self.audience] <= WIDTH[self.meeting.audience]:
            raise ValidationError(
                {
                    "audience": "Das ist nicht enger als der Termin selbst. Bitte leer lassen oder enger wählen."
                }
            )
        if self.audience == Audience.GROUP and self.meeting.working_group_id is None:
            raise ValidationError({"audience": "Der Termin gehört zu keiner Arbeitsgruppe."})

    @property
    def is_internal(self) -> bool:
        """Whether it is hidden from some who see the meeting."""
        return bool(self.audience)


def in_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Items as they are dealt with: the internal part after all others, so that numbers fit everybody."""
    return sorted(items, key=lambda item: (item.is_internal, item.order, item.pk or 0))


def with_times(
    meeting: Meeting, items: Iterable[AgendaItem]
) -> list[tuple[AgendaItem, int | None, datetime.datetime]]:
    """Each item with its number (breaks have none) and the moment it begins, from the planned minutes.

    `items` are those that somebody may see; as the internal part comes last, nobody sees a gap.
    """
    result, number, moment = [], 0, timezone.localtime(meeting.starts_at)
    for item in in_order(items):
        counted = item.kind != ItemKind.BREAK
        number += counted
        result.append((item, number if counted else None, moment))
        moment = timezone.localtime(moment + datetime.timedelta(minutes=item.minutes))
    return result


class MeetingDocument(models.Model):
    """A paper of a meeting, or of one of its items. The document's own audience holds."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="documents", verbose_name="Termin")
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, null=True, blank=True, related_name="documents", verbose_name="zu Punkt"
    )
    document = models.ForeignKey("files.Document", models.PROTECT, related_name="+", verbose_name="Dokument")
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    added_at = models.DateTimeField("angefügt", default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Unterlage"
        verbose_name_plural = "Unterlagen"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "document"],
                name="meetings_document_once",
                violation_error_message="Dieses Dokument ist schon angefügt.",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class AgendaTemplate(Revised):
    """What the agenda of a kind of meeting begins with."""

    kind = models.CharField("Art des Termins", max_length=30, choices=Kind, unique=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Vorlage für Tagesordnungen"
        verbose_name_plural = "Vorlagen für Tagesordnungen"
        ordering = ["kind"]

    def __str__(self) -> str:
        return f"Vorlage: {self.get_kind_display()}"


class AgendaTemplateItem(models.Model):
    """One item of a template."""

    template = models.ForeignKey(AgendaTemplate, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    kind = models.CharField("Art", max_length=20, choices=ItemKind, default=ItemKind.INFORMATION)
    title = models.CharField("Titel", max_length=200)
    rapporteur = models.CharField("Berichterstattung", max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField("Minuten", default=10, validators=[MaxValueValidator(720)])

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Punkt der Vorlage"
        verbose_name_plural = "Punkte der Vorlage"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title
