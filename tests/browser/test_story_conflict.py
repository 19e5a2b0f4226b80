"""Two people write the same article, and one forgets to save."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from alliance.news.models import Article
from tests.browser.conftest import Login, Windows
from tests.browser.office import ADD, choose, editor, press
from tests.world import World, build


@pytest.fixture
def world(live_server: object) -> World:
    return build(rendered=True)


def form_of(world: World) -> str:
    return f"/verwaltung/news/article/{world.draft.pk}/change/"


def test_the_second_is_told_and_loses_nothing(new_page: Windows, login: Login, world: World) -> None:
    first, second = new_page(), new_page(viewport={"width": 390, "height": 800}, timezone_id="Europe/Berlin")
    login(first, "redaktion")
    login(second, "leitung")
    for page in (first, second):
        page.goto(form_of(world))
    second.locator("#id_teaser").fill("Der Vorspann der Leitung.")
    editor(second).click()
    second.keyboard.press("Control+End")
    second.keyboard.type(" Und ein letzter Satz.")
    first.locator("#id_title").fill("Entwurf der Redaktion")
    press(first, "Speichern")

    press(second, "Speichern")
    told = second.locator(".errornote")
    expect(told).to_contain_text("Redaktion der Geschäftsstelle hat am")
    expect(told).to_contain_text("Uhr gespeichert, während Sie geschrieben haben.")
    differences = second.locator(".conflict")
    expect(differences.get_by_role("heading", name="Titel")).to_be_visible()
    expect(differences.locator("del", has_text="der Redaktion")).to_be_visible()
    expect(differences.locator("ins", has_text="Und ein letzter Satz.")).to_be_visible()
    expect(second.locator("#id_teaser")).to_have_value("Der Vorspann der Leitung.")
    expect(editor(second)).to_contain_text("Und ein letzter Satz.")
    world.draft.refresh_from_db()
    assert world.draft.title == "Entwurf der Redaktion"

    # Without the tick it is refused once more; with it, what stands in the form counts.
    press(second, "Speichern")
    expect(second.locator(".conflict")).to_be_visible()
    second.locator("#id_title").fill("Entwurf von beiden")
    second.get_by_role("checkbox", name="Ich habe das gelesen.").check()
    press(second, "Speichern")
    second.wait_for_url("**/news/article/")
    world.draft.refresh_from_db()
    assert (world.draft.title, world.draft.teaser) == ("Entwurf von beiden", "Der Vorspann der Leitung.")
    assert "Und ein letzter Satz." in world.draft.text


def test_what_was_published_meanwhile_is_kept_in_the_form(
    new_page: Windows, login: Login, world: World
) -> None:
    writer, chief = new_page(), new_page()
    login(writer, "redaktion")
    login(chief, "leitung")
    for page in (writer, chief):
        page.goto(form_of(world))
    writer.locator("#id_teaser").fill("Noch schnell ein anderer Vorspann.")
    press(chief, "Speichern, dann: Veröffentlichen")
    press(writer, "Speichern")
    expect(writer.locator(".errornote")).to_contain_text("inzwischen veröffentlicht")
    expect(writer.locator("#id_teaser")).to_have_value("Noch schnell ein anderer Vorspann.")
    world.draft.refresh_from_db()
    assert world.draft.teaser != "Noch schnell ein anderer Vorspann."


class Warnings:
    """Counts the browser's warnings before a page with unsaved changes is left, and leaves all the same."""

    def __init__(self, page: Page) -> None:
        self.count = 0
        page.on("dialog", self.hear)

    def hear(self, dialog: Dialog) -> None:
        assert dialog.type == "beforeunload"
        self.count += 1
        dialog.accept()


def test_unsaved_changes_are_not_left_by_mistake(page: Page, login: Login, world: World) -> None:
    login(page, "redaktion")
    warnings = Warnings(page)
    page.goto(form_of(world))
    page.locator("#id_title").click()
    page.goto("/verwaltung/")
    assert warnings.count == 0, "nothing was changed"

    page.goto(form_of(world))
    editor(page).click()
    page.keyboard.type("Neu. ")
    page.get_by_role("link", name="Start").click()
    page.wait_for_url("**/verwaltung/")
    assert warnings.count == 1

    page.goto(form_of(world))
    choose(page, "Themen", "strat", "Strategie")
    page.goto("/verwaltung/")
    assert warnings.count == 2

    page.goto(form_of(world))
    page.get_by_role("link", name="Heute").first.click()
    page.goto("/verwaltung/")
    assert warnings.count == 3

    page.goto(form_of(world))
    page.locator("#id_title").fill("Neuer Titel")
    press(page, "Speichern und weiterschreiben")
    page.goto("/verwaltung/")
    assert warnings.count == 3, "all was saved"


def test_a_refused_form_counts_as_unsaved(page: Page, login: Login, world: World) -> None:
    login(page, "redaktion")
    warnings = Warnings(page)
    page.goto(ADD)
    page.locator("#id_title").fill("Ohne Vorspann")
    press(page, "Speichern")
    expect(page.locator(".errornote")).to_contain_text("Das hat nicht geklappt.")
    expect(page.locator("#id_title")).to_have_value("Ohne Vorspann")
    page.locator("#id_title").click()
    page.goto("/verwaltung/")
    assert warnings.count == 1
    assert not Article.objects.filter(title="Ohne Vorspann").exists()


def test_rows_are_compared_too(new_page: Windows, login: Login, world: World) -> None:
    first, second = new_page(), new_page()
    login(first, "redaktion")
    login(second, "leitung")
    for page, title in ((first, "Quelle"), (second, "Fundstelle")):
        page.goto(form_of(world))
        page.get_by_role("button", name="Weiterführender Link hinzufügen").click()
        page.locator("#id_links-0-title").fill(title)
        page.locator("#id_links-0-url").fill("https://example.org/")
    press(first, "Speichern")
    press(second, "Speichern")
    expect(second.get_by_role("heading", name="Weiterführende Links", level=3)).to_be_visible()
    expect(second.locator(".conflict del", has_text="Quelle")).to_be_visible()
    expect(second.locator(".conflict ins", has_text="Fundstelle")).to_be_visible()
    expect(second.locator("#id_links-0-title")).to_have_value("Fundstelle")


def test_the_same_saved_twice_can_still_be_saved(new_page: Windows, login: Login, world: World) -> None:
    first, second = new_page(), new_page()
    login(first, "redaktion")
    login(second, "leitung")
    for page in (first, second):
        page.goto(form_of(world))
    press(first, "Speichern")
    press(second, "Speichern")
    expect(second.get_by_text("Beide Stände sagen dasselbe.")).to_be_visible()
    second.get_by_role("checkbox", name="Ich habe das gelesen.").check()
    press(second, "Speichern")
    second.wait_for_url("**/news/article/")
