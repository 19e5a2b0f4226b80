"""The library of pictures. Everything in it may be seen by everybody."""

from typing import Any, ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from imagefield.fields import ImageField, PPOIField
from simple_history.models import HistoricalRecords

from alliance.core.german import fold
from alliance.core.models import Revised
from alliance.pictures.querysets import PictureQuerySet
from alliance.pictures.renditions import FORMATS, Sources, sources


def stored_as(picture: "Picture", name: str) -> str:
    """Folder and name of the original; `name` is the hash of its content (`cleaning.prepare`)."""
    return f"original/{name[:2]}/{name}"


class Picture(Revised):
    """One picture with what is said about it.

    The file never changes after it was added: another photo is another picture. So everything that was
    written about it (and the content history) stays true. Renditions are made in `save()`.
    """

    image = ImageField(
        "Bilddatei",
        upload_to=stored_as,
        width_field="width",
        height_field="height",
        ppoi_field="focus",
        formats=FORMATS,
    )
    width = models.PositiveIntegerField("Breite", default=0, editable=False)
    height = models.PositiveIntegerField("Höhe", default=0, editable=False)
    focus = PPOIField("Bildmittelpunkt", editable=False)
    title = models.CharField(
        "Titel", max_length=150, help_text="So finden Sie das Bild wieder. Auf der Website steht er nicht."
    )
    alternative_text = models.CharField(
        "Alternativtext",
        max_length=300,
        blank=True,
        help_text="Was ist zu sehen? Wer das Bild nicht sieht, bekommt diesen Satz vorgelesen.",
    )
    decorative = models.BooleanField(
        "schmückt nur",
        default=False,
        help_text="Das Bild sagt nichts, was nicht auch im Text steht. Es wird dann nicht vorgelesen.",
    )
    caption = models.CharField(
        "Bildunterschrift", max_length=300, blank=True, help_text="Steht auf der Website unter dem Bild."
    )
    credit = models.CharField(
        "Nachweis", max_length=200, blank=True, help_text="Steht unter dem Bild, zum Beispiel „Foto: Name“."
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="hochgeladen von",
    )
    uploaded_at = models.DateTimeField("hochgeladen", default=timezone.now, editable=False)
    checksum = models.CharField(max_length=64, editable=False, blank=True, db_index=True)
    sort_name = models.CharField(max_length=200, editable=False, db_index=True)
    find_text = models.TextField(editable=False)

    history = HistoricalRecords()
    objects: ClassVar[Any] = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = "Bild"
        verbose_name_plural = "Bilder"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alternative_text="") | Q(decorative=True),
                name="pictures_picture_alternative_text",
                violation_error_message="Der Alternativtext fehlt. Nur schmückende Bilder brauchen keinen.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the texts to find and sort by in step; makes the renditions that are missing."""
        self.sort_name = fold(self.title)[:200]
        self.find_text = fold(" ".join((self.title, self.alternative_text, self.caption, self.credit)))
        super().save(*args, **kwargs)
        self.forget_addresses()

    def forget_addresses(self) -> None:
        """Reckon the renditions' addresses anew; the file keeps those that were asked for before."""
        for name in FORMATS:
            self.image.__dict__.pop(name, None)

    @property
    def alt(self) -> str:
        """The text of the `alt` attribute: empty for a picture that only decorates."""
        return "" if self.decorative else self.alternative_text

    @property
    def focal_point(self) -> tuple[float, float]:
        """What is never cut off, as shares of width and height from the upper left corner (0 to 1)."""
        x, y = self.focus.split("x")
        return float(x), float(y)

    def sources(self, shape: str = "natural") -> Sources:
        """Addresses and sizes for a `<picture>`; `shape` is natural, wide (16:9) or square."""
        return sources(self, shape)

    @property
    def card_url(self) -> str:
        """The JPEG of 1200 x 630 pixels that social networks show beside a link."""
        return cast(str, self.image.card)

    @property
    def thumbnail_url(self) -> str:
        """A square JPEG of at most 160 pixels for lists in the admin."""
        return cast(str, self.image.square_160_jpeg)


class PictureInText(models.Model):
    """A picture that a rich text shows, so that it cannot vanish from under the page.

    A content model derives its own table from this and adds `owner`, the key to itself:
    `owner = models.ForeignKey(Article, models.CASCADE, related_name="pictures_in_text")`.
    """

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="+", verbose_name="Bild im Text")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["owner", "picture"], name="%(app_label)s_%(class)s_once")
        ]

    def __str__(self) -> str:
        return str(self.picture)
