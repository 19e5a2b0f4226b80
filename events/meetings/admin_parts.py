"""What a meeting consists of: its agenda and papers in its form, and a form of its own for each item's text."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from alliance.accounts.models import person_of
from alliance.core.inlines import SortedInline
from alliance.history.admin import RecordedAdmin, Shape
from events.meetings import actions, rules
from events.meetings.admin_forms import ItemRows, PaperRow, PaperRows, QuietForm
from events.meetings.models import AgendaItem, AgendaTemplate, AgendaTemplateItem, MeetingDocument
from events.meetings.models.agenda import INTERNAL
from events.meetings.states import State

# The empty choice says what it means: all who see the meeting.
FOR_ALL = [("", "alle"), *INTERNAL]
ITEM = ("title", "kind", "minutes", "rapporteur", "audience", "text")


class ItemFields:
    """Fields of an item, in the row and in its own form."""

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Say for whom an item is where nothing narrower is chosen."""
        if db_field.name == "audience":
            kwargs["choices"] = FOR_ALL
        return super().formfield_for_choice_field(db_field, request, **kwargs)  # type: ignore[misc]


class ItemInline(ItemFields, SortedInline):
    """The agenda in its order; an item's text is written in a form of its own."""

    model = AgendaItem
    formset = ItemRows
    fields = ("order", "title", "kind", "minutes", "rapporteur", "audience")
    readonly_fields = ("writing",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Each row asks its meeting."""
        return super().get_queryset(request).select_related("meeting")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The way to the text comes last."""
        return (*super().get_fields(request, obj), "writing")

    @admin.display(description="Text")
    def writing(self, item: AgendaItem) -> str:
        """The way to the form of the text, and whether there is one yet."""
        if not item.pk:
            return "nach dem Speichern"
        address = reverse("admin:meetings_agendaitem_change", args=[item.pk])
        empty = "" if item.text else " (noch leer)"
        words = '<a href="{}" aria-label="Text: {}">Text schreiben</a>{}'
        return format_html(words, address, item, empty)


class PaperInline(SortedInline):
    """Documents of the meeting and its items."""

    model = MeetingDocument
    form = PaperRow
    formset = PaperRows
    autocomplete_fields = ("document",)
    fields = ("order", "document", "item")


@admin.register(AgendaItem)
class ItemAdmin(ItemFields, RecordedAdmin):
    """One item with its text. It comes and goes in the form of its meeting, and only that is listed."""

    form = QuietForm
    rules = rules
    fields: Any = ITEM
    change_form_template = "admin/meetings/agendaitem/change_form.html"
    frozen = "Der Termin ist inzwischen abgesagt. Ihr Text steht noch hier: Kopieren Sie, was Sie brauchen."

    @property
    def shape(self) -> Shape:
        """All that is filled in; where it stands is the meeting's."""
        return Shape(self.model, tuple(self.model._meta.get_field(name) for name in ITEM))

    def _allowed(self, verb: str, request: HttpRequest, obj: Any = None) -> bool:
        """As the meeting."""
        return super()._allowed(verb, request, obj.meeting if obj is not None else None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """In the form of the meeting."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """In the form of the meeting."""
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Reached through the meeting."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A change is told to those invited, unless the office says otherwise."""
        asks = obj is not None and obj.meeting.state == State.INVITED
        return (*ITEM, "quiet") if asks else ITEM

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the meeting that it stands in."""
        return super().get_queryset(request).select_related("meeting")

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Readers find it on the page of the meeting."""
        return None

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The meetings."""
        return redirect("admin:meetings_meeting_changelist")

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the meeting."""
        return redirect("admin:meetings_meeting_change", obj.meeting_id)

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_item(by=person_of(request), item=obj, tell=not form.cleaned_data.get("quiet"))


class TemplateItemInline(SortedInline):
    """Items of a template."""

    model = AgendaTemplateItem
    fields = ("order", "kind", "title", "rapporteur", "minutes")


@admin.register(AgendaTemplate)
class TemplateAdmin(RecordedAdmin):
    """What the agenda of a kind of meeting begins with."""

    rules = rules
    may = {"add": "may_change_beside", "change": "may_change_beside", "delete": "may_change_beside"}
    list_display = ("__str__", "changed_by_name", "changed_at")
    fields = ("kind",)
    inlines = [TemplateItemInline]

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        names = ("kind", "title", "rapporteur", "minutes")
        rows = [row for formset in formsets for row in formset.rows]
        items = [AgendaTemplateItem(template=obj, **{name: row[name] for name in names}) for row in rows]
        return actions.save_template(by=person_of(request), template=obj, rows=items)

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_template(by=person_of(request), template=obj)
