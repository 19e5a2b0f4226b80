"""The list of news: filters in the address, counts, pages, queries."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from strategy.fields.models import ActionField
from tests.factories.fields import ActionFieldFactory
from tests.factories.news import ArticleFactory, TopicFactory, hours
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db
LIST = "/aktuelles/"


def titles(client: Client, query: str = "") -> list[str]:
    """The titles of the list, in its order."""
    response = client.get(LIST + query)
    assert response.status_code == 200
    return [article.title for article in response.context["articles"]]


def choices(client: Client, query: str = "") -> dict[str, list[tuple[str, int, bool]]]:
    """What the filters offer: value, count, chosen."""
    found = client.get(LIST + query).context["choices"]
    return {name: [(row.value, row.count, row.chosen) for row in rows] for name, rows in found.items()}


@pytest.fixture
def some(db: None) -> None:
    """Three articles: a1 (topic a, field x, 2024), ab (both topics and fields, 2025), b2 (topic b, 2025)."""
    a, b = (TopicFactory(name=name, slug=name, order=order) for order, name in enumerate("ab"))
    x, y = (ActionFieldFactory(name=name, slug=name, order=order) for order, name in enumerate("xy"))
    ArticleFactory(
        published=True, title="a1", publish_at="2024-05-01T10:00+02:00", topics=[a], action_fields=[x]
    )
    ArticleFactory(
        published=True, title="ab", publish_at="2025-05-01T10:00+02:00", topics=[a, b], action_fields=[x, y]
    )
    ArticleFactory(published=True, title="b2", publish_at="2025-05-02T10:00+02:00", topics=[b])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["b2", "ab", "a1"]),
        ("?thema=a", ["ab", "a1"]),
        ("?thema=a&thema=b", ["b2", "ab", "a1"]),
        ("?handlungsfeld=y", ["ab"]),
        ("?jahr=2025", ["b2", "ab"]),
        ("?thema=b&handlungsfeld=x", ["ab"]),
        ("?thema=a&jahr=2024", ["a1"]),
        ("?thema=b&jahr=2024", []),
        ("?handlungsfeld=x&handlungsfeld=y", ["ab", "a1"]),
        ("?thema=&handlungsfeld=&jahr=", ["b2", "ab", "a1"]),
    ],
)
def test_filters(query: str, expected: list[str], some: None, visitor: Client) -> None:
    assert titles(visitor, query) == expected


def test_counts_say_what_a_choice_would_list(some: None, visitor: Client) -> None:
    assert choices(visitor) == {
        "topics": [("a", 2, False), ("b", 2, False)],
        "fields": [("x", 2, False), ("y", 1, False)],
        "years": [("2025", 2, False), ("2024", 1, False)],
    }
    assert choices(visitor, "?thema=b&jahr=2025") == {
        "topics": [("a", 1, False), ("b", 2, True)],
        "fields": [("x", 1, False), ("y", 1, False)],
        "years": [("2025", 2, True)],
    }
    for name, key in (("thema", "topics"), ("handlungsfeld", "fields"), ("jahr", "years")):
        for value, count, _ in choices(visitor)[key]:
            assert len(titles(visitor, f"?{name}={value}")) == count, (name, value)


def test_a_choice_that_lists_nothing_stays_to_be_taken_away(some: None, visitor: Client) -> None:
    assert ("a", 0, True) in choices(visitor, "?thema=a&jahr=1999")["topics"]
    assert choices(visitor, "?handlungsfeld=kenne-ich-nicht")["fields"][-1] == ("kenne-ich-nicht", 0, True)


@pytest.mark.parametrize(
    "query",
    [
        "?jahr=abc",
        "?jahr=0",
        "?jahr=99999",
        "?jahr=-2024",
        "?jahr=²024",
        "?jahr=1e3",
        "?jahr=1989",
        "?thema=%00",
        "?handlungsfeld=%00",
        "?thema=%3Cscript%3E",
        "?thema='",
        "?thema=Ä",
        "?unbekannt=1",
    ],
)
def test_nonsense_in_the_address_counts_as_not_chosen(query: str, some: None, visitor: Client) -> None:
    response = visitor.get(LIST + query)
    assert response.status_code == 200
    assert len(response.context["articles"]) == 3
    assert response.context["filter"].is_set is False
    assert "<script>" not in response.content.decode()


def test_an_empty_choice_says_so_and_leads_back(some: None, visitor: Client) -> None:
    html = visitor.get(LIST + "?thema=b&jahr=2024").content.decode()
    assert "Keine Meldung gefunden" in html
    assert re.search(rf'href="{LIST}"[^>]*>Alle Meldungen zeigen', html)


def test_no_news_at_all_says_so(visitor: Client) -> None:
    html = visitor.get(LIST).content.decode()
    assert "Noch keine Meldung" in html
    assert "<select" not in html
    assert "<fieldset" not in html


@pytest.fixture
def many(db: None) -> ActionField:
    """23 articles of a field and one beside it."""
    field = ActionFieldFactory(slug="feld")
    for number in range(23):
        ArticleFactory(
            published=True, title=f"N{number:02}", publish_at=hours(-number - 1), action_fields=[field]
        )
    ArticleFactory(published=True, title="daneben", publish_at=hours(-100))
    return field


def test_pages_hold_ten_and_lose_nothing(many: ActionField, visitor: Client) -> None:
    pages = [titles(visitor, f"?handlungsfeld=feld&seite={number}") for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 3]
    assert [*pages[0], *pages[1], *pages[2]] == [f"N{number:02}" for number in range(23)]


def test_articles_of_the_same_moment_keep_their_page(visitor: Client) -> None:
    moment = hours(-1)
    for number in range(12):
        ArticleFactory(published=True, title=f"G{number}", publish_at=moment)
    both = titles(visitor) + titles(visitor, "?seite=2")
    assert sorted(both) == sorted(f"G{number}" for number in range(12))


def test_links_to_other_pages_keep_the_filters(many: ActionField, visitor: Client) -> None:
    html = visitor.get(LIST + "?handlungsfeld=feld&seite=2").content.decode()
    nav = html.split('aria-label="Seiten der Meldungen"')[1].split("</nav>")[0]
    targets = {entities.replace("&amp;", "&") for entities in re.findall(r'href="([^"]*)"', nav)}
    assert targets == {
        "?handlungsfeld=feld",
        "?handlungsfeld=feld&seite=2",
        "?handlungsfeld=feld&seite=3",
    }
    for target in targets:
        assert "daneben" not in titles(visitor, target)


@pytest.mark.parametrize("page", ["4", "0", "-1", "x", "1.5", "999999999999", "%00"])
def test_a_page_that_is_not_there_is_not_found(page: str, many: ActionField, visitor: Client) -> None:
    assert visitor.get(f"{LIST}?seite={page}").status_code == 404


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", LIST),
        ("?seite=1", LIST),
        ("?utm_source=mail", LIST),
        ("?handlungsfeld=feld&utm_source=x&seite=2", f"{LIST}?handlungsfeld=feld&amp;seite=2"),
        ("?seite=2&handlungsfeld=feld", f"{LIST}?handlungsfeld=feld&amp;seite=2"),
        ("?jahr=quatsch&seite=2", f"{LIST}?seite=2"),
        ("?handlungsfeld=", LIST),
    ],
)
def test_one_page_has_one_canonical_address(
    query: str, canonical: str, many: ActionField, visitor: Client
) -> None:
    html = visitor.get(LIST + query).content.decode()
    assert f'<link rel="canonical" href="http://testserver{canonical}">' in html


def full(number: int) -> None:
    """An article with one of everything that the list shows."""
    ArticleFactory(
        published=True,
        publish_at=hours(-number),
        lead_picture=PictureFactory(),
        topics=[TopicFactory(), TopicFactory()],
        action_fields=[ActionFieldFactory(), ActionFieldFactory()],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    count: int, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        full(number)
    with django_assert_num_queries(10):
        assert visitor.get(LIST).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_field_page_costs_the_same_for_one_and_three(
    count: int, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    field = ActionFieldFactory()
    for number in range(count):
        ArticleFactory(
            published=True, publish_at=hours(-number), topics=[TopicFactory()], action_fields=[field]
        )
    with django_assert_num_queries(9):
        assert visitor.get(field.get_absolute_url()).status_code == 200


def test_the_field_page_shows_its_five_newest_and_the_way_to_all(many: ActionField, visitor: Client) -> None:
    html = visitor.get(many.get_absolute_url()).content.decode()
    assert re.findall(r"N\d\d", html) == [f"N{number:02}" for number in range(5)]
    assert f'href="{LIST}?handlungsfeld=feld"' in html
