"""Strategy versions and recognition periods in the admin."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format

from alliance.accounts.models import person_of
from alliance.core.workflow import Offer
from alliance.history.admin import RecordedAdmin, Shape
from strategy.versions import actions, admin_pages, rules, taking_admin
from strategy.versions.admin_parts import (
    EditionAdmin,
    EditionInline,
    PriorityInline,
    SectionAdmin,
    SectionInline,
)
from strategy.versions.forms import VersionForm
from strategy.versions.models import RecognitionPeriod, StrategyVersion
from strategy.versions.states import State

__all__ = ["EditionAdmin", "PeriodAdmin", "SectionAdmin", "VersionAdmin"]


@admin.register(RecognitionPeriod)
class PeriodAdmin(RecordedAdmin):
    """Recognition periods."""

    rules = rules
    may = {"change": "may_change_period", "delete": "may_delete_period"}
    list_display = ("__str__", "starts", "ends", "authority")
    autocomplete_fields = ("certificate",)
    fields = (("starts", "ends"), "authority", "virtual_budget", "is_example", "certificate")

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_period(by=person_of(request), period=obj)


class StateFilter(admin.SimpleListFilter):
    """Where versions stand, what follows from dates included."""

    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """From the first word to what was."""
        return [
            ("entwurf", "Entwürfe"),
            ("konsultation", "in Konsultation"),
            ("kommt", "beschlossen, noch nicht in Kraft"),
            ("in-kraft", "in Kraft"),
            ("abgeloest", "abgelöst"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The versions in the chosen state."""
        today = timezone.localdate()
        begun = queryset.filter(state=State.ADOPTED, in_force_from__lte=today)
        current = StrategyVersion.objects.in_force_on(today)
        chosen = {
            "entwurf": queryset.filter(state=State.DRAFT),
            "konsultation": queryset.filter(state=State.CONSULTATION),
            "kommt": queryset.filter(state=State.ADOPTED, in_force_from__gt=today),
            "in-kraft": begun.filter(pk__in=current.values("pk")),
            "abgeloest": begun.exclude(pk__in=current.values("pk")),
        }
        return chosen.get(self.value() or "", queryset)


@admin.register(StrategyVersion)
class VersionAdmin(RecordedAdmin):
    """A version with its sections, fields and priorities on one page; texts have forms of their own."""

    form = VersionForm
    rules = rules
    workflow = rules.WORKFLOW
    verbs = actions.VERBS
    noun = "version"
    change_form_template = "admin/versions/strategyversion/change_form.html"
    frozen = (
        "Die Fassung ist inzwischen beschlossen und bleibt, wie sie ist. Was Sie geschrieben haben, steht "
        "noch hier: Kopieren Sie, was Sie brauchen. Möglich ist eine Anmerkung."
    )
    said = {
        "consult": "Die Konsultation läuft: Der Entwurf ist für die gewählten Leser:innen sichtbar.",
        "end_consultation": "Die Konsultation ist beendet. Die Fassung ist wieder ein Entwurf.",
    }
    list_display = ("title", "period", "situation", "changed_by_name", "changed_at")
    list_filter = (StateFilter,)
    search_fields = ("title",)
    autocomplete_fields = ("working_group", "official_pdf")
    inlines = [SectionInline, EditionInline, PriorityInline]
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    "slug",
                    ("period_starts", "period_ends"),
                    "motto",
                    "foreword",
                    "is_example",
                )
            },
        ),
        (
            "Einordnung",
            {"fields": ("recognition", "predecessor", "working_group", "audience", "official_pdf")},
        ),
        ("Prioritäten und Themenspeicher", {"fields": ("adopted_ranks",)}),
    )

    @property
    def shape(self) -> Shape:
        """What stands above the text. Sections and fields have a history of their own, with their texts."""
        whole = super().shape
        return Shape(whole.model, whole.fields, whole.told, (), whole.words)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Rows once there is a version that they stand in."""
        return super().get_inlines(request, obj) if obj else []

    def get_urls(self) -> list[URLPattern]:
        """The pages beside the form that ask before they do something."""
        pages = {
            "adopt": ("beschluss", admin_pages.adopt),
            "copy": ("kopie", admin_pages.copy),
            "note": ("anmerkung", admin_pages.note),
            "take": ("werkstatt", self._take),
        }
        own = [
            path(
                f"<path:object_id>/{end}/",
                self.admin_site.admin_view(self._page(view)),
                name=f"versions_{name}",
            )
            for name, (end, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def _page(self, view: Any) -> Any:
        def page(request: HttpRequest, object_id: str) -> HttpResponse:
            return view(request, self.get_object(request, object_id))

        return page

    def _take(self, request: HttpRequest, version: Any) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": taking_admin.TITLE}
        return taking_admin.take(request, version, frame)

    def offers(self, request: HttpRequest, obj: Any) -> list[Offer]:
        """The verbs of one press; adopting has a page of its own."""
        return [offer for offer in super().offers(request, obj) if offer.verb in self.verbs]

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The preview is the page."""
        return None

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say where the version stands, and lead to preview, comparison and the pages beside the form."""
        obj = kwargs.get("obj")
        if obj is not None and obj.pk:
            stored = StrategyVersion.objects.select_related("predecessor").get(pk=obj.pk)
            context["situation"] = self.situation(stored)
            context["preview_url"] = stored.get_absolute_url()
            context["pages"] = self._pages(request, stored)
            context["notes"] = stored.notes.all()
        return super().render_change_form(request, context, *args, **kwargs)

    def _pages(self, request: HttpRequest, version: StrategyVersion) -> list[tuple[str, str]]:
        before = version.predecessor
        found = []
        if before:
            address = reverse("versions:compare", args=[before.slug, version.slug])
            found.append((address, "Mit Vorgängerin vergleichen"))
        found.append((reverse("admin:versions_copy", args=[version.pk]), "Kopie als neuen Entwurf"))
        if rules.may_change(request.user, version):
            found.append((reverse("admin:versions_take", args=[version.pk]), taking_admin.TITLE))
        if version.is_editable and rules.may_adopt(request.user, version):
            found.append((reverse("admin:versions_adopt", args=[version.pk]), "Als beschlossen festhalten"))
        if not version.is_editable:
            found.append((reverse("admin:versions_note", args=[version.pk]), "Anmerkung schreiben"))
        return found

    @admin.display(description="Stand")
    def situation(self, version: StrategyVersion) -> str:
        """The state in the words of the office, with what follows from dates."""
        if version.state != State.ADOPTED or version.in_force_from is None:
            return version.get_state_display()
        day = date_format(version.in_force_from, "j. F Y")
        if version.is_announced:
            return f"beschlossen, in Kraft ab {day}"
        later = StrategyVersion.objects.adopted().filter(
            in_force_from__gt=version.in_force_from, in_force_from__lte=timezone.localdate()
        )
        return f"abgelöst, galt ab {day}" if later.exists() else f"in Kraft seit {day}"

    @admin.display(description="Zeitraum", ordering="period_starts")
    def period(self, version: StrategyVersion) -> str:
        """The years."""
        return version.period

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the actions, the rows after the version; fields before the priorities that name them."""
        by = person_of(request)
        actions.save_version(by=by, version=obj)
        rows = {formset.model: formset.rows for formset in formsets}
        for inline, save in (
            (SectionInline, actions.save_sections),
            (EditionInline, actions.save_editions),
            (PriorityInline, actions.save_priorities),
        ):
            if inline.model in rows:
                save(by=by, version=obj, rows=rows[inline.model])
        return obj

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_version(by=person_of(request), version=obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """Who may delete a version may delete what it is made of."""
        tree, counts, lacking, protected = super().get_deleted_objects(objs, request)
        parts = {"Abschnitt", "Handlungsfeld der Fassung"}
        return tree, counts, {name for name in lacking if str(name) not in parts}, protected
