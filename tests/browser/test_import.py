"""Bringing a table: form, mistakes, preview and the list with what it brought."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/verwaltung/members/organisation/"
WRONG = (
    "Name;Art;Website;Mitglied seit;Bemerkung\nHochschule Ä;Vereine;kein netz;31.2.2024;x\nZwei;Kommunen;;;\n"
)
RIGHT = "Name;Art;Website;Mitglied seit\nHochschule Ä;Kommunen;www.example.org;28.2.2024\nZwei;Kommunen;;\n"


def look(page: Page) -> None:
    """Light and dark, wide and small, and at 320 px."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
    no_sideways_scroll(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def bring(page: Page, path: Path, text: str) -> None:
    path.write_text(text, encoding="cp1252")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Datei prüfen").click()


def test_from_the_list_and_back(page: Page, login: Login, cast: Cast, tmp_path: Path) -> None:
    login(page, "redaktion")
    page.goto(LIST)
    look(page)
    page.get_by_role("link", name="Tabelle einlesen").click()
    look(page)

    page.get_by_role("button", name="Datei prüfen").click()
    expect(page.get_by_text("Bitte wählen Sie eine Datei.")).to_be_visible()
    look(page)

    bring(page, tmp_path / "liste.csv", WRONG)
    expect(page.get_by_role("row", name="„31.2.2024“ ist kein Datum")).to_be_visible()
    expect(page.get_by_role("button", name="Jetzt speichern")).to_have_count(0)
    look(page)

    bring(page, tmp_path / "liste.csv", RIGHT)
    expect(page.get_by_text("2 neu, 0 geändert, 0 unverändert.")).to_be_visible()
    look(page)

    page.get_by_role("button", name="Jetzt speichern").click()
    expect(page.get_by_text("Mitglieder eingelesen: 2 neu")).to_be_visible()
    expect(page.get_by_role("link", name="Hochschule Ä")).to_be_visible()


def test_fetching_a_table(page: Page, login: Login, cast: Cast) -> None:
    login(page, "redaktion")
    page.goto(LIST)
    for name, suffix in (("Als Excel-Datei", ".xlsx"), ("Als CSV", ".csv")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename.startswith("mitglieder-")
        assert download.value.suggested_filename.endswith(suffix)
