"""The admin site of the office: `/verwaltung/`."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.db.models import CharField, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from alliance.accounts.rules import is_missing_second_factor
from alliance.history.models import Entry
from alliance.portal.due import due
from alliance.portal.models import SiteSettings

LAST_CHANGES = 8
TASKS = (
    ("Meldung schreiben", "news.Article", "add"),
    ("Termin anlegen", "meetings.Meeting", "add"),
    ("Werkstatt vorbereiten", "workshops.Workshop", "changelist"),
    ("Abstimmung vorbereiten", "meetings.Ballot", "add"),
    ("Rundschreiben schreiben", "letters.Letter", "add"),
    ("Bild hochladen", "pictures.Picture", "add"),
    ("Strategie schreiben", "versions.StrategyVersion", "changelist"),
    ("Mitglieder pflegen", "members.Organisation", "changelist"),
    ("Seite bearbeiten", "portal.Page", "changelist"),
    ("Logos und Fußzeile ändern", "portal.SiteSettings", "changelist"),
)
OWN = ("alliance.", "strategy.", "events.")
# By task, in the order of use; a model that is named nowhere stands under the last heading.
GROUPS = (
    ("Aktuelles", ("Article", "Topic", "Picture", "Document")),
    ("Termine", ("Meeting", "Venue", "AgendaTemplate")),
    ("Werkstätten", ("Workshop",)),
    ("Protokolle und Beschlüsse", ("Minutes", "Resolution", "Ballot", "Task", "VotingRule")),
    ("Strategie", ("StrategyVersion", "ActionField", "RecognitionPeriod")),
    ("Mitglieder", ("Letter", "Organisation", "User", "Mandate", "WorkingGroup", "OrganisationKind")),
    ("Website", ("Page", "Contact", "SiteSettings", "Message", "ContactMessage", "Entry")),
    ("Weiteres", ()),
)


class OfficeSite(AdminSite):
    """Django's admin, grouped by task, entered through the portal's own log-in."""

    site_title = "Verwaltung"
    index_title = "Arbeitsstand der Geschäftsstelle"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only the portal's own models: libraries bring forms of theirs that nobody here may use."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        own = [model for model in models if model.__module__.startswith(OWN)]
        if own:
            super().register(own, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """The office."""
        return bool(getattr(request.user, "is_office", False))

    def admin_view(
        self, view: Callable[..., HttpResponse], cacheable: bool = False
    ) -> Callable[..., HttpResponse]:
        """Visitors log in, members find nothing here, the office needs its second factor first."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            if not self.has_permission(request):
                raise Http404
            if is_missing_second_factor(request.user):
                messages.warning(
                    request,
                    "Für die Verwaltung brauchen Sie einen zweiten Faktor. Bitte richten Sie ihn ein.",
                )
                return redirect("mfa_index")
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Log-in is the portal's."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("account_login"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """So is logging out."""
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """So is the password."""
        return redirect("account_change_password")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """The alliance's name in the head."""
        context = super().each_context(request)
        context["site_header"] = SiteSettings.current().name
        return context

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Grouped by task on the index; Django's own grouping for the page of one app."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = []
        for heading, names in GROUPS:
            rows = [models.pop(name) for name in names if name in models] if names else list(models.values())
            if rows:
                groups.append({"name": heading, "app_label": heading, "app_url": "", "models": rows})
        return groups

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The desk: what is due, the tasks, who changed what."""
        context = {
            "due": due(request.user),
            "tasks": self._tasks(request),
            "last_changes": self._last_changes(),
            **(extra_context or {}),
        }
        return super().index(request, context)

    def _tasks(self, request: HttpRequest) -> list[dict[str, str]]:
        """One button for each daily task that the person may do."""
        rows = []
        for label, kind, view in TASKS:
            opts = apps.get_model(kind)._meta
            model_admin = self._registry[opts.model]
            may = model_admin.has_add_permission if view == "add" else model_admin.has_change_permission
            if may(request):
                rows.append(
                    {"label": label, "url": reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}")}
                )
        return rows

    def _last_changes(self) -> list[dict[str, Any]]:
        """The newest entries of the log, each with the address of what it is about if that still exists."""
        entries = list(Entry.objects.all()[:LAST_CHANGES])
        present = self._present(entries)
        return [{"entry": entry, "url": present.get((entry.kind, entry.object_id), "")} for entry in entries]

    def _present(self, entries: list[Entry]) -> dict[tuple[str, int], str]:
        """The addresses of the things that entries name and that are still there; one query for all kinds."""
        known = {model._meta.label_lower: model for model in self._registry}
        queries = []
        for kind in sorted({entry.kind for entry in entries} & known.keys()):
            keys = [entry.object_id for entry in entries if entry.kind == kind]
            rows = known[kind]._base_manager.order_by().filter(pk__in=keys)
            queries.append(rows.values_list(Value(kind, output_field=CharField()), "pk"))
        if not queries:
            return {}
        found = {}
        for kind, key in queries[0].union(*queries[1:], all=True):
            opts = known[kind]._meta
            found[kind, key] = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[key])
        return found
