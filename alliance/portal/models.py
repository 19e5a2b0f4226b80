"""What the portal itself says: its settings and its static pages."""

import re
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from alliance.core.addresses import free_slug, is_taken_by_route
from alliance.core.fields import RichTextField
from alliance.core.models import Revised, Sorted, slug_validator
from alliance.core.richtext import plain_text
from alliance.pictures.models import PictureInText
from alliance.portal.querysets import PageQuerySet

_GAP = re.compile(r"\[\s*bitte\s+ergänzen\s*(?::\s*([^\]]*))?\]", re.IGNORECASE)


def find_gaps(text: str) -> list[str]:
    """The words of all marks `[bitte ergänzen: …]` in a text, each once; an empty mark counts as „Angabe“."""
    return list(dict.fromkeys(" ".join((found or "Angabe").split()) for found in _GAP.findall(text)))


# Addresses that later rooms of the portal will answer at; a page there would shadow or lose them.
RESERVED = frozenset(
    "termine strategie mitglieder uebersicht protokolle beschluesse abstimmungen aufgaben arbeitsgruppen konto"
    " antwort abbestellen rundschreiben dokumente bilder w werkstatt roter-faden suche kontakt vorschau"
    " anmelden abmelden einladung verwaltung aktuelles handlungsfelder static styleguide".split()
)


class SiteSettings(Revised):
    """The one row of what differs from alliance to alliance."""

    name = models.CharField(
        "Name des Bündnisses", max_length=120, help_text="Steht im Kopf, im Fuß und im Titel jeder Seite."
    )
    claim = models.TextField(
        "Leitsatz", max_length=200, help_text="Überschrift der Startseite, eine Zeile je Zeile."
    )
    intro = models.TextField(
        "Einleitung", max_length=400, help_text="Steht auf der Startseite unter dem Leitsatz."
    )
    area = models.CharField(
        "Gebiet", max_length=120, blank=True, help_text="Für Suchmaschinen, zum Beispiel „Südniedersachsen“."
    )
    address = models.TextField(
        "Anschrift", max_length=300, blank=True, help_text="Eine Angabe je Zeile. Steht im Fuß jeder Seite."
    )
    email = models.EmailField(
        "E-Mail-Adresse",
        blank=True,
        help_text="Öffentlich: für Suchmaschinen und für Hinweise auf Sicherheitslücken.",
    )
    about = models.TextField("Wer wir sind", max_length=400, help_text="Steht im Fuß jeder Seite.")
    funding_note = models.CharField(
        "Förderhinweis", max_length=250, blank=True, help_text="Steht im Fuß jeder Seite."
    )
    members_intro = models.TextField(
        "Mitglieder: Einleitung", max_length=300, blank=True, help_text="Steht über der Liste der Mitglieder."
    )
    members_note = models.CharField(
        "Mitglieder: Anmerkung",
        max_length=250,
        blank=True,
        help_text="Steht klein unter der Liste, etwa ihr Stand.",
    )
    offer_title = models.CharField("Angebot: Überschrift", max_length=80, blank=True)
    offer_text = models.TextField(
        "Angebot: Text",
        max_length=300,
        blank=True,
        help_text="Steht auf der Startseite über der Ansprechstelle.",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Einstellungen der Website"
        verbose_name_plural = "Einstellungen der Website"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="portal_settings_one_row")]

    def __str__(self) -> str:
        return "Einstellungen der Website"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """There is one row."""
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Self:
        """The row, or an unsaved one with neutral words as long as nobody has filled it in."""
        return cls.objects.filter(pk=1).first() or cls(name="Fachkräftebündnis", claim="Fachkräftebündnis")

    @property
    def claim_lines(self) -> list[str]:
        """The lines of the home page's heading."""
        return [line.strip() for line in self.claim.splitlines() if line.strip()] or [self.name]


class SiteLink(models.Model):
    """What the foot of every page shows beside words: who funds, and where else the alliance is found."""

    class Kind(models.TextChoices):
        FUNDING = "funding", "Förderlogo"
        SOCIAL = "social", "Profil"

    site = models.ForeignKey(SiteSettings, models.CASCADE, related_name="links")
    kind = models.CharField("Art", max_length=10, choices=Kind, default=Kind.FUNDING)
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    title = models.CharField("Titel", max_length=80, help_text="Bei Profilen das Wort, auf das man klickt.")
    url = models.URLField("Adresse", blank=True)
    picture = models.ForeignKey(
        "pictures.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Logo",
        help_text="Ein neues Logo laden Sie zuerst unter „Bild hochladen“ hoch. Sein Alternativtext wird vorgelesen.",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Förderlogo oder Profil"
        verbose_name_plural = "Förderlogos und Profile"
        ordering = ["kind", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="funding", picture__isnull=False)
                | (models.Q(kind="social") & ~models.Q(url="")),
                name="portal_link_has_what_it_shows",
                violation_error_message="Ein Förderlogo braucht ein Bild, ein Profil eine Adresse.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Page(Sorted, Revised):
    """A static page such as the Impressum. It may stand below another one, one level deep."""

    sorted_by = ("title",)

    class Place(models.TextChoices):
        NONE = "none", "nirgends"
        HEADER = "header", "im Kopf, im Menü"
        ABOUT = "about", "im Fuß unter „Mitmachen“"
        LEGAL = "legal", "im Fuß unter „Rechtliches“"

    title = models.CharField("Titel", max_length=120)
    slug = models.SlugField(
        "Adresse",
        max_length=120,
        unique=True,
        blank=True,
        validators=[slug_validator],
        help_text="Die Seite steht unter /adresse/. Leer: aus dem Titel.",
    )
    lead = models.TextField("Vorspann", max_length=400, blank=True)
    text = RichTextField("Text", blank=True)
    place = models.CharField(
        "Im Menü oder Fuß",
        max_length=10,
        choices=Place,
        default=Place.NONE,
        help_text="Gespeichert ist die Seite sofort öffentlich, auch ohne Verweis.",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="Unterseite von",
        help_text="Die übergeordnete Seite verweist dann auf diese. Eine Ebene genügt.",
    )
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects = PageQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"
        ordering = ["place", "order", "title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """An empty slug is made of the title; one that another room of the portal answers at is refused."""
        self.slug = self.slug or free_slug(Page, self.title, keep=[self])
        if self.slug in RESERVED or is_taken_by_route(f"/{self.slug}/", own="portal:page"):
            raise ValidationError({"slug": "Unter dieser Adresse steht schon ein Bereich des Portals."})
        if self.parent and (self.parent.parent_id or self.parent_id == self.pk):
            raise ValidationError(
                {"parent": "Diese Seite steht selbst unter einer anderen. Bitte wählen Sie eine oberste."}
            )
        if self.parent and self.pk and self.children.exists():
            raise ValidationError(
                {"parent": "Unter dieser Seite stehen schon andere; sie bleibt deshalb oben."}
            )

    def get_absolute_url(self) -> str:
        """The page's address."""
        return reverse("portal:page", args=[self.slug])

    @property
    def gaps(self) -> list[str]:
        """What the text still asks to be filled in, in its own words."""
        return find_gaps(f"{self.lead}\n{plain_text(self.text)}")


class PagePicture(PictureInText):
    """A picture inside a page's text, so that it cannot vanish from under it."""

    owner = models.ForeignKey(Page, models.CASCADE, related_name="text_pictures")


class ContactMessage(models.Model):
    """What somebody wrote to the office in the form of `/kontakt/`; kept for thirty days."""

    name = models.CharField("Name", max_length=120)
    email = models.EmailField("E-Mail-Adresse")
    text = models.TextField("Nachricht", max_length=5000)
    wants_copy = models.BooleanField("Kopie gewünscht", default=False)
    created_at = models.DateTimeField("eingegangen", default=timezone.now, db_index=True)
    # Of the form as it was sent, so that pressing the button twice is one message.
    key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = "Nachricht aus dem Kontaktformular"
        verbose_name_plural = "Nachrichten aus dem Kontaktformular"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        # Stands in the log for ever, so it names nobody.
        return f"Nachricht vom {date_format(timezone.localtime(self.created_at), 'j. F Y, H:i')} Uhr"

    @property
    def occasions(self) -> str:
        """How the occasions of all its mails begin."""
        return f"contact:{self.pk}:"
