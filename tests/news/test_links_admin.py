"""Related links at the desk: what may be chosen, what is refused at its row, what stays in its order."""

import pytest
from django.test import Client

from alliance.news.models import Article
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.news import ArticleFactory
from tests.office_form import Fields, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory()


def address(article: Article) -> str:
    return f"/verwaltung/news/article/{article.pk}/change/"


def sent(client: Client, article: Article, *rows: dict[str, object]) -> Fields:
    """The form with these rows as its links."""
    found = {
        key: value for key, value in opened(client, address(article)).items() if not key.startswith("links-")
    }
    found |= {"links-TOTAL_FORMS": str(len(rows)), "links-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        found |= {
            f"links-{number}-{name}": str(value) for name, value in {"order": number + 1, **row}.items()
        }
    return found


def labels(article: Article) -> list[str]:
    return [row.label for row in Article.objects.get(pk=article.pk).links.all()]


def test_rows_are_kept_in_the_order_of_their_numbers(article: Article, client_of: ClientOf) -> None:
    client = client_of("redaktion")
    field = ActionFieldFactory(name="Feld")
    rows = [
        {"title": "Zuletzt", "url": "https://example.org/", "order": 9},
        {"to_field": field.pk, "order": 2},
        {"title": "Zuerst", "url": "/aktuelles/", "order": 1},
    ]
    assert client.post(address(article), sent(client, article, *rows)).status_code == 302
    assert labels(article) == ["Zuerst", "Feld", "Zuletzt"]
    assert [row.order for row in article.links.all()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"title": "Ohne Adresse"}, "genau eine eigene Seite"),
        ({"url": "https://example.org/"}, "genau eine eigene Seite"),
        ({"title": "Skript", "url": "javascript:alert(1)"}, "mit https:// oder"),
        ({"title": "Fremd", "url": "//example.org"}, "mit https:// oder"),
    ],
)
def test_a_row_that_leads_nowhere_is_refused_where_it_stands(
    row: dict[str, object], words: str, article: Article, client_of: ClientOf
) -> None:
    client = client_of("redaktion")
    good = {"title": "Gut", "url": "https://example.org/"}
    response = client.post(address(article), {**sent(client, article, good, row), "title": "Neuer Titel"})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert 'value="Neuer Titel"' in response.content.decode()
    assert labels(article) == []
    assert Article.objects.get(pk=article.pk).title != "Neuer Titel"


def test_an_empty_row_is_no_link(article: Article, client_of: ClientOf) -> None:
    client = client_of("redaktion")
    assert client.post(address(article), sent(client, article, {"title": "", "url": ""})).status_code == 302
    assert labels(article) == []


def test_a_row_goes_with_its_box(article: Article, client_of: ClientOf) -> None:
    client = client_of("redaktion")
    rows = [{"title": name, "url": "https://example.org/"} for name in ("Bleibt", "Geht")]
    client.post(address(article), sent(client, article, *rows))
    client.post(address(article), {**opened(client, address(article)), "links-1-DELETE": "on"})
    assert labels(article) == ["Bleibt"]


def test_a_correction_is_no_page_to_link_to(article: Article, cast: Cast, client_of: ClientOf) -> None:
    original = ArticleFactory(published=True, title="Einmalig")
    correction = ArticleFactory(replaces=original, slug=original.slug, title="Einmalig")
    client = client_of("redaktion")
    query = {"app_label": "news", "model_name": "relatedlink", "field_name": "to_article", "term": "einmalig"}
    found = client.get("/verwaltung/autocomplete/", query).json()["results"]
    assert [row["id"] for row in found] == [str(original.pk)]
    response = client.post(address(article), sent(client, article, {"to_article": correction.pk}))
    assert response.status_code == 200
    assert labels(article) == []


def test_an_article_that_others_link_to_is_not_deleted_under_them(
    article: Article, client_of: ClientOf
) -> None:
    other = ArticleFactory(published=True, title="Verweist hierher")
    other.links.create(to_article=article)
    client = client_of("redaktion")
    response = client.post(f"/verwaltung/news/article/{article.pk}/delete/", {"post": "yes"})
    assert response.status_code == 200
    assert "Verweist hierher" in response.content.decode()
    assert Article.objects.filter(pk=article.pk).exists()
