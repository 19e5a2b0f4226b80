"""Meetings and where they take place."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.fields import RichTextField
from alliance.core.german import fold, slugify_german
from alliance.core.models import Revised, Sorted, slug_validator
from alliance.members.access import Audience
from events.meetings.querysets import MeetingQuerySet
from events.meetings.states import SHOWN, TAKES_PLACE, Kind, State


class Venue(Sorted, Revised):
    """A house where meetings take place."""

    name = models.CharField("Name", max_length=160, unique=True)
    address = models.TextField("Anschrift", blank=True, help_text="Eine Zeile je Angabe.")
    capacity = models.PositiveIntegerField(
        "Plätze", null=True, blank=True, help_text="Wird neuen Terminen vorgeschlagen. Leer: unbegrenzt."
    )
    accessibility = models.TextField(
        "Barrierefreiheit",
        blank=True,
        help_text="Zum Beispiel Aufzug, Breite der Türen, Induktionsanlage, Behindertenparkplatz.",
    )
    directions = models.TextField("Anfahrt", blank=True, help_text="Bus, Bahn, Parkplätze, Eingang.")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Ort"
        verbose_name_plural = "Orte"
        ordering = ["sort_name", "pk"]

    def __str__(self) -> str:
        return self.name


class Meeting(Revised):
    """A meeting. Who comes stands in its registrations, what is talked about in its items."""

    kind = models.CharField("Art", max_length=30, choices=Kind, default=Kind.MEMBERS)
    title = models.CharField("Titel", max_length=160)
    slug = models.SlugField(
        "Adresse",
        max_length=100,
        blank=True,
        validators=[slug_validator],
        help_text="Letzter Teil der Adresse nach dem Datum. Wird aus dem Titel gebildet. Alte Adressen führen weiter.",
    )
    # Date in Berlin and slug, as in the address; kept in step by save().
    address = models.CharField(max_length=120, unique=True, editable=False)
    is_example = models.BooleanField(
        "Beispiel", default=False, help_text="Setzt hinter den Titel die Marke „Beispiel“."
    )
    starts_at = models.DateTimeField("Beginn")
    ends_at = models.DateTimeField("Ende")
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="Ort"
    )
    room = models.CharField("Raum", max_length=120, blank=True)
    online_url = models.URLField(
        "Link zur Teilnahme",
        max_length=500,
        blank=True,
        help_text="Sehen nur Angemeldete. Leer: keine Teilnahme online.",
    )
    capacity = models.PositiveIntegerField(
        "Plätze",
        null=True,
        blank=True,
        validators=[MaxValueValidator(10_000)],
        help_text="Leer: so viele wie der Ort hat; hat er keine Angabe, unbegrenzt.",
    )
    seats_each = models.PositiveSmallIntegerField(
        "Plätze je Mitglied", default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    audience = models.CharField("sichtbar für", max_length=10, choices=Audience, default=Audience.MEMBERS)
    working_group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Arbeitsgruppe",
        help_text="Deren Sitzung es ist. Bei „eine Arbeitsgruppe“ sehen nur ihre Personen den Termin.",
    )
    takes_guests = models.BooleanField(
        "Gäste können sich anmelden", default=False, help_text="Nur, wenn der Termin für alle sichtbar ist."
    )
    action_fields = models.ManyToManyField(
        "fields.ActionField", blank=True, related_name="+", verbose_name="Handlungsfelder"
    )
    description = RichTextField("Beschreibung", blank=True)
    register_until = models.DateTimeField(
        "Anmeldung bis", null=True, blank=True, help_text="Leer: bis zum Beginn."
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
    picture = models.ForeignKey(
        "pictures.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Bild"
    )
    state = models.CharField("Stand", max_length=10, choices=State, default=State.DRAFT, editable=False)
    reason = models.CharField(
        "Grund der Absage oder Verschiebung", max_length=300, blank=True, editable=False
    )
    invited_at = models.DateTimeField("eingeladen am", null=True, editable=False)
    # When the collected notice of changes goes out, if nothing changes any more until then.
    notice_due_at = models.DateTimeField(null=True, editable=False, db_index=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="kopiert von"
    )
    # RFC 5545: the same for good, and counted up whenever calendars have to change.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # The signed list, scanned.
    attendance_list = models.ForeignKey(
        "files.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unterschriebene Teilnahmeliste",
        editable=False,
    )
    find_text = models.TextField(editable=False)

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[action_fields], excluded_fields=["notice_due_at"])

    class Meta:
        verbose_name = "Termin"
        verbose_name_plural = "Termine"
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["state", "ends_at"], name="meetings_meeting_next")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meetings_meeting_ends_after_start",
                violation_error_message="Das Ende liegt nicht nach dem Beginn.",
            ),
            models.CheckConstraint(
                condition=Q(register_until__isnull=True) | Q(register_until__lte=F("ends_at")),
                name="meetings_meeting_registration_before_end",
                violation_error_message="Die Anmeldung endet erst nach dem Termin.",
            ),
            models.CheckConstraint(
                condition=~Q(audience=Audience.GROUP) | Q(working_group__isnull=False),
                name="meetings_meeting_group_named",
                violation_error_message="Bitte die Arbeitsgruppe wählen, für die der Termin ist.",
            ),
            models.CheckConstraint(
                condition=Q(takes_guests=False) | Q(audience=Audience.PUBLIC),
                name="meetings_meeting_guests_only_public",
                violation_error_message="Gäste können sich nur zu Terminen anmelden, die alle sehen.",
            ),
            models.CheckConstraint(
                condition=Q(seats_each__gte=1), name="meetings_meeting_seats_each_from_one"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.INVITED) | Q(invited_at__isnull=False),
                name="meetings_meeting_invited_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.title}, {timezone.localtime(self.starts_at):%d.%m.%Y}" if self.starts_at else self.title
        )

    def clean(self) -> None:
        """An empty slug is made of the title; a working group's kind names the group."""
        self.slug = self.slug or slugify_german(self.title)[:100].strip("-") or "termin"
        if self.kind == Kind.GROUP and self.working_group_id is None:
            raise ValidationError({"working_group": "Bitte wählen Sie, welche Arbeitsgruppe tagt."})
        if self.starts_at:
            others = Meeting.objects.filter(address=self._made_address()).exclude(pk=self.pk)
            if others.exists():
                raise ValidationError(
                    {"slug": "An diesem Tag gibt es schon einen Termin mit dieser Adresse."}
                )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address and the text to find by in step."""
        self.address = self._made_address()
        self.find_text = fold(f"{self.title} {self.room}")
        super().save(*args, **kwargs)

    def _made_address(self) -> str:
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d}-{self.slug}"

    def get_absolute_url(self) -> str:
        """The meeting's page."""
        return reverse("meetings:detail", args=[self.address])

    @property
    def is_shown(self) -> bool:
        """Whether others than the office may see it."""
        return self.state in SHOWN

    @property
    def takes_place(self) -> bool:
        """Neither draft, postponed nor cancelled."""
        return self.state in TAKES_PLACE

    @property
    def is_running(self) -> bool:
        """Begun and not over."""
        return self.takes_place and self.starts_at <= timezone.now() < self.ends_at

    @property
    def is_held(self) -> bool:
        """Over, and neither cancelled nor postponed."""
        return self.takes_place and self.ends_at <= timezone.now()

    @property
    def answers_until(self) -> Any:
        """Until when members and guests may answer; the office may later, too."""
        return min(self.register_until or self.starts_at, self.ends_at)

    @property
    def is_open(self) -> bool:
        """Whether answers of members and guests are taken now."""
        return self.state == State.INVITED and timezone.now() < self.answers_until

    @property
    def is_online(self) -> bool:
        """Whether one may take part online."""
        return bool(self.online_url)

    @property
    def has_room(self) -> bool:
        """Whether one may come in person; a meeting with nothing but a link takes place online only."""
        return bool(self.venue_id or self.room or not self.online_url)

    @property
    def limit(self) -> int | None:
        """How many seats the room has: the meeting's own number, else the venue's; None without a limit."""
        if self.capacity is not None:
            return self.capacity
        return self.venue.capacity if self.venue else None
