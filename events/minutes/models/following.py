"""What follows from minutes: objections and tasks."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from alliance.core.fields import RichTextField
from alliance.core.freezing import Freezing
from alliance.core.models import Revised
from alliance.members.access import Audience
from events.meetings.models import INTERNAL, Resolution
from events.minutes.models.minutes import MinutesEntry
from events.minutes.querysets import ObjectionQuerySet, TaskQuerySet
from events.minutes.states import UNDONE, ObjectionState, TaskState


class Objection(Freezing):
    """What a member says against an entry, and what the office answered."""

    path = "entry__minutes"

    entry = models.ForeignKey(MinutesEntry, models.PROTECT, related_name="objections", verbose_name="Eintrag")
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="+", verbose_name="Mitglied"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="von"
    )
    text = models.TextField("Einwand", max_length=4000)
    at = models.DateTimeField("vom", default=timezone.now, editable=False)
    state = models.CharField(
        "Stand", max_length=10, choices=ObjectionState, default=ObjectionState.OPEN, editable=False
    )
    answer = models.TextField("Antwort", max_length=4000, blank=True)
    answered_at = models.DateTimeField("beantwortet", null=True, editable=False)
    answered_by_name = models.CharField("beantwortet von", max_length=200, blank=True, editable=False)
    # The wording before and after, where it was changed.
    old_text = RichTextField("bisher", blank=True, editable=False)
    new_text = RichTextField("geändert", blank=True, editable=False)

    objects: ClassVar[Any] = ObjectionQuerySet.as_manager()

    class Meta(Freezing.Meta):
        verbose_name = "Einwand"
        verbose_name_plural = "Einwände"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ObjectionState.OPEN) | Q(answered_at__isnull=False),
                name="minutes_objection_answered_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=ObjectionState.DECLINED) | ~Q(answer=""),
                name="minutes_objection_declined_has_reason",
                violation_error_message="Bitte begründen Sie die Ablehnung.",
            ),
        ]

    def __str__(self) -> str:
        return f"Einwand zu {self.entry}"


class Task(Revised):
    """Who does what until when. It outlives the minutes it comes from, and changes after their approval."""

    what = models.CharField("Aufgabe", max_length=300)
    organisation = models.ForeignKey(
        "members.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Mitglied",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Person",
    )
    due_on = models.DateField("bis")
    entry = models.ForeignKey(
        MinutesEntry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="aus Protokoll",
    )
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aus Beschluss"
    )
    state = models.CharField(
        "Stand", max_length=10, choices=TaskState, default=TaskState.OPEN, editable=False
    )
    done_at = models.DateTimeField("erledigt am", null=True, editable=False)
    done_by_name = models.CharField("erledigt von", max_length=200, blank=True, editable=False)
    done_note = models.TextField("was daraus wurde", max_length=2000, blank=True, editable=False)
    audience = models.CharField("für", max_length=10, choices=INTERNAL, default=Audience.MEMBERS)
    working_group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Arbeitsgruppe",
    )
    is_example = models.BooleanField("Beispiel", default=False)
    # The day for which it was last told that it comes near, and that it has passed.
    told_soon_for = models.DateField(null=True, editable=False)
    told_late_for = models.DateField(null=True, editable=False)

    objects = TaskQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["told_soon_for", "told_late_for"])

    class Meta:
        verbose_name = "Aufgabe"
        verbose_name_plural = "Aufgaben"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="minutes_task_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, person__isnull=True)
                | Q(organisation__isnull=True, person__isnull=False),
                name="minutes_task_one_addressee",
                violation_error_message="Bitte entweder ein Mitglied oder eine Person wählen.",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False) | Q(resolution__isnull=False),
                name="minutes_task_comes_from_somewhere",
                violation_error_message="Eine Aufgabe kommt aus einem Protokoll oder einem Beschluss.",
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.DONE, done_at__isnull=False)
                | ~Q(state=TaskState.DONE) & Q(done_at__isnull=True),
                name="minutes_task_done_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(audience=Audience.PUBLIC)
                & (~Q(audience=Audience.GROUP) | Q(working_group__isnull=False)),
                name="minutes_task_never_public",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        """Exactly one is in charge."""
        if bool(self.organisation_id) == bool(self.person_id):
            raise ValidationError("Bitte entweder ein Mitglied oder eine Person wählen.")

    @property
    def addressee(self) -> str:
        """Who is in charge."""
        return self.organisation.short_name if self.organisation else str(self.person)

    @property
    def is_running(self) -> bool:
        """Whether somebody is at it."""
        return self.state == TaskState.RUNNING

    @property
    def is_late(self) -> bool:
        """Whether its day has passed (Berlin)."""
        return self.state in UNDONE and self.due_on < timezone.localdate()

    def get_absolute_url(self) -> str:
        """Its place in the list."""
        return reverse("tasks:detail", args=[self.pk])


class TaskMove(models.Model):
    """Another day for a task, and why."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="moves")
    old_due_on = models.DateField("bisher bis")
    new_due_on = models.DateField("jetzt bis")
    reason = models.CharField("Grund", max_length=400)
    at = models.DateTimeField("vom", default=timezone.now)
    by_name = models.CharField("von", max_length=200, blank=True)

    class Meta:
        verbose_name = "Verschiebung"
        verbose_name_plural = "Verschiebungen"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.old_due_on:%d.%m.%Y} → {self.new_due_on:%d.%m.%Y}"
