"""Home page, static pages, and what the server is asked by machines."""

import shutil
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from alliance.core.views import LastingDetail
from alliance.members.models import Contact, Organisation, OrganisationKind
from alliance.news.models import Article
from alliance.portal.models import Page
from alliance.portal.strategy import stations, strategy_in_force
from events.meetings.models import Meeting
from strategy.fields.models import ActionField

NEWS_ON_HOME = 4
MEETINGS_ON_HOME = 3
LEAST_FREE_BYTES = 200 * 1024 * 1024


class Home(TemplateView):
    """The home page, composed from what exists."""

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The strategy in force, action fields, newest reports (pinned first), next meetings, members, the office."""
        articles = Article.objects.visible_to(self.request.user).with_topics()
        meetings = Meeting.objects.visible_to(self.request.user).upcoming().select_related("venue")
        strategy = strategy_in_force()
        return super().get_context_data(
            **kwargs,
            strategy=strategy,
            action_fields=strategy.action_fields if strategy else ActionField.objects.active(),
            articles=list(articles.order_by("-is_pinned", "-publish_at", "-pk")[:NEWS_ON_HOME]),
            stations=stations(strategy),
            meetings=list(meetings.defer("description", "find_text")[:MEETINGS_ON_HOME]),
            kinds=_members_by_kind(),
            contact=Contact.objects.default().select_related("picture").first(),
        )


def _members_by_kind() -> list[tuple[OrganisationKind, list[Organisation]]]:
    """Today's members under their kinds, both in their order; one query."""
    found: dict[OrganisationKind, list[Organisation]] = {}
    for member in Organisation.objects.current().select_related("kind"):
        found.setdefault(member.kind, []).append(member)
    return sorted(found.items(), key=lambda item: (item[0].order, item[0].sort_name))


class PageDetail(LastingDetail):
    """A static page."""

    template_name = "portal/page.html"
    context_object_name = "page"

    def get_queryset(self) -> QuerySet[Page]:
        """What the person may see, each with the page above it."""
        return Page.objects.visible_to(self.request.user).select_related("parent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page with those below it."""
        children = self.object.children.order_by("order", "title")
        return super().get_context_data(**kwargs, children=list(children))


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive: the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready: database reached, migrations done, room on the disk. Tells yes or no, no details."""
    checks = {"database": _database_answers, "migrations": _is_migrated, "disk": _has_room}
    answers = {name: check() for name, check in checks.items()}
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _is_migrated() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _has_room() -> bool:
    try:
        return shutil.disk_usage(settings.DATA_DIR).free > LEAST_FREE_BYTES
    except OSError:
        return False
