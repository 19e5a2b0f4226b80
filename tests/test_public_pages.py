"""What every page for visitors keeps: no cookie, the same for everybody, sound HTML, headers, few queries."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.markup import assert_sound
from tests.world import World, build, many_articles

PAGES = {
    "/": 10,
    "/aktuelles/": 10,
    "/aktuelles/?handlungsfeld=rekrutierung&thema=strategie": 10,
    "/aktuelles/austausch-zur-strategie/": 10,
    "/handlungsfelder/": 5,
    "/handlungsfelder/rekrutierung/": 9,
    "/impressum/": 5,
    "/mitglieder/": 6,
    "/mitglieder/landkreis-northeim/": 10,
    "/kontakt/": 4,
    "/kontakt/danke/": 3,
    "/styleguide/": 3,
}
MACHINES = [
    *("/aktuelles/feed.xml", "/handlungsfelder/rekrutierung/feed.xml", "/sitemap.xml", "/robots.txt"),
    *("/.well-known/security.txt", "/manifest.webmanifest", "/favicon.ico"),
]
OTHERS = [
    "/healthz",
    "/readyz",
    "/gibt-es-nicht/",
    "/aktuelles/entwurf/",
    "/aktuelles/alte-adresse/",
    *MACHINES,
]
MOST_QUERIES = 10
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.mark.parametrize("address", [*PAGES, *OTHERS])
def test_visitors_get_no_cookie_and_all_the_same_page(world: World, address: str) -> None:
    one, other = (
        Client().get(address),
        Client(headers={"Accept-Language": "en", "User-Agent": "X"}).get(address),
    )
    for response in (one, other):
        assert not response.cookies
        assert "Set-Cookie" not in response.headers
        assert b"csrfmiddlewaretoken" not in response.content
    assert one.status_code == other.status_code
    assert one.content == other.content


@pytest.mark.parametrize("address", [*PAGES, *OTHERS])
def test_every_answer_has_the_headers(world: World, address: str) -> None:
    response = Client().get(address)
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, name
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert not re.search(r"unsafe|https?:|\*|nonce-|sha256-", policy)
    assert response.headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("address", [*PAGES, "/gibt-es-nicht/", "/anmelden/"])
def test_the_html_is_sound(world: World, address: str) -> None:
    html = Client().get(address).content.decode()
    assert html.lower().startswith("<!doctype html>")
    assert '<html lang="de"' in html
    assert html.count("<h1") == 1
    assert_sound(html)


@pytest.mark.parametrize(("address", "queries"), PAGES.items())
def test_queries_do_not_grow(
    world: World, address: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert queries <= MOST_QUERIES
    many_articles(10, world)
    with django_assert_num_queries(queries):
        assert Client().get(address).status_code == 200
    many_articles(990, world, after=10)
    with django_assert_num_queries(queries):
        assert Client().get(address).status_code == 200


def test_hidden_and_unknown_look_the_same(world: World) -> None:
    unknown = Client().get("/aktuelles/gibt-es-nicht/")
    hidden = Client().get("/aktuelles/buero/")
    assert (unknown.status_code, hidden.status_code) == (404, 404)
    assert unknown.content.decode().replace("gibt-es-nicht", "buero") == hidden.content.decode()
    assert "/anmelden/?next=/aktuelles/buero/" in hidden.content.decode()


def test_a_former_address_leads_on(world: World) -> None:
    response = Client().get("/aktuelles/alte-adresse/")
    assert (response.status_code, response.headers["Location"]) == (301, world.published.get_absolute_url())
