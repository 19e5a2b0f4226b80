"""Static pages: what is saved is out, addresses stay, rooms of the portal are not shadowed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import get_resolver

from alliance.core.revision import StaleRevision
from alliance.history.models import Entry
from alliance.portal import actions
from alliance.portal.models import RESERVED, Page, PagePicture
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.pictures import PictureFactory
from tests.factories.portal import PageFactory

pytestmark = pytest.mark.django_db
DESK = "/verwaltung/portal/page/"


def saved(**values: str) -> Page:
    return actions.save_page(by=None, page=Page(**{"title": "Über uns", **values}))


def test_a_page_is_out_as_soon_as_it_is_saved(cast: Cast, visitor: Client) -> None:
    page = actions.save_page(
        by=cast.leitung,
        page=Page(title="Über uns", text="<h2>Wer</h2><script>x</script>", lead="Vorspann <b>"),
    )
    assert page.slug == "ueber-uns"
    html = visitor.get("/ueber-uns/").content.decode()
    assert "<h2>Wer</h2>" in html
    assert "Vorspann &lt;b&gt;" in html
    assert "<script>x" not in html
    assert Entry.objects.get().by == cast.leitung
    assert page.history.get().history_user == cast.leitung


def test_a_changed_address_leads_on(visitor: Client) -> None:
    page = saved(slug="alt")
    page.slug = "neu"
    actions.save_page(by=None, page=page)
    moved = visitor.get("/alt/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/neu/")
    actions.delete_page(by=None, page=page)
    for address in ("/alt/", "/neu/"):
        assert visitor.get(address).status_code == 404


def test_the_same_title_again_is_numbered() -> None:
    assert [saved().slug for _ in range(2)] == ["ueber-uns", "ueber-uns-2"]


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_addresses_of_rooms_are_refused(slug: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        saved(slug=slug)
    assert refusal.value.message_dict == {
        "slug": ["Unter dieser Adresse steht schon ein Bereich des Portals."]
    }
    assert not Page.objects.exists()


def test_every_room_that_answers_today_is_refused() -> None:
    """Also those that nobody wrote into the list."""
    rooms = _first_parts()
    assert {"aktuelles", "verwaltung", "anmelden", "konto", "handlungsfelder"} <= rooms
    for slug in rooms:
        with pytest.raises(ValidationError):
            saved(slug=slug)


def _first_parts() -> set[str]:
    """The first part of each route that is a plain word ending with a slash."""
    parts = set()
    stack = [("", get_resolver())]
    while stack:
        above, resolver = stack.pop()
        for entry in resolver.url_patterns:
            route = above + str(entry.pattern).removeprefix("^")
            if hasattr(entry, "url_patterns"):
                stack.append((route, entry))
            elif "/" in route:
                parts.add(route.split("/")[0])
    return {part for part in parts if part.isascii() and part.replace("-", "").isalnum()}


@pytest.mark.parametrize("slug", ["Groß", "a b", "a--b", "-a", "ä", "a/b", "a.b"])
def test_a_slug_that_is_none_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError):
        saved(slug=slug)


def test_the_database_knows_an_address_once() -> None:
    PageFactory(slug="einmal")
    with pytest.raises(IntegrityError), transaction.atomic():
        PageFactory(slug="einmal")


def test_the_later_of_two_is_refused() -> None:
    page = saved()
    mine, yours = Page.objects.get(pk=page.pk), Page.objects.get(pk=page.pk)
    actions.save_page(by=None, page=mine)
    with pytest.raises(StaleRevision):
        actions.save_page(by=None, page=yours)


def test_pictures_in_the_text_are_kept_from_vanishing() -> None:
    picture = PictureFactory()
    page = saved(text=f'<figure><img data-picture="{picture.pk}"></figure>')
    assert PagePicture.objects.get().picture == picture
    page.text = "<p>Ohne</p>"
    actions.save_page(by=None, page=page)
    assert not PagePicture.objects.exists()


def test_the_foot_names_pages_by_their_place_and_order(visitor: Client) -> None:
    PageFactory(title="Zweite", place="legal", order=2)
    PageFactory(title="Erste", place="legal", order=1)
    PageFactory(title="Mitmachseite", place="about")
    PageFactory(title="Nirgends genannt")
    html = visitor.get("/").content.decode()
    foot = html.split('class="foot"')[1]
    about, legal = foot.split("<h2>Rechtliches</h2>")
    assert legal.index("Erste") < legal.index("Zweite")
    assert "Mitmachseite" in about.split("<h2>Mitmachen</h2>")[1]
    assert "Nirgends genannt" not in html


def test_legal_pages_are_not_deleted(client_of: ClientOf) -> None:
    legal, other = PageFactory(place="legal"), PageFactory()
    client = client_of("administration")
    assert client.post(f"{DESK}{legal.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{DESK}{other.pk}/delete/", {"post": "yes"}).status_code == 302
    client.post(DESK, {"action": "delete_selected", "post": "yes", "_selected_action": [legal.pk]})
    assert list(Page.objects.all()) == [legal]


def test_a_reserved_address_is_told_at_its_field_and_nothing_typed_is_lost(client_of: ClientOf) -> None:
    sent = {
        "title": "Termine",
        "slug": "termine",
        "text": "<p>Mühsam getippt</p>",
        "place": "none",
        "order": "0",
    }
    response = client_of("leitung").post(f"{DESK}add/", sent)
    assert response.status_code == 200
    assert "slug" in response.context["adminform"].form.errors
    assert "Mühsam getippt" in response.content.decode()
    assert not Page.objects.exists()
