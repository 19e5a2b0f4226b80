"""What a version consists of. All of it freezes with the version."""

from itertools import count
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from simple_history.models import HistoricalRecords

from alliance.core.fields import RichTextField
from alliance.core.german import slugify_german
from alliance.core.models import slug_validator
from strategy.versions.freezing import cascade_unless_frozen, set_null_unless_frozen
from strategy.versions.models.version import StrategyVersion
from strategy.versions.querysets import FrozenQuerySet


class PartOfVersion(models.Model):
    """Something inside a version: it freezes with it. `path` leads from the row to its version."""

    path = "version"

    objects: ClassVar[Any] = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        # Django's own ways past the manager (cascades, keys of other rows) get the same refusals.
        base_manager_name = "objects"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Frozen inside an adopted version."""
        self.refuse_adopted(self._versions())
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises Frozen inside an adopted version."""
        self.refuse_adopted(self._versions())
        return super().delete(*args, **kwargs)

    @classmethod
    def keys_of(cls, rows: QuerySet) -> set[Any]:
        """The versions that `rows` are in."""
        return set(rows.order_by().values_list(cls.path, flat=True))

    @classmethod
    def refuse_adopted(cls, keys: Any) -> None:
        """See StrategyVersion."""
        StrategyVersion.refuse_adopted(keys)

    def _versions(self) -> set[Any]:
        """The version the row is in, as stored, and the one it is about to move to."""
        first, _, rest = self.path.partition("__")
        key = getattr(self, f"{first}_id")
        if rest:
            # What the instance carries of its owner may be older or newer than the stored row.
            owner: Any = self._meta.get_field(first).related_model
            keys = set(owner._base_manager.filter(pk=key).values_list(rest, flat=True))
        else:
            keys = {key}
        return keys | self.keys_of(type(self)._base_manager.filter(pk=self.pk)) if self.pk else keys


class Section(PartOfVersion):
    """A chapter of the text."""

    version = models.ForeignKey(
        StrategyVersion, models.CASCADE, related_name="sections", verbose_name="Fassung"
    )
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    heading = models.CharField("Überschrift", max_length=160)
    anchor = models.SlugField(
        "Sprungmarke",
        max_length=80,
        blank=True,
        validators=[slug_validator],
        help_text="Leer: aus der Überschrift.",
    )
    text = RichTextField("Text", blank=True, blocks=True)
    continues = models.ForeignKey(
        "self", set_null_unless_frozen, null=True, blank=True, related_name="+", verbose_name="führt fort"
    )

    history = HistoricalRecords()

    class Meta(PartOfVersion.Meta):
        verbose_name = "Abschnitt"
        verbose_name_plural = "Abschnitte"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "anchor"], name="versions_section_anchor_once")
        ]

    def __str__(self) -> str:
        return self.heading

    def clean(self) -> None:
        """An empty anchor is made of the heading; no anchor is given twice in a version."""
        if self.anchor or not self.version_id:
            return
        others = Section.objects.filter(version=self.version_id).exclude(pk=self.pk)
        taken = set(others.values_list("anchor", flat=True))
        base = slugify_german(self.heading, longest=70) or "abschnitt"
        numbered = (f"{base}-{number}" if number > 1 else base for number in count(1))
        self.anchor = next(anchor for anchor in numbered if anchor not in taken)


class Figure(PartOfVersion):
    """A number with where it comes from, under a section."""

    path = "section__version"

    section = models.ForeignKey(Section, models.CASCADE, related_name="figures", verbose_name="Abschnitt")
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    value = models.CharField("Wert", max_length=40, help_text="Zum Beispiel „6,8 %“.")
    caption = models.CharField("was er sagt", max_length=200)
    source = models.CharField("Quelle", max_length=200)
    as_of = models.CharField("Stand", max_length=40, help_text="Zum Beispiel „August 2024“.")

    history = HistoricalRecords()

    class Meta(PartOfVersion.Meta):
        verbose_name = "Kennzahl im Text"
        verbose_name_plural = "Kennzahlen im Text"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.value} {self.caption}"


class FieldEdition(PartOfVersion):
    """What one version says of an action field."""

    version = models.ForeignKey(
        StrategyVersion, models.CASCADE, related_name="editions", verbose_name="Fassung"
    )
    action_field = models.ForeignKey(
        "fields.ActionField", models.PROTECT, related_name="+", verbose_name="Handlungsfeld"
    )
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    text = RichTextField("Text", blank=True, blocks=True)
    continues = models.ManyToManyField(
        "self",
        symmetrical=False,
        through="EditionContinues",
        related_name="continued_by",
        blank=True,
        verbose_name="führt fort",
    )

    history = HistoricalRecords()

    class Meta(PartOfVersion.Meta):
        verbose_name = "Handlungsfeld der Fassung"
        verbose_name_plural = "Handlungsfelder der Fassung"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "action_field"],
                name="versions_edition_field_once",
                violation_error_message="Dieses Handlungsfeld steht schon in der Fassung.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action_field} ({self.version.period})"


class EditionContinues(PartOfVersion):
    """An edition goes on from an edition of an earlier version: fields merge and split."""

    path = "edition__version"

    edition = models.ForeignKey(
        FieldEdition, models.CASCADE, related_name="origins", verbose_name="Handlungsfeld"
    )
    earlier = models.ForeignKey(
        FieldEdition, models.PROTECT, related_name="+", verbose_name="früheres Handlungsfeld"
    )

    history = HistoricalRecords()

    class Meta(PartOfVersion.Meta):
        verbose_name = "Fortführung"
        verbose_name_plural = "Fortführungen"
        constraints = [
            models.UniqueConstraint(fields=["edition", "earlier"], name="versions_edition_continues_once"),
            models.CheckConstraint(
                condition=~Q(edition=F("earlier")), name="versions_edition_continues_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} ← {self.earlier}"

    def clean(self) -> None:
        """What it goes on from stands in another version."""
        if self.edition_id and self.earlier_id and self.edition.version_id == self.earlier.version_id:
            raise ValidationError({"earlier": "Fortgeführt wird ein Handlungsfeld einer anderen Fassung."})


class Goal(PartOfVersion):
    """What the alliance wants to reach in a field."""

    path = "edition__version"

    edition = models.ForeignKey(
        FieldEdition, models.CASCADE, related_name="goals", verbose_name="Handlungsfeld"
    )
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    title = models.CharField("Ziel", max_length=200)
    text = models.TextField("Erläuterung", max_length=600, blank=True)

    history = HistoricalRecords()

    class Meta(PartOfVersion.Meta):
        verbose_name = "Ziel"
        verbose_name_plural = "Ziele"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class Priority(PartOfVersion):
    """What comes first. Ranks up to the version's `adopted_ranks` are resolved, the others kept for later."""

    version = models.ForeignKey(
        StrategyVersion, models.CASCADE, related_name="priorities", verbose_name="Fassung"
    )
    rank = models.PositiveSmallIntegerField("Rang", default=0)
    title = models.CharField("Titel", max_length=200)
    text = models.TextField("Erläuterung", max_length=600, blank=True)
    edition = models.ForeignKey(
        FieldEdition,
        cascade_unless_frozen,
        null=True,
        blank=True,
        related_name="priorities",
        verbose_name="Handlungsfeld",
    )
    points = models.PositiveSmallIntegerField("Punkte", null=True, blank=True)
    origin = models.ForeignKey(
        "workshops.Cluster",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="aus der Werkstatt",
    )
    continues = models.ForeignKey(
        "self", set_null_unless_frozen, null=True, blank=True, related_name="+", verbose_name="führt fort"
    )

    history = HistoricalRecords()

    class Meta(PartOfVersion.Meta):
        verbose_name = "Priorität"
        verbose_name_plural = "Prioritäten"
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Its action field stands in the same version."""
        if self.edition is not None and self.version_id and self.edition.version_id != self.version_id:
            raise ValidationError({"edition": "Bitte wählen Sie ein Handlungsfeld dieser Fassung."})
