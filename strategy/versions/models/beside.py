"""What stands beside the text of a version."""

from typing import Any, ClassVar, NoReturn

from django.db import models, transaction
from simple_history.models import HistoricalRecords

from alliance.core.workflow import NotPossible
from alliance.pictures.models import PictureInText
from strategy.versions.models.parts import FieldEdition, PartOfVersion
from strategy.versions.models.version import StrategyVersion
from strategy.versions.querysets import DerivedQuerySet, Frozen, NoteQuerySet
from strategy.versions.states import State


class VersionNote(models.Model):
    """A dated correction beside the text of an adopted version; the text stays, and so does the note."""

    version = models.ForeignKey(StrategyVersion, models.PROTECT, related_name="notes", verbose_name="Fassung")
    anchor = models.CharField(
        "Stelle",
        max_length=80,
        blank=True,
        help_text="Sprungmarke des Abschnitts oder Absatzes; leer: die ganze Fassung.",
    )
    text = models.TextField("Anmerkung", max_length=1000)
    made_at = models.DateTimeField("vom", auto_now_add=True)
    made_by_name = models.CharField("von", max_length=200, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        verbose_name = "Anmerkung zu einer beschlossenen Fassung"
        verbose_name_plural = "Anmerkungen zu beschlossenen Fassungen"
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%d.%m.%Y}: {self.text[:60]}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Frozen for a note that was saved before, NotPossible where the version may still change."""
        if not self._state.adding or (self.pk and VersionNote.objects.filter(pk=self.pk).exists()):
            raise Frozen("Eine Anmerkung bleibt, wie sie geschrieben wurde. Möglich ist eine weitere.")
        if not StrategyVersion.objects.filter(pk=self.version_id, state=State.ADOPTED).exists():
            raise NotPossible(
                "Anmerkungen bekommt eine beschlossene Fassung; diese hier kann noch geändert werden."
            )
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise Frozen("Eine Anmerkung bleibt stehen. Möglich ist eine weitere.")


class VersionPicture(PartOfVersion, PictureInText):
    """A picture inside any text of a version, so that it cannot vanish from under it."""

    path = "owner"

    owner = models.ForeignKey(StrategyVersion, models.CASCADE, related_name="text_pictures")

    objects: ClassVar[Any] = DerivedQuerySet.as_manager()

    class Meta(PictureInText.Meta):
        base_manager_name = "objects"


class EditionOrigin(PartOfVersion):
    """What a version says of a field goes back to a cluster of a workshop: the thread to ideas and dots."""

    path = "edition__version"

    edition = models.ForeignKey(
        FieldEdition, models.CASCADE, related_name="clusters", verbose_name="Handlungsfeld"
    )
    cluster = models.ForeignKey(
        "workshops.Cluster", models.PROTECT, related_name="+", verbose_name="Thema der Werkstatt"
    )

    history = HistoricalRecords()

    class Meta(PartOfVersion.Meta):
        verbose_name = "Herkunft aus einer Werkstatt"
        verbose_name_plural = "Herkunft aus Werkstätten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "cluster"], name="versions_edition_origin_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition} ← {self.cluster}"
