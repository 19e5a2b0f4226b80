"""The history of a thing in the office's forms, and the log of verbs for administrators."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from alliance.core.admin import OfficeAdmin
from alliance.history import rules
from alliance.history.export import csv_lines, kind_in_words
from alliance.history.models import Entry
from alliance.history.past import Part, Shape
from alliance.history.recorded import RecordedAdmin, tell_missing
from alliance.history.restoring import Contents

__all__ = ["Contents", "EntryAdmin", "Part", "RecordedAdmin", "Shape", "tell_missing"]


class KindFilter(admin.SimpleListFilter):
    """What the verb was used on, in words."""

    title = "Art"
    parameter_name = "art"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The kinds that the log names; one query."""
        kinds = Entry.objects.order_by().values_list("kind", flat=True).distinct()
        return sorted(((kind, kind_in_words(kind)) for kind in kinds), key=lambda pair: pair[1].casefold())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The entries of the chosen kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Entry)
class EntryAdmin(OfficeAdmin):
    """Read only: nobody writes the log by hand."""

    rules: ClassVar[Any] = rules
    may: ClassVar[Any] = {"add": "may_write", "change": "may_write", "delete": "may_write"}
    list_display = ("at", "by_name", "verb", "title", "kind_shown")
    list_filter = ("verb", KindFilter, "at")
    search_fields = ("sort_name",)
    folded_search = ("sort_name",)
    search_help_text = "Sucht in Titel, Name, Vorgang und Anmerkung."
    date_hierarchy = "at"
    fields = ("at", "by_name", "verb", "title", "kind_shown", "object_id", "note")
    readonly_fields = ("kind_shown",)

    @admin.display(description="Art", ordering="kind")
    def kind_shown(self, entry: Entry) -> str:
        """What the verb was used on."""
        return kind_in_words(entry.kind)

    def get_urls(self) -> list[URLPattern]:
        """The table beside the list."""
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name="history_entry_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows with its search and filters, as CSV, line by line."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            entries = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect("admin:history_entry_changelist")
        lines = csv_lines(entries.iterator(chunk_size=2000))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="verlauf.csv"'
        return response

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list with the way to its table."""
        address = f"export/?{request.GET.urlencode()}" if request.GET else "export/"
        return super().changelist_view(request, {"export_url": address, **(extra_context or {})})
