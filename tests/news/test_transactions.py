"""The desk outside of the transaction that other tests run in: PostgreSQL locks rows only inside of one."""

import pytest

from alliance.news.models import Article
from alliance.news.states import State
from tests.conftest import ClientOf
from tests.factories.news import ArticleFactory
from tests.office_form import opened

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/verwaltung/news/article/"


def test_verbs_and_forms_open_their_own_transaction(client_of: ClientOf) -> None:
    article, client = ArticleFactory(), client_of("leitung")
    base = f"{LIST}{article.pk}"
    assert (
        client.post(f"{base}/change/", {**opened(client, f"{base}/change/"), "title": "Neu"}).status_code
        == 302
    )
    assert client.post(f"{base}/tun/submit/").status_code == 302
    assert client.post(f"{base}/tun/publish/").status_code == 302
    assert client.post(f"{base}/vorschau/").status_code == 200
    assert client.post(f"{base}/history/").status_code in (200, 405)
    article.refresh_from_db()
    assert (article.title, article.state) == ("Neu", State.RELEASED)


def test_a_verb_refused_after_saving_takes_the_save_back(client_of: ClientOf) -> None:
    article, client = ArticleFactory(title="Alt"), client_of("redaktion")
    address = f"{LIST}{article.pk}/change/"
    sent = {**opened(client, address), "title": "Neu", "_verb": "publish"}
    assert client.post(address, sent).status_code == 403
    assert Article.objects.get(pk=article.pk).title == "Alt"
    assert article.history.count() == 1
