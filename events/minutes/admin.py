"""Minutes and tasks in the admin."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join

from alliance.accounts.models import person_of
from alliance.core.forms import RevisedForm
from alliance.history.admin import RecordedAdmin, Shape
from events.minutes import actions, rules
from events.minutes.models import Minutes, MinutesEntry, Task

TASK = ("what", "organisation", "person", "due_on", "is_example")
HEAD = ("chair", "keeper", "keeper_name", "begins", "ends")


class BeginForm(RevisedForm):
    """Which meeting, and who keeps its minutes."""

    class Meta:
        model = Minutes
        fields = ("meeting", "chair", "keeper", "keeper_name")

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is told beside the field."""
        cleaned = super().clean() or {}
        if (meeting := cleaned.get("meeting")) and (reason := actions.why_not_begin(meeting)):
            self.add_error("meeting", reason)
        return cleaned


@admin.register(Minutes)
class MinutesAdmin(RecordedAdmin):
    """The head of minutes and their verbs; they are written on a page of the portal."""

    rules = rules
    workflow = rules.WORKFLOW
    verbs = actions.VERBS
    noun = "minutes"
    frozen = "Das Protokoll ist inzwischen im Umlauf oder genehmigt. Sein Kopf ändert sich so nicht mehr."
    said = {
        "circulate": "Das Protokoll ist im Umlauf. Wer es sehen darf, bekommt eine E-Mail.",
        "approve": "Das Protokoll ist genehmigt und ändert sich nicht mehr.",
    }
    list_display = ("title", "day", "state", "objections_until", "keeper_name", "changed_at")
    list_filter = ("state", "meeting__kind", "meeting__working_group")
    ordering = ("-meeting__starts_at", "-pk")
    search_fields = ("meeting__find_text",)
    folded_search = ("meeting__find_text",)
    autocomplete_fields = ("meeting", "keeper")
    history_told = ("state",)

    @property
    def shape(self) -> Shape:
        """The head; entries have a history of their own."""
        return replace(super().shape, fields=tuple(self.model._meta.get_field(name) for name in HEAD))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Beginning has a form of its own."""
        if obj is None:
            kwargs["form"] = BeginForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """First the meeting, later head and entries."""
        if obj is None:
            return [(None, {"fields": ("meeting", "chair", "keeper", "keeper_name")})]
        return [(None, {"fields": HEAD}), ("Einträge", {"fields": ("entry_links",)})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The entries are links."""
        return (*super().get_readonly_fields(request, obj), "entry_links")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Each with its meeting."""
        return super().get_queryset(request).select_related("meeting")

    @admin.display(description="Sitzung")
    def title(self, minutes: Minutes) -> str:
        """The meeting's title."""
        return minutes.meeting.title

    @admin.display(description="Tag", ordering="meeting__starts_at")
    def day(self, minutes: Minutes) -> Any:
        """The day of the meeting."""
        return minutes.meeting.starts_at

    @admin.display(description="Einträge")
    def entry_links(self, minutes: Minutes) -> str:
        """The way to each entry with its history."""
        rows = (
            (reverse("admin:minutes_minutesentry_change", args=[entry.pk]), entry)
            for entry in minutes.entries.defer("text")
        )
        return format_html_join("", '<p><a href="{}">{}</a></p>', rows) or "–"

    def get_view_on_site_url(self, obj: Minutes | None = None) -> str | None:
        """Its page; the office sees drafts, too."""
        return obj.get_absolute_url() if obj is not None and obj.pk else None

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the actions."""
        by = person_of(request)
        if obj.pk:
            return actions.save_minutes(by=by, minutes=obj)
        values = form.cleaned_data
        names = ("meeting", "chair", "keeper", "keeper_name")
        vars(obj).update(vars(actions.begin_minutes(by=by, **{name: values[name] for name in names})))
        return obj

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_minutes(by=person_of(request), minutes=obj)


@admin.register(MinutesEntry)
class EntryAdmin(RecordedAdmin):
    """One entry with its history. It comes and goes on the page of the minutes, and only they are listed."""

    rules = rules
    fields: Any = ("title", "text", "audience")
    frozen = "Das Protokoll ist inzwischen im Umlauf oder genehmigt. Ihr Text steht noch hier."

    @property
    def shape(self) -> Shape:
        """All that is filled in."""
        return Shape(self.model, tuple(self.model._meta.get_field(name) for name in self.fields))

    def _allowed(self, verb: str, request: HttpRequest, obj: Any = None) -> bool:
        """As the minutes."""
        return super()._allowed(verb, request, obj.minutes if obj is not None else None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """On the page of the minutes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On the page of the minutes."""
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Reached through the minutes."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list of minutes."""
        return redirect("admin:minutes_minutes_changelist")

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.change_entry(by=person_of(request), entry=obj)


class TaskForm(RevisedForm):
    """A task; either a member or a person is in charge."""

    class Meta:
        model = Task
        fields = ("what", "organisation", "person", "due_on", "resolution", "is_example")

    def clean(self) -> dict[str, Any]:
        """It comes from somewhere."""
        cleaned = super().clean() or {}
        if "resolution" in self.fields and not cleaned.get("resolution"):
            words = "Bitte den Beschluss wählen. Aufgaben aus einem Protokoll entstehen beim Schreiben."
            raise ValidationError({"resolution": words})
        return cleaned


@admin.register(Task)
class TaskAdmin(RecordedAdmin):
    """All tasks."""

    form = TaskForm
    rules = rules
    may = {"add": "may_change_task", "change": "may_change_task", "delete": "may_never"}
    workflow = rules.TASK_WORKFLOW
    verbs = actions.TASK_VERBS
    noun = "task"
    said = {
        "start": "Die Aufgabe ist in Arbeit.",
        "finish": "Die Aufgabe ist erledigt.",
        "reopen": "Die Aufgabe ist wieder offen.",
    }
    list_display = ("what", "addressee", "due_on", "state", "changed_by_name")
    list_filter = ("state", "due_on", "audience")
    list_select_related = ("organisation", "person")
    ordering = ("due_on", "pk")
    search_fields = ("what",)
    autocomplete_fields = ("organisation", "person", "resolution")
    history_told = ("state", "done_note")

    @property
    def shape(self) -> Shape:
        """What the form changes; for whom it is follows from where it comes from."""
        return replace(super().shape, fields=tuple(self.model._meta.get_field(name) for name in TASK))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where it comes from is chosen once."""
        return ("what", "organisation", "person", "due_on", "resolution", "is_example")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where it comes from stays."""
        return (*super().get_readonly_fields(request, obj), *(("resolution",) if obj else ()))

    @admin.display(description="wer")
    def addressee(self, task: Task) -> str:
        """Who is in charge."""
        return task.addressee

    def get_view_on_site_url(self, obj: Task | None = None) -> str | None:
        """Its page."""
        return obj.get_absolute_url() if obj is not None and obj.pk else None

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the actions."""
        by = person_of(request)
        if obj.pk:
            return actions.change_task(by=by, task=obj)
        names = ("what", "organisation", "person", "due_on", "resolution", "is_example")
        values = {name: form.cleaned_data[name] for name in names}
        vars(obj).update(vars(actions.record_task(by=by, **values)))
        return obj
