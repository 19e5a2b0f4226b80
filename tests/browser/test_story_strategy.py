"""A strategy from the copy of the one in force to the day on which the new one holds."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from strategy.versions.models import StrategyVersion
from tests.browser.conftest import Login, Windows
from tests.browser.office import editor, press, situation
from tests.factories import versions as make
from tests.factories.fields import ActionFieldFactory

OLD, NEW = "2024-2027", "2028-2031"
ADDED = "Dieser Satz ist neu."


@pytest.fixture
def old(live_server: object) -> StrategyVersion:
    """In force since January: two sections, three fields with a goal and a priority each."""
    version = make.VersionFactory(title="Strategie 2024–2027", slug=OLD)
    for heading in ("Wo wir stehen", "Wohin wir wollen"):
        anchor = heading.lower().replace(" ", "-")
        make.SectionFactory(version=version, heading=heading, anchor=anchor)
    for order, name in enumerate(("Rekrutierung", "Rückkehr", "Weiterbildung")):
        field = ActionFieldFactory(name=name, slug=f"feld-{order}")
        edition = make.EditionFactory(version=version, action_field=field, order=order)
        make.GoalFactory(edition=edition)
        make.PriorityFactory(version=version, edition=edition, title=f"Vorhaben {name}", rank=order + 1)
    return make.adopt(version)


def status(page: Page, address: str) -> int:
    """What the server answers, with the page open afterwards."""
    response = page.goto(address)
    assert response
    return response.status


def follow(page: Page, name: str) -> None:
    """Follow the link of this name."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).click()


def copy(page: Page) -> None:
    """From the desk to a draft that continues the version in force."""
    page.goto("/verwaltung/versions/strategyversion/")
    follow(page, "Strategie 2024–2027")
    expect(situation(page)).to_contain_text("in Kraft seit")
    follow(page, "Kopie als neuen Entwurf")
    expect(page.get_by_label("Adresse")).to_have_value(NEW)
    press(page, "Entwurf anlegen")
    expect(situation(page)).to_have_text("Entwurf")


def change_a_section(page: Page) -> None:
    follow(page, "Text schreiben: Wo wir stehen")
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(ADDED)
    press(page, "Speichern")
    expect(situation(page)).to_have_text("Entwurf")


def merge_two_fields(page: Page) -> None:
    """„Rückkehr“ goes into „Rekrutierung“, with its priority."""
    page.locator("[name='priorities-1-edition']").select_option(label="Rekrutierung")
    page.locator("[name='editions-1-DELETE']").check()
    press(page, "Speichern und weiterschreiben")
    expect(page.locator("#editions-group tr.has_original")).to_have_count(2)
    with page.expect_navigation():
        page.locator("#editions-group").get_by_role("link", name="Rekrutierung").click()
    page.get_by_label("Rückkehr (2024–2027)").check()
    press(page, "Speichern")


def reorder_with_the_keyboard(page: Page) -> None:
    """The third priority becomes the first; the focus stays with it."""
    group = page.locator("#priorities-group")
    group.get_by_role("button", name="Zeile 3 nach oben").focus()
    page.keyboard.press("Enter")
    expect(group.get_by_role("button", name="Zeile 2 nach oben")).to_be_focused()
    page.keyboard.press("Enter")
    press(page, "Speichern und weiterschreiben")
    expect(page.locator("[name='priorities-0-title']")).to_have_value("Vorhaben Weiterbildung")


def compare(page: Page) -> None:
    follow(page, "Mit Vorgängerin vergleichen")
    expect(page).to_have_url(f"{page.url.split('/strategie/')[0]}/strategie/vergleich/{OLD}/{NEW}/")
    expect(page.locator(".diff-pair ins").filter(has_text=ADDED).first).to_be_visible()
    expect(page.get_by_text("Rückkehr").first).to_be_visible()


def adopt(page: Page, begins: date) -> None:
    """The chief reads what will happen and confirms it."""
    follow(page, "Als beschlossen festhalten")
    page.get_by_label("Beschlossen am").fill(timezone.localdate().isoformat())
    page.get_by_label("In Kraft ab").fill(begins.isoformat())
    press(page, "Weiter")
    expect(page.get_by_role("heading", name="Das wird geschehen")).to_be_visible()
    expect(page.get_by_text("„Strategie 2024–2027“ gilt bis")).to_be_visible()
    press(page, "Verbindlich festhalten")
    expect(situation(page)).to_contain_text("beschlossen, in Kraft ab")
    expect(page.get_by_role("link", name="Anmerkung schreiben")).to_be_visible()
    expect(page.locator("[name='_save']")).to_have_count(0)


def test_from_the_copy_to_the_day_it_holds(new_page: Windows, login: Login, old: StrategyVersion) -> None:
    writer, chief, visitor = (new_page() for _ in range(3))
    login(writer, "redaktion")
    login(chief, "leitung")
    tomorrow = timezone.localdate() + timedelta(days=1)

    copy(writer)
    form = writer.url
    assert status(visitor, f"/strategie/{NEW}/") == 404
    change_a_section(writer)
    merge_two_fields(writer)
    reorder_with_the_keyboard(writer)
    compare(writer)

    chief.goto(form)
    adopt(chief, tomorrow)
    assert status(visitor, "/strategie/") == 200
    expect(visitor.get_by_text(ADDED)).to_have_count(0)
    assert status(visitor, f"/strategie/{NEW}/") == 200

    noon = datetime(tomorrow.year, tomorrow.month, tomorrow.day, 12, tzinfo=timezone.get_current_timezone())
    with time_machine.travel(noon):
        the_day_after(visitor)


def the_day_after(visitor: Page) -> None:
    """The new one holds, the old one is on the time line, every old link still works."""
    assert status(visitor, "/strategie/") == 200
    expect(visitor.get_by_text(ADDED)).to_be_visible()
    assert status(visitor, "/strategie/fassungen/") == 200
    for slug in (OLD, NEW):
        expect(visitor.locator(f"main a[href^='/strategie/{slug}/']").first).to_be_visible()
    assert status(visitor, f"/strategie/{OLD}/#wo-wir-stehen") == 200
    expect(visitor.locator("#wo-wir-stehen")).to_be_visible()
    expect(visitor.get_by_text(ADDED)).to_have_count(0)
    for number in range(3):
        assert status(visitor, f"/handlungsfelder/feld-{number}/") == 200
    assert status(visitor, f"/strategie/vergleich/{OLD}/{NEW}/") == 200
