"""The alliance's news."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.addresses import free_slug
from alliance.core.fields import RichTextField
from alliance.core.german import fold
from alliance.core.models import Revised, Sorted, slug_validator
from alliance.core.richtext import reading_minutes
from alliance.members.access import Audience
from alliance.news.querysets import ArticleQuerySet
from alliance.news.states import EDITABLE, State
from alliance.pictures.models import PictureInText


class Topic(Sorted, Revised):
    """What a report is about, such as „Strategie“ or „Arbeitsmarkt“."""

    name = models.CharField("Name", max_length=60, unique=True)
    slug = models.SlugField("Adresse", max_length=80, unique=True, blank=True, validators=[slug_validator])
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Thema"
        verbose_name_plural = "Themen"
        ordering = ["order", "sort_name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An empty slug is made of the name."""
        self.slug = self.slug or free_slug(Topic, self.name, keep=[self])


class Article(Revised):
    """A report. Once published it changes through a correction: a copy whose `replaces` points here."""

    title = models.CharField(
        "Titel", max_length=160, help_text="Steht als Überschrift über der Meldung und in Listen."
    )
    slug = models.SlugField(
        "Adresse",
        max_length=120,
        blank=True,
        validators=[slug_validator],
        help_text="Letzter Teil der Adresse /aktuelles/…/. Wird aus dem Titel gebildet. Alte Adressen führen weiter.",
    )
    place = models.CharField(
        "Ort", max_length=80, blank=True, help_text="Steht vor dem Datum: „Göttingen, 20. Februar 2024“."
    )
    teaser = models.TextField(
        "Vorspann",
        max_length=400,
        help_text="Ein bis zwei Sätze. Stehen in Listen und über dem Text, nicht noch einmal darin.",
    )
    text = RichTextField("Text", blank=True, help_text="Zwischenüberschriften beginnen mit „Überschrift 2“.")
    is_example = models.BooleanField(
        "Beispiel",
        default=False,
        help_text="Setzt hinter den Titel die Marke „Beispiel“: der Inhalt ist erfunden.",
    )
    lead_picture = models.ForeignKey(
        "pictures.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Aufmacherbild",
        help_text="Steht über dem Text und, wenn die Meldung oben steht, auf der Startseite.",
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles", verbose_name="Themen")
    action_fields = models.ManyToManyField(
        "fields.ActionField",
        blank=True,
        related_name="+",
        verbose_name="Handlungsfelder",
        help_text="Die Meldung steht dann auch auf den Seiten dieser Felder.",
    )
    organisations = models.ManyToManyField(
        "members.Organisation", blank=True, related_name="+", verbose_name="genannte Mitglieder"
    )
    meetings = models.ManyToManyField(
        "meetings.Meeting",
        blank=True,
        related_name="+",
        verbose_name="Termine",
        help_text="Von denen die Meldung handelt. Sie steht dann auch auf deren Seiten.",
    )
    resolutions = models.ManyToManyField(
        "meetings.Resolution",
        blank=True,
        related_name="+",
        verbose_name="Beschlüsse",
        help_text="Von denen die Meldung handelt. Sie steht dann auch auf deren Seiten.",
    )
    contact = models.ForeignKey(
        "members.Contact",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Ansprechstelle",
        help_text="Leer: die Geschäftsstelle.",
    )
    is_pinned = models.BooleanField(
        "oben halten", default=False, help_text="Steht auf der Startseite vor neueren Meldungen."
    )
    audience = models.CharField(
        "sichtbar für",
        max_length=10,
        choices=Audience,
        default=Audience.PUBLIC,
        help_text="Wer die Meldung lesen darf.",
    )
    working_group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Arbeitsgruppe",
        help_text="Nur bei „eine Arbeitsgruppe“.",
    )
    state = models.CharField("Stand", max_length=10, choices=State, default=State.DRAFT, editable=False)
    publish_at = models.DateTimeField(
        "erscheint am",
        null=True,
        blank=True,
        help_text="Leer: sobald Sie veröffentlichen. In der Zukunft: dann von selbst.",
    )
    expire_at = models.DateTimeField("verschwindet am", null=True, blank=True, help_text="Leer: bleibt.")
    updated_at = models.DateTimeField("aktualisiert am", null=True, editable=False)
    replaces = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        editable=False,
        related_name="correction",
        verbose_name="Korrektur von",
    )
    find_text = models.TextField(editable=False)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[topics, action_fields, organisations, meetings, resolutions])

    class Meta:
        verbose_name = "Meldung"
        verbose_name_plural = "Meldungen"
        ordering = ["-publish_at", "-pk"]
        indexes = [models.Index(fields=["state", "-publish_at"], name="news_article_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(replaces__isnull=True),
                name="news_article_slug_once",
                violation_error_message="Diese Adresse hat schon eine andere Meldung.",
            ),
            models.CheckConstraint(
                condition=Q(expire_at__isnull=True)
                | Q(publish_at__isnull=True)
                | Q(expire_at__gt=F("publish_at")),
                name="news_article_expires_after_publication",
                violation_error_message="Die Meldung würde verschwinden, bevor sie erscheint.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RELEASED) | Q(publish_at__isnull=False),
                name="news_article_released_has_date",
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.GROUP, working_group__isnull=False)
                | (~Q(audience=Audience.GROUP) & Q(working_group__isnull=True)),
                name="news_article_group_only_with_audience",
                violation_error_message="Bitte genau dann eine Arbeitsgruppe wählen, wenn die Meldung nur für sie ist.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """An empty slug is made of the title; a correction takes no other slug and hides no original."""
        self.slug = self.slug or free_slug(Article, self.title, keep=[self, self.replaces])
        others = Article.objects.filter(slug=self.slug, replaces__isnull=True)
        if others.exclude(pk__in=[pk for pk in (self.pk, self.replaces_id) if pk]).exists():
            raise ValidationError({"slug": "Diese Adresse hat schon eine andere Meldung."})
        if self.replaces_id and self.publish_at and self.publish_at > timezone.now():
            raise ValidationError(
                {
                    "publish_at": "Eine Korrektur gilt sofort. Mit diesem Datum verschwände die Meldung bis dahin."
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the text to find by in step."""
        self.find_text = fold(f"{self.title} {self.teaser} {self.place}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The article's page, of the original for a correction."""
        return reverse("news:detail", args=[self.slug])

    @property
    def is_editable(self) -> bool:
        """Whether the form may write here; published articles change through a correction."""
        return self.state in EDITABLE

    @property
    def has_correction(self) -> bool:
        """Whether a correction of this article was begun."""
        return hasattr(self, "correction")

    @property
    def is_published(self) -> bool:
        """Whether readers see it now."""
        now = timezone.now()
        begun = self.state == State.RELEASED and self.publish_at is not None and self.publish_at <= now
        return begun and self.replaces_id is None and (self.expire_at is None or self.expire_at > now)

    @property
    def reading_minutes(self) -> int:
        """How long reading takes, in whole minutes."""
        return reading_minutes(self.text)


class ArticlePicture(PictureInText):
    """A picture inside an article's text, so that it cannot vanish from under the page."""

    owner = models.ForeignKey(Article, models.CASCADE, related_name="text_pictures")
