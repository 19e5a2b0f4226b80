"""What a version consists of: lists in its form, and a form of its own for each text."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from alliance.accounts.models import person_of
from alliance.core.inlines import SortedInline
from alliance.history.admin import Part, RecordedAdmin, Shape
from strategy.versions import actions, rules
from strategy.versions.forms import (
    EditionForm,
    EditionRow,
    EditionRows,
    PriorityRow,
    PriorityRows,
    SectionForm,
    SectionRows,
)
from strategy.versions.models import FieldEdition, Figure, Goal, Priority, Section


class TextInline(SortedInline):
    """Rows whose text is written in a form of its own."""

    readonly_fields = ("writing",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The way to the text comes last."""
        return (*super().get_fields(request, obj), "writing")

    @admin.display(description="Text")
    def writing(self, row: Any) -> str:
        """The way to the form of the text, and whether there is one yet."""
        if not row.pk:
            return "nach dem Speichern"
        address = reverse(f"admin:versions_{row._meta.model_name}_change", args=[row.pk])
        words = "Text schreiben" if row.version.is_editable else "Text ansehen"
        empty = "" if row.text else " (noch leer)"
        return format_html('<a href="{}" aria-label="{}: {}">{}</a>{}', address, words, row, words, empty)


class SectionInline(TextInline):
    """Sections in their order."""

    model = Section
    formset = SectionRows
    fields = ("order", "heading", "anchor")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Each row asks its version whether it may still change."""
        return super().get_queryset(request).select_related("version")


class EditionInline(TextInline):
    """Action fields of the version."""

    model = FieldEdition
    form = EditionRow
    formset = EditionRows
    fields = ("order", "action_field")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Rows are named after their field."""
        return super().get_queryset(request).select_related("version", "action_field")


class PriorityInline(SortedInline):
    """Priorities by rank."""

    model = Priority
    form = PriorityRow
    formset = PriorityRows
    fields = ("order", "title", "text", "edition", "points")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the fields they stand under."""
        return super().get_queryset(request).select_related("edition__action_field", "edition__version")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What may only be read is read from the model."""
        fields = super().get_fields(request, obj)
        return fields if self.has_change_permission(request, obj) else ("rank", *fields[1:])


class FigureInline(SortedInline):
    """Numbers under a section."""

    model = Figure
    fields = ("order", "value", "caption", "source", "as_of")


class GoalInline(SortedInline):
    """Goals of a field."""

    model = Goal
    fields = ("order", "title", "text")


class PartAdmin(RecordedAdmin):
    """The text of a part. It comes and goes in the form of its version, and only that is listed."""

    rules = rules
    fields: Any = ("text",)
    change_form_template = "admin/versions/part/change_form.html"
    frozen = (
        "Die Fassung ist inzwischen beschlossen und bleibt, wie sie ist. Ihr Text steht noch hier: "
        "Kopieren Sie, was Sie brauchen."
    )

    @property
    def shape(self) -> Shape:
        """Its text and its rows; where it stands is the version's."""
        text = self.model._meta.get_field("text")
        inline = self.inlines[0]
        key = "section" if self.model is Section else "edition"
        return Shape(self.model, (text,), (), (Part(inline.model, key),))

    def _allowed(self, verb: str, request: HttpRequest, obj: Any = None) -> bool:
        """As the version."""
        return super()._allowed(verb, request, obj.version if obj is not None else None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """In the form of the version."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """In the form of the version."""
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Reached through the version."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the version that it stands in."""
        return super().get_queryset(request).select_related("version")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The versions."""
        return redirect("admin:versions_strategyversion_changelist")

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the version."""
        return redirect("admin:versions_strategyversion_change", obj.version_id)


@admin.register(Section)
class SectionAdmin(PartAdmin):
    """The text of a section with its figures."""

    form = SectionForm
    inlines = [FigureInline]

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        figures = [_columns(row, "value", "caption", "source", "as_of") for row in formsets[0].rows]
        return actions.save_section(by=person_of(request), section=obj, figures=figures)


@admin.register(FieldEdition)
class EditionAdmin(PartAdmin):
    """What the version says of a field, with its goals."""

    form = EditionForm
    inlines = [GoalInline]
    fields = ("text", "earlier")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Named after its field."""
        return super().get_queryset(request).select_related("action_field")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What may only be read is told in words."""
        return self.fields if self.has_change_permission(request, obj) else ("text", "continues_told")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """See get_fields."""
        return (*super().get_readonly_fields(request, obj), "continues_told")

    @admin.display(description="führt fort")
    def continues_told(self, edition: FieldEdition) -> str:
        """The earlier fields by name."""
        rows = edition.continues.select_related("action_field", "version")
        return ", ".join(str(row) for row in rows) or "–"

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        goals = [_columns(row, "title", "text") for row in formsets[0].rows]
        earlier = form.cleaned_data["earlier"]
        return actions.save_edition(by=person_of(request), edition=obj, continues=earlier, goals=goals)


def _columns(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}
