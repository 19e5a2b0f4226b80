"""What every page of the admin keeps: few queries whatever there is, sound HTML, never kept by a cache."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.conftest import ClientOf
from tests.markup import assert_sound
from tests.world import World, build, many_articles

PAGES = {
    "/verwaltung/": 14,
    "/verwaltung/news/article/": 10,
    "/verwaltung/news/article/?q=meldung": 10,
    "/verwaltung/news/article/add/": 3,
    "/verwaltung/news/article/{draft.pk}/change/": 12,
    "/verwaltung/news/article/{published.pk}/history/": 7,
    "/verwaltung/news/article/{draft.pk}/vorschau/": 12,
    "/verwaltung/pictures/picture/": 5,
    "/verwaltung/pictures/picture/{picture.pk}/change/": 15,
}
MOST_QUERIES = 25


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def leitung(client_of: ClientOf) -> Client:
    return client_of("leitung")


@pytest.mark.parametrize(("address", "queries"), PAGES.items())
def test_queries_do_not_grow(
    world: World,
    leitung: Client,
    address: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    assert queries <= MOST_QUERIES
    address = address.format(**world.names())
    many_articles(10, world)
    # Django keeps its content types in memory: whichever test came first would pay for them.
    leitung.get(address)
    with django_assert_num_queries(queries):
        assert leitung.get(address).status_code == 200
    many_articles(990, world, after=10)
    with django_assert_num_queries(queries):
        assert leitung.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_the_html_is_sound_and_not_kept(world: World, leitung: Client, address: str) -> None:
    response: Any = leitung.get(address.format(**world.names()))
    html = response.content.decode()
    # Django names the help texts of rows as if it printed them; it shows them above the columns.
    assert_sound(re.sub(r'aria-describedby="id_links-[^"]*"', "", html))
    assert "no-store" in response.headers["Cache-Control"] or "no-cache" in response.headers["Cache-Control"]
