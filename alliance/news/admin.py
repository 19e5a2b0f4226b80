"""The news in the admin: the office's daily tool."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format

from alliance.accounts.models import person_of
from alliance.core.accessibility_admin import AccessibilityHints
from alliance.core.inlines import SortedInline
from alliance.history.admin import RecordedAdmin
from alliance.news import actions, rules
from alliance.news.history_admin import ArticleHistory
from alliance.news.models import Article, RelatedLink, Topic
from alliance.news.preview_admin import preview_links
from alliance.news.states import State
from alliance.news.views import article_page


class SituationFilter(admin.SimpleListFilter):
    """Where articles stand, what follows from time included."""

    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """From the first word to the archive."""
        return [
            ("entwurf", "Entwürfe"),
            ("pruefung", "in Prüfung"),
            ("geplant", "geplant"),
            ("korrektur", "Korrekturen begonnen"),
            ("sichtbar", "veröffentlicht"),
            ("abgelaufen", "abgelaufen"),
            ("archiv", "archiviert"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The articles in the chosen situation."""
        chosen = {
            "entwurf": queryset.drafts,
            "pruefung": queryset.waiting,
            "geplant": queryset.scheduled,
            "korrektur": queryset.corrections,
            "sichtbar": queryset.published,
            "abgelaufen": queryset.expired,
            "archiv": queryset.archived,
        }.get(self.value() or "")
        return chosen() if chosen else queryset


class LinkInline(SortedInline):
    """Where to read on."""

    model = RelatedLink
    fk_name = "article"
    fields = ("order", "title", "url", "to_article", "to_field", "note")
    autocomplete_fields = ("to_article", "to_field")


@admin.register(Topic)
class TopicAdmin(RecordedAdmin):
    """Topics in the order of the filter."""

    rules = rules
    may = {"change": "may_change_topic", "delete": "may_change_topic"}
    list_display = ("name", "order")
    search_fields = ("sort_name",)
    folded_search = ("sort_name",)
    fields = ("name", "slug", "order")
    prepopulated_fields = {"slug": ("name",)}
    tells_usage = True

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_topic(by=person_of(request), topic=obj)

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_topic(by=person_of(request), topic=obj)


@admin.register(Article)
class ArticleAdmin(AccessibilityHints, ArticleHistory):
    """Articles from the first draft to the archive."""

    rules = rules
    workflow = rules.WORKFLOW
    verbs = actions.VERBS
    noun = "article"
    lead_field = "teaser"
    frozen = (
        "Die Meldung wurde inzwischen veröffentlicht und ändert sich nur noch über eine Korrektur. Ihr Text steht "
        "noch hier: Kopieren Sie, was Sie brauchen."
    )
    said = {
        "submit": "Die Meldung liegt der Leitung zur Prüfung vor.",
        "publish": "Die Meldung steht jetzt auf der Website.",
        "send_back": "Die Meldung liegt wieder bei der Redaktion.",
        "withdraw": "Die Meldung ist wieder ein Entwurf.",
        "correct": "Sie bearbeiten eine Kopie. Die Meldung bleibt sichtbar, bis die Korrektur veröffentlicht ist.",
        "archive": "Die Meldung steht nicht mehr auf der Website.",
        "reopen": "Die Meldung ist wieder ein Entwurf.",
    }
    list_display = ("title", "situation", "publish_at", "topic_names", "changed_by_name", "changed_at")
    list_filter = (SituationFilter, "topics", "action_fields", "audience")
    date_hierarchy = "publish_at"
    ordering = (F("publish_at").desc(nulls_first=True), "-pk")
    search_fields = ("find_text",)
    search_help_text = "Sucht in Titel, Vorspann und Ort."
    folded_search = ("find_text",)
    autocomplete_fields = (
        *("lead_picture", "topics", "action_fields", "organisations", "meetings", "resolutions"),
        *("contact", "working_group"),
    )
    prepopulated_fields = {"slug": ("title",)}
    inlines = [LinkInline]
    fieldsets = (
        (None, {"fields": ("title", "slug", "place", "teaser", "text", "lead_picture")}),
        (
            "Einordnung",
            {
                "fields": (
                    *("topics", "action_fields", "organisations", "meetings", "resolutions"),
                    *("contact", "is_example", "is_pinned"),
                )
            },
        ),
        ("Veröffentlichung", {"fields": ("publish_at", "expire_at", "audience", "working_group")}),
    )

    actions = ("publish_selected", "archive_selected")

    @admin.action(description="Ausgewählte Meldungen veröffentlichen", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Publish all that can be; tell what cannot and why."""
        self.perform_on_all(request, queryset, "publish", "veröffentlicht")

    @admin.action(description="Ausgewählte Meldungen archivieren", permissions=["publish"])
    def archive_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Archive all that can be; tell what cannot and why."""
        self.perform_on_all(request, queryset, "archive", "archiviert")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether the list offers the verbs of the chief."""
        return rules.may_publish(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """What the list and the verbs ask of each row, at once."""
        return (
            super().get_queryset(request).select_related("correction", "replaces").prefetch_related("topics")
        )

    def get_urls(self) -> list[URLPattern]:
        """The preview beside the form."""
        preview = self.admin_site.admin_view(self.preview_view)
        links = self.admin_site.admin_view(self.preview_links_view)
        return [
            path("<path:object_id>/vorschau/", preview, name="news_article_preview"),
            path("<path:object_id>/vorschaulinks/", links, name="news_article_preview_links"),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The article as readers will see it."""
        article = self.get_object(request, object_id)
        if article is None or not self.has_view_permission(request, article):
            raise Http404
        return article_page(request, article, is_preview=not article.is_published)

    def preview_links_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Links for readers without an account."""
        return preview_links(request, self.get_object(request, object_id))

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        """Only where readers find it, too."""
        return obj.get_absolute_url() if obj is not None and obj.pk and obj.is_published else None

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say what the page shows, and lead to the preview and to the correction."""
        obj = kwargs.get("obj")
        context["can_preview"] = True
        if obj is not None and obj.pk:
            # A refused form has written on the instance already.
            stored = self.get_queryset(request).get(pk=obj.pk) if request.method == "POST" else obj
            context.update(self._standing(stored))
        return super().render_change_form(request, context, *args, **kwargs)

    def _standing(self, article: Article) -> dict[str, Any]:
        """Where an article stands and what lies beside it."""
        return {
            "situation": self.situation(article),
            "preview_url": reverse("admin:news_article_preview", args=[article.pk]),
            "preview_links_url": reverse("admin:news_article_preview_links", args=[article.pk]),
            "correction": article.correction if article.has_correction else None,
            "corrected": article.replaces,
        }

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """„Speichern und ansehen“ leads to the preview."""
        if "_preview" in request.POST:
            return self._to_preview(obj)
        return super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """„Speichern und ansehen“ leads to the preview."""
        if "_preview" in request.POST:
            return self._to_preview(obj)
        return super().response_add(request, obj, post_url_continue)

    def _to_preview(self, obj: Article) -> HttpResponse:
        return redirect("admin:news_article_preview", obj.pk)

    def told(self, verb: str, result: Any) -> str:
        """After publishing: whether readers see it already."""
        if verb == "publish" and not result.is_published:
            return f"Gespeichert. Stand: {self.situation(result)}."
        return super().told(verb, result)

    @admin.display(description="Stand")
    def situation(self, article: Article) -> str:
        """The state in the words of the office, with what follows from time."""
        if article.replaces_id:
            return "Korrektur in Prüfung" if article.state == State.REVIEW else "Korrektur begonnen"
        if article.state != State.RELEASED:
            return article.get_state_display()
        now = timezone.now()
        if article.publish_at and article.publish_at > now:
            return f"geplant für {date_format(timezone.localtime(article.publish_at), 'j. F Y, H:i')}"
        if article.expire_at and article.expire_at <= now:
            return "abgelaufen"
        return "veröffentlicht, Korrektur begonnen" if article.has_correction else "veröffentlicht"

    @admin.display(description="Themen")
    def topic_names(self, article: Article) -> str:
        """The topics, from the rows already fetched."""
        return ", ".join(topic.name for topic in article.topics.all())

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action, with topics, fields, members and links."""
        rows = [row for formset in formsets for row in formset.rows]
        names = ("title", "url", "to_article", "to_field", "note")
        links = [actions.Link(**{name: row[name] for name in names}) for row in rows]
        related = {name: form.cleaned_data[name] for name in actions.RELATIONS}
        return actions.save_article(by=person_of(request), article=obj, related=related, links=links)

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_article(by=person_of(request), article=obj)
