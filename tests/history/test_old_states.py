"""Old states: who may see and restore them, what is left out, and what a published article does with them."""

from typing import Any

import pytest
from django.utils.html import escape

from alliance.history.past import history_of, timeline
from alliance.members.models import Contact
from alliance.news import actions as news
from alliance.news.models import Article, Topic
from alliance.pictures.actions import delete_picture
from alliance.portal.actions import save_page, save_settings
from alliance.portal.models import Page, SiteLink, SiteSettings
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.members import ContactFactory
from tests.factories.news import ArticleFactory, TopicFactory, hours
from tests.factories.pictures import PictureFactory
from tests.factories.portal import SiteSettingsFactory
from tests.history.test_restoring import base
from tests.office_form import read

pytestmark = pytest.mark.django_db


def numbers(obj: Any) -> list[int]:
    """The numbers of its states, oldest first."""
    return list(history_of(obj).order_by("history_date", "history_id").values_list("history_id", flat=True))


@pytest.fixture
def published(cast: Cast) -> Article:
    """Published twice: „Alt“ and, through a correction, „Neu“."""
    article = news.save_article(by=cast.redaktion, article=ArticleFactory.build(title="Alt", slug="alt"))
    article = news.publish_article(by=cast.leitung, article=article)
    copy = news.correct_article(by=cast.redaktion, article=article)
    copy.title = "Neu"
    news.save_article(by=cast.redaktion, article=copy)
    return news.publish_article(by=cast.leitung, article=copy)


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_the_office_sees_old_states(name: str, published: Article, client_of: ClientOf) -> None:
    office = name in ("redaktion", "leitung", "administration")
    expected = 200 if office else 302 if name == "visitor" else 404
    old, new = numbers(published)[-2:]
    client = client_of(name)
    pages = ("history/", f"verlauf/{old}/", f"verlauf/vergleich/?alt={old}&neu={new}", f"change/?stand={old}")
    for page in pages:
        response = client.get(base(published) + page)
        assert response.status_code == expected, page
        assert office or b"Alt" not in response.content
    answer = client.post(f"{base(published)}verlauf/{old}/herstellen/").status_code
    assert answer == (302 if office else expected)
    assert Article.objects.filter(replaces=published).exists() is office


def test_a_state_is_restored_by_who_may_change_only(cast: Cast, client_of: ClientOf) -> None:
    page = save_page(by=cast.leitung, page=Page(title="Seite", slug="eine-seite"))
    number = numbers(page)[0]
    client = client_of("redaktion")
    assert client.post(f"{base(page)}verlauf/{number}/herstellen/").status_code == 403
    assert b"wiederherstellen" not in client.get(f"{base(page)}verlauf/{number}/").content
    assert client_of("leitung").get(f"{base(page)}verlauf/{number}/herstellen/").status_code == 405


def test_states_of_other_things_are_not_there(published: Article, cast: Cast, client_of: ClientOf) -> None:
    other = news.save_article(by=cast.redaktion, article=ArticleFactory.build())
    foreign, own, client = numbers(other)[0], numbers(published)[0], client_of("redaktion")
    for number in (foreign, 0, 10**30):
        assert client.get(f"{base(published)}verlauf/{number}/").status_code == 404
        assert client.post(f"{base(published)}verlauf/{number}/herstellen/").status_code == 404
    assert client.get(f"{base(published)}verlauf/vergleich/?alt={own}&neu={foreign}").status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?alt=1", "?alt=x&neu=2", "?alt=-1&neu=%00", "?alt=٣&neu=1", "?alt=7&neu=7"]
)
def test_a_choice_of_less_than_two_states_leads_back(
    query: str, published: Article, client_of: ClientOf
) -> None:
    client = client_of("redaktion")
    response = client.get(f"{base(published)}verlauf/vergleich/{query}", follow=True)
    assert response.redirect_chain == [(f"{base(published)}history/", 302)]
    assert "zwei verschiedene Stände" in response.content.decode()


@pytest.mark.parametrize("query", ["x", "0", "999999", "9" * 40, "-1", "٣"])
def test_a_made_up_state_leaves_the_form_as_it_is(query: str, cast: Cast, client_of: ClientOf) -> None:
    article = news.save_article(by=cast.redaktion, article=ArticleFactory.build(title="Da"))
    page = client_of("redaktion").get(f"{base(article)}change/", {"stand": query})
    assert page.status_code == 200
    assert read(page.content.decode(), "article_form")["title"] == "Da"


def test_a_form_with_an_old_state_says_so_and_stores_nothing(cast: Cast, client_of: ClientOf) -> None:
    article = news.save_article(by=cast.redaktion, article=ArticleFactory.build(title="Erst"))
    article.title = "Dann"
    news.save_article(by=cast.redaktion, article=article)
    page = client_of("redaktion").get(f"{base(article)}change/?stand={numbers(article)[0]}").content.decode()
    assert "Gespeichert wird erst mit „Speichern“." in page
    assert read(page, "article_form")["title"] == "Erst"
    assert Article.objects.get(pk=article.pk).title == "Dann"


def test_somebody_who_saved_meanwhile_is_not_overwritten(cast: Cast, client_of: ClientOf) -> None:
    article = news.save_article(by=cast.redaktion, article=ArticleFactory.build(title="Erst"))
    address = f"{base(article)}change/?stand={numbers(article)[0]}"
    client = client_of("redaktion")
    sent = read(client.get(address).content.decode(), "article_form")
    article.title = "Inzwischen"
    news.save_article(by=cast.leitung, article=article)
    response = client.post(address, {**sent, "_save": "Speichern"})
    assert response.status_code == 200
    assert "hat am" in response.content.decode()
    assert Article.objects.get(pk=article.pk).title == "Inzwischen"


def test_a_published_article_gets_a_correction_that_holds_the_state(
    published: Article, client_of: ClientOf
) -> None:
    old = next(
        number for number in numbers(published) if published.history.get(history_id=number).title == "Alt"
    )
    client_of("redaktion").post(f"{base(published)}verlauf/{old}/herstellen/")
    correction = Article.objects.get(replaces=published)
    assert (correction.title, correction.publish_at) == ("Alt", published.publish_at)
    assert Article.objects.get(pk=published.pk).title == "Neu"


def test_a_correction_begun_keeps_what_is_in_it(published: Article, cast: Cast, client_of: ClientOf) -> None:
    copy = news.correct_article(by=cast.redaktion, article=published)
    copy.title = "In Arbeit"
    news.save_article(by=cast.redaktion, article=copy)
    old, client = numbers(published)[0], client_of("redaktion")
    address = client.post(f"{base(published)}verlauf/{old}/herstellen/").headers["Location"]
    assert address == f"{base(copy)}change/?stand={old}"
    form = read(client.get(address).content.decode(), "article_form")
    assert form["title"] == "Alt"
    assert form["publish_at_0"], "a state from before the publication keeps the date"
    assert Article.objects.get(pk=copy.pk).title == "In Arbeit"


def test_a_state_that_cannot_be_any_more_opens_in_the_form(
    published: Article, cast: Cast, client_of: ClientOf
) -> None:
    """Its address belongs to another article by now."""
    copy = news.correct_article(by=cast.redaktion, article=published)
    copy.slug = "anders"
    news.publish_article(by=cast.leitung, article=news.save_article(by=cast.redaktion, article=copy))
    news.save_article(by=cast.redaktion, article=ArticleFactory.build(slug="alt"))
    client = client_of("redaktion")
    response = client.post(f"{base(published)}verlauf/{numbers(published)[0]}/herstellen/", follow=True)
    page = response.content.decode()
    assert "Diese Adresse hat schon eine andere Meldung." in page
    form = read(page, "article_form")
    assert (form["slug"], form["title"]) == ("alt", "Alt")
    assert Article.objects.get(replaces=published).slug == "anders"


@pytest.mark.parametrize("situation", ["scheduled", "archived"])
def test_what_is_neither_draft_nor_published_is_not_restored(
    situation: str, cast: Cast, client_of: ClientOf
) -> None:
    article = news.save_article(by=cast.redaktion, article=ArticleFactory.build(publish_at=hours(5)))
    if situation == "archived":
        article.publish_at = hours(-5)
        news.save_article(by=cast.redaktion, article=article)
    article = news.publish_article(by=cast.leitung, article=article)
    if situation == "archived":
        news.archive_article(by=cast.leitung, article=article)
    response = client_of("leitung").post(f"{base(article)}verlauf/{numbers(article)[0]}/herstellen/")
    assert response.status_code == 403
    assert not Article.objects.filter(replaces=article).exists()


def test_what_was_deleted_since_is_named_and_left_out(cast: Cast, client_of: ClientOf) -> None:
    lead, inside = PictureFactory(title="Aufmacher"), PictureFactory(title="Innen <b>")
    topic, contact, area = (
        TopicFactory(name="Thema A"),
        ContactFactory(function="Stelle A"),
        ActionFieldFactory(),
    )
    article = ArticleFactory.build(lead_picture=lead, contact=contact)
    article.text = f'<p>Bleibt.</p><figure><img data-picture="{inside.pk}"></figure>'
    links = [news.Link(to_field=area), news.Link(title="Bleibt", url="/x/")]
    news.save_article(by=cast.redaktion, article=article, related={"topics": [topic]}, links=links)
    article.lead_picture = article.contact = None
    article.text = "<p>Neu.</p>"
    news.save_article(by=cast.redaktion, article=article, related={"topics": []}, links=[])
    for picture in (lead, inside):
        delete_picture(by=cast.redaktion, picture=picture)
    for gone in (Topic.objects.get(pk=topic.pk), Contact.objects.get(pk=contact.pk), area):
        gone.delete()
    client, number = client_of("redaktion"), numbers(article)[0]
    page = client.post(f"{base(article)}verlauf/{number}/herstellen/", follow=True).content.decode()
    for name in ("Aufmacher", "Innen <b>", "Thema A", "Stelle A", area.name):
        assert escape(name) in page, name
    form = read(page, "article_form")
    assert form["text"] == "<p>Bleibt.</p>"
    assert "topics" not in form
    assert (form["lead_picture"], form["contact"]) == ("", "")
    assert (form["links-TOTAL_FORMS"], form["links-0-title"]) == ("1", "Bleibt")


def test_rows_of_the_settings_are_those_of_the_state(cast: Cast, client_of: ClientOf) -> None:
    """They are written after the settings, so they belong to the state until the next one begins."""
    links = [SiteLink(kind="social", title=title, url="https://example.org/") for title in ("A", "B")]
    site = save_settings(by=cast.administration, site=SiteSettingsFactory.build(), links=links)
    more = [SiteLink(kind="social", title=title, url="https://example.org/") for title in ("C", "A")]
    save_settings(by=cast.administration, site=SiteSettings.objects.get(), links=more)
    save_settings(by=cast.administration, site=SiteSettings.objects.get(), links=[])
    client, titles = client_of("administration"), []
    for number in numbers(site):
        form = read(client.get(f"{base(site)}change/?stand={number}").content.decode(), "sitesettings_form")
        titles.append([form[f"links-{place}-title"] for place in range(int(form["links-TOTAL_FORMS"]))])
    assert titles == [["A", "B"], ["C", "A"], []]


def test_a_line_joins_the_state_with_its_verb(published: Article, cast: Cast) -> None:
    news.make_preview_link(by=cast.redaktion, article=published, note="für das Mitglied")
    lines = [(step.verb, step.name, bool(step.state)) for step in timeline(published)]
    editor, chief = cast.redaktion.full_name, cast.leitung.full_name
    assert lines == [
        ("Vorschaulink erstellt", editor, False),
        ("Korrektur veröffentlicht", chief, True),
        ("veröffentlicht", chief, True),
        ("angelegt", editor, True),
    ]


def test_a_long_history_is_turned_over(cast: Cast, client_of: ClientOf) -> None:
    topic = TopicFactory()
    for _ in range(52):
        news.save_topic(by=cast.redaktion, topic=topic)
    client = client_of("redaktion")
    first, second = (client.get(f"{base(topic)}history/?seite={page}").content.decode() for page in (1, 2))
    assert (first.count('name="alt"'), second.count('name="alt"')) == (50, 3)
    assert "Seite 1 von 2" in first
