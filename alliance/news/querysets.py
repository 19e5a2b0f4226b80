"""Articles as of now. Scheduled, published and expired follow from stored dates, without any job."""

from typing import Any, Self, cast

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from alliance.members import access
from alliance.news.states import EDITABLE, State


def published_now(prefix: str = "") -> Q:
    """The condition that an article is out now; `prefix` leads to it from another model."""
    now = timezone.now()
    running = Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": now})
    return running & Q(
        **{
            f"{prefix}state": State.RELEASED,
            f"{prefix}publish_at__lte": now,
            f"{prefix}replaces__isnull": True,
        }
    )


class ArticleQuerySet(QuerySet):
    """Articles, their corrections included."""

    def visible_to(self, user: Any) -> Self:
        """Published ones whose audience includes `user`; drafts are seen in the admin's preview only."""
        return self.filter(published_now(), access.visible(user))

    def published(self) -> Self:
        """Out now, whoever may read them."""
        return self.filter(published_now())

    def archived(self) -> Self:
        """Taken from the site for good."""
        return self.filter(state=State.ARCHIVED)

    def scheduled(self) -> Self:
        """Released for later."""
        return self.filter(state=State.RELEASED, publish_at__gt=timezone.now(), replaces__isnull=True)

    def expired(self) -> Self:
        """Released once, their time is over."""
        return self.filter(state=State.RELEASED, expire_at__lte=timezone.now(), replaces__isnull=True)

    def waiting(self) -> Self:
        """Given to the chief for review."""
        return self.filter(state=State.REVIEW)

    def drafts(self) -> Self:
        """Begun, corrections left out."""
        return self.filter(state=State.DRAFT, replaces__isnull=True)

    def corrections(self) -> Self:
        """Corrections begun and not yet published."""
        return self.filter(state__in=EDITABLE, replaces__isnull=False)

    def newest_first(self) -> Self:
        """By the date readers see."""
        return self.order_by("-publish_at", "-pk")

    def for_list(self) -> Self:
        """All that a list prints, without the text: three queries for any number of rows."""
        return self.with_topics().prefetch_related("action_fields")

    def with_topics(self) -> Self:
        """The same without action fields: two queries."""
        return self.defer("text").select_related("lead_picture").prefetch_related("topics")

    def matching(self, *, fields: list[str], topics: list[str], year: int | None) -> Self:
        """Those with any of the action fields, any of the topics and of the year (Berlin) where given."""
        rows, model = self, cast(Any, self.model)
        if fields:
            keys = model.action_fields.through.objects.filter(actionfield__slug__in=fields)
            rows = rows.filter(pk__in=keys.values("article"))
        if topics:
            keys = model.topics.through.objects.filter(topic__slug__in=topics)
            rows = rows.filter(pk__in=keys.values("article"))
        return rows.filter(publish_at__year=year) if year else rows

    def years(self) -> list[tuple[int, int]]:
        """The years (Berlin) that have articles and how many, newest first."""
        rows = self.order_by().annotate(year=ExtractYear("publish_at")).values("year")
        return list(rows.annotate(count=Count("pk")).order_by("-year").values_list("year", "count"))


class PreviewLinkQuerySet(QuerySet):
    """Links to unpublished articles."""

    def open(self) -> Self:
        """Those that still lead somewhere."""
        return self.filter(revoked_at__isnull=True, ends_at__gt=timezone.now())
