"""The pages of minutes for eyes, screen readers and small phones, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from events.minutes.models import Minutes
from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login, Windows
from tests.cast import Cast
from tests.events.minutes.test_pages import address, object_to, release, whole_minutes
from tests.factories import minutes as make

PAGES = ("liste", "umlauf", "antwort", "schreiben", "beschluss", "vorschau", "auszug")


@pytest.fixture
def pages(live_server: object, cast: Cast) -> dict[str, tuple[str, str]]:
    """Who looks at which address."""
    minutes = whole_minutes(2)
    objection = object_to(minutes, cast)
    done = release(whole_minutes(days=-40))
    kept = make.draft(make.held_meeting(days=-5))
    first = kept.entries.get(number=1).pk
    return {
        "liste": ("northeim", "/protokolle/"),
        "umlauf": ("northeim", address(minutes)),
        "antwort": ("redaktion", address(minutes, f"einwaende/{objection.pk}/")),
        "schreiben": ("redaktion", address(kept, "schreiben/")),
        "beschluss": ("redaktion", address(kept, f"schreiben/punkte/{first}/beschluss/")),
        "vorschau": ("leitung", address(done, f"auszug/vorschau/?punkt={done.entries.get(number=1).pk}")),
        "auszug": ("visitor", address(done)),
    }


def opened(page: Page, login: Login, pages: dict[str, tuple[str, str]], name: str) -> None:
    who, place = pages[name]
    if who != "visitor":
        login(page, who)
    page.goto(place)


def test_every_page(new_page: Windows, login: Login, pages: dict[str, tuple[str, str]]) -> None:
    for name in PAGES:
        page = new_page(viewport={"width": 390, "height": 844})
        opened(page, login, pages, name)
        axe(page)
        no_sideways_scroll(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="dark")
        axe(page)


def test_without_javascript(new_page: Windows, login: Login, pages: dict[str, tuple[str, str]]) -> None:
    for name in PAGES:
        page = new_page(java_script_enabled=False)
        opened(page, login, pages, name)
        assert page.locator("h1").count() == 1
        for button in page.locator("button:visible").all():
            inside = button.evaluate(
                "e => e.type === 'submit' && !!e.form || e.hasAttribute('popovertarget')"
            )
            assert inside, f"{name}: {button.inner_text()}"


def test_writing_without_javascript(
    new_page: Windows, login: Login, pages: dict[str, tuple[str, str]]
) -> None:
    page = new_page(java_script_enabled=False)
    opened(page, login, pages, "schreiben")
    first = page.locator("#punkt-1")
    first.locator("textarea").fill("<p>Ohne Skript.</p>")
    first.get_by_role("button", name="Punkt speichern").click()
    expect(page.get_by_text("Punkt 1 ist gespeichert.")).to_be_visible()
    assert "Ohne Skript." in Minutes.objects.drafts().get().entries.get(number=1).text


def test_the_head_of_an_entry_stays_in_view(
    new_page: Windows, login: Login, pages: dict[str, tuple[str, str]]
) -> None:
    """It stays while one writes below, and covers nothing that has the focus."""
    page = new_page()
    opened(page, login, pages, "schreiben")
    expect(page.locator("#punkt-1 .prose-text")).to_be_visible()
    head, box = page.locator("#punkt-1 .write-head"), page.locator("#punkt-1 .prose-text")
    box.click()
    for _ in range(40):
        page.keyboard.press("Enter")
    page.keyboard.type("Unten")
    expect(head).to_be_in_viewport()
    link = page.locator("#punkt-1 a[data-opens='aufgabe']")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    link.focus()
    top = link.bounding_box()
    below = head.bounding_box()
    assert top and below and top["y"] >= below["y"] + below["height"]
