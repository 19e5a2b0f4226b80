"""From the office's list into the portal: invited, the link of the mail, a password or none, a second factor."""

from typing import Any

from playwright.sync_api import Page, expect

from alliance.accounts.models import Role, User
from tests.accounts.test_code import code_for
from tests.browser import checks
from tests.browser.conftest import Login, Windows
from tests.browser.test_login import SUBMIT, code_of
from tests.cast import Cast
from tests.factories.accounts import PersonFactory
from tests.factories.invitations import invitation, link_in, mail_to
from tests.factories.members import MandateFactory

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
PASSWORD = "ein-langes-Passwort"


def look(page: Page) -> None:
    """Both schemes at the width of the window, and no sideways scroll at 320."""
    size = page.viewport_size
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        checks.axe(page)
    checks.no_sideways_scroll(page)
    if size:
        page.set_viewport_size(size)


def invite_from_the_list(page: Page, person: User) -> None:
    """The office chooses somebody, sees who gets a mail, and sends it."""
    page.goto("/verwaltung/accounts/user/?zugang=none")
    page.locator(f"input.action-select[value='{person.pk}']").check()
    page.locator("select[name=action]").select_option(label="Einladen")
    page.locator("button[name=index]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Einladungen senden")
    checks.axe(page)
    page.get_by_role("button", name="Eine Einladung senden").click()
    expect(page.get_by_text("Eine Einladung ist unterwegs.")).to_be_visible()
    page.goto(f"/verwaltung/accounts/user/{person.pk}/change/")
    expect(page.get_by_role("button", name="Einladung noch einmal senden")).to_be_visible()
    checks.axe(page)


def test_somebody_new_in_the_office(new_page: Windows, login: Login, cast: Cast, settings: Any) -> None:
    person = PersonFactory(full_name="Neue Redaktion", role=Role.EDITOR)
    office = new_page()
    login(office, "administration")
    invite_from_the_list(office, person)

    settings.REQUIRE_SECOND_FACTOR = True
    page = new_page()
    page.goto(link_in(mail_to(person.email)))
    look(page)
    page.get_by_label("Passwort", exact=True).fill("kurz")
    page.get_by_label("Passwort noch einmal").fill("kurz")
    page.get_by_role("button", name="Zugang einrichten", exact=True).click()
    expect(page.get_by_text("mindestens 12 Zeichen")).to_be_visible()
    look(page)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_label("Passwort noch einmal").fill(PASSWORD)
    page.get_by_role("button", name="Zugang einrichten", exact=True).click()
    page.wait_for_url("**/konto/zweiter-faktor/")
    expect(page.get_by_text("Bitte richten Sie einen zweiten Faktor ein.")).to_be_visible()
    page.click("text=App einrichten")
    page.fill("#id_code", code_of(page.inner_text("code")))
    page.click(SUBMIT)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ersatzcodes")
    page.get_by_role("link", name="Zur Verwaltung").click()
    page.wait_for_url("**/verwaltung/")

    settings.REQUIRE_SECOND_FACTOR = False
    office.goto("/verwaltung/accounts/user/?zugang=accepted&q=neue")
    expect(office.get_by_text("angenommen am")).to_be_visible()


def test_a_representative_on_the_phone_without_a_password(new_page: Windows, cast: Cast) -> None:
    person = PersonFactory(full_name="Ada")
    MandateFactory(person=person)
    _, token = invitation(person)
    page = new_page(**PHONE)
    page.goto(f"/einladung/{token}/")
    look(page)
    page.get_by_role("button", name="Ohne Passwort einrichten").click()
    page.wait_for_url("**/uebersicht/")
    page.goto("/konto/")
    look(page)
    page.goto("/konto/geraete/")
    look(page)
    page.click(".role-bar button")

    page.goto("/anmelden/?next=/konto/name/")
    look(page)
    page.get_by_role("link", name="Ohne Passwort: Code per E-Mail anfordern").click()
    look(page)
    page.get_by_label("E-Mail-Adresse").fill(person.email)
    page.get_by_role("button", name="Code anfordern").click()
    look(page)
    page.get_by_label("Code").fill(code_for(person.email))
    page.click(SUBMIT)
    page.wait_for_url("**/konto/name/")
    look(page)
    page.get_by_label("Ihr Name").fill("Ada Lovelace")
    page.get_by_role("button", name="Name speichern").click()
    expect(page.get_by_text("Ada Lovelace").first).to_be_visible()

    again = new_page(**PHONE)
    again.goto(f"/einladung/{token}/")
    expect(again.get_by_role("heading", level=1)).to_have_text("Diese Einladung ist schon benutzt.")
    look(again)


def test_another_address(new_page: Windows, cast: Cast) -> None:
    page = new_page(**PHONE)
    page.goto("/anmelden/?next=/konto/adresse/")
    page.fill("#id_login", cast.northeim.email)
    page.fill("#id_password", "roter-faden-2024")
    page.click(SUBMIT)
    page.fill("#id_password", "roter-faden-2024")
    page.click(SUBMIT)
    look(page)
    page.get_by_label("Neue E-Mail-Adresse").fill("neu@example.org")
    page.click(SUBMIT)
    expect(page.get_by_text("wartet auf Bestätigung")).to_be_visible()
    look(page)
    page.goto(link_in(mail_to("neu@example.org")))
    look(page)
    page.get_by_role("button", name="Adresse bestätigen").click()
    expect(page.get_by_text("Sie melden sich ab jetzt mit neu@example.org an.")).to_be_visible()
