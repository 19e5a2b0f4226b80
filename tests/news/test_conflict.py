"""Two editors have the same article open: nothing is overwritten, nothing typed is lost."""

import html as entities
import re
from typing import Any

import pytest
from django.test import Client

from alliance.news import actions
from alliance.news.actions import Link
from alliance.news.models import Article, Topic
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.news import ArticleFactory, TopicFactory
from tests.office_form import Fields, opened, read

pytestmark = pytest.mark.django_db
TEXT = "<p>Die Rekrutierung von Fachkräften bleibt schwierig.</p><p>Zweiter Absatz.</p>"


@pytest.fixture
def topics(db: None) -> list[Topic]:
    return [TopicFactory(name=name, slug=name.lower()) for name in ("Alt", "Neu", "Anders")]


@pytest.fixture
def article(cast: Cast, topics: list[Topic]) -> Article:
    """A draft that was saved once."""
    return actions.save_article(
        by=cast.redaktion,
        article=ArticleFactory.build(title="Ausgang", text=TEXT),
        related={"topics": [topics[0]]},
        links=[Link(title="Link", url="https://example.org/")],
    )


def address(article: Article) -> str:
    return f"/verwaltung/news/article/{article.pk}/change/"


def plain(response: Any) -> str:
    """The text of the page without tags."""
    return entities.unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.fixture
def conflict(article: Article, topics: list[Topic], client_of: ClientOf) -> tuple[Client, Fields, Any]:
    """The chief has saved while the editor wrote; the editor's client, what was sent, and the answer."""
    editor, chief = client_of("redaktion"), client_of("leitung")
    mine, theirs = opened(editor, address(article)), opened(chief, address(article))
    theirs |= {
        "title": "Von der Leitung",
        "topics": [str(topics[1].pk)],
        "text": TEXT.replace("schwierig", "leicht"),
    }
    assert chief.post(address(article), theirs).status_code == 302
    mine |= {"title": "Von der Redaktion", "place": "Northeim", "topics": [str(topics[2].pk)]}
    mine["text"] = TEXT.replace("schwierig", "mühsam")
    return editor, mine, editor.post(address(article), mine)


def test_the_second_is_told_who_saved_when(conflict: Any, cast: Cast, article: Article) -> None:
    _, _, response = conflict
    assert response.status_code == 200
    words = plain(response)
    assert re.search(
        rf"{cast.leitung.full_name} hat am \d+\. \w+ \d{{4}}, \d\d:\d\d Uhr gespeichert, während Sie", words
    )
    assert "Es ist nichts überschrieben" in words


def test_nothing_is_overwritten(conflict: Any, article: Article, topics: list[Topic]) -> None:
    stored = Article.objects.get(pk=article.pk)
    assert (stored.title, stored.place, [*stored.topics.all()]) == ("Von der Leitung", "", [topics[1]])
    assert "leicht" in stored.text
    assert stored.history.count() == 2


def test_the_difference_shows_fields_keys_and_text(conflict: Any) -> None:
    _, _, response = conflict
    html = response.content.decode()
    section = html.split('class="conflict"')[1].split("</section>")[0]
    differences = dict(
        re.findall(r'<h3>(.*?)</h3><div class="conflict-text">(.*?)</div>', section, re.DOTALL)
    )
    assert set(differences) == {"Titel", "Ort", "Themen", "Text"}
    assert re.search(r"<del>.*?Leitung.*?</del>", differences["Titel"])
    assert re.search(r"<ins>.*?Redaktion.*?</ins>", differences["Titel"])
    assert re.search(r"<del>.*?Neu.*?</del>", differences["Themen"])
    assert re.search(r"<ins>.*?Anders.*?</ins>", differences["Themen"])
    assert re.search(r"<del>.*?leicht.*?</del>", differences["Text"])
    assert re.search(r"<ins>.*?mühsam.*?</ins>", differences["Text"])
    assert "Zweiter Absatz" in differences["Text"]


def test_the_typed_words_are_still_in_the_form(conflict: Any, topics: list[Topic]) -> None:
    _, mine, response = conflict
    again = read(response.content.decode(), "article_form")
    for name in ("title", "place", "topics", "links-0-title"):
        typed = mine[name]
        assert again[name] == (typed[0] if isinstance(typed, list) else typed), name
    assert again["text"] == mine["text"]


def test_sending_again_without_a_tick_is_refused_again(conflict: Any, article: Article) -> None:
    client, _, response = conflict
    again = read(response.content.decode(), "article_form")
    assert "seen" not in again
    assert client.post(address(article), again).status_code == 200
    assert Article.objects.get(pk=article.pk).title == "Von der Leitung"


def ticked(response: Any) -> Fields:
    """What the browser sends when the box is ticked."""
    html = response.content.decode()
    value = re.search(r'type="checkbox" name="seen" value="(\d+)"', html)
    assert value
    return {**read(html, "article_form"), "seen": value[1]}


def test_who_has_seen_the_difference_saves(
    conflict: Any, article: Article, topics: list[Topic], cast: Cast
) -> None:
    client, _, response = conflict
    assert client.post(address(article), ticked(response)).status_code == 302
    stored = Article.objects.get(pk=article.pk)
    assert (stored.title, stored.place, [*stored.topics.all()]) == (
        "Von der Redaktion",
        "Northeim",
        [topics[2]],
    )
    assert (stored.changed_by_name, stored.revision) == (cast.redaktion.full_name, 3)


def test_a_tick_for_an_older_difference_does_not_count(
    conflict: Any, article: Article, client_of: ClientOf
) -> None:
    client, _, response = conflict
    chief = client_of("leitung")
    once_more = {**opened(chief, address(article)), "title": "Noch einmal Leitung"}
    assert chief.post(address(article), once_more).status_code == 302
    second = client.post(address(article), ticked(response))
    assert second.status_code == 200
    assert Article.objects.get(pk=article.pk).title == "Noch einmal Leitung"
    assert "Noch einmal" in second.content.decode().split('class="conflict"')[1].split("</section>")[0]
    assert client.post(address(article), ticked(second)).status_code == 302
    assert Article.objects.get(pk=article.pk).title == "Von der Redaktion"


@pytest.mark.parametrize("revision", ["", "0", "2", "999", "-1", "x"])
def test_a_made_up_revision_does_not_count(revision: str, article: Article, client_of: ClientOf) -> None:
    client = client_of("redaktion")
    sent = {**opened(client, address(article)), "title": "Gefälscht", "revision": revision}
    response = client.post(address(article), sent)
    assert response.status_code == 200
    assert Article.objects.get(pk=article.pk).title == "Ausgang"


def test_a_verb_in_between_is_a_conflict_too(article: Article, client_of: ClientOf) -> None:
    """The other one gave it for review; the editor's words do not slip in unseen."""
    client = client_of("redaktion")
    sent = {**opened(client, address(article)), "title": "Danach"}
    client_of("leitung").post(f"/verwaltung/news/article/{article.pk}/tun/submit/")
    assert client.post(address(article), sent).status_code == 200
    assert Article.objects.get(pk=article.pk).title == "Ausgang"


def test_a_conflict_with_changed_links_can_be_ended(
    article: Article, client_of: ClientOf, cast: Cast
) -> None:
    """The other one has replaced the link whose row the second one still holds."""
    client = client_of("redaktion")
    mine = {**opened(client, address(article)), "title": "Von der Redaktion"}
    actions.save_article(
        by=cast.leitung, article=article, links=[Link(to_field=ActionFieldFactory(name="Anderes Feld"))]
    )
    response = client.post(address(article), mine)
    assert response.status_code == 200
    assert client.post(address(article), ticked(response)).status_code == 302
    stored = Article.objects.get(pk=article.pk)
    assert stored.title == "Von der Redaktion"
    assert [row.label for row in stored.links.all()] == ["Link"]


def test_the_difference_speaks_the_words_of_the_form(
    article: Article, client_of: ClientOf, cast: Cast
) -> None:
    client = client_of("redaktion")
    mine = {**opened(client, address(article)), "audience": "office"}
    actions.save_article(by=cast.leitung, article=article)
    section = client.post(address(article), mine).content.decode().split('class="conflict"')[1]
    shown = re.sub(r"<[^>]+>", "", section.split("</section>")[0])
    assert "Geschäftsstelle" in shown
    assert "public" not in shown


def test_words_in_a_conflict_are_not_code(article: Article, client_of: ClientOf, cast: Cast) -> None:
    client = client_of("redaktion")
    mine = {
        **opened(client, address(article)),
        "title": "<script>alert(1)</script>",
        "text": "<img src=x onerror=y>",
    }
    cast.leitung.full_name = "<b>Leitung</b>"
    article.title = "<script>alert(2)</script>"
    actions.save_article(by=cast.leitung, article=article)
    html = client.post(address(article), mine).content.decode()
    assert "<script>alert" not in html
    assert "<b>Leitung" not in html
    assert "<img src=x" not in html
