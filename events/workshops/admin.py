"""Workshops in the admin: what they ask, who leads them, their rounds. They are led on the board."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from alliance.accounts.models import person_of
from alliance.core.forms import RevisedForm
from alliance.core.inlines import KeyedFormSet, SortedInline
from alliance.history.admin import RecordedAdmin, Shape
from alliance.members.access import Audience
from events.workshops import actions, rules
from events.workshops.models import Round, Workshop
from events.workshops.states import Phase

COLUMNS = ("kind", "question", "dots_each", "dots_on_one", "minutes")


class WorkshopForm(RevisedForm):
    """Releasing the result to everybody is the chief's."""

    by: Any = None

    def clean_audience(self) -> str:
        """Told at the field before the action refuses."""
        chosen = self.cleaned_data["audience"]
        widens = chosen == Audience.PUBLIC and self.initial.get("audience") != Audience.PUBLIC
        if widens and not rules.may_release(self.by, self.instance):
            self.add_error(
                "audience", "Ob alle das Ergebnis lesen dürfen, entscheidet die Leitung der Geschäftsstelle."
            )
        return chosen


class RoundRows(KeyedFormSet):
    """Rounds; one that has begun stays."""

    def clean(self) -> None:
        """Told in the form before the action refuses."""
        super().clean()
        if self.is_wrong:
            return
        kept = {row["id"] for row in self.rows if row.get("id")}
        for row in cast(Any, self.get_queryset()):
            if row.pk not in kept and row.state != Phase.WAITING:
                raise ValidationError(f"„{row}“ hat schon begonnen und bleibt.")


class RoundInline(SortedInline):
    """The questions in their order."""

    model = Round
    formset = RoundRows
    fields = ("order", *COLUMNS)


@admin.register(Workshop)
class WorkshopAdmin(RecordedAdmin):
    """Prepare here; lead on the board."""

    form = WorkshopForm
    rules = rules
    workflow = rules.WORKFLOW
    verbs = actions.VERBS
    noun = "workshop"
    change_form_template = "admin/workshops/workshop/change_form.html"
    said = {
        "open": "Die Werkstatt ist offen. Der Code steht auf dem Beamer.",
        "close": "Die Werkstatt ist beendet. Das Ergebnis steht auf seiner Seite.",
        "reopen": "Die Werkstatt ist wieder offen.",
    }
    frozen = "Die Werkstatt ist inzwischen beendet und ändert sich nicht mehr."
    list_display = ("title", "state", "code", "meeting", "changed_at")
    list_filter = ("state",)
    list_select_related = ("meeting",)
    search_fields = ("title", "question")
    autocomplete_fields = ("meeting", "facilitators")
    inlines = [RoundInline]
    fieldsets = (
        (None, {"fields": ("title", "slug", "question", "meeting", "facilitators", "is_example")}),
        ("Wer mitmacht", {"fields": ("door", "vote", "naming")}),
        ("Ergebnis", {"fields": ("audience", "threshold", "owner_days")}),
    )

    @property
    def shape(self) -> Shape:
        """Rounds have a history of their own: phases and limits are never put back."""
        whole = super().shape
        return Shape(whole.model, whole.fields, whole.told, (), whole.words)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form asks who saves."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The ways to board, projector and result."""
        obj = kwargs.get("obj")
        if obj is not None and obj.pk:
            pages = (("board", "Leitung"), ("projector", "Beamer"), ("result", "Ergebnis"))
            context["pages"] = [
                (reverse(f"workshops:{name}", args=[obj.slug]), label) for name, label in pages
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The pages stand in a row of their own."""
        return None

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the actions, the rounds after the workshop."""
        by = person_of(request)
        actions.save_workshop(by=by, workshop=obj, facilitators=form.cleaned_data.get("facilitators"))
        for formset in formsets:
            _save_rounds(obj, formset.rows, by)
        return obj

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_workshop(by=person_of(request), workshop=obj)


def _save_rounds(workshop: Workshop, rows: Sequence[dict[str, Any]], by: Any) -> None:
    stored: dict[Any, Round] = {row.pk: row for row in workshop.rounds.all()}
    kept = {row["id"] for row in rows if row.get("id")}
    for pk, gone in stored.items():
        if pk not in kept:
            actions.delete_round(by=by, round=gone)
    for number, row in enumerate(rows, start=1):
        found = stored.get(row.get("id")) or Round(workshop=workshop)
        values = {**{name: row[name] for name in COLUMNS}, "order": number}
        if found.pk is None or any(getattr(found, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(found, name, value)
            actions.save_round(by=by, round=found)
