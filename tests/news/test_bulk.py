"""Publishing and archiving many articles at once."""

import pytest
from django.test import Client
from django.urls import reverse

from alliance.news.models import Article
from alliance.news.states import State
from tests.conftest import ClientOf
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db
LIST = "admin:news_article_changelist"


def use(client: Client, action: str, articles: list[Article]) -> str:
    """Choose `articles` in the list and use an action; returns the page that follows."""
    data = {"action": action, "_selected_action": [str(article.pk) for article in articles]}
    return client.post(reverse(LIST), data, follow=True).content.decode()


def test_the_chief_publishes_what_can_be_and_is_told_the_rest(client_of: ClientOf) -> None:
    draft, review = ArticleFactory(title="Entwurf A"), ArticleFactory(title="Prüfung B", review=True)
    archived = ArticleFactory(title="Archiv C", archived=True)

    page = use(client_of("leitung"), "publish_selected", [draft, review, archived])

    assert set(Article.objects.published()) == {draft, review}
    assert "2 veröffentlicht." in page
    assert "Archiv C: „Veröffentlichen“ ist im Stand „archiviert“ nicht möglich." in page


def test_the_chief_archives_many(client_of: ClientOf) -> None:
    articles = [ArticleFactory(published=True) for _ in range(3)]

    page = use(client_of("leitung"), "archive_selected", articles)

    assert Article.objects.filter(state=State.ARCHIVED).count() == 3
    assert "3 archiviert." in page


@pytest.mark.parametrize("action", ["publish_selected", "archive_selected"])
def test_an_editor_is_not_offered_the_chiefs_verbs(client_of: ClientOf, action: str) -> None:
    article = ArticleFactory(published=action == "archive_selected")
    before = article.state
    client = client_of("redaktion")

    assert action not in client.get(reverse(LIST)).content.decode()
    use(client, action, [article])
    article.refresh_from_db()
    assert article.state == before
