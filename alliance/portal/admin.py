"""Static pages and settings in the admin."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator

from alliance.accounts.models import person_of
from alliance.core.accessibility_admin import AccessibilityHints
from alliance.core.inlines import SortedInline
from alliance.history.admin import RecordedAdmin
from alliance.portal import actions, rules
from alliance.portal.legal import TEMPLATES
from alliance.portal.models import ContactMessage, Page, SiteLink, SiteSettings


class GapFilter(admin.SimpleListFilter):
    """Pages whose text still has marks to be filled in."""

    title = "Lücken"
    parameter_name = "luecken"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """One state; the others are all."""
        return [("offen", "mit Lücken")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Pages with a mark in their text."""
        return queryset.with_gaps() if self.value() else queryset


@admin.register(Page)
class PageAdmin(AccessibilityHints, RecordedAdmin):
    """Static pages. What is saved is out at once."""

    rules = rules
    list_display = ("title", "slug", "place", "parent", "open_gaps", "changed_at")
    list_filter = ("place", GapFilter)
    list_select_related = ("parent",)
    search_fields = ("sort_name",)
    folded_search = ("sort_name",)
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = ((None, {"fields": ("title", "slug", "lead", "text", ("place", "order"), "parent")}),)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """`?vorlage=impressum` opens the form filled with the template text of a legal page."""
        template = TEMPLATES.get(request.GET.get("vorlage", ""))
        return asdict(template) if template else super().get_changeform_initial_data(request)

    def get_view_on_site_url(self, obj: Page | None = None) -> str | None:
        """The page, once it is saved."""
        return obj.get_absolute_url() if obj is not None and obj.pk else None

    @admin.display(description="Lücken")
    def open_gaps(self, page: Page) -> str:
        """How many marks wait to be filled in."""
        return str(len(page.gaps)) if page.gaps else ""

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_page(by=person_of(request), page=obj)

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_page(by=person_of(request), page=obj)


class SiteLinkInline(SortedInline):
    """Logos and profiles in the foot."""

    model = SiteLink
    fields = ("order", "kind", "title", "url", "picture")
    autocomplete_fields = ("picture",)


@admin.register(SiteSettings)
class SiteSettingsAdmin(RecordedAdmin):
    """The one row of settings: the list leads straight to it."""

    rules = rules
    may = {"add": "may_add_settings", "change": "may_change_settings", "delete": "may_delete_settings"}
    fieldsets = (
        (None, {"fields": ("name", "area", "about", "address", "email", "funding_note")}),
        ("Startseite", {"fields": ("claim", "intro", "offer_title", "offer_text")}),
        ("Seite der Mitglieder", {"fields": ("members_intro", "members_note")}),
    )
    inlines = [SiteLinkInline]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one row, so no list; on a new server it is added first."""
        if not SiteSettings.objects.exists():
            return redirect("admin:portal_sitesettings_add")
        return redirect("admin:portal_sitesettings_change", 1)

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        rows = [row for formset in formsets for row in formset.rows]
        names = ("kind", "title", "url", "picture")
        links = [SiteLink(**{name: row[name] for name in names}) for row in rows]
        return actions.save_settings(by=person_of(request), site=obj, links=links)


@admin.register(ContactMessage)
class ContactMessageAdmin(RecordedAdmin):
    """What came by the contact form; nobody changes it, the chief may delete it before its time."""

    rules = rules
    may = {
        "view": "may_add",
        "add": "may_delete_settings",
        "change": "may_delete_settings",
        "delete": "may_add",
    }
    list_display = ("created_at", "name", "email", "beginning")
    search_fields = ("name", "email", "text")
    date_hierarchy = "created_at"
    fields = ("created_at", "name", "email", "text", "wants_copy")

    @admin.display(description="Nachricht")
    def beginning(self, message: ContactMessage) -> str:
        """The first words."""
        return Truncator(message.text).words(12)

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action, with its mails."""
        actions.delete_contact_message(by=person_of(request), message=obj)
