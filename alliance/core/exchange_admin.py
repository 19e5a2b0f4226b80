"""A list of the office as a table to fetch, and a table to bring back: looked at first, then written."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from alliance.core import tables, uploads
from alliance.core.admin import OfficeAdmin
from alliance.core.exchange import Report, TableResource

EXCEL, CSV = "xlsx", "csv"
TYPES = {
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
# So many rows of a preview are shown; of what is wrong all are.
SHOWN = 200


class TableForm(forms.Form):
    """The file; `dataset` and `content` are what it holds."""

    file = forms.FileField(
        label="Datei",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Bitte wählen Sie eine Datei.", "empty": "Die Datei ist leer."},
    )

    def __init__(self, resource: TableResource, *args: Any) -> None:
        super().__init__(*args)
        self.resource = resource
        self.content = b""
        self.dataset: Any = None
        self.unread: list[str] = []

    def clean_file(self) -> Any:
        """Read it and find its columns; what is wrong with the file as a whole is told at the field."""
        file = self.cleaned_data["file"]
        try:
            # Without taking what is too large into memory.
            self.content = file.read(tables.MAX_BYTES + 1)
            table = tables.read(self.content)
            self.dataset = self.resource.dataset(table)
        except tables.TableProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        self.unread = self.resource.unknown_heads(table)
        return file


class TableExchange(OfficeAdmin):
    """Adds both to a list; who may add and change may use it. A subclass names its `resource`.

    `hints` are lines for the sheet beside the empty table: head and what may stand below.
    """

    resource: ClassVar[type[TableResource]]
    hints: ClassVar[Sequence[tuple[str, str]]] = ()
    change_list_template = "admin/import_export/change_list.html"

    def may_exchange(self, request: HttpRequest) -> bool:
        """Whether this person may fetch and bring tables."""
        return self.has_add_permission(request) and self._allowed("change", request)

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which take any word for a key."""
        pages = {
            "export": ("export/", self.export_view),
            "import": ("import/", self.import_view),
            "import_empty": ("import/vorlage/", self.empty_view),
            "import_write": ("import/schreiben/", self.write_view),
        }
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(address, self.admin_site.admin_view(view), name=f"{name}_{page}")
            for page, (address, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list with the ways there."""
        query = request.GET.copy()
        for name in ("p", "_changelist_filters", "format"):
            query.pop(name, None)
        context = {"may_exchange": self.may_exchange(request), "export_query": query.urlencode()}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    # ---- fetching

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows with its search and filters, `?format=csv` or as an Excel file."""
        self._check(request)
        kind = CSV if request.GET.get("format") == CSV else EXCEL
        # The list would take our word for one of its filters.
        chosen = request.GET.copy()
        chosen.pop("format", None)
        request.GET = chosen  # type: ignore[assignment]
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect(self._list())
        return self._file(self._exported(rows, kind), kind)

    def _exported(self, rows: QuerySet, kind: str) -> bytes:
        dataset = self.resource().export(rows.select_related(*self.resource.related))
        heads, lines = dataset.headers, list(dataset)
        return (
            tables.csv_file(heads, lines)
            if kind == CSV
            else tables.excel_file({self._title(): (heads, lines)})
        )

    def empty_view(self, request: HttpRequest) -> HttpResponse:
        """An Excel file with the heads only, and a second sheet that explains them."""
        self._check(request)
        resource = self.resource()
        sheets: Any = {
            self._title(): ([column.column_name for column in resource.columns], []),
            "Erklärung": (("Spalte", "Was darin steht"), self.hints),
        }
        return self._file(tables.excel_file(sheets), EXCEL, "-vorlage")

    def _file(self, content: bytes, kind: str, mark: str = "") -> HttpResponse:
        name = f"{self._title().lower()}{mark or f'-{localdate():%Y-%m-%d}'}.{kind}"
        response = HttpResponse(content, content_type=TYPES[kind])
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response

    # ---- bringing

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The form; with a file the look at each of its rows, and the button that writes them."""
        self._check(request)
        resource = self.resource(by=request.user)
        if request.method != "POST":
            return self._page(request, {"form": TableForm(resource)})
        form = TableForm(resource, request.POST, request.FILES)
        context: dict[str, Any] = {"form": form}
        if form.is_valid():
            report = resource.run(form.dataset, dry_run=True)
            context |= {"report": report, "unread": form.unread, "file_name": form.cleaned_data["file"].name}
            if report.steps and not report.findings:
                context["ticket"] = uploads.keep(form.content, purpose=self._purpose(request))
        return self._page(request, context)

    @method_decorator(require_POST)
    def write_view(self, request: HttpRequest) -> HttpResponse:
        """Write the rows that were looked at: all of them or none."""
        self._check(request)
        content = uploads.take(request.POST.get("datei", ""), purpose=self._purpose(request))
        if content is None:
            gone = "Diese Datei ist schon verwendet oder älter als eine Stunde. Bitte wählen Sie sie neu."
            messages.error(request, gone)
            return redirect(self._list("import"))
        resource = self.resource(by=request.user)
        report = resource.run(resource.dataset(tables.read(content)), dry_run=False)
        if report.findings:
            return self._page(request, {"form": TableForm(resource), "report": report, "was_refused": True})
        return self._done(request, report)

    def _done(self, request: HttpRequest, report: Report) -> HttpResponseRedirect:
        words = f"{report.new} neu, {report.changed} geändert, {report.same} unverändert."
        messages.success(request, f"{self._title()} eingelesen: {words}")
        return redirect(self._list())

    def _page(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        report = context.get("report")
        own = {
            **self.admin_site.each_context(request),
            "title": f"{self._title()} aus einer Tabelle einlesen",
            "opts": self.opts,
            "heads": [(column.column_name, column.must) for column in self.resource().columns],
            "steps": report.steps[:SHOWN] if report else [],
            "more": max(len(report.steps) - SHOWN, 0) if report else 0,
        }
        return TemplateResponse(request, "admin/import_export/import.html", {**own, **context})

    # ---- of both

    def _check(self, request: HttpRequest) -> None:
        if not self.may_exchange(request):
            raise PermissionDenied

    def _purpose(self, request: HttpRequest) -> str:
        return f"{self.opts.label_lower}:{request.user.pk}"

    def _title(self) -> str:
        return str(self.opts.verbose_name_plural)

    def _list(self, page: str = "changelist") -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}")
