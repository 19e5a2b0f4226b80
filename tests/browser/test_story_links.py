"""Related links: rows added, sorted by mouse and by keyboard, removed; and the form without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from alliance.news.models import Article
from tests.browser.conftest import Login, Windows
from tests.browser.office import ADD, choose, press
from tests.world import World, build

MORE = "Weiterführender Link hinzufügen"


@pytest.fixture
def world(live_server: object) -> World:
    return build()


def titles(article: Article) -> list[str]:
    return [link.label for link in article.links.order_by("order")]


def add(page: Page, row: int, title: str) -> None:
    page.get_by_role("button", name=MORE).click()
    page.locator(f"#id_links-{row}-title").fill(title)
    page.locator(f"#id_links-{row}-url").fill(f"https://example.org/{title}")


def shown(page: Page) -> list[str]:
    """The titles from top to bottom."""
    rows = page.locator("tr.form-row:not(.empty-form) [name$='-title']")
    return [row.input_value() for row in rows.all()]


@pytest.mark.parametrize("width", [1280, 390])
def test_rows_are_sorted_by_mouse_and_keyboard(
    new_page: Windows, login: Login, world: World, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    login(page, "redaktion")
    page.goto(f"/verwaltung/news/article/{world.draft.pk}/change/")
    for row, title in enumerate(("Eins", "Zwei", "Drei")):
        add(page, row, title)
    page.get_by_role("button", name="Zeile 3 nach oben").click()
    assert shown(page) == ["Eins", "Drei", "Zwei"]

    # The focus stays with the row that moves.
    page.get_by_role("button", name="Zeile 1 nach unten").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert shown(page) == ["Drei", "Zwei", "Eins"]
    expect(page.get_by_role("button", name="Zeile 3 nach oben")).to_be_focused()
    expect(page.get_by_role("button", name="Zeile 3 nach unten")).to_be_disabled()
    expect(page.get_by_text("Jetzt Zeile 3 von 3")).to_be_attached()
    press(page, "Speichern und weiterschreiben")
    assert titles(world.draft) == ["Drei", "Zwei", "Eins"]
    assert shown(page) == ["Drei", "Zwei", "Eins"]

    # One stored row and one new one go, a page of ours comes.
    page.get_by_role("checkbox", name="Diese Zeile löschen").nth(1).check()
    add(page, 3, "Doch nicht")
    page.get_by_role("button", name=MORE).click()
    page.locator("#links-3 .inline-deletelink").click()
    choose(page.locator("#links-3"), "oder Handlungsfeld", "rekru", "Rekrutierung")
    page.get_by_role("button", name="Zeile 4 nach oben").click()
    press(page, "Speichern und weiterschreiben")
    assert titles(world.draft) == ["Drei", "Rekrutierung", "Eins"]


def test_an_error_in_a_row_stands_beside_it(page: Page, login: Login, world: World) -> None:
    login(page, "redaktion")
    page.goto(f"/verwaltung/news/article/{world.draft.pk}/change/")
    add(page, 0, "Gut")
    add(page, 1, "Schlecht")
    page.locator("#id_links-1-url").fill("javascript:alert(1)")
    press(page, "Speichern")
    expect(page.locator("#links-1 .errorlist")).to_contain_text("https://")
    expect(page.locator("#links-0 .errorlist")).to_have_count(0)
    assert shown(page) == ["Gut", "Schlecht"]


def test_the_form_without_javascript(new_page: Windows, login: Login, world: World) -> None:
    page = new_page(java_script_enabled=False)
    login(page, "redaktion")
    page.goto(ADD)
    page.locator("#id_title").fill("Ärger ohne Skript")
    page.locator("#id_teaser").fill("Es geht auch so.")
    page.locator("#id_text").fill("<h2>Zwischen</h2><p>Text</p>")
    page.locator("#id_publish_at_0").fill("24.12.2026")
    page.locator("#id_publish_at_1").fill("09:00")
    press(page, "Speichern und ansehen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ärger ohne Skript")
    expect(page.get_by_role("heading", name="Zwischen")).to_be_visible()
    assert Article.objects.get(title="Ärger ohne Skript").slug == "aerger-ohne-skript"

    # Rows that are there are sorted by their numbers.
    page.goto(f"/verwaltung/news/article/{world.correction.pk}/change/")
    expect(page.locator("#id_text")).to_be_visible()
    press(page, "Speichern")
