"""The news as Atom feeds. A feed reader has no log-in, so whoever asks gets what everybody may read."""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html
from django.utils.http import parse_http_date_safe
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from alliance.core.addresses import now_at
from alliance.core.richtext import blocks
from alliance.news.models import Article
from alliance.pictures.models import Picture
from strategy.fields.models import ActionField

NEWEST = 20
# Of the plain JPEG of a picture, where the original is wide enough.
WIDTH = 960
# A tag URI (RFC 4151) names the year in which whoever minted it held the domain.
MINTED = 2026
# `updated` of a feed without entries; it must not change from one request to the next.
NEVER = datetime.datetime(MINTED, 1, 1, tzinfo=datetime.UTC)
# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Publisher(Protocol):
    """Whose news these are: the settings of the website, which live above this app."""

    name: str


@dataclass(frozen=True)
class Channel:
    """One feed as it is asked for: of everything, or of one action field."""

    publisher: str
    base: str
    action_field: ActionField | None

    @property
    def tag(self) -> str:
        """Its lasting name."""
        return tag_uri(f"handlungsfelder/{self.action_field.pk}" if self.action_field else "aktuelles")


@dataclass(frozen=True)
class Entry:
    """An article on its way into a feed."""

    article: Article
    base: str


def tag_uri(thing: str) -> str:
    """A name that stays when the page moves; it hangs on the first of the portal's host names."""
    host = settings.ALLOWED_HOSTS[0].lstrip(".") if settings.ALLOWED_HOSTS else "localhost"
    return f"tag:{host},{MINTED}:{thing}"


def whole_text(entry: Entry) -> SafeString:
    """Lead picture and text with absolute addresses; asks no database for an entry that was prefetched."""
    article, base = entry.article, entry.base
    pictures = {row.picture_id: row.picture for row in article.text_pictures.all()}
    parts = [_figure(article.lead_picture, base)]
    for block in blocks(article.text):
        if block.picture is not None:
            parts.append(_figure(pictures.get(block.picture), base, block.caption))
        else:
            # `<` stands in rich text only where a tag begins, so this meets links and nothing else.
            parts.append(block.html.replace('<a href="/', f'<a href="{escape(base)}/'))
    return mark_safe("\n".join(part for part in parts if part))  # blocks are written anew by core.richtext


def _figure(picture: Picture | None, base: str, caption: str = "") -> str:
    """The picture as a JPEG, which every reader can show; `caption` is rich text of the article."""
    if picture is None:
        return ""
    source = picture.sources("natural")
    width = min(WIDTH, source.width)
    height = round(source.height * width / source.width)
    image = format_html(
        '<img src="{}{}" width="{}" height="{}" alt="{}">',
        base,
        source.src,
        str(width),
        str(height),
        picture.alt,
    )
    words = caption or escape(picture.caption)
    below = " ".join(part for part in (words, escape(picture.credit)) if part)
    return f"<figure>{image}{f'<figcaption>{below}</figcaption>' if below else ''}</figure>"


class FullAtom(Atom1Feed):
    """Atom with the whole text beside the teaser."""

    def add_root_elements(self, handler: Any) -> None:
        """The mark of the portal."""
        super().add_root_elements(handler)
        handler.addQuickElement("icon", self.feed["icon"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """The text."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> datetime.datetime:
        """When any entry changed last; also the answer's `Last-Modified`."""
        dates = [item[name] for item in self.items for name in ("pubdate", "updateddate", "changed")]
        return max((date for date in dates if date), default=NEVER)


class ArticleFeed(Feed):
    """The newest public articles; `publisher` gives the settings of the website."""

    feed_type = FullAtom
    language = "de"

    def __init__(self, publisher: Callable[[], Publisher]) -> None:
        self.publisher = publisher

    @method_decorator(require_safe)
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed; 304 for whoever has this state of it already."""
        response = super().__call__(request, *args, **kwargs)
        set_response_etag(response)
        patch_cache_control(response, public=True, no_cache=True)
        changed = parse_http_date_safe(response.headers["Last-Modified"])
        answer = get_conditional_response(request, response.headers["ETag"], changed, response)
        return answer or response

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Channel:
        """What is asked for."""
        base = f"{request.scheme}://{request.get_host()}"
        return Channel(self.publisher().name, base, self.action_field(**kwargs))

    def action_field(self, **kwargs: Any) -> ActionField | None:
        """None: the feed is of everything."""
        return None

    def title(self, channel: Channel) -> str:
        """Name of the alliance and what it is about."""
        return _xml(f"{channel.publisher}: {channel.action_field or 'Aktuelles'}")

    def subtitle(self, channel: Channel) -> str:
        """One sentence."""
        if channel.action_field:
            return _xml(channel.action_field.short_text)
        return "Was das Bündnis beschließt, ausprobiert und gelernt hat."

    def link(self, channel: Channel) -> str:
        """The page for people."""
        return channel.action_field.get_absolute_url() if channel.action_field else reverse("news:list")

    def feed_guid(self, channel: Channel) -> str:
        """Its lasting name."""
        return channel.tag

    def author_name(self, channel: Channel) -> str:
        """The alliance; persons are not named."""
        return _xml(channel.publisher)

    def author_link(self, channel: Channel) -> str:
        """The home page."""
        return f"{channel.base}/"

    def feed_extra_kwargs(self, channel: Channel) -> dict[str, Any]:
        """What only our generator knows."""
        return {"icon": f"{channel.base}{static('img/icon-192.png')}"}

    def items(self, channel: Channel) -> Iterator[Entry]:
        """The newest articles; five queries for any number of them."""
        rows = Article.objects.visible_to(AnonymousUser())
        if channel.action_field:
            rows = rows.matching(fields=[channel.action_field.slug], topics=[], year=None)
        rows = rows.select_related("lead_picture").newest_first()
        related = ("topics", "action_fields", "text_pictures__picture")
        return (Entry(article, channel.base) for article in rows.prefetch_related(*related)[:NEWEST])

    def item_title(self, entry: Entry) -> str:
        """Plain text in Atom, so not escaped twice; invented content says so."""
        return _xml(entry.article.title + (" (Beispiel)" if entry.article.is_example else ""))

    def item_description(self, entry: Entry) -> str:
        """The teaser, in HTML as the generator declares it."""
        return _xml(escape(entry.article.teaser))

    def item_link(self, entry: Entry) -> str:
        """The article's page."""
        return entry.article.get_absolute_url()

    def item_guid(self, entry: Entry) -> str:
        """Stays when title and address change."""
        return tag_uri(f"aktuelles/{entry.article.pk}")

    def item_pubdate(self, entry: Entry) -> datetime.datetime | None:
        """When it appeared."""
        return entry.article.publish_at

    def item_updateddate(self, entry: Entry) -> datetime.datetime | None:
        """When a correction was published, else when it appeared."""
        return entry.article.updated_at or entry.article.publish_at

    def item_categories(self, entry: Entry) -> list[str]:
        """Topics and action fields."""
        article = entry.article
        return [_xml(str(row)) for row in (*article.topics.all(), *article.action_fields.all())]

    def item_extra_kwargs(self, entry: Entry) -> dict[str, Any]:
        """What only our generator knows."""
        return {"content": _xml(whole_text(entry)), "changed": entry.article.changed_at}


class FieldFeed(ArticleFeed):
    """The same for one action field."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed, or the way to it from the field's former address."""
        try:
            return super().__call__(request, *args, **kwargs)
        except Http404:
            moved: Any = now_at(_public_fields(), kwargs["slug"])
            if moved is None:
                raise
            return HttpResponsePermanentRedirect(reverse("field_feed", args=[moved.slug]))

    def action_field(self, **kwargs: Any) -> ActionField:
        """The field of the address; a missing one becomes a 404."""
        return _public_fields().get(slug=kwargs["slug"])


def _public_fields() -> Any:
    return ActionField.objects.visible_to(AnonymousUser())


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
