"""Where readers of an article go on, and how some read it before all others."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.inline import safe_href
from alliance.news.models.articles import Article
from alliance.news.querysets import PreviewLinkQuerySet

PREVIEW_SIGNER = Signer(salt="alliance.news.preview")


def validate_link(value: str) -> None:
    """Raise ValidationError for an address that rich text would not carry either (`core.inline.safe_href`)."""
    if safe_href(value) != value:
        raise ValidationError(
            "Bitte eine Adresse angeben, die mit https:// oder, innerhalb des Portals, mit / beginnt."
        )


class RelatedLink(models.Model):
    """Where to read on: any address, or a page of ours by its key, which follows when the page moves."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="links", verbose_name="Meldung")
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    title = models.CharField(
        "Titel", max_length=120, blank=True, help_text="Leer bei eigenen Seiten: deren Titel."
    )
    url = models.CharField("Adresse", max_length=500, blank=True, validators=[validate_link])
    to_article = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"replaces__isnull": True},
        verbose_name="oder Meldung",
    )
    to_field = models.ForeignKey(
        "fields.ActionField",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="oder Handlungsfeld",
    )
    note = models.CharField("Hinweis", max_length=80, blank=True, help_text="Zum Beispiel „PDF, 2 MB“.")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "weiterführender Link"
        verbose_name_plural = "weiterführende Links"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(~Q(url=""), ~Q(title=""), to_article__isnull=True, to_field__isnull=True)
                | Q(url="", to_article__isnull=False, to_field__isnull=True)
                | Q(url="", to_article__isnull=True, to_field__isnull=False),
                name="news_link_one_target",
                violation_error_message="Bitte Titel und Adresse angeben oder genau eine eigene Seite wählen.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def target(self) -> Any:
        """The page of ours it leads to, or None."""
        return self.to_article or self.to_field

    @property
    def label(self) -> str:
        """What the reader clicks on."""
        return self.title or str(self.target or self.url)

    @property
    def href(self) -> str:
        """Where it leads."""
        return self.target.get_absolute_url() if self.target else self.url


class PreviewLink(models.Model):
    """Lets somebody without an account read an unpublished article, until it ends or is taken back.

    The address carries `key` signed, so that neither guessing nor seeing this table opens it.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links", verbose_name="Meldung")
    key = models.CharField(max_length=43, unique=True, editable=False)
    note = models.CharField(
        "für wen", max_length=120, blank=True, help_text="Zum Beispiel „zitiertes Mitglied“."
    )
    ends_at = models.DateTimeField("gilt bis")
    revoked_at = models.DateTimeField("zurückgenommen am", null=True, blank=True)
    made_by_name = models.CharField("von", max_length=200, blank=True)
    made_at = models.DateTimeField("erstellt", auto_now_add=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "Vorschaulink"
        verbose_name_plural = "Vorschaulinks"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Vorschaulink zu {self.article}"

    def get_absolute_url(self) -> str:
        """Where it leads."""
        return reverse("preview", args=[self.token])

    @property
    def token(self) -> str:
        """The last part of its address."""
        return PREVIEW_SIGNER.sign(self.key)

    @property
    def is_open(self) -> bool:
        """Whether it still opens the article."""
        return self.revoked_at is None and self.ends_at > timezone.now()
