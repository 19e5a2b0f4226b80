"""The news as readers see them."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.generic import ListView

from alliance.core.views import LastingDetail
from alliance.members.models import Contact
from alliance.news.forms import NewsFilter
from alliance.news.models import PREVIEW_SIGNER, Article, PreviewLink, RelatedLink
from events.meetings.models import Meeting, Resolution

PER_PAGE = 10
RELATED = 3


class ArticleList(ListView):
    """All news with filters kept in the address."""

    template_name = "news/list.html"
    context_object_name = "articles"
    paginate_by = PER_PAGE
    page_kwarg = "seite"

    def get_queryset(self) -> QuerySet[Article]:
        """What the person may see and the address asks for."""
        self.filter = NewsFilter.of(self.request.GET)
        self.visible = Article.objects.visible_to(self.request.user)
        return self.filter.apply(self.visible).for_list().newest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list with its filters."""
        choices = self.filter.choices(self.visible)
        return super().get_context_data(**kwargs, filter=self.filter, choices=choices)


class ArticleDetail(LastingDetail):
    """One article."""

    def get_queryset(self) -> QuerySet[Article]:
        """What the person may see."""
        return Article.objects.visible_to(self.request.user).select_related("lead_picture")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """As the preview prints it, too."""
        return article_page(self.request, self.object)


@never_cache
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """An unpublished article for whoever has the link; 404 when it has ended, was taken back or is forged."""
    try:
        key = PREVIEW_SIGNER.unsign(token)
    except BadSignature:
        raise Http404 from None
    link = get_object_or_404(PreviewLink.objects.open().select_related("article__lead_picture"), key=key)
    response = article_page(request, link.article, is_preview=True, link=link)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def article_page(
    request: HttpRequest, article: Article, *, is_preview: bool = False, link: PreviewLink | None = None
) -> HttpResponse:
    """The article as readers see it; the preview shows unpublished ones in exactly the same way."""
    context = {
        "article": article,
        "is_preview": is_preview,
        "preview_link": link,
        **named(article),
        **sources(request, article),
        "links": visible_links(request, article),
        "contact": contact_of(article),
        **neighbours(request, article),
    }
    return render(request, "news/detail.html", context)


@dataclass(frozen=True)
class Source:
    """A meeting or resolution that an article is about, as its page prints it."""

    kind: str
    title: str
    address: str
    day: datetime.date
    year: int
    number: int

    @property
    def url(self) -> str:
        """Its page."""
        return reverse(f"{self.kind}:detail", args=[self.address])

    @property
    def label(self) -> str:
        """Its title, of a resolution with its number."""
        number = f"Beschluss {self.year}/{self.number:02d}: " if self.number else ""
        return f"{number}{self.title}"


def sources(request: HttpRequest, article: Article) -> dict[str, list[Source]]:
    """The meetings and resolutions that the article names and the person may see; one query for both."""
    through: Any = Article.meetings.through
    named_ones = through.objects.filter(article=article).values("meeting")
    meetings = Meeting.objects.visible_to(request.user).filter(pk__in=named_ones).order_by()
    through = Article.resolutions.through
    named_ones = through.objects.filter(article=article).values("resolution")
    resolutions = Resolution.objects.visible_to(request.user).filter(pk__in=named_ones).order_by()
    told = meetings.values_list(
        Value("meetings"), "title", "address", TruncDate("starts_at"), Value(0), Value(0)
    )
    resolved = resolutions.values_list(
        Value("resolutions"), "title", "address", "resolved_on", "year", "number"
    )
    rows = sorted(told.union(resolved, all=True), key=lambda row: (row[3], row[2]))
    kinds = ("meetings", "resolutions")
    return {kind: [Source(*row) for row in rows if row[0] == kind] for kind in kinds}


@dataclass(frozen=True)
class Named:
    """A topic, action field or member as the article's page prints it."""

    kind: str
    name: str
    slug: str
    weave: str


def named(article: Article) -> dict[str, list[Named]]:
    """The article's topics, action fields and members in their order; one query for all three."""
    topics = article.topics.order_by().values_list(
        Value("topics"), "name", "slug", Value(""), "order", Value("")
    )
    fields = article.action_fields.order_by().values_list(
        Value("action_fields"), "name", "slug", "weave", "order", "sort_name"
    )
    members = article.organisations.order_by().values_list(
        Value("organisations"), "short_name", "slug", Value(""), Value(0), "sort_name"
    )
    rows = sorted(topics.union(fields, members, all=True), key=lambda row: (row[4], row[5], row[1]))
    kinds = ("topics", "action_fields", "organisations")
    return {kind: [Named(*row[:4]) for row in rows if row[0] == kind] for kind in kinds}


def visible_links(request: HttpRequest, article: Article) -> list[RelatedLink]:
    """The links whose target the person may see; one query."""
    seen = Article.objects.visible_to(request.user).values("pk")
    rows = article.links.filter(Q(to_article__isnull=True) | Q(to_article__in=seen))
    return list(rows.select_related("to_article", "to_field"))


def contact_of(article: Article) -> Contact | None:
    """The article's contact, else the office's; one query."""
    rows = Contact.objects.filter(Q(pk=article.contact_id) | Q(is_default=True)).select_related("picture")
    return max(rows, key=lambda row: row.pk == article.contact_id, default=None)


def neighbours(request: HttpRequest, article: Article) -> dict[str, Any]:
    """The articles before and after this one and those on the same action fields; one query for all."""
    others = Article.objects.visible_to(request.user).exclude(pk__in=[article.pk, article.replaces_id or 0])
    newest = others.newest_first().values("pk")
    at = article.publish_at
    earlier = newest.filter(Q(publish_at__lt=at) | Q(publish_at=at, pk__lt=article.pk)) if at else newest
    later = others.order_by("publish_at", "pk").values("pk")
    later = later.filter(Q(publish_at__gt=at) | Q(publish_at=at, pk__gt=article.pk)) if at else later.none()
    shared = Article.action_fields.through.objects.filter(
        actionfield__in=article.action_fields.through.objects.filter(article=article).values("actionfield")
    ).values("article")
    related = newest.filter(pk__in=shared)[:RELATED]
    rows = Article.objects.defer("text").annotate(
        is_earlier=_is(earlier[:1]), is_later=_is(later[:1]), is_related=_is(related)
    )
    found = list(rows.filter(Q(is_earlier=True) | Q(is_later=True) | Q(is_related=True)).newest_first())
    return {
        "earlier": next((row for row in found if row.is_earlier), None),
        "later": next((row for row in found if row.is_later), None),
        "related_articles": [row for row in found if row.is_related],
    }


def _is(subquery: Any) -> Case:
    return Case(When(pk__in=subquery, then=Value(True)), default=Value(False))
