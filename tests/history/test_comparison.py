"""What the page between two states says: the corpus of texts, every kind of field, and nothing that runs."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client

from alliance.core.difference import html_difference
from alliance.history.comparison import compare
from alliance.history.past import has_history, history_of, load
from alliance.news import actions as news
from alliance.news.models import Article, Topic
from alliance.pictures.actions import delete_picture
from alliance.portal.actions import save_page
from alliance.portal.models import Page
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.difference_pairs import PAIRS, TITLES, Pair
from tests.factories.fields import ActionFieldFactory
from tests.factories.members import ContactFactory
from tests.factories.news import ArticleFactory, TopicFactory
from tests.factories.pictures import PictureFactory
from tests.history.cases import CASES
from tests.history.test_restoring import REGISTERED, base
from tests.vectors import VECTORS, alive

pytestmark = pytest.mark.django_db
TOLD = re.compile(r'<span class="visually-hidden">(?:eingefügt|gestrichen): </span>')


def marked(html: str, mark: str) -> list[str]:
    """The words of every stretch inside this mark."""
    found = re.findall(rf"<{mark}>(.*?)</{mark}>", TOLD.sub("", html), re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", words.replace("<br>", " "))).strip() for words in found]


def sections(client: Client, obj: Any, old: int, new: int) -> dict[str, str]:
    """What the page says of each changed field, by its label."""
    response = client.get(f"{base(obj)}verlauf/vergleich/", {"alt": old, "neu": new})
    assert response.status_code == 200
    return parts(response.content.decode())


def parts(page: str) -> dict[str, str]:
    """Each changed field of a page by its label."""
    found = re.findall(r'<section class="history-change"><h2>(.*?)</h2>(.*?)</section>', page, re.DOTALL)
    return {unescape(label): html for label, html in found}


def numbers(obj: Any) -> list[int]:
    """The numbers of its states, oldest first."""
    return list(history_of(obj).order_by("history_date", "history_id").values_list("history_id", flat=True))


def test_the_corpus_is_large_enough() -> None:
    assert len({pair.name for pair in PAIRS}) == len(PAIRS) >= 40


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_pair_of_the_corpus_reads_right_both_ways(pair: Pair) -> None:
    old, new = (text.replace("{a}", "3").replace("{b}", "4") for text in (pair.old, pair.new))
    titles = {3: TITLES["a"], 4: TITLES["b"]}
    forwards, backwards = html_difference(old, new, titles), html_difference(new, old, titles)
    assert (marked(forwards, "del"), marked(forwards, "ins")) == (pair.struck, pair.inserted)
    assert sorted(marked(backwards, "ins")) == sorted(pair.struck)


def test_any_two_states_of_a_page_read_as_the_corpus_says(cast: Cast, client_of: ClientOf) -> None:
    keys = {name: str(PictureFactory(title=title).pk) for name, title in TITLES.items()}
    page = Page(title="Seite", slug="seite-des-korpus")
    for pair in PAIRS:
        for text in (pair.old, pair.new):
            page.text = re.sub(r"\{(\w)\}", lambda match: keys[match[1]], text)
            save_page(by=cast.leitung, page=page)
    states, client = numbers(page), client_of("leitung")
    assert len(states) == 2 * len(PAIRS)
    for place, pair in enumerate(PAIRS):
        html = sections(client, page, *states[2 * place : 2 * place + 2]).get("Text", "")
        assert (marked(html, "del"), marked(html, "ins")) == (pair.struck, pair.inserted), pair.name


@pytest.mark.parametrize("name", CASES)
def test_every_field_that_differs_is_told_by_its_name(name: str, cast: Cast, client_of: ClientOf) -> None:
    begin, change = CASES[name]
    obj = change(cast.administration, begin(cast.administration))
    states, client = numbers(obj), client_of("administration")
    found = sections(client, obj, states[0], states[-1])
    shape = REGISTERED[type(obj)].shape
    names = [str(column.verbose_name) for column in (*shape.fields, *shape.many)]
    names += [str(part.model._meta.verbose_name_plural) for part in shape.parts]
    assert {f"{label[:1].upper()}{label[1:]}" for label in names} <= set(found)
    assert all(re.search(r"<(ins|del)>", html) for html in found.values())
    assert found == sections(client, obj, states[-1], states[0]), "the older one stands first"


def test_keys_choices_times_and_rows_are_told_in_words(cast: Cast, client_of: ClientOf) -> None:
    begin, change = CASES["news.Article"]
    article = begin(cast.redaktion)
    picture, first = article.lead_picture, article.topics.first()
    change(cast.redaktion, article)
    old, new = numbers(article)
    found = sections(client_of("redaktion"), article, old, new)
    assert marked(found["Aufmacherbild"], "del") == [picture.title]
    assert picture.thumbnail_url in found["Aufmacherbild"]
    assert marked(found["Erscheint am"], "ins") == ["2. Februar 2024, 11:30 Uhr"]
    assert (marked(found["Beispiel"], "del"), marked(found["Beispiel"], "ins")) == (["ja"], ["nein"])
    assert marked(found["Sichtbar für"], "ins") == ["alle"]
    assert first.name in marked(found["Themen"], "del")
    links = found["Weiterführende Links"]
    assert "Titel: Mehr dazu · Adresse: https://example.org/" in marked(links, "del")
    assert len(marked(links, "ins")) == 1


def test_what_was_deleted_since_keeps_its_name(cast: Cast, client_of: ClientOf) -> None:
    picture, topic = PictureFactory(title="Der Saal"), TopicFactory(name="Arbeitsmarkt")
    figure = f'<figure><img data-picture="{picture.pk}"></figure>'
    article = ArticleFactory.build(lead_picture=picture, text=figure)
    news.save_article(by=cast.redaktion, article=article, related={"topics": [topic]})
    article.lead_picture, article.text = None, "<p>Neu</p>"
    news.save_article(by=cast.redaktion, article=article, related={"topics": []})
    delete_picture(by=cast.redaktion, picture=picture)
    Topic.objects.get(pk=topic.pk).delete()
    history_of(Topic).all().delete()
    found = sections(client_of("redaktion"), article, *numbers(article))
    assert marked(found["Aufmacherbild"], "del") == ["Der Saal (gelöscht)"]
    assert marked(found["Text"], "del") == ["[Bild „Der Saal (gelöscht)“]"]
    assert marked(found["Themen"], "del") == ["gelöscht"]


def test_two_equal_states_say_so(cast: Cast, client_of: ClientOf) -> None:
    article = news.save_article(by=cast.redaktion, article=ArticleFactory.build())
    news.save_article(by=cast.redaktion, article=article)
    old, new = numbers(article)
    page = (
        client_of("redaktion").get(f"{base(article)}verlauf/vergleich/?alt={old}&neu={new}").content.decode()
    )
    assert "Diese beiden Stände sagen dasselbe." in page


def raw(table: str, number: int, **columns: str) -> None:
    """Write past every check of the models, as nobody can who works through them."""
    with connection.cursor() as cursor:
        names = ", ".join(f"{name} = %s" for name in columns)
        cursor.execute(f"UPDATE {table} SET {names} WHERE history_id = %s", [*columns.values(), number])


@pytest.mark.parametrize("side", [0, 1])
def test_nothing_in_a_difference_can_run(side: int, cast: Cast, client_of: ClientOf) -> None:
    article = news.save_article(by=cast.redaktion, article=ArticleFactory.build())
    article.title = article.teaser = article.place = "Anders"
    article.text = "<p>Anders</p>"
    news.save_article(by=cast.redaktion, article=article)
    states, client, table = numbers(article), client_of("redaktion"), "news_historicalarticle"
    address = f"{base(article)}verlauf/vergleich/?alt={states[0]}&neu={states[1]}"
    plain = scripts(client.get(address).content.decode())
    for place, vector in enumerate(VECTORS):
        text = vector.replace("\x00", "")
        raw(table, states[side], text=text, teaser=text, title=text[:160], place=text[:80], slug=text[:120])
        # The page around is the same for all; asking for it each time would take long.
        page = client.get(address).content.decode() if place % 8 == 0 else drawn(article, states)
        found = parts(page)
        assert len(found) == 5, vector
        assert [living for html in found.values() for living in alive(html)] == [], vector
        assert scripts(page) == (plain if place % 8 == 0 else 0), vector


def drawn(article: Article, states: list[int]) -> str:
    """The part of the page that tells what changed."""
    shape = REGISTERED[Article].shape
    found = load(shape, article, states)
    changes = [change for change in compare(shape, *(found[number] for number in states)) if change.changed]
    return render_to_string("admin/history/changes.html", {"changes": changes})


def scripts(page: str) -> int:
    """How many scripts and frames the whole page holds."""
    return len(re.findall(r"<(?:script|iframe|object|embed|img src=x)", page, re.IGNORECASE))


def fill(article: Article, by: Any, count: int, links: list[news.Link]) -> None:
    """Save it once more with so many other topics, fields and pictures in its text, and with these links."""
    pictures = [PictureFactory() for _ in range(count)]
    article.lead_picture, article.contact = pictures[0], ContactFactory()
    article.text = "".join(f'<figure><img data-picture="{picture.pk}"></figure>' for picture in pictures)
    many = {
        "topics": TopicFactory.create_batch(count),
        "action_fields": ActionFieldFactory.create_batch(count),
    }
    news.save_article(by=by, article=article, related=many, links=links)


@pytest.mark.parametrize("count", [1, 8])
def test_the_pages_need_the_same_queries_however_much_there_is(
    count: int, cast: Cast, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    article = ArticleFactory()
    for _ in range(count + 1):
        fill(article, cast.redaktion, count, [news.Link(to_field=ActionFieldFactory()) for _ in range(count)])
    states, client = numbers(article), client_of("redaktion")
    with django_assert_num_queries(7):
        client.get(f"{base(article)}history/")
    with django_assert_num_queries(13):
        client.get(f"{base(article)}verlauf/{states[-1]}/")
    with django_assert_num_queries(13):
        client.get(f"{base(article)}verlauf/vergleich/?alt={states[-2]}&neu={states[-1]}")


@pytest.mark.parametrize("count", [1, 8])
def test_so_does_the_form_that_holds_an_old_state(
    count: int, cast: Cast, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    article = ArticleFactory()
    for number in range(2):
        links = [news.Link(title=f"{number} {place}", url="/x/") for place in range(count)]
        fill(article, cast.redaktion, count, links)
    ContentType.objects.clear_cache()
    client = client_of("redaktion")
    with django_assert_num_queries(25):
        client.get(f"{base(article)}change/?stand={numbers(article)[-2]}")


def test_a_model_without_states_has_only_its_verbs(cast: Cast, client_of: ClientOf) -> None:
    assert not has_history(type(cast.northeim))
    assert client_of("administration").get(f"{base(cast.northeim)}history/").status_code == 200
