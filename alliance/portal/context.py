"""What the frame of every page needs. Lazy: an error page that prints none of it asks no database."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from alliance.members.access import current_mandates
from alliance.members.models import Organisation
from alliance.portal.models import Page, SiteLink, SiteSettings

# Title, url name, first part of the address. Rooms join as they are built.
MENU = (
    ("Strategie", "versions:current", "/strategie/"),
    ("Handlungsfelder", "fields:list", "/handlungsfelder/"),
    ("Aktuelles", "news:list", "/aktuelles/"),
    ("Mitglieder", "members:list", "/mitglieder/"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Settings, menu, footer and who is there."""
    pages = SimpleLazyObject(_placed_pages)
    return {
        "site": SimpleLazyObject(SiteSettings.current),
        "main_menu": SimpleLazyObject(lambda: _menu(request, pages["header"])),
        "footer_pages": pages,
        "site_links": SimpleLazyObject(_site_links),
        "my_organisations": SimpleLazyObject(lambda: _my_organisations(request)),
    }


def _menu(request: HttpRequest, pages: list[Page]) -> list[dict[str, Any]]:
    """The portal's rooms, then the pages that the office puts into the head."""
    rooms = [(title, reverse(name), request.path.startswith(prefix)) for title, name, prefix in MENU]
    own = [(page.title, page.get_absolute_url(), request.path == page.get_absolute_url()) for page in pages]
    return [{"title": title, "url": url, "current": current} for title, url, current in rooms + own]


def _placed_pages() -> dict[str, list[Page]]:
    rows = list(Page.objects.exclude(place=Page.Place.NONE).only("title", "slug", "place"))
    return {place: [row for row in rows if row.place == place] for place in Page.Place.values}


def _site_links() -> dict[str, list[SiteLink]]:
    rows = list(SiteLink.objects.select_related("picture"))
    return {kind: [row for row in rows if row.kind == kind] for kind in SiteLink.Kind.values}


def _my_organisations(request: HttpRequest) -> list[Organisation]:
    return [mandate.organisation for mandate in current_mandates(getattr(request, "user", None))]
