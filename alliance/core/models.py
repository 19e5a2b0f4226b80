"""What models of every feature share."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models

from alliance.core.german import fold

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
slug_validator = RegexValidator(
    SLUG,
    "Bitte nur kleine Buchstaben ohne Umlaute, Ziffern und einzelne Bindestriche verwenden.",
)


class Revised(models.Model):
    """Content that two people may edit at once: each save counts up (`core.revision.advance`)."""

    revision = models.PositiveIntegerField("Stand", default=0, editable=False)
    changed_at = models.DateTimeField("zuletzt geändert", null=True, editable=False)
    changed_by_name = models.CharField("geändert von", max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True


class Sorted(models.Model):
    """Sorted and found by `sort_name`, a folded copy of its words, because SQLite knows no umlauts."""

    sorted_by: ClassVar[tuple[str, ...]] = ("name",)

    sort_name = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the words to sort and find by in step."""
        self.sort_name = fold(" ".join(str(getattr(self, name)) for name in self.sorted_by))[:200]
        super().save(*args, **kwargs)


class FormerAddress(models.Model):
    """A slug that a thing had once, so that old links lead on (`core.addresses`)."""

    kind = models.CharField(max_length=60)
    slug = models.CharField(max_length=120)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="core_former_address_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"
