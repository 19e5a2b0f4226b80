"""Writing to the office in a browser."""

import pytest
from playwright.sync_api import Page, expect

from alliance.core import traps
from alliance.portal.models import ContactMessage
from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login, Windows
from tests.factories.notifications import MessageFactory, unclear
from tests.portal.contact import link, office

SCHEMES = ("light", "dark")


@pytest.fixture(autouse=True)
def the_office(live_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is one, and nobody need wait for three seconds."""
    office()
    monkeypatch.setattr(traps, "LEAST_SECONDS", 0)


def look(page: Page) -> None:
    """Both schemes, wide and small."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
    no_sideways_scroll(page)


def fill(page: Page) -> None:
    page.get_by_label("Ihr Name").fill("Ada Lovelace")
    page.get_by_label("Ihre E-Mail-Adresse").fill("ada@example.org")
    page.get_by_label("Ihre Nachricht").fill("Guten Tag")


def test_errors_are_found_and_mended(page: Page) -> None:
    page.goto("/kontakt/")
    look(page)
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.get_by_label("Ihr Name")).to_be_focused()
    expect(page.get_by_label("Ihr Name")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Ihr Name")).to_have_accessible_description("Bitte geben Sie Ihren Namen an.")
    look(page)
    fill(page)
    page.get_by_role("button", name="Nachricht senden").click()
    page.wait_for_url("**/kontakt/danke/")
    look(page)
    assert ContactMessage.objects.get().text == "Guten Tag"


def test_by_keyboard_the_trap_is_never_met(page: Page) -> None:
    page.goto("/kontakt/")
    page.get_by_label("Ihr Name").focus()
    met = []
    for _ in range(6):
        met.append(page.evaluate("document.activeElement.name || document.activeElement.textContent"))
        page.keyboard.press("Tab")
    assert met[:4] == ["name", "email", "text", "wants_copy"]
    assert "leer" not in met and "Nachricht senden" in met


def test_the_copy_without_javascript(new_page: Windows) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/kontakt/")
    fill(page)
    page.get_by_label("Ich möchte eine Kopie").check()
    page.get_by_role("button", name="Nachricht senden").click()
    page.wait_for_url("**/kontakt/danke/")
    page.goto(link())
    page.get_by_role("button", name="Kopie an mich senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Die Kopie ist unterwegs")
    assert not page.context.cookies()


def test_the_outbox_of_the_office(page: Page, login: Login) -> None:
    login(page, "leitung")
    stuck = unclear()
    MessageFactory(state="failed", last_error="550 no such mailbox")
    page.goto("/verwaltung/notifications/message/")
    axe(page)
    page.goto(f"/verwaltung/notifications/message/{stuck.pk}/change/")
    axe(page)
    page.get_by_role("button", name="Wurde gesendet").click()
    expect(page.get_by_text("Vermerkt: Die E-Mail wurde gesendet.")).to_be_visible()
