"""What a body resolved. Recorded once, it never changes; what follows is noted beside it."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.fields import RichTextField
from alliance.core.freezing import Freezing, FrozenQuerySet
from alliance.core.german import fold
from alliance.core.models import Revised
from alliance.members.access import Audience
from events.meetings.models.agenda import AgendaItem
from events.meetings.models.ballot import Ballot
from events.meetings.models.beside import VotingRule
from events.meetings.querysets import ResolutionQuerySet
from events.meetings.states import Result

MEMBERS_BODY = "Mitgliederversammlung"


class ResolutionSeries(models.Model):
    """The last number that a body gave in a year; locked while one is given, so that none is left out."""

    working_group = models.ForeignKey("members.WorkingGroup", models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "Nummernkreis"
        verbose_name_plural = "Nummernkreise"
        constraints = [
            models.UniqueConstraint(fields=["working_group", "year"], name="meetings_series_once"),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(working_group__isnull=True),
                name="meetings_series_of_members_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.working_group or MEMBERS_BODY} {self.year}: {self.last}"


class Resolution(Freezing, Revised):
    """One resolution, or a motion that was not carried. An empty working group is the members' meeting."""

    # Until its rows beside it are stored, in the same transaction, a resolution is not recorded yet.
    is_recorded = models.BooleanField(default=False, editable=False)
    working_group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Arbeitsgruppe",
    )
    year = models.PositiveSmallIntegerField("Jahr", editable=False)
    number = models.PositiveIntegerField("Nummer", editable=False)
    # As in the address: year and number, before them the slug that the working group had on the day.
    address = models.CharField(max_length=140, unique=True, editable=False)
    title = models.CharField("Titel", max_length=200)
    wording = RichTextField("Wortlaut")
    resolved_on = models.DateField("beschlossen am")
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name="Tagesordnungspunkt",
    )
    ballot = models.OneToOneField(
        Ballot,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resolution",
        verbose_name="Umlaufbeschluss",
    )
    result = models.CharField("Ergebnis", max_length=10, choices=Result, default=Result.UNANIMOUS)
    yes = models.PositiveSmallIntegerField("dafür", null=True, blank=True)
    no = models.PositiveSmallIntegerField("dagegen", null=True, blank=True)
    abstained = models.PositiveSmallIntegerField("enthalten", null=True, blank=True)
    # How many could have voted: the voting members of the body without those excluded.
    voting = models.PositiveSmallIntegerField("Stimmberechtigte", default=0, editable=False)
    is_quorate = models.BooleanField("beschlussfähig", default=True, editable=False)
    is_carried = models.BooleanField("angenommen", editable=False)
    # The rule as it held on the day; empty where there was none and nothing had to be counted.
    majority_numerator = models.PositiveSmallIntegerField(null=True, editable=False)
    majority_denominator = models.PositiveSmallIntegerField(null=True, editable=False)
    majority_exceeds = models.BooleanField(default=True, editable=False)
    majority_of = models.CharField(max_length=10, choices=VotingRule.Of, blank=True, editable=False)
    excluded = models.ManyToManyField(
        "members.Organisation",
        through="ResolutionExclusion",
        related_name="+",
        verbose_name="ausgeschlossen wegen Befangenheit",
    )
    action_fields = models.ManyToManyField(
        "fields.ActionField", through="ResolutionField", related_name="+", verbose_name="Handlungsfelder"
    )
    audience = models.CharField("für", max_length=10, choices=Audience, default=Audience.MEMBERS)
    in_force_from = models.DateField("gilt ab", null=True, blank=True)
    is_example = models.BooleanField("Beispiel", default=False)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="ersetzt durch"
    )
    progress = models.TextField(
        "Stand der Umsetzung", max_length=2000, blank=True, help_text="Der Beschluss selbst ändert sich nie."
    )
    progress_on = models.DateField("Stand vom", null=True, editable=False)
    recorded_at = models.DateTimeField("festgehalten", default=timezone.now, editable=False)
    # Number and title, folded, to find by.
    find_text = models.CharField(max_length=300, editable=False)

    thawed = frozenset(
        {"progress", "progress_on", "replaced_by", "revision", "changed_at", "changed_by_name"}
    )
    frozen_words = "„{}“ ist festgehalten und bleibt, wie er ist. Möglich ist eine Angabe zum Stand."

    objects: ClassVar[Any] = ResolutionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Freezing.Meta):
        verbose_name = "Beschluss"
        verbose_name_plural = "Beschlüsse"
        ordering = ["-resolved_on", "-year", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["working_group", "year", "number"], name="meetings_resolution_number_once"
            ),
            models.UniqueConstraint(
                fields=["year", "number"],
                condition=Q(working_group__isnull=True),
                name="meetings_resolution_number_of_members_once",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="meetings_resolution_number_from_one"),
            models.CheckConstraint(
                condition=Q(item__isnull=False, ballot__isnull=True)
                | Q(item__isnull=True, ballot__isnull=False),
                name="meetings_resolution_meeting_or_ballot",
                violation_error_message="Ein Beschluss gehört zu einem Tagesordnungspunkt oder zu einer Abstimmung.",
            ),
            models.CheckConstraint(
                condition=Q(result=Result.UNANIMOUS) & (Q(no__isnull=True) | Q(no=0)) & Q(is_carried=True)
                | Q(result=Result.COUNTED, yes__isnull=False, no__isnull=False, abstained__isnull=False),
                name="meetings_resolution_result_fits",
                violation_error_message="Einstimmig heißt ohne Gegenstimme; sonst bitte alle drei Zahlen angeben.",
            ),
            models.CheckConstraint(
                condition=Q(is_carried=True) | Q(in_force_from__isnull=True),
                name="meetings_resolution_in_force_carried",
            ),
            models.CheckConstraint(
                condition=~Q(audience=Audience.GROUP) | Q(working_group__isnull=False),
                name="meetings_resolution_group_named",
                violation_error_message="Ein Beschluss der Mitgliederversammlung gehört keiner Arbeitsgruppe.",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("pk")),
                name="meetings_resolution_not_its_own_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the text to find by in step; see `Freezing` for what is refused."""
        if self._state.adding:
            self.find_text = fold(f"{self.year}/{self.number:02d} {self.title}")
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The votes are not more than those who have one."""
        given = [number for number in (self.yes, self.no, self.abstained) if number is not None]
        if self.voting and sum(given) > self.voting:
            words = f"Es sind mehr Stimmen als Stimmberechtigte ({self.voting})."
            raise ValidationError({"yes": words})

    @property
    def is_frozen(self) -> bool:
        """Whether it stays as it is."""
        return self.is_recorded

    @property
    def label(self) -> str:
        """As it is cited: „Beschluss 2026/07“, with the group's name where it is one of a group."""
        number = f"Beschluss {self.year}/{self.number:02d}"
        return f"{number} ({self.working_group})" if self.working_group_id else number

    @property
    def body(self) -> str:
        """Who resolved."""
        return str(self.working_group) if self.working_group_id else MEMBERS_BODY

    @property
    def meeting(self) -> Any:
        """Where it was made; None for a written procedure."""
        return self.item.meeting if self.item else None

    @property
    def standing(self) -> str:
        """`rejected`, `replaced`, `coming` or `in_force`, as of today in Berlin."""
        if not self.is_carried:
            return "rejected"
        if self.replaced_by_id:
            return "replaced"
        today: datetime.date = timezone.localdate()
        return "coming" if self.in_force_from and self.in_force_from > today else "in_force"

    @property
    def rule_words(self) -> str:
        """The majority that was needed, in words; "" where none was asked for."""
        if not self.majority_denominator:
            return ""
        share = f"{self.majority_numerator} von {self.majority_denominator}"
        return f"{'mehr als' if self.majority_exceeds else 'mindestens'} {share} {self.get_majority_of_display()}"

    def get_absolute_url(self) -> str:
        """The resolution's page."""
        return reverse("resolutions:detail", args=[self.address])


class BesideResolution(Freezing):
    """What a resolution names; recorded with it."""

    path = "resolution"

    objects: ClassVar[Any] = FrozenQuerySet.as_manager()

    class Meta(Freezing.Meta):
        abstract = True


class ResolutionExclusion(BesideResolution):
    """An organisation that did not vote because the matter is its own."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="exclusions")
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="+", verbose_name="Mitglied"
    )

    class Meta(BesideResolution.Meta):
        verbose_name = "Befangenheit"
        verbose_name_plural = "wegen Befangenheit ausgeschlossen"
        ordering = ["organisation__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "organisation"], name="meetings_resolution_excluded_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class ResolutionField(BesideResolution):
    """An action field that a resolution is about."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="+")
    action_field = models.ForeignKey("fields.ActionField", models.PROTECT, related_name="+")

    class Meta(BesideResolution.Meta):
        verbose_name = "Handlungsfeld des Beschlusses"
        verbose_name_plural = "Handlungsfelder des Beschlusses"
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "action_field"], name="meetings_resolution_field_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.action_field)
