"""Resolutions in the admin: recorded once, then only noted on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from alliance.accounts.models import person_of
from alliance.core.forms import RevisedForm
from alliance.core.workflow import NotPossible
from alliance.history.admin import RecordedAdmin, Shape
from alliance.members.models import Organisation
from events.meetings import rules
from events.meetings.actions import Votes, note_progress, record_resolution
from events.meetings.models import Resolution
from events.meetings.resolutions.forms import STATES, item_field, organisations_field, replaced_field
from events.meetings.states import Result

RECORDED = (
    *("item", "title", "wording", "result", "yes", "no", "abstained"),
    *("audience", "in_force_from", "is_example"),
)
SHOWN = (
    *("body", "title", "wording", "resolved_on", "result", "yes", "no", "abstained", "is_carried"),
    *("rule_words", "excluded_names", "audience", "in_force_from", "replaced_by", "is_example"),
)


class RecordForm(RevisedForm):
    """What a meeting resolved. Everything is tried before it is kept, since nothing changes afterwards."""

    item = item_field()
    excluded = organisations_field("Wegen Befangenheit ausgeschlossen")
    replaces = replaced_field()

    class Meta:
        model = Resolution
        fields = RECORDED

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is told here; nothing is kept by it."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            with transaction.atomic():
                self.record(None)
                transaction.set_rollback(True)
        except (ValidationError, NotPossible) as refusal:
            words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
            raise ValidationError(words) from refusal
        return cleaned

    def record(self, by: Any) -> Resolution:
        """Through the action."""
        values = dict(self.cleaned_data)
        unanimous = values["result"] == Result.UNANIMOUS
        return record_resolution(
            by=by,
            item=values["item"],
            title=values["title"],
            wording=values["wording"],
            votes=Votes(values["yes"], values["no"], values["abstained"], unanimous=unanimous),
            excluded=list(values["excluded"]),
            replaces=list(values["replaces"]),
            audience=values["audience"],
            in_force_from=values["in_force_from"],
            is_example=values["is_example"],
        )


class StandingFilter(admin.SimpleListFilter):
    """Where resolutions stand today."""

    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """As in the register."""
        return [(value, label) for value, (label, _) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those that stand so."""
        chosen = STATES.get(self.value() or "")
        return getattr(queryset, chosen[1])() if chosen else queryset


@admin.register(Resolution)
class ResolutionAdmin(RecordedAdmin):
    """All resolutions; of a recorded one only the note on its progress changes."""

    rules = rules
    may = {"add": "may_record_resolution", "change": "may_note_progress", "delete": "may_never"}
    list_display = ("number_words", "title", "resolved_on", "standing_words", "audience")
    list_display_links = ("number_words", "title")
    list_filter = (StandingFilter, "year", "working_group", "audience")
    list_select_related = ("working_group",)
    ordering = ("-resolved_on", "-year", "-number", "-pk")
    search_fields = ("find_text",)
    folded_search = ("find_text",)
    search_help_text = "Sucht in Nummer und Titel."
    history_told = ("title", "wording", "replaced_by")

    @property
    def shape(self) -> Shape:
        """What changes is the note; the rest stands beside it for good."""
        return replace(super().shape, fields=(self.model._meta.get_field("progress"),))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Recording has a form of its own."""
        if obj is None:
            kwargs["form"] = RecordForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """First what is to be recorded, later the note above what was."""
        if obj is not None:
            return [
                ("Stand der Umsetzung", {"fields": ("progress",)}),
                ("Festgehalten", {"fields": SHOWN}),
            ]
        rest = ("audience", "in_force_from", "replaces", "is_example")
        return [
            (None, {"fields": ("item", "title", "wording")}),
            ("Ergebnis", {"fields": ("result", ("yes", "no", "abstained"), "excluded")}),
            ("Gültigkeit", {"fields": rest}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All but the note, once it is recorded."""
        found = super().get_readonly_fields(request, obj)
        return (*found, *SHOWN) if obj is not None else found

    @admin.display(description="Nummer", ordering="year")
    def number_words(self, resolution: Resolution) -> str:
        """As it is cited."""
        return resolution.label

    @admin.display(description="Stand")
    def standing_words(self, resolution: Resolution) -> str:
        """Where it stands today."""
        return next(label for label, name in STATES.values() if name == resolution.standing)

    @admin.display(description="Gremium")
    def body(self, resolution: Resolution) -> str:
        """Who resolved."""
        return resolution.body

    @admin.display(description="nötige Mehrheit")
    def rule_words(self, resolution: Resolution) -> str:
        """The rule as it held on the day."""
        return resolution.rule_words or "–"

    @admin.display(description="wegen Befangenheit ausgeschlossen")
    def excluded_names(self, resolution: Resolution) -> str:
        """Who did not vote."""
        rows: Sequence[Organisation] = list(resolution.excluded.all())
        return ", ".join(row.short_name for row in rows) or "–"

    def get_view_on_site_url(self, obj: Resolution | None = None) -> str | None:
        """Its page."""
        return obj.get_absolute_url() if obj is not None and obj.pk else None

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the actions; the form's row becomes the recorded one."""
        by = person_of(request)
        if obj.pk:
            return note_progress(by=by, resolution=obj, progress=obj.progress)
        vars(obj).update(vars(form.record(by)))
        return obj
