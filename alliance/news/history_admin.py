"""Old states of an article: a draft takes one into its form, a published article into a correction."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from alliance.accounts.models import person_of
from alliance.core.workflow import NotPossible
from alliance.history.admin import Contents, RecordedAdmin, tell_missing
from alliance.news import actions, rules
from alliance.news.models import Article
from strategy.fields.models import ActionField


class ArticleHistory(RecordedAdmin):
    """The history of the articles' admin."""

    history_told = ("state",)

    def may_restore(self, request: HttpRequest, obj: Article) -> bool:
        """Whoever may write, into a draft or a correction; what is scheduled or archived is a draft first."""
        if super().may_restore(request, obj):
            return True
        possible = {offer.verb for offer in self.offers(request, obj)}
        return rules.may_write(request.user, obj) and (obj.has_correction or "correct" in possible)

    def restoring(self, request: HttpRequest, obj: Article, found: Contents) -> str:
        """A correction begun is opened with the state, so that nothing in it is lost; else one is filled."""
        if obj.is_editable:
            return super().restoring(request, obj, found)
        if obj.has_correction:
            return super().restoring(request, obj.correction, found)
        try:
            return self._restored(request, obj, found)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
            copy = actions.correct_article(by=person_of(request), article=obj)
            return super().restoring(request, copy, found)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
            return reverse("admin:news_article_history", args=[obj.pk])

    def _restored(self, request: HttpRequest, obj: Article, found: Contents) -> str:
        links = _links([row for rows in found.rows.values() for row in rows])
        copy = actions.restore_article(
            by=person_of(request),
            article=obj,
            values=found.values,
            related=found.related_objects(obj),
            links=links,
        )
        text = "Sie bearbeiten eine Korrektur mit dem alten Stand."
        messages.success(request, f"{text} Die Meldung selbst bleibt, bis die Korrektur veröffentlicht ist.")
        tell_missing(request, found)
        return reverse("admin:news_article_change", args=[copy.pk])

    def states_for(self, obj: Article) -> list[Any]:
        """A correction may take the states of its original too."""
        return [obj, obj.replaces] if obj.replaces_id else [obj]

    def opened_contents(self, obj: Article, number: int) -> Contents | None:
        """A state from before the publication does not take the date away."""
        found = super().opened_contents(obj, number)
        if found and obj.replaces:
            found.values["publish_at"] = found.values["publish_at"] or obj.replaces.publish_at
        return found


def _links(rows: list[dict[str, Any]]) -> list[actions.Link]:
    articles = Article.objects.in_bulk({row["to_article_id"] for row in rows if row["to_article_id"]})
    areas = ActionField.objects.in_bulk({row["to_field_id"] for row in rows if row["to_field_id"]})
    return [
        actions.Link(
            row["title"],
            row["url"],
            articles.get(row["to_article_id"]),
            areas.get(row["to_field_id"]),
            row["note"],
        )
        for row in rows
    ]
