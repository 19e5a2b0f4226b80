"""What an article's page tells machines: Open Graph and schema.org. Only what everybody may read is told."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import Truncator

from alliance.members.access import Audience
from alliance.news.models import Article

# Search engines cut headlines that are longer.
LONGEST_HEADLINE = 110


def is_public(article: Article) -> bool:
    """Whether everybody may read it now: neither restricted nor draft, scheduled, expired, archived."""
    return article.audience == Audience.PUBLIC and article.is_published


def headline(article: Article) -> str:
    """The title; invented content says so wherever it is shown."""
    mark = " (Beispiel)" if article.is_example else ""
    return Truncator(article.title).chars(LONGEST_HEADLINE - len(mark)) + mark


def images(article: Article) -> list[str]:
    """Addresses of JPEGs in several shapes, without host; the portal's card where there is no picture."""
    picture = article.lead_picture
    if picture is None:
        return [static("img/card.jpg")]
    return [picture.card_url, picture.sources("wide").src, picture.sources("natural").src]


def news_article(
    request: HttpRequest, article: Article, *, publisher: str, topics: list[str]
) -> dict[str, Any]:
    """The article as schema.org's NewsArticle, with what search engines ask for."""

    def absolute(path: str) -> str:
        return request.build_absolute_uri(path)

    organisation = {"@type": "Organization", "name": publisher, "url": absolute(reverse("portal:home"))}
    logo = {"@type": "ImageObject", "url": absolute(static("img/icon-512.png")), "width": 512, "height": 512}
    published = article.publish_at.isoformat() if article.publish_at else ""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline(article),
        "description": article.teaser,
        "image": [absolute(path) for path in images(article)],
        "datePublished": published,
        "dateModified": article.updated_at.isoformat() if article.updated_at else published,
        "author": [organisation],
        "publisher": {**organisation, "logo": logo},
        "mainEntityOfPage": {"@type": "WebPage", "@id": absolute(article.get_absolute_url())},
        "inLanguage": "de",
        "isAccessibleForFree": True,
        **({"articleSection": topics} if topics else {}),
    }
