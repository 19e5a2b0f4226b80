"""An article from the first word to the archive, as the office and a visitor see it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login, Windows
from tests.browser.office import choose, editor, paste, press, situation
from tests.world import World, build

TITLE = "Größe zählt: Fachkräfte für Südniedersachsen"
SLUG = "groesse-zaehlt-fachkraefte-fuer-suedniedersachsen"
ADDRESS = f"/aktuelles/{SLUG}/"


@pytest.fixture
def world(live_server: object) -> World:
    return build(rendered=True)


def status(page: Page, address: str) -> int:
    """What the server answers, with the page open afterwards."""
    response = page.goto(address)
    assert response
    return response.status


def write(page: Page) -> None:
    """As the editor: from the desk to a text with a picture and words out of a word processor."""
    page.goto("/verwaltung/")
    page.get_by_role("link", name="Meldung schreiben").click()
    page.locator("#id_title").press_sequentially(TITLE)
    expect(page.locator("#id_slug")).to_have_value(SLUG)
    page.locator("#id_place").fill("Göttingen")
    page.locator("#id_teaser").fill("Ein Satz, der sagt, worum es geht.")
    paste(editor(page), "word")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.get_by_role("toolbar").get_by_role("button", name="Bild einfügen", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Bild").first.click()
    expect(editor(page).locator("figure img")).to_be_visible()
    choose(page, "Themen", "strat", "Strategie")
    choose(page, "Aufmacherbild", "bild", "Bild")
    press(page, "Speichern und ansehen")


def publish_at(page: Page, moment: str) -> None:
    day, time = moment.split(" ") if moment else ("", "")
    page.locator("#id_publish_at_0").fill(day)
    page.locator("#id_publish_at_1").fill(time)


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_first_word_to_the_archive(
    new_page: Windows, login: Login, world: World, width: int
) -> None:
    options = {"viewport": {"width": width, "height": 900}, "timezone_id": "Europe/Berlin"}
    writer, chief, visitor = (new_page(**options) for _ in range(3))
    login(writer, "redaktion")
    login(chief, "leitung")

    write(writer)
    expect(writer.get_by_role("heading", level=1)).to_have_text(TITLE)
    text = writer.locator(".prose figure:not(.lead-figure)")
    expect(text.locator("img")).to_be_visible()
    assert text.locator("img").evaluate("e => e.decode().then(() => e.naturalWidth > 0)")
    assert "Mso" not in writer.locator(".prose").inner_html()
    assert status(visitor, ADDRESS) == 404

    writer.goto("/verwaltung/news/article/?stand=entwurf")
    writer.get_by_role("link", name=TITLE).click()
    expect(writer.get_by_role("button", name="Speichern, dann: Veröffentlichen")).to_have_count(0)
    press(writer, "Speichern, dann: Zur Prüfung geben")
    expect(writer.get_by_text("Die Meldung liegt der Leitung zur Prüfung vor.")).to_be_visible()
    expect(situation(writer)).to_have_text("in Prüfung")

    plan_and_take_back(chief, visitor)
    publish(chief, visitor)
    correct(chief, visitor)

    press(chief, "Archivieren")
    expect(situation(chief)).to_have_text("archiviert")
    assert status(visitor, ADDRESS) == 404
    visitor.goto("/aktuelles/")
    expect(visitor.get_by_text("Größe zählt")).to_have_count(0)


def plan_and_take_back(chief: Page, visitor: Page) -> None:
    """The chief finds it on the desk and plans it; nobody sees it; the plan is dropped."""
    chief.goto("/verwaltung/")
    chief.get_by_role("link", name="Prüfen").first.click()
    chief.get_by_role("link", name=TITLE).click()
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    publish_at(chief, tomorrow.strftime("%d.%m.%Y 09:30"))
    press(chief, "Speichern, dann: Veröffentlichen")
    expect(situation(chief)).to_contain_text("geplant für")
    expect(situation(chief)).to_contain_text("09:30")
    assert status(visitor, ADDRESS) == 404
    press(chief, "Planung zurückziehen")
    expect(situation(chief)).to_have_text("Entwurf")


def publish(chief: Page, visitor: Page) -> None:
    """Without a time it appears at once: for the visitor at the next request."""
    publish_at(chief, "")
    press(chief, "Speichern, dann: Veröffentlichen")
    expect(situation(chief)).to_have_text("veröffentlicht")
    assert status(visitor, ADDRESS) == 200
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    visitor.goto("/aktuelles/")
    expect(visitor.get_by_role("link", name=TITLE)).to_be_visible()


def correct(chief: Page, visitor: Page) -> None:
    """Readers keep the old words until the correction is published."""
    press(chief, "Korrektur beginnen")
    expect(situation(chief)).to_have_text("Korrektur begonnen")
    chief.locator("#id_title").fill(f"{TITLE}!")
    press(chief, "Speichern und weiterschreiben")
    visitor.goto(ADDRESS)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.get_by_text("ktualisiert am")).to_have_count(0)
    press(chief, "Speichern, dann: Veröffentlichen")
    expect(situation(chief)).to_have_text("veröffentlicht")
    visitor.goto(ADDRESS)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(f"{TITLE}!")
    expect(visitor.get_by_text("ktualisiert am")).to_be_visible()
