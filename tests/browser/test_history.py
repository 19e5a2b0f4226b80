"""The history in a real browser: two states compared by keyboard, one opened again, for every eye."""

import pytest
from playwright.sync_api import Page

from alliance.news import actions as news
from alliance.news.models import Article
from tests.browser.checks import axe
from tests.browser.conftest import Login, Windows
from tests.browser.test_pages import look_everywhere
from tests.cast import Cast
from tests.factories.fields import ActionFieldFactory
from tests.factories.news import TopicFactory
from tests.factories.pictures import PictureFactory

HEAD = '<tr><th scope="col">Jahr</th><th scope="col">Zahl</th></tr>'
TABLE = f"<table>{HEAD}<tr><td>2024</td><td>{{}}</td></tr></table>"


@pytest.fixture
def article(live_server: object, cast: Cast) -> Article:
    """A draft in two states that differ in everything a page can show."""
    article = Article(title="Vorher", slug="verlauf", teaser="Worum es geht.")
    for number, title in enumerate(("Vorher", "Nachher"), start=1):
        picture = PictureFactory(title=f"Saal {number}", rendered=True)
        article.title, article.lead_picture, article.is_pinned = title, picture, number == 2
        figure = (
            f'<figure><img data-picture="{picture.pk}"><figcaption>Im Saal {number}</figcaption></figure>'
        )
        article.text = f"<h2>Was war {number}</h2><p>Text.</p>{figure}{TABLE.format(number * 10)}"
        links = [news.Link(to_field=ActionFieldFactory()), news.Link(title="Mehr dazu", url="/x/")]
        related = {"topics": [TopicFactory(), TopicFactory()]}
        news.save_article(by=cast.redaktion, article=article, related=related, links=links[:number])
    return article


def base(article: Article) -> str:
    return f"/verwaltung/news/article/{article.pk}/"


def test_list_state_and_difference_for_everybody(page: Page, article: Article, login: Login) -> None:
    old, new = article.history.order_by("history_id").values_list("history_id", flat=True)
    login(page, "redaktion")
    for end in ("history/", f"verlauf/{old}/", f"verlauf/vergleich/?alt={old}&neu={new}"):
        page.goto(base(article) + end)
        look_everywhere(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_list_to_the_old_state_in_the_form(
    scripts: bool, new_page: Windows, article: Article, login: Login
) -> None:
    page = new_page(java_script_enabled=scripts)
    login(page, "redaktion")
    page.goto(f"{base(article)}history/")
    page.get_by_role("button", name="Ausgewählte Stände vergleichen").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/vergleich/**")
    title = page.locator("section", has=page.get_by_role("heading", name="Titel"))
    assert "Vorher" in title.locator("del").inner_text()
    assert "Nachher" in title.locator("ins").inner_text()
    page.get_by_role("button", name="Diesen Stand wiederherstellen").click()
    page.wait_for_url("**/change/?stand=*")
    assert "Gespeichert wird erst mit „Speichern“." in page.locator(".messagelist").inner_text()
    assert page.locator("#id_title").input_value() == "Vorher"
    page.locator('input[name="_save"]').click()
    page.wait_for_url("**/verwaltung/news/article/")
    article.refresh_from_db()
    assert (article.title, article.links.count(), article.topics.count()) == ("Vorher", 1, 2)
    assert article.lead_picture and article.lead_picture.title == "Saal 1"


def test_the_form_with_an_old_state_and_its_places(page: Page, article: Article, login: Login) -> None:
    old = article.history.order_by("history_id").values_list("history_id", flat=True)[0]
    login(page, "leitung")
    topic = article.topics.first()
    assert topic
    for address in (f"{base(article)}change/?stand={old}", f"/verwaltung/news/topic/{topic.pk}/change/"):
        page.goto(address)
        axe(page)
    assert page.get_by_role("link", name="Nachher", exact=True).is_visible()
    page.goto(f"/verwaltung/news/topic/{topic.pk}/delete/")
    axe(page)


def test_the_log_with_its_table(page: Page, article: Article, login: Login) -> None:
    login(page, "administration")
    page.goto("/verwaltung/history/entry/")
    look_everywhere(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Als Tabelle (CSV) herunterladen").click()
    assert download.value.suggested_filename == "verlauf.csv"
