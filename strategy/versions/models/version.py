"""Recognition periods and the versions of the strategy."""

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.fields import RichTextField
from alliance.core.models import Revised, slug_validator
from alliance.members.access import Audience
from strategy.versions.querysets import Frozen, VersionQuerySet
from strategy.versions.states import EDITABLE, State

ONE_DAY = datetime.timedelta(days=1)
# /strategie/<slug>/ and these would be the same address.
RESERVED = frozenset({"fassungen", "vergleich"})
OTHER_RESOLUTION = "Dieser Beschluss ist nicht von diesem Tag oder nicht angenommen."
SAME_DAY = "An diesem Tag tritt schon eine andere Fassung in Kraft."


class RecognitionPeriod(Revised):
    """The state recognises the alliance from one day to another; periods follow without gap."""

    starts = models.DateField("von", unique=True)
    ends = models.DateField("bis", unique=True, help_text="Letzter Tag.")
    authority = models.CharField("Behörde", max_length=200)
    virtual_budget = models.PositiveIntegerField(
        "virtuelles Budget, Euro", null=True, blank=True, help_text="Planungsgröße, kein bewilligtes Geld."
    )
    is_example = models.BooleanField("Angaben sind ein Beispiel", default=False)
    certificate = models.ForeignKey(
        "files.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Urkunde"
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Anerkennungsperiode"
        verbose_name_plural = "Anerkennungsperioden"
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="versions_period_ends_after_start",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts.year}–{self.ends.year}"

    def clean(self) -> None:
        """Periods follow each other without gap and overlap."""
        if not (self.starts and self.ends):
            return
        others = RecognitionPeriod.objects.exclude(pk=self.pk)
        if others.filter(starts__lte=self.ends, ends__gte=self.starts).exists():
            raise ValidationError({"starts": "Diese Periode überschneidet sich mit einer anderen."})
        touching = Q(ends=self.starts - ONE_DAY) | Q(starts=self.ends + ONE_DAY)
        if others.exists() and not others.filter(touching).exists():
            raise ValidationError({"starts": "Zwischen dieser und der nächsten Periode wäre eine Lücke."})


class StrategyVersion(Revised):
    """One version of the strategy. Adopted, it never changes; corrections are dated notes beside the text."""

    title = models.CharField("Titel", max_length=160)
    slug = models.SlugField(
        "Adresse",
        max_length=80,
        unique=True,
        validators=[slug_validator],
        help_text="Zum Beispiel „2024-2027“.",
    )
    period_starts = models.DateField("Strategiezeitraum von")
    period_ends = models.DateField("bis")
    recognition = models.ForeignKey(
        RecognitionPeriod,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name="Anerkennungsperiode",
    )
    motto = models.CharField("Leitmotto", max_length=200, blank=True)
    foreword = RichTextField("Vorwort", blank=True, blocks=True)
    is_example = models.BooleanField("Text ist ein Beispiel", default=False)
    state = models.CharField("Stand", max_length=12, choices=State, default=State.DRAFT, editable=False)
    audience = models.CharField(
        "Konsultation mit",
        max_length=10,
        choices=Audience,
        default=Audience.MEMBERS,
        help_text="Wer den Entwurf in der Konsultation liest.",
    )
    working_group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="schreibende Arbeitsgruppe",
    )
    resolved_on = models.DateField("beschlossen am", null=True, blank=True, editable=False)
    in_force_from = models.DateField("in Kraft ab", null=True, blank=True, editable=False)
    resolution = models.ForeignKey(
        "meetings.Resolution",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="Beschluss",
    )
    official_pdf = models.ForeignKey(
        "files.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="amtliches PDF",
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name="Vorgängerin"
    )
    adopted_ranks = models.PositiveSmallIntegerField(
        "Prioritäten bis Rang",
        null=True,
        blank=True,
        help_text="Was dahinter steht, ist der Themenspeicher. Leer: alle sind beschlossen.",
    )

    objects = VersionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        base_manager_name = "objects"
        verbose_name = "Fassung der Strategie"
        verbose_name_plural = "Fassungen der Strategie"
        ordering = ["-period_starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_ends__gt=F("period_starts")),
                name="versions_version_ends_after_start",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
            models.UniqueConstraint(
                fields=["in_force_from"],
                condition=Q(state=State.ADOPTED),
                name="versions_version_one_in_force_from",
                violation_error_message=SAME_DAY,
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ADOPTED) | Q(in_force_from__isnull=False, resolved_on__isnull=False),
                name="versions_version_adopted_has_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Pages beside the versions keep their addresses."""
        if self.slug in RESERVED:
            raise ValidationError({"slug": "Unter dieser Adresse steht eine andere Seite der Strategie."})

    @property
    def period(self) -> str:
        """The years it is meant for, as readers write them."""
        return f"{self.period_starts.year}–{self.period_ends.year}"

    @property
    def is_editable(self) -> bool:
        """Whether it may still change."""
        return self.state in EDITABLE

    @property
    def is_announced(self) -> bool:
        """Adopted, and its day has not come."""
        begins = self.in_force_from
        return self.state == State.ADOPTED and begins is not None and begins > timezone.localdate()

    def get_absolute_url(self) -> str:
        """The version's page."""
        return reverse("versions:detail", args=[self.slug])

    @classmethod
    def keys_of(cls, rows: QuerySet) -> set[Any]:
        """The versions that `rows` are."""
        return set(rows.order_by().values_list("pk", flat=True))

    @classmethod
    def refuse_adopted(cls, keys: Collection[Any]) -> None:
        """Raise Frozen when one of these versions is adopted.

        Locks them up to the end of the transaction, so that nobody adopts one while it is being written.
        """
        rows = cls._base_manager.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
        for row in rows.only("title", "state"):
            if row.state == State.ADOPTED:
                raise Frozen(f"„{row}“ ist beschlossen und bleibt, wie sie ist. Möglich ist eine Anmerkung.")

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Frozen when the stored version is adopted already."""
        if self.pk:
            self.refuse_adopted({self.pk})
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises Frozen for an adopted version."""
        self.refuse_adopted({self.pk})
        return super().delete(*args, **kwargs)
