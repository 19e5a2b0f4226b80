"""The strategy's pages for eyes, screen readers and small phones, with and without JavaScript."""

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Windows
from tests.factories.versions import adopt, day
from tests.strategy.versions.test_pages import whole

ADDRESSES = ["/strategie/", "/strategie/alt/", "/strategie/fassungen/", "/strategie/vergleich/alt/neu/"]


@pytest.fixture(autouse=True)
def versions(live_server: object) -> None:
    old = adopt(whole(4, slug="alt"), day(-400))
    adopt(whole(3, slug="neu", predecessor=old, adopted_ranks=1))


@pytest.mark.parametrize("address", ADDRESSES)
def test_page(page: Page, address: str) -> None:
    page.goto(address)
    for scheme, width in product(("light", "dark"), (390, 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
    no_sideways_scroll(page)


def test_the_contents_follow_what_is_read(page: Page) -> None:
    page.goto("/strategie/")
    current = page.locator(".toc [aria-current]")
    expect(current).to_have_count(1)
    page.locator("#prioritaeten").scroll_into_view_if_needed()
    page.mouse.wheel(0, 5000)
    expect(current).not_to_contain_text("1 ")
    expect(page.get_by_role("button", name="Link zum Abschnitt").first).to_be_visible()


def test_without_javascript_nothing_is_missing(new_page: Windows) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/strategie/")
    expect(page.get_by_role("heading", level=2, name="Prioritäten")).to_be_visible()
    expect(page.locator(".deep-link")).to_have_count(0)
    page.get_by_label("Fassung").select_option("alt")
    page.get_by_role("button", name="Zeigen").click()
    expect(page.get_by_text("Abgelöst.")).to_be_visible()
