"""Rows inside a form of the admin."""

import pytest

from alliance.news.models import RelatedLink
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.news import ArticleFactory
from tests.office_form import opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_names_of_all_rows_cost_the_same(
    client_of: ClientOf, rows: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    article = ArticleFactory()
    for order in range(rows):
        RelatedLink.objects.create(article=article, order=order, to_article=ArticleFactory(published=True))
        RelatedLink.objects.create(article=article, order=order, to_field=ActionFieldFactory())
    client = client_of("redaktion")
    address = f"/verwaltung/news/article/{article.pk}/change/"
    client.get(address)

    with django_assert_num_queries(14):
        client.get(address)


def test_a_row_shows_and_sends_what_it_has_chosen(client_of: ClientOf) -> None:
    article, other = ArticleFactory(), ArticleFactory(published=True, title="Wohin es weitergeht")
    RelatedLink.objects.create(article=article, order=1, to_article=other)
    client = client_of("redaktion")
    address = f"/verwaltung/news/article/{article.pk}/change/"

    assert "Wohin es weitergeht" in client.get(address).content.decode()
    fields = opened(client, address)
    assert fields["links-0-to_article"] == str(other.pk)
    assert client.post(address, fields).status_code == 302
    assert article.links.get().to_article == other


@pytest.mark.parametrize("key", ["999999", "kein-schlüssel", "-1"])
def test_a_key_that_leads_nowhere_is_told_at_the_row(client_of: ClientOf, key: str) -> None:
    article = ArticleFactory()
    RelatedLink.objects.create(article=article, order=1, to_article=ArticleFactory(published=True))
    client = client_of("redaktion")
    address = f"/verwaltung/news/article/{article.pk}/change/"

    response = client.post(address, {**opened(client, address), "links-0-to_article": key})

    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
