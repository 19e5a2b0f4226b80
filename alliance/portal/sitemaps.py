"""The sitemap: every address that everybody may read, with the day it changed last."""

import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as answer
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from alliance.members.models import Organisation
from alliance.news.models import Article
from alliance.portal.models import Page
from events.meetings.models import Meeting
from strategy.fields.models import ActionField
from strategy.versions.models import StrategyVersion

# An address and when what stands there changed last, as far as it is known.
Row = tuple[str, datetime.datetime | None]


class Pages(Sitemap):
    """Addresses in the form that Django writes as XML."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    def items(self) -> list[Row]:
        """All of them."""
        return self.rows

    def location(self, item: Row) -> str:
        """The address."""
        return item[0]

    def lastmod(self, item: Row) -> datetime.datetime | None:
        """When it changed; None leaves the date out."""
        return item[1]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """All addresses; six queries."""
    return answer(request, {"all": Pages(_rows())})


def _rows() -> list[Row]:
    """The lists, each with the newest date of what stands in it, then all that stands in them."""
    articles, versions, meetings = _articles(), _versions(), _meetings()
    fields, members, pages = (_content(model) for model in (ActionField, Organisation, Page))
    lists: list[Row] = [
        (reverse("portal:home"), _newest(articles)),
        (reverse("versions:current"), _newest(versions)),
        (reverse("versions:list"), _newest(versions)),
        (reverse("news:list"), _newest(articles)),
        (reverse("fields:list"), _newest(fields)),
        (reverse("members:list"), _newest(members)),
        (reverse("meetings:list"), _newest(meetings)),
        (reverse("portal:contact"), None),
    ]
    return [*lists, *versions, *articles, *meetings, *fields, *members, *pages]


def _articles() -> list[Row]:
    """Those published for everybody, newest first."""
    rows = Article.objects.visible_to(AnonymousUser()).newest_first().only("slug", "publish_at", "updated_at")
    return [(row.get_absolute_url(), row.updated_at or row.publish_at) for row in rows]


def _versions() -> list[Row]:
    """The adopted versions of the strategy; other ones are not for search engines, whoever may read them."""
    rows = StrategyVersion.objects.adopted().only("slug", "changed_at")
    return [(row.get_absolute_url(), row.changed_at) for row in rows]


def _meetings() -> list[Row]:
    """Those that everybody may see, held and called off ones included; the latest first."""
    rows = Meeting.objects.visible_to(AnonymousUser()).order_by("-starts_at").only("address", "changed_at")
    return [(row.get_absolute_url(), row.changed_at) for row in rows]


def _content(model: Any) -> list[Row]:
    """What of a model everybody may read; content of the first hour has no date."""
    rows = model.objects.visible_to(AnonymousUser()).only("slug", "changed_at")
    return [(row.get_absolute_url(), row.changed_at) for row in rows]


def _newest(rows: list[Row]) -> datetime.datetime | None:
    return max((changed for _, changed in rows if changed), default=None)
