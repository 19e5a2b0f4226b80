"""The admin's pages in the states they get into while somebody works: for eyes, screen readers and phones.

The start, the lists and the empty form are in `test_pages`, the pages of a picture in `test_focal_point`.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login, Windows
from tests.browser.office import ADD, press
from tests.world import World, build

# Each scheme once, each width once; the forms of articles in all four.
LOOKS: Any = (("dark", 390), ("light", 1280))
ALL_LOOKS: Any = (*LOOKS, ("light", 390), ("dark", 1280))
FORMS = [
    "/verwaltung/news/article/{published.pk}/change/",
    "/verwaltung/news/article/{correction.pk}/change/",
]
ADDRESSES = [
    *FORMS,
    "/verwaltung/news/article/{published.pk}/history/",
    "/verwaltung/news/article/{draft.pk}/delete/",
    "/verwaltung/news/topic/{topic.pk}/delete/",
    "/verwaltung/news/article/?_facets=True&q=nichts",
    "/verwaltung/members/organisation/{organisation.pk}/change/",
    "/verwaltung/members/workinggroup/{group.pk}/change/",
    "/verwaltung/members/organisation/",
    "/verwaltung/portal/sitesettings/1/change/",
    "/verwaltung/news/topic/add/?_popup=1",
    "/verwaltung/news/",
]
# What Django would say in English, or in other words than the buttons of this portal.
FOREIGN = ("Sichern", "-Administration", "object (", "-Beziehung", "None", "True", "False", "Please", "Save")

READ_OUT = """() => [...document.querySelectorAll("[alt], [title], [aria-label], input[type=submit]")]
  .flatMap(e => [e.alt, e.title, e.ariaLabel, e.type === "submit" && e.value]).filter(Boolean).join("\\n")"""


@pytest.fixture
def world(live_server: object) -> World:
    return build(rendered=True)


def german(page: Page) -> None:
    """Neither what is read nor what is read out comes from Django's English."""
    said = page.locator("body").inner_text() + page.evaluate(READ_OUT)
    found = [word for word in FOREIGN if word in said]
    assert not found, f"{page.url}: {found}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_can_use_it(page: Page, world: World, login: Login, address: str) -> None:
    login(page, "leitung")
    page.goto(address.format(**world.names()))
    german(page)
    for scheme, width in ALL_LOOKS if address in FORMS else LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
    for width in (390, 320):
        no_sideways_scroll(page, width)


def rows(page: Page) -> None:
    """A row in each state, and messages at the fields."""
    for row in (0, 1):
        page.get_by_role("button", name="Weiterführender Link hinzufügen").click()
        page.locator(f"#id_links-{row}-title").fill("Nur ein Titel")
    page.locator("#id_publish_at_0").fill("31.02.2027")
    press(page, "Speichern")
    expect(page.locator(".errornote")).to_be_visible()


def list_of_one(page: Page) -> None:
    page.get_by_role("combobox", name="Aufmacherbild").click()
    expect(page.get_by_role("option", name="Bild")).to_be_visible()


def list_of_many(page: Page) -> None:
    page.get_by_role("combobox", name="Themen").get_by_role("searchbox").click()
    expect(page.get_by_role("option", name="Strategie")).to_be_visible()


def calendar(page: Page) -> None:
    page.get_by_role("link", name="Datum wählen").or_(page.locator(".date-icon")).first.click()
    expect(page.get_by_role("dialog", name="Kalender").first).to_be_visible()


@pytest.mark.parametrize("state", [rows, list_of_one, list_of_many, calendar])
@pytest.mark.parametrize("look", LOOKS)
def test_a_form_at_work(
    new_page: Windows, world: World, login: Login, state: Callable[[Page], None], look: tuple[str, int]
) -> None:
    page = new_page(color_scheme=look[0], viewport={"width": look[1], "height": 900})
    login(page, "redaktion")
    page.goto(ADD)
    state(page)
    german(page)
    axe(page)
    no_sideways_scroll(page, look[1])


def test_a_protected_thing_says_where_it_is_needed(page: Page, world: World, login: Login) -> None:
    login(page, "administration")
    page.goto(f"/verwaltung/pictures/picture/{world.picture.pk}/delete/")
    expect(page.get_by_role("link", name=world.published.title).first).to_be_visible()
    expect(page.get_by_role("button", name="Bild löschen")).to_have_count(0)


def test_a_published_article_is_read_as_readers_see_it(page: Page, world: World, login: Login) -> None:
    login(page, "leitung")
    page.goto(f"/verwaltung/news/article/{world.published.pk}/change/")
    expect(page.get_by_role("heading", name="Was besprochen wurde")).to_be_visible()
    expect(page.locator(".rich figure img")).to_be_visible()
    assert "<p>" not in page.locator("#content-main").inner_text()


def test_a_topic_is_added_beside_the_form(page: Page, world: World, login: Login) -> None:
    login(page, "redaktion")
    page.goto(ADD)
    with page.expect_popup() as opened:
        page.locator("#add_id_topics").click()
    popup = opened.value
    popup.locator("#id_name").fill("Ausbildung")
    popup.locator("input[name=_save]").click()
    expect(page.get_by_role("combobox", name="Themen")).to_contain_text("Ausbildung")


def test_throwing_a_correction_away_keeps_the_article(page: Page, world: World, login: Login) -> None:
    login(page, "redaktion")
    page.goto(f"/verwaltung/news/article/{world.correction.pk}/change/")
    page.get_by_role("link", name="Korrektur verwerfen").click()
    expect(page.get_by_text("Die veröffentlichte Meldung bleibt, wie sie ist.")).to_be_visible()
    press(page, "Korrektur verwerfen")
    expect(page.locator(".messagelist")).to_be_visible()
    assert "erfolgreich" not in page.locator(".messagelist").inner_text()
    response = page.goto(f"/aktuelles/{world.published.slug}/")
    assert response and response.status == 200
