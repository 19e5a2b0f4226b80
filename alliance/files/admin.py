"""Documents in the admin."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string

from alliance.accounts.models import User
from alliance.core.usage import usages
from alliance.files import actions, rules
from alliance.files.forms import DocumentForm
from alliance.files.models import Document
from alliance.history.admin import RecordedAdmin

FILES = "Dateien"


@admin.register(Document)
class DocumentAdmin(RecordedAdmin):
    """Documents with whom they are for, their files and where they are named."""

    form = DocumentForm
    rules: ClassVar[Any] = rules
    list_display = ("name", "audience", "working_group", "organisation", "current_file", "changed_at")
    list_display_links = ("name",)
    list_filter = ("audience", "is_accessible")
    list_select_related = ("working_group", "organisation")
    search_fields = ("sort_name",)
    folded_search = ("sort_name",)
    autocomplete_fields = ("working_group", "organisation")
    readonly_fields = ("files",)
    tells_usage = True
    fieldsets = (
        (None, {"fields": ("title", "file", ("is_accessible", "language"))}),
        ("Für wen", {"fields": ("audience", "working_group", "organisation")}),
        (FILES, {"fields": ("files",)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Document | None = None) -> Any:
        """The files that are there once there are some."""
        found = super().get_fieldsets(request, obj)
        return [fieldset for fieldset in found if obj is not None or fieldset[0] != FILES]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Documents that know their files."""
        return Document.objects.with_versions()

    def save_object(
        self, request: HttpRequest, obj: Document, form: Any, formsets: Sequence[Any]
    ) -> Document:
        """Through the actions; `obj` then knows its key, for the page that follows."""
        by, file = cast(User, request.user), form.cleaned_data.get("file")
        if not obj.pk:
            obj.pk = actions.add_document(by=by, file=file, **form.values()).pk
        elif file:
            actions.add_document_version(by=by, document=obj, file=file)
        else:
            actions.change_document(by=by, document=obj)
        return obj

    def delete_object(self, request: HttpRequest, obj: Document) -> None:
        """Through the action; the page before has already said where the document is named."""
        try:
            actions.delete_document(by=cast(User, request.user), document=obj)
        except actions.DocumentInUse as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """What names a document keeps it, keys that would let go too."""
        tree, counts, lacking, protected = super().get_deleted_objects(objs, request)
        named = [f"{usage.label}: {usage.title}" for obj in objs for usage in usages(obj)]
        return tree, counts, lacking, list(dict.fromkeys([*protected, *named]))

    @admin.display(description="Titel", ordering="sort_name")
    def name(self, document: Document) -> str:
        """The title, sorted as German readers do."""
        return document.title

    @admin.display(description="Datei")
    def current_file(self, document: Document) -> str:
        """Type and size of the current file."""
        current = document.current
        if current is None:
            return "keine"
        return f"{current.type_name}, {filesizeformat(current.size)}"

    @admin.display(description="Fassungen")
    def files(self, document: Document) -> str:
        """Every file that was ever there, with its download."""
        versions = list(document.versions.all())
        return render_to_string("admin/files/versions.html", {"document": document, "versions": versions})
