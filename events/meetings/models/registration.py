"""Who was invited, who comes, who was there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from events.meetings.models.meeting import Meeting
from events.meetings.querysets import RegistrationQuerySet
from events.meetings.states import Answer, Via

# Copied into a seat where the room has no limit.
NO_LIMIT = 10_000


class Registration(models.Model):
    """One organisation's answer to one meeting, or one guest. Members see organisations, never persons."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="registrations", verbose_name="Termin")
    organisation = models.ForeignKey(
        "members.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Mitglied",
    )
    guest_name = models.CharField("Name des Gastes", max_length=160, blank=True)
    guest_email = models.EmailField("E-Mail-Adresse des Gastes", blank=True)
    guest_confirmed_at = models.DateTimeField("bestätigt", null=True, editable=False)
    answer = models.CharField("Antwort", max_length=10, choices=Answer, default=Answer.OPEN)
    seats_wanted = models.PositiveSmallIntegerField("Plätze", default=1)
    # Who comes, for the attendance list; for the office only.
    attendee_name = models.CharField("wer kommt", max_length=160, blank=True)
    waiting_number = models.PositiveIntegerField("Platz in der Reihe", null=True, editable=False)
    invited_at = models.DateTimeField("eingeladen", null=True, editable=False)
    reminded_at = models.DateTimeField("erinnert", null=True, editable=False)
    answered_at = models.DateTimeField("geantwortet", null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    answered_via = models.CharField("auf dem Weg", max_length=10, choices=Via, blank=True, editable=False)
    present_at = models.DateTimeField("anwesend seit", null=True, editable=False)
    present_online = models.BooleanField("online anwesend", default=False, editable=False)
    created_at = models.DateTimeField("angelegt", default=timezone.now, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "Anmeldung"
        verbose_name_plural = "Anmeldungen"
        ordering = ["meeting", "organisation__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=Q(organisation__isnull=False),
                name="meetings_registration_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "guest_email"],
                condition=Q(organisation__isnull=True),
                name="meetings_registration_guest_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "waiting_number"], name="meetings_registration_one_in_line"
            ),
            models.CheckConstraint(
                condition=(Q(organisation__isnull=False) & Q(guest_email=""))
                | (Q(organisation__isnull=True) & ~Q(guest_email="")),
                name="meetings_registration_member_or_guest",
            ),
            models.CheckConstraint(
                condition=(Q(answer=Answer.WAITING) & Q(waiting_number__isnull=False))
                | (~Q(answer=Answer.WAITING) & Q(waiting_number__isnull=True)),
                name="meetings_registration_waiting_has_number",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False)
                | Q(answer__in=[Answer.OPEN, Answer.NO])
                | Q(guest_confirmed_at__isnull=False),
                name="meetings_registration_guest_confirmed_first",
            ),
            models.CheckConstraint(
                condition=Q(seats_wanted__gte=1), name="meetings_registration_wants_a_seat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or 'Gast'}: {self.get_answer_display()}"

    @property
    def is_guest(self) -> bool:
        """Whether somebody without an organisation registered."""
        return self.organisation_id is None


class Seat(models.Model):
    """One seat in the room. Rows, not sums: the database refuses the seat too many, whoever asks."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="seats")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="seats")
    number = models.PositiveIntegerField("Nummer")
    # The room's capacity when the seat was taken; kept in step by the action that changes it.
    limit = models.PositiveIntegerField("von")
    nth = models.PositiveSmallIntegerField("der wievielte dieser Antwort", default=1)
    nth_limit = models.PositiveSmallIntegerField("von höchstens", default=1)

    class Meta:
        verbose_name = "Platz"
        verbose_name_plural = "Plätze"
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_seat_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1) & Q(number__lte=F("limit")), name="meetings_seat_within_capacity"
            ),
            models.UniqueConstraint(fields=["registration", "nth"], name="meetings_seat_nth_once"),
            models.CheckConstraint(
                condition=Q(nth__gte=1) & Q(nth__lte=F("nth_limit")), name="meetings_seat_nth_within"
            ),
        ]

    def __str__(self) -> str:
        return f"Platz {self.number}"
