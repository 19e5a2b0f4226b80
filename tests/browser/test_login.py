"""Log-in with password, app and key, as a person does it; every page on the way is sound."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect

from tests.browser import checks
from tests.browser.conftest import Windows
from tests.cast import PASSWORD, Cast

SUBMIT = "main button.btn-primary"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
LOOKS = [("light", 1280), ("dark", 390)]


@pytest.fixture
def person(page: Page) -> Page:
    """Somebody whose device can hold keys."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def log_in(page: Page, then: str) -> None:
    page.goto(f"/anmelden/?next={then}")
    page.fill("#id_login", "leitung@example.org")
    page.fill("#id_password", PASSWORD)
    page.click(SUBMIT)


def look(page: Page) -> None:
    """The page in both schemes and widths."""
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        checks.axe(page)
    checks.no_sideways_scroll(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def code_of(secret: str) -> str:
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[len(counters) // 2]))


def test_second_factors_from_first_to_last(person: Page, cast: Cast) -> None:
    page = person
    log_in(page, "/konto/zweiter-faktor/")
    look(page)

    page.click("text=App einrichten")
    assert page.inner_text("h1") == "Sind Sie es?"
    look(page)
    page.fill("#id_password", PASSWORD)
    page.click(SUBMIT)
    look(page)
    page.fill("#id_code", code_of(page.inner_text("code")))
    page.click(SUBMIT)
    expect(page.locator("main .roll li")).to_have_count(10)
    look(page)

    page.goto("/konto/zweiter-faktor/schluessel/neu/")
    look(page)
    page.fill("#id_name", "Diensthandy")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/konto/zweiter-faktor/")
    page.goto("/konto/zweiter-faktor/schluessel/")
    assert "Diensthandy" in page.inner_text("main")
    look(page)

    page.click(".role-bar button")
    log_in(page, "/konto/geraete/")
    look(page)
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/konto/geraete/")
    look(page)

    page.click(".role-bar button")
    page.goto("/anmelden/?next=/konto/passwort/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/anmelden/" not in url)
    assert page.inner_text("h1") == "Passwort ändern"
    look(page)


def test_a_device_without_a_key_says_so(person: Page, cast: Cast) -> None:
    page = person
    page.goto("/anmelden/")
    page.click("#passkey_login")
    page.wait_for_selector("[data-passkey-failed]:not([hidden])")
    checks.axe(page)


def test_log_in_works_without_javascript(new_page: Windows, cast: Cast) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/anmelden/?next=/konto/")
    assert page.locator("#passkey_login").is_hidden()
    page.fill("#id_login", "northeim@example.org")
    page.fill("#id_password", "falsch")
    page.click(SUBMIT)
    assert "passen nicht zusammen" in page.inner_text("main")
    page.fill("#id_password", PASSWORD)
    page.click(SUBMIT)
    page.wait_for_url("**/konto/")
