"""What the frame of every page needs. Lazy: an error page that prints none of it asks no database."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from alliance.members.access import current_mandates, sees_members_area
from alliance.members.models import Organisation
from alliance.portal.models import Page, SiteLink, SiteSettings

# Title, url name, first part of the address. Rooms join as they are built.
MENU = (
    ("Strategie", "versions:current", "/strategie/"),
    ("Handlungsfelder", "fields:list", "/handlungsfelder/"),
    ("Aktuelles", "news:list", "/aktuelles/"),
    ("Termine", "meetings:list", "/termine/"),
    ("Mitglieder", "members:list", "/mitglieder/"),
)
# The same for the members' area: the menu of members and the office on these pages.
MEMBERS_MENU = (
    ("Übersicht", "portal:dashboard", "/uebersicht/"),
    ("Termine", "meetings:list", "/termine/"),
    ("Protokolle", "minutes:list", "/protokolle/"),
    ("Beschlüsse", "resolutions:list", "/beschluesse/"),
    ("Abstimmungen", "ballots:list", "/abstimmungen/"),
    ("Aufgaben", "tasks:list", "/aufgaben/"),
    ("Arbeitsgruppen", "groups:list", "/arbeitsgruppen/"),
)
# Inside too, but reached from the overview: the head has no room for more.
ALSO_INSIDE = ("/rundschreiben/",)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Settings, menu, footer and who is there."""
    pages = SimpleLazyObject(_placed_pages)
    return {
        "site": SimpleLazyObject(SiteSettings.current),
        "main_menu": SimpleLazyObject(lambda: _menu(request, pages["header"])),
        "public_menu": SimpleLazyObject(lambda: _public_menu(request, pages["header"])),
        "footer_pages": pages,
        "site_links": SimpleLazyObject(_site_links),
        "sees_members_area": SimpleLazyObject(lambda: sees_members_area(getattr(request, "user", None))),
        "is_inside": SimpleLazyObject(lambda: _is_inside(request)),
        "my_organisations": SimpleLazyObject(lambda: _my_organisations(request)),
    }


def mail_frame() -> dict[str, Any]:
    """What the frame of every mail needs (setting MAIL_FRAME); one query."""
    return {"site": SiteSettings.current()}


def print_frame() -> dict[str, Any]:
    """Whose paper it is, the funding note and the logos of who funds (setting PRINT_FRAME); two queries."""
    site, links = SiteSettings.current(), SiteLink.objects.filter(kind=SiteLink.Kind.FUNDING)
    logos = [link.picture for link in links.select_related("picture")]
    return {"publisher": site.name, "funding_note": site.funding_note, "logos": logos}


def _menu(request: HttpRequest, pages: list[Page]) -> list[dict[str, Any]]:
    """The menu of the head: inside, the members' rooms, else the public ones."""
    return _rooms(request, MEMBERS_MENU) if _is_inside(request) else _public_menu(request, pages)


def _public_menu(request: HttpRequest, pages: list[Page]) -> list[dict[str, Any]]:
    """The portal's rooms, then the pages that the office puts into the head."""
    return _rooms(request, MENU) + [_entry(request, page) for page in pages]


def _rooms(request: HttpRequest, menu: tuple[tuple[str, str, str], ...]) -> list[dict[str, Any]]:
    """The entries of a menu, the room where one is marked."""
    return [
        {"title": title, "url": reverse(name), "current": request.path.startswith(prefix)}
        for title, name, prefix in menu
    ]


def _entry(request: HttpRequest, page: Page) -> dict[str, Any]:
    url = page.get_absolute_url()
    return {"title": page.title, "url": url, "current": request.path == url}


def _is_inside(request: HttpRequest) -> bool:
    """Whether a member or the office is on a page of the members' area."""
    rooms = *(prefix for _, _, prefix in MEMBERS_MENU), *ALSO_INSIDE
    return request.path.startswith(rooms) and sees_members_area(getattr(request, "user", None))


def _placed_pages() -> dict[str, list[Page]]:
    rows = list(Page.objects.exclude(place=Page.Place.NONE).only("title", "slug", "place"))
    return {place: [row for row in rows if row.place == place] for place in Page.Place.values}


def _site_links() -> dict[str, list[SiteLink]]:
    rows = list(SiteLink.objects.select_related("picture"))
    return {kind: [row for row in rows if row.kind == kind] for kind in SiteLink.Kind.values}


def _my_organisations(request: HttpRequest) -> list[Organisation]:
    return [mandate.organisation for mandate in current_mandates(getattr(request, "user", None))]
