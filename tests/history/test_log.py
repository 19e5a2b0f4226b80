"""The log in the admin: whole for administrators, of one thing for the office, written by nobody."""

import pytest
from django.contrib.admin.models import LogEntry

from alliance.history.actions import save_content
from alliance.history.models import Entry
from alliance.news import actions
from alliance.news.models import Topic
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.news import ArticleFactory, TopicFactory

pytestmark = pytest.mark.django_db
LOG = "/verwaltung/history/entry/"


@pytest.fixture
def entry(cast: Cast) -> Entry:
    save_content(Topic(name="Straßenbahn"), by=cast.redaktion)
    return Entry.objects.get()


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_administrators_read_the_whole_log(name: str, entry: Entry, client_of: ClientOf) -> None:
    expected = {"administration": 200, "leitung": 403, "redaktion": 403, "visitor": 302}.get(name, 404)
    for address in (LOG, f"{LOG}{entry.pk}/change/"):
        assert client_of(name).get(address).status_code == expected, address


def test_nobody_writes_the_log_by_hand(entry: Entry, client_of: ClientOf) -> None:
    client = client_of("administration")
    sent = {"verb": "erfunden", "title": "X", "kind": "news.topic", "object_id": 1, "_save": "1"}
    assert client.get(f"{LOG}add/").status_code == 403
    assert client.post(f"{LOG}add/", sent).status_code == 403
    assert client.post(f"{LOG}{entry.pk}/change/", sent).status_code == 403
    assert client.post(f"{LOG}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LOG, {"action": "delete_selected", "post": "yes", "_selected_action": [entry.pk]})
    assert Entry.objects.get().verb == "angelegt"


def test_the_log_is_found_in_either_spelling(entry: Entry, cast: Cast, client_of: ClientOf) -> None:
    save_content(Topic(name="Anderes"), by=cast.leitung)
    client = client_of("administration")
    for words in ("straßenbahn", "STRASSENBAHN", "angelegt strassenbahn"):
        assert list(client.get(LOG, {"q": words}).context["cl"].result_list) == [entry], words
    assert not client.get(LOG, {"q": "Busspur"}).context["cl"].result_list


def test_the_history_of_a_thing_names_all_who_did_something(cast: Cast, client_of: ClientOf) -> None:
    article = actions.save_article(by=cast.redaktion, article=ArticleFactory.build(title="Verlaufen"))
    actions.submit_article(by=cast.redaktion, article=article)
    actions.publish_article(by=cast.leitung, article=article)
    actions.save_topic(by=cast.administration, topic=Topic(name="Etwas anderes"))
    html = client_of("redaktion").get(f"/verwaltung/news/article/{article.pk}/history/").content.decode()
    words = ["veröffentlicht", "zur Prüfung gegeben", "angelegt"]
    places = [html.index(word) for word in words]
    assert places == sorted(places)
    assert cast.leitung.full_name in html
    assert cast.administration.full_name not in html


@pytest.mark.parametrize(("name", "status"), [("visitor", 302), ("northeim", 404), ("redaktion", 200)])
def test_the_history_is_the_office_s(name: str, status: int, client_of: ClientOf) -> None:
    article = ArticleFactory()
    assert client_of(name).get(f"/verwaltung/news/article/{article.pk}/history/").status_code == status


def test_the_history_of_nothing_is_not_found(client_of: ClientOf) -> None:
    assert client_of("redaktion").get("/verwaltung/news/article/999/history/").status_code == 404


def test_a_thing_without_entries_has_a_history_page(client_of: ClientOf) -> None:
    topic = TopicFactory()
    assert client_of("redaktion").get(f"/verwaltung/news/topic/{topic.pk}/history/").status_code == 200


def test_names_and_titles_in_the_history_are_not_code(cast: Cast, client_of: ClientOf) -> None:
    cast.leitung.full_name = "<script>alert(1)</script>"
    article = ArticleFactory.build(title="<script>alert(2)</script>")
    actions.save_article(by=cast.leitung, article=article)
    client = client_of("administration")
    for address in (f"/verwaltung/news/article/{article.pk}/history/", LOG, "/verwaltung/"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_django_s_own_log_stays_empty(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("leitung")
    client.post("/verwaltung/news/topic/add/", {"name": "Neu", "order": "1"})
    topic = Topic.objects.get()
    sent = {"name": "Anders", "order": "1", "slug": topic.slug, "revision": topic.revision}
    client.post(f"/verwaltung/news/topic/{topic.pk}/change/", sent)
    client.post(f"/verwaltung/news/topic/{topic.pk}/delete/", {"post": "yes"})
    assert [entry.verb for entry in Entry.objects.all()] == ["gelöscht", "geändert", "angelegt"]
    assert not LogEntry.objects.exists()
