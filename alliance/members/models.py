"""The alliance's members and who speaks for them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.addresses import free_slug
from alliance.core.models import Revised, Sorted, slug_validator
from alliance.members.querysets import ContactQuerySet, OrganisationQuerySet, TermQuerySet


def ends_after_start(start: str, end: str, name: str) -> models.CheckConstraint:
    """The constraint that a term does not end before it starts."""
    return models.CheckConstraint(
        condition=Q(**{f"{end}__isnull": True})
        | Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__gte": F(start)}),
        name=name,
        violation_error_message="Das Ende liegt vor dem Beginn.",
    )


class OrganisationKind(Sorted, Revised):
    """A kind of member such as chambers; which there are is data, never code."""

    name = models.CharField(
        "Name", max_length=100, unique=True, help_text="Mehrzahl, zum Beispiel „Hochschulen“."
    )
    slug = models.SlugField("Adresse", max_length=80, unique=True, blank=True, validators=[slug_validator])
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Art von Mitgliedern"
        verbose_name_plural = "Arten von Mitgliedern"
        ordering = ["order", "sort_name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An empty slug is made of the name."""
        self.slug = self.slug or free_slug(type(self), self.name, keep=[self])


class Organisation(Sorted, Revised):
    """A member organisation. It may leave and be succeeded; it is never deleted."""

    sorted_by = ("name", "short_name")

    name = models.CharField("Name", max_length=200, unique=True)
    short_name = models.CharField(
        "Kurzname", max_length=80, help_text="So steht das Mitglied in Aufzählungen."
    )
    slug = models.SlugField(
        "Adresse",
        max_length=120,
        unique=True,
        blank=True,
        validators=[slug_validator],
        help_text="Leer: aus dem Namen.",
    )
    kind = models.ForeignKey(
        OrganisationKind, models.PROTECT, related_name="organisations", verbose_name="Art"
    )
    place = models.CharField("Ort", max_length=100, blank=True)
    website = models.URLField("Website", blank=True)
    logo = models.ForeignKey("pictures.Picture", models.PROTECT, null=True, blank=True, related_name="+")
    joined = models.DateField("Mitglied seit", null=True, blank=True)
    left = models.DateField(
        "ausgetreten am",
        null=True,
        blank=True,
        help_text="Ab diesem Tag steht das Mitglied unter „früher dabei“.",
    )
    has_vote = models.BooleanField("stimmberechtigt", default=True)
    succeeded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="aufgegangen in",
    )

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Mitglied"
        verbose_name_plural = "Mitglieder"
        ordering = ["sort_name", "pk"]
        constraints = [
            ends_after_start("joined", "left", "members_organisation_left_after_joined"),
            models.CheckConstraint(
                condition=Q(succeeded_by__isnull=True) | ~Q(succeeded_by=F("pk")),
                name="members_organisation_not_its_own_successor",
                violation_error_message="Ein Mitglied kann nicht in sich selbst aufgehen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An empty slug is made of the short name."""
        self.slug = self.slug or free_slug(type(self), self.short_name, keep=[self])

    def get_absolute_url(self) -> str:
        """The member's page."""
        return reverse("members:detail", args=[self.slug])

    @property
    def is_former(self) -> bool:
        """Whether it has left by today in Berlin, as `OrganisationQuerySet.former` asks."""
        return self.left is not None and self.left <= timezone.localdate()


class Mandate(Revised):
    """A person speaks for an organisation, from one day to another."""

    class Kind(models.TextChoices):
        REPRESENTATIVE = "representative", "Vertretung"
        DEPUTY = "deputy", "Stellvertretung"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="Person"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="mandates", verbose_name="Mitglied"
    )
    kind = models.CharField("Art", max_length=20, choices=Kind, default=Kind.REPRESENTATIVE)
    valid_from = models.DateField("von", null=True, blank=True)
    valid_to = models.DateField(
        "bis", null=True, blank=True, help_text="Letzter Tag. Danach endet der Zugang sofort."
    )

    objects = TermQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Mandat"
        verbose_name_plural = "Mandate"
        ordering = ["organisation__sort_name", "kind", "pk"]
        constraints = [ends_after_start("valid_from", "valid_to", "members_mandate_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()} {self.organisation}"


class WorkingGroup(Sorted, Revised):
    """Persons who work out something together, such as the next strategy."""

    name = models.CharField("Name", max_length=200, unique=True)
    slug = models.SlugField("Adresse", max_length=120, unique=True, blank=True, validators=[slug_validator])
    mandate_text = models.TextField("Auftrag", blank=True)
    lead = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Leitung"
    )
    valid_from = models.DateField("von", null=True, blank=True)
    valid_to = models.DateField("bis", null=True, blank=True)

    objects = TermQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Arbeitsgruppe"
        verbose_name_plural = "Arbeitsgruppen"
        ordering = ["sort_name"]
        constraints = [ends_after_start("valid_from", "valid_to", "members_group_ends_after_start")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An empty slug is made of the name."""
        self.slug = self.slug or free_slug(type(self), self.name, keep=[self])

    def get_absolute_url(self) -> str:
        """The group's page in the members' area."""
        return reverse("groups:detail", args=[self.slug])

    @property
    def is_former(self) -> bool:
        """Whether it has ended by today in Berlin."""
        return self.valid_to is not None and self.valid_to < timezone.localdate()


class GroupMembership(models.Model):
    """A person belongs to a working group, from one day to another."""

    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="memberships", verbose_name="Arbeitsgruppe"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="Person"
    )
    valid_from = models.DateField("von", null=True, blank=True)
    valid_to = models.DateField("bis", null=True, blank=True)

    objects = TermQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Person in der Arbeitsgruppe"
        verbose_name_plural = "Personen in der Arbeitsgruppe"
        ordering = ["person__sort_name", "pk"]
        constraints = [
            ends_after_start("valid_from", "valid_to", "members_membership_ends_after_start"),
            models.UniqueConstraint(
                fields=["group", "person", "valid_from"],
                name="members_membership_once",
                violation_error_message="Die Person steht schon in der Arbeitsgruppe.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"


class Contact(Sorted, Revised):
    """Whom readers ask: a function, never an empty block."""

    sorted_by = ("function", "details")

    function = models.CharField("Funktion", max_length=120, help_text="Zum Beispiel „Geschäftsstelle“.")
    details = models.TextField(
        "Zeilen darunter", blank=True, help_text="Eine Angabe je Zeile, etwa der Name des Hauses."
    )
    phone = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    hours = models.CharField(
        "Erreichbar", max_length=120, blank=True, help_text="Zum Beispiel „Mo bis Do 9 bis 15 Uhr“."
    )
    picture = models.ForeignKey(
        "pictures.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Bild"
    )
    is_default = models.BooleanField(
        "Standard", default=False, help_text="Steht unter jeder Meldung, für die nichts anderes gewählt ist."
    )

    objects = ContactQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Ansprechstelle"
        verbose_name_plural = "Ansprechstellen"
        ordering = ["-is_default", "sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="members_contact_one_default"
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="members_contact_reachable",
                violation_error_message="Bitte Telefon oder E-Mail-Adresse angeben, sonst erreicht niemand die Stelle.",
            ),
        ]

    def __str__(self) -> str:
        return self.function
