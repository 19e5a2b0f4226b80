"""A workshop and its rounds."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from alliance.core.addresses import free_slug
from alliance.core.models import Revised, slug_validator
from alliance.members.access import Audience
from events.workshops.querysets import RoundQuerySet, WorkshopQuerySet
from events.workshops.states import ACTIVE, Door, Kind, Naming, Phase, State, Vote

# Without what is mistaken for something else when it is read from a projector.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6
MOST_DOTS = 20
RESULT_AUDIENCES = [(value.value, value.label) for value in (Audience.MEMBERS, Audience.PUBLIC)]


def new_code() -> str:
    """A code as it stands on the projector; unique by chance (887 million) and by constraint."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


class Workshop(Revised):
    """People in a room find their priorities. What moves each second stands in `Pulse`."""

    title = models.CharField("Titel", max_length=160)
    slug = models.SlugField(
        "Adresse",
        max_length=120,
        unique=True,
        blank=True,
        validators=[slug_validator],
        help_text="Letzter Teil der Adresse /werkstatt/…/. Leer: aus dem Titel.",
    )
    question = models.CharField(
        "Leitfrage", max_length=200, help_text="Steht auf dem Beamer, bevor die erste Runde beginnt."
    )
    is_example = models.BooleanField(
        "Beispiel", default=False, help_text="Setzt hinter den Titel die Marke „Beispiel“."
    )
    meeting = models.ForeignKey(
        "meetings.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Termin",
        help_text="Leer: gehört zu keinem Termin.",
    )
    facilitators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name="Leitung",
        help_text="Sehen Tafel und Beamer. Die Geschäftsstelle kann das immer.",
    )
    audience = models.CharField(
        "Ergebnis sichtbar für",
        max_length=10,
        choices=RESULT_AUDIENCES,
        default=Audience.MEMBERS,
        help_text="Ab dem Ende der Werkstatt.",
    )
    code = models.CharField("Code", max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    state = models.CharField("Stand", max_length=10, choices=State, default=State.DRAFT, editable=False)
    door = models.CharField("Tür", max_length=10, choices=Door, default=Door.OPEN)
    is_locked = models.BooleanField(
        "Tür geschlossen", default=False, editable=False, help_text="Wer schon dabei ist, bleibt dabei."
    )
    vote = models.CharField("Punkte hat", max_length=15, choices=Vote, default=Vote.PERSON)
    naming = models.CharField("Ideen stehen da", max_length=15, choices=Naming, default=Naming.ANONYMOUS)
    threshold = models.PositiveSmallIntegerField(
        "kleinste Gruppe in der Auswertung",
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(50)],
        help_text="Nach Art der Mitglieder wird nur ausgewertet, wo so viele gepunktet haben.",
    )
    owner_days = models.PositiveSmallIntegerField(
        "Tage, die Punkte zuordenbar bleiben",
        default=30,
        validators=[MaxValueValidator(3650)],
        help_text="Gezählt ab dem Ende. Danach bleiben nur die Summen.",
    )
    opened_at = models.DateTimeField("geöffnet", null=True, editable=False)
    closed_at = models.DateTimeField("beendet", null=True, editable=False)
    forget_at = models.DateTimeField("Zuordnung wird gelöscht", null=True, editable=False)
    forgotten_at = models.DateTimeField("Zuordnung gelöscht", null=True, editable=False)

    objects = WorkshopQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[facilitators])

    class Meta:
        verbose_name = "Werkstatt"
        verbose_name_plural = "Werkstätten"
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__gte=2),
                name="workshops_workshop_threshold_from_two",
                violation_error_message="Eine Gruppe von einer Person wäre keine Gruppe.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | Q(closed_at__isnull=False),
                name="workshops_workshop_closed_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """An empty slug is made of the title."""
        self.slug = self.slug or free_slug(Workshop, self.title, keep=[self])

    def get_absolute_url(self) -> str:
        """The result's page."""
        return reverse("workshops:result", args=[self.slug])

    @property
    def is_open(self) -> bool:
        """Whether people take part now."""
        return self.state == State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether it is over."""
        return self.state == State.CLOSED

    @property
    def by_organisation(self) -> bool:
        """Whether one set of dots belongs to a whole organisation."""
        return self.vote == Vote.ORGANISATION


class Pulse(models.Model):
    """The numbers that are polled each second; by themselves, so that polling touches one small row.

    `beat` is what phones follow: phases, and who was removed. `board_beat` is what board and projector follow:
    the same, and each idea, cluster and arrival. Dots move neither of them. The clock is copied here from the
    round under way, so that a full room need not load its pages again when somebody sets it.
    """

    workshop = models.OneToOneField(Workshop, models.CASCADE, primary_key=True, related_name="pulse")
    beat = models.PositiveBigIntegerField(default=1)
    board_beat = models.PositiveBigIntegerField(default=1)
    clock_ends_at = models.DateTimeField(null=True)
    clock_left = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "Takt"
        verbose_name_plural = "Takte"

    def __str__(self) -> str:
        return f"{self.beat}/{self.board_beat}"


class Round(Revised):
    """One question, from the first idea to its result. `state` is its phase."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="rounds", verbose_name="Werkstatt")
    order = models.PositiveSmallIntegerField("Reihenfolge", default=1, validators=[MinValueValidator(1)])
    kind = models.CharField("Art", max_length=10, choices=Kind, default=Kind.TOPICS)
    question = models.CharField("Frage", max_length=200)
    dots_each = models.PositiveSmallIntegerField(
        "Punkte", default=3, validators=[MinValueValidator(1), MaxValueValidator(MOST_DOTS)]
    )
    dots_on_one = models.PositiveSmallIntegerField(
        "davon höchstens auf eines",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DOTS)],
    )
    minutes = models.PositiveSmallIntegerField(
        "Minuten",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text="Für die Uhr je Phase. Sie zeigt nur an und beendet nichts.",
    )
    state = models.CharField("Phase", max_length=10, choices=Phase, default=Phase.WAITING, editable=False)
    started_at = models.DateTimeField("begonnen", null=True, editable=False)
    ended_at = models.DateTimeField("abgeschlossen", null=True, editable=False)
    # The clock runs until a moment, or stands with so many seconds left.
    clock_ends_at = models.DateTimeField(null=True, editable=False)
    clock_left = models.PositiveIntegerField(null=True, editable=False)
    # Known from the reveal on.
    voted = models.PositiveIntegerField("haben gepunktet", null=True, editable=False)
    present = models.PositiveIntegerField("waren dabei", null=True, editable=False)

    objects = RoundQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Runde"
        verbose_name_plural = "Runden"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop"], condition=Q(state__in=sorted(ACTIVE)), name="workshops_round_one_active"
            ),
            models.CheckConstraint(
                condition=Q(dots_each__gte=1, dots_each__lte=MOST_DOTS), name="workshops_round_dots_each"
            ),
            models.CheckConstraint(
                condition=Q(dots_on_one__gte=1, dots_on_one__lte=MOST_DOTS),
                name="workshops_round_dots_on_one",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_active(self) -> bool:
        """Whether it is under way."""
        return self.state in ACTIVE

    @property
    def is_revealed(self) -> bool:
        """Whether counts may be known."""
        return self.state in (Phase.REVEAL, Phase.CLOSED)
