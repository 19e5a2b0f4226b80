"""News on pages of the apps below."""

from typing import Any

from django import template
from django.template import Context

from alliance.news import metadata
from alliance.news.models import Article

register = template.Library()

ON_OTHER_PAGES = 5


@register.inclusion_tag("news/of_field.html", takes_context=True)
def field_news(context: Context, action_field: Any) -> dict[str, Any]:
    """The newest reports of an action field that the person may see, newest first; one query and two for its keys."""
    user = context["request"].user
    articles = Article.objects.visible_to(user).matching(fields=[action_field.slug], topics=[], year=None)
    return {
        "articles": list(articles.for_list().newest_first()[:ON_OTHER_PAGES]),
        "action_field": action_field,
    }


@register.inclusion_tag("news/of_organisation.html", takes_context=True)
def organisation_news(context: Context, organisation: Any) -> dict[str, Any]:
    """The newest reports naming a member that the person may see, newest first; one query and two for its keys."""
    through: Any = Article.organisations.through
    named = through.objects.filter(organisation=organisation).values("article")
    articles = Article.objects.visible_to(context["request"].user).filter(pk__in=named)
    return {"articles": list(articles.for_list().newest_first()[:ON_OTHER_PAGES])}


@register.inclusion_tag("news/of_meeting.html", takes_context=True)
def meeting_news(context: Context, meeting: Any) -> dict[str, Any]:
    """The newest reports about a meeting that the person may see, newest first; one query."""
    through: Any = Article.meetings.through
    named = through.objects.filter(meeting=meeting).values("article")
    articles = Article.objects.visible_to(context["request"].user).filter(pk__in=named).newest_first()
    return {"articles": list(articles.only("title", "slug", "publish_at", "is_example")[:ON_OTHER_PAGES])}


@register.inclusion_tag("news/of_resolution.html", takes_context=True)
def news_of_resolution(context: Context, resolution: Any) -> dict[str, Any]:
    """The newest reports about a resolution that the person may see, newest first; one query."""
    through: Any = Article.resolutions.through
    named = through.objects.filter(resolution=resolution).values("article")
    articles = Article.objects.visible_to(context["request"].user).filter(pk__in=named)
    return {"articles": list(articles.defer("text").newest_first()[:ON_OTHER_PAGES])}


@register.inclusion_tag("news/metadata.html", takes_context=True)
def article_metadata(context: Context, article: Article) -> dict[str, Any]:
    """Open Graph and schema.org for the head of an article's page; nothing unless everybody may read it."""
    if context.get("is_preview") or not metadata.is_public(article):
        return {}
    request, site = context["request"], context["site"]
    topics = [topic.name for topic in context["topics"]]
    return {
        "request": request,
        "site": site,
        "article": article,
        "headline": metadata.headline(article),
        "image": article.lead_picture.card_url if article.lead_picture else "",
        "data": metadata.news_article(request, article, publisher=site.name, topics=topics),
    }
