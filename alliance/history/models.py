"""Who did what to what, and when."""

from django.conf import settings
from django.db import models

from alliance.core.models import Sorted


class Entry(Sorted):
    """One verb that somebody used.

    What it was used on stands in plain columns, so the entry survives the thing's deletion.
    """

    sorted_by = ("title", "by_name", "verb", "note")

    verb = models.CharField("Vorgang", max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="wer"
    )
    by_name = models.CharField("Name", max_length=200, blank=True)
    at = models.DateTimeField("wann", auto_now_add=True, db_index=True)
    kind = models.CharField("Art", max_length=60)
    object_id = models.BigIntegerField()
    title = models.CharField("Titel", max_length=250)
    note = models.TextField("Anmerkung", blank=True)

    class Meta:
        verbose_name = "Eintrag"
        verbose_name_plural = "Verlauf"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "object_id"], name="history_entry_object")]

    def __str__(self) -> str:
        return f"{self.by_name or 'System'}: {self.verb} {self.title}"
