"""Every public page and the admin's start, lists and forms, for eyes, screen readers and small phones.

The fixture `new_page` fails each test on anything the Content-Security-Policy blocks.
"""

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login, Windows
from tests.world import World, build

PUBLIC = [
    "/",
    "/aktuelles/",
    "/aktuelles/?handlungsfeld=rekrutierung&thema=strategie",
    "/aktuelles/austausch-zur-strategie/",
    "/handlungsfelder/",
    "/handlungsfelder/rekrutierung/",
    "/handlungsfelder/rueckkehr/",
    "/mitglieder/",
    "/mitglieder/landkreis-northeim/",
    "/kontakt/",
    "/kontakt/danke/",
    "/impressum/",
    "/styleguide/",
    "/gibt-es-nicht/",
    "/anmelden/",
]
OFFICE = [
    "/verwaltung/",
    "/verwaltung/news/article/",
    "/verwaltung/news/article/add/",
    "/verwaltung/news/article/{draft.pk}/change/",
]
SCHEMES = ("light", "dark")
WIDTHS = (390, 1280)


@pytest.fixture
def world(live_server: object) -> World:
    return build(rendered=True)


def look_everywhere(page: Page) -> None:
    """The page as it stands in light and dark, small and wide, and at 320 px."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
    no_sideways_scroll(page)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page(page: Page, world: World, address: str) -> None:
    page.goto(address)
    look_everywhere(page)


# The buttons of the style guide are samples.
@pytest.mark.parametrize("address", [address for address in PUBLIC if address != "/styleguide/"])
def test_public_page_without_javascript(new_page: Windows, world: World, address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    assert page.locator("h1").count() == 1
    assert page.locator("main").is_visible()
    for button in page.locator("button:visible").all():
        inside = button.evaluate("e => e.type === 'submit' && !!e.form || e.hasAttribute('popovertarget')")
        assert inside, f"does nothing without JavaScript: {button.inner_text()}"


@pytest.mark.parametrize("address", OFFICE)
def test_office_page(page: Page, world: World, login: Login, address: str) -> None:
    login(page, "leitung")
    page.goto(address.format(**world.names()))
    look_everywhere(page)


def test_the_watch_sees_what_is_blocked(new_page: Windows) -> None:
    page = new_page()
    page.goto("/anmelden/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    new_page.close()
    assert any("style-src" in line for line in new_page.watch.found)
    new_page.watch.found.clear()


def test_policy_is_in_force(page: Page) -> None:
    response = page.goto("/anmelden/")
    assert response and "style-src 'self'" in response.headers["content-security-policy"]
    assert settings.DEBUG is False
