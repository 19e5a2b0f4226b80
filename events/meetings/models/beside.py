"""What stands beside meetings: rules of voting, changes to be told, personal calendars."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.models import Revised
from alliance.members.access import Audience
from alliance.pictures.models import PictureInText
from events.meetings.models.agenda import AgendaItem
from events.meetings.models.meeting import Meeting
from events.meetings.querysets import VotingRuleQuerySet


class VotingRule(Revised):
    """How a body decides from a day on. No public source tells the alliance's rules, so they are data."""

    class Of(models.TextChoices):
        CAST = "cast", "der abgegebenen Stimmen ohne Enthaltungen"
        PRESENT = "present", "der anwesenden Stimmberechtigten"
        ALL = "all", "aller Stimmberechtigten"

    working_group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Arbeitsgruppe",
        help_text="Leer: die Mitgliederversammlung.",
    )
    valid_from = models.DateField("gilt ab")
    quorum_numerator = models.PositiveSmallIntegerField(
        "beschlussfähig ab: Zähler", default=1, help_text="1 von 2: die Hälfte der Stimmberechtigten."
    )
    quorum_denominator = models.PositiveSmallIntegerField(
        "Nenner", default=2, validators=[MinValueValidator(1)]
    )
    quorum_exceeds = models.BooleanField("mehr als dieser Anteil", default=False)
    majority_numerator = models.PositiveSmallIntegerField("Mehrheit: Zähler", default=1)
    majority_denominator = models.PositiveSmallIntegerField(
        "Mehrheit: Nenner", default=2, validators=[MinValueValidator(1)]
    )
    majority_exceeds = models.BooleanField("mehr als dieser Anteil muss zustimmen", default=True)
    majority_of = models.CharField("bezogen auf", max_length=10, choices=Of, default=Of.CAST)

    objects = VotingRuleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Regel für Abstimmungen"
        verbose_name_plural = "Regeln für Abstimmungen"
        ordering = ["working_group", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["working_group", "valid_from"],
                name="meetings_rule_once_a_day",
                violation_error_message="Für diesen Tag gibt es schon eine Regel.",
            ),
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(working_group__isnull=True),
                name="meetings_rule_of_members_once_a_day",
                violation_error_message="Für diesen Tag gibt es schon eine Regel.",
            ),
            models.CheckConstraint(
                condition=Q(quorum_denominator__gte=1)
                & Q(quorum_numerator__lte=F("quorum_denominator"))
                & Q(majority_denominator__gte=1)
                & Q(majority_numerator__lte=F("majority_denominator")),
                name="meetings_rule_shares_up_to_one",
                violation_error_message="Ein Anteil ist höchstens 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.working_group or 'Mitgliederversammlung'}, ab {self.valid_from:%d.%m.%Y}"

    def is_quorate(self, *, present: int, voting: int) -> bool:
        """Whether `present` of `voting` organisations that have a vote may decide."""
        return _reaches(present, voting, self.quorum_numerator, self.quorum_denominator, self.quorum_exceeds)

    def is_carried(self, *, yes: int, no: int, abstained: int, voting: int) -> bool:
        """Whether so many votes carry a motion; `voting` counts all that have a vote. Nobody for it: never."""
        whole = {self.Of.CAST: yes + no, self.Of.PRESENT: yes + no + abstained, self.Of.ALL: voting}[
            self.Of(self.majority_of)
        ]
        share = self.majority_numerator, self.majority_denominator, self.majority_exceeds
        return yes > 0 and _reaches(yes, whole, *share)


def _reaches(part: int, whole: int, numerator: int, denominator: int, exceeds: bool) -> bool:
    left, right = part * denominator, whole * numerator
    return left > right if exceeds else left >= right


class MeetingChange(models.Model):
    """Something that changed after the invitation, to be told in one collected notice."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="changes")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="+")
    text = models.CharField(max_length=400)
    # As of the item; empty for the meeting's own. A notice never tells more than the page.
    audience = models.CharField(max_length=10, choices=Audience, blank=True)
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "Änderung"
        verbose_name_plural = "Änderungen"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text


class CalendarFeed(models.Model):
    """The secret address of somebody's own calendar; renewing it makes the old one lead nowhere."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    renewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "persönlicher Kalender"
        verbose_name_plural = "persönliche Kalender"

    def __str__(self) -> str:
        return f"Kalender von {self.person}"


class MeetingPicture(PictureInText):
    """A picture that the description of a meeting or the text of one of its items shows."""

    owner = models.ForeignKey(Meeting, models.CASCADE, related_name="text_pictures", verbose_name="Termin")

    class Meta(PictureInText.Meta):
        verbose_name = "Bild im Text"
        verbose_name_plural = "Bilder im Text"
