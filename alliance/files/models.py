"""Documents that are not for everybody: files behind a download that asks who may have them."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from simple_history.models import HistoricalRecords

from alliance.core.models import Revised, Sorted
from alliance.files.checking import ENDINGS
from alliance.files.querysets import DocumentQuerySet, new_since
from alliance.files.storage import document_storage
from alliance.members.access import Audience

ADDRESSEE_MISSING = "Für wen? Bitte wählen Sie die Arbeitsgruppe oder das Mitglied."


def stored_as(version: "DocumentVersion", name: str) -> str:
    """Folder and name on the disk: nothing that a person typed, so nothing that could lead out of it."""
    ending = name.rpartition(".")[2]
    return f"{version.document.uuid.hex[:2]}/{version.document.uuid.hex}/{version.checksum[:24]}.{ending}"


class Document(Sorted, Revised):
    """One document with whom it is meant for. Its file may be replaced; earlier ones stay as versions."""

    sorted_by = ("title",)

    uuid = models.UUIDField("Schlüssel", default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("Titel", max_length=200)
    audience = models.CharField(
        "für",
        max_length=10,
        choices=Audience,
        default=Audience.OFFICE,
        help_text="Die Geschäftsstelle sieht alle Dokumente. „Eine Arbeitsgruppe“ meint die Gruppe und "
        "das Mitglied, die unten stehen.",
    )
    working_group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Arbeitsgruppe",
    )
    organisation = models.ForeignKey(
        "members.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Mitglied",
    )
    is_accessible = models.BooleanField(
        "barrierefrei",
        default=False,
        help_text="Geprüft: Vorleseprogramme geben das Dokument richtig wieder.",
    )
    language = models.CharField(
        "Sprache", max_length=10, default="de", help_text="Kürzel, zum Beispiel „de“ oder „en“."
    )

    objects: ClassVar[Any] = DocumentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Dokument"
        verbose_name_plural = "Dokumente"
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience=Audience.GROUP)
                | Q(working_group__isnull=False)
                | Q(organisation__isnull=False),
                name="files_document_group_has_addressee",
                violation_error_message=ADDRESSEE_MISSING,
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The download of the current version."""
        current = self.current
        return reverse("files:download", args=[self.uuid, current.name if current else "dokument"])

    @property
    def current(self) -> "DocumentVersion | None":
        """The latest version; no query after `with_versions()`."""
        return next(iter(self.versions.all()), None)

    @property
    def is_public(self) -> bool:
        """Whether everybody may have it."""
        return self.audience == Audience.PUBLIC

    @property
    def is_new(self) -> bool:
        """Whether its current file came in the last days, as `DocumentQuerySet.new` asks; no query like `current`."""
        current = self.current
        return current is not None and current.uploaded_at > new_since()

    @property
    def language_name(self) -> str:
        """The language in German where it is another one, such as „Englisch“; else empty."""
        if self.language.partition("-")[0] in ("", "de"):
            return ""
        try:
            return str(get_language_info(self.language)["name_translated"])
        except KeyError:
            return self.language


class DocumentVersion(models.Model):
    """One file of a document. It never changes: another file is another version."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", verbose_name="Dokument")
    number = models.PositiveSmallIntegerField("Nummer", editable=False)
    file = models.FileField(
        "Datei", upload_to=stored_as, storage=document_storage, max_length=120, editable=False
    )
    name = models.CharField("Dateiname", max_length=120, editable=False)
    size = models.PositiveIntegerField("Größe, Bytes", editable=False)
    content_type = models.CharField("Art", max_length=100, editable=False)
    checksum = models.CharField("Prüfsumme", max_length=64, editable=False)
    uploaded_by_name = models.CharField("hochgeladen von", max_length=200, blank=True, editable=False)
    uploaded_at = models.DateTimeField("hochgeladen", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "Fassung des Dokuments"
        verbose_name_plural = "Fassungen des Dokuments"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="files_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="files_version_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.name} (Fassung {self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises TypeError for a version that was saved before: what people downloaded stays what it was."""
        if not self._state.adding:
            raise TypeError("a version of a document never changes; add another one")
        super().save(*args, **kwargs)

    @property
    def type_name(self) -> str:
        """Such as „PDF“."""
        return ENDINGS.get(self.content_type, ("Datei",))[0].upper()
