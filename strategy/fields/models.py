"""What the alliance works on, over all versions of its strategy."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from alliance.core.addresses import free_slug
from alliance.core.models import Revised, Sorted, slug_validator
from strategy.fields.querysets import ActionFieldQuerySet


class Weave(models.TextChoices):
    """Dye and pattern of a field in the design; both always go together."""

    WAID = "waid", "Waid · Köper (blau)"
    RESEDA = "reseda", "Reseda · Leinwand (grün)"
    MALVE = "malve", "Malve · Atlas (lila)"
    WAU = "wau", "Wau · Panama (gelb)"
    EFEU = "efeu", "Efeu · Fischgrat (petrol)"
    NUSS = "nuss", "Nuss · Rips (braun)"
    GALLE = "galle", "Galle · Damast (grau)"
    HEIDE = "heide", "Heide · Raute (rosa)"


class ActionField(Sorted, Revised):
    """The lasting identity of an action field; what one strategy says of it comes with the versions."""

    name = models.CharField("Name", max_length=120, unique=True)
    slug = models.SlugField(
        "Adresse",
        max_length=120,
        unique=True,
        blank=True,
        validators=[slug_validator],
        help_text="Leer: aus dem Namen.",
    )
    short_text = models.TextField(
        "Kurztext",
        max_length=300,
        help_text="Ein bis zwei Sätze. Stehen auf der Startseite unter dem Gewebe.",
    )
    is_example = models.BooleanField(
        "Kurztext ist ein Beispiel", default=False, help_text="Setzt die Marke „Beispiel“ hinter den Text."
    )
    weave = models.CharField(
        "Gewebe",
        max_length=10,
        choices=Weave,
        help_text="Ein Nachfolgefeld erbt das Gewebe, ein neues nimmt ein freies.",
    )
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    is_active = models.BooleanField(
        "in Arbeit", default=True, help_text="Ohne Haken steht das Feld unter „Frühere Handlungsfelder“."
    )
    continues = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="continued_by",
        blank=True,
        verbose_name="führt fort",
        help_text="Frühere Felder, die in diesem aufgegangen sind: daran hängt der rote Faden.",
    )

    objects = ActionFieldQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[continues])

    class Meta:
        verbose_name = "Handlungsfeld"
        verbose_name_plural = "Handlungsfelder"
        ordering = ["-is_active", "order", "sort_name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An empty slug is made of the name."""
        self.slug = self.slug or free_slug(ActionField, self.name, keep=[self])

    def get_absolute_url(self) -> str:
        """The field's page."""
        return reverse("fields:detail", args=[self.slug])
