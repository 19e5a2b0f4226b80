"""A letter with its papers and the rule of who gets it."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.urls import reverse
from simple_history.models import HistoricalRecords

from alliance.core.fields import RichTextField
from alliance.core.freezing import Freezing, FrozenQuerySet
from alliance.core.models import Revised
from alliance.letters.querysets import LetterQuerySet
from alliance.letters.states import State
from alliance.pictures.models import PictureInText
from events.meetings.states import Answer

# The columns that stand for an answer to the chosen meeting.
ANSWER_FIELDS = {
    Answer.OPEN: "to_open",
    Answer.ROOM: "to_room",
    Answer.ONLINE: "to_online",
    Answer.WAITING: "to_waiting",
    Answer.NO: "to_no",
}


class Letter(Freezing, Revised):
    """Something the office tells many at once. Once sent it stays what its receivers have."""

    frozen_words: ClassVar[str] = "„{}“ ist versendet und ändert sich nicht mehr."

    subject = models.CharField("Betreff", max_length=160, help_text="Steht im Betreff der E-Mail.")
    text = RichTextField("Text", help_text="„Guten Tag,“ steht schon davor.")
    is_example = models.BooleanField(
        "Beispiel", default=False, help_text="Setzt hinter den Betreff die Marke „Beispiel“."
    )
    reply_to = models.ForeignKey(
        "members.Contact",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Antworten an",
        help_text="Leer: die Geschäftsstelle.",
    )
    to_members = models.BooleanField("an alle Mitglieder", default=False)
    kinds = models.ManyToManyField(
        "members.OrganisationKind",
        blank=True,
        related_name="+",
        verbose_name="an diese Arten von Mitgliedern",
    )
    groups = models.ManyToManyField(
        "members.WorkingGroup", blank=True, related_name="+", verbose_name="an diese Arbeitsgruppen"
    )
    meeting = models.ForeignKey(
        "meetings.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="an Eingeladene dieses Termins",
        help_text="Dazu unten die Antworten wählen.",
    )
    to_open = models.BooleanField("offen", default=False)
    to_room = models.BooleanField("kommt in den Saal", default=False)
    to_online = models.BooleanField("nimmt online teil", default=False)
    to_waiting = models.BooleanField("auf der Warteliste", default=False)
    to_no = models.BooleanField("kommt nicht", default=False)
    with_deputies = models.BooleanField(
        "auch an Stellvertretungen",
        default=True,
        help_text="Ohne Haken bekommen es nur die Vertretungen. Arbeitsgruppen bekommen es immer ganz.",
    )
    state = models.CharField("Stand", max_length=10, choices=State, default=State.DRAFT, editable=False)
    sent_at = models.DateTimeField("versendet am", null=True, editable=False)
    sent_by_name = models.CharField("versendet von", max_length=200, blank=True, editable=False)
    # The rule in words, as it was on that day.
    sent_to = models.TextField("versendet an", blank=True, editable=False)

    objects = LetterQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[kinds, groups])

    class Meta(Freezing.Meta):
        verbose_name = "Rundschreiben"
        verbose_name_plural = "Rundschreiben"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False),
                name="letters_letter_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) & Q(**dict.fromkeys(ANSWER_FIELDS.values(), False))
                | Q(meeting__isnull=False) & ~Q(**dict.fromkeys(ANSWER_FIELDS.values(), False)),
                name="letters_letter_answers_with_meeting",
                violation_error_message="Bitte einen Termin und mindestens eine Antwort wählen, oder keins von beiden.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """The letter's page for its receivers."""
        return reverse("letters:detail", args=[self.pk])

    @property
    def is_frozen(self) -> bool:
        """Whether it was sent."""
        return self.state == State.SENT

    @property
    def is_draft(self) -> bool:
        """Whether it may still change."""
        return self.state == State.DRAFT

    @property
    def answers(self) -> list[str]:
        """The answers to the meeting that are written to."""
        return [answer for answer, name in ANSWER_FIELDS.items() if getattr(self, name)]


@receiver(m2m_changed, sender=Letter.kinds.through)
@receiver(m2m_changed, sender=Letter.groups.through)
def _keep_rule(instance: Letter, action: str, **kwargs: Any) -> None:
    """The tables between are Django's own and ask nobody else; no key leads back from the other side."""
    if action.startswith("pre_"):
        with transaction.atomic():
            instance.refuse_frozen({instance.pk})


class LetterDocument(Freezing):
    """A paper that goes with a letter. The document's own audience holds."""

    path: ClassVar[str] = "letter"

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="documents", verbose_name="Rundschreiben")
    document = models.ForeignKey("files.Document", models.PROTECT, related_name="+", verbose_name="Dokument")
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects = FrozenQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Freezing.Meta):
        verbose_name = "Dokument zum Rundschreiben"
        verbose_name_plural = "Dokumente zum Rundschreiben"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "document"],
                name="letters_document_once",
                violation_error_message="Dieses Dokument ist schon angefügt.",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class LetterPicture(PictureInText):
    """A picture inside a letter's text, so that it cannot vanish from it."""

    owner = models.ForeignKey(Letter, models.CASCADE, related_name="text_pictures")
