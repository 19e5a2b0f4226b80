"""A Rundschreiben: the office writes and sends it, a member reads it on the phone and stops the mails."""

import re

import pytest
from playwright.sync_api import Page, expect

from alliance.letters.models import Letter
from alliance.members.access import Audience
from alliance.notifications.models import Message
from alliance.notifications.sending import send_due
from alliance.notifications.states import State
from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login, Windows
from tests.browser.office import choose, editor, press
from tests.cast import Cast
from tests.factories.files import DocumentFactory

SUBJECT = "Unterlagen zur Mitgliederversammlung"
DESKTOP = {"viewport": {"width": 1280, "height": 900}, "timezone_id": "Europe/Berlin"}
PHONE = {"viewport": {"width": 390, "height": 844}, "timezone_id": "Europe/Berlin", "has_touch": True}


def write(page: Page) -> None:
    """As the editor: from the desk to the preview, with a paper."""
    page.goto("/verwaltung/")
    page.get_by_role("link", name="Rundschreiben schreiben").click()
    page.get_by_label("Betreff").fill(SUBJECT)
    editor(page).click()
    page.keyboard.type("Die Unterlagen liegen bereit.")
    page.get_by_label("an alle Mitglieder").check()
    page.get_by_role("button", name="Dokument zum Rundschreiben hinzufügen").click()
    choose(page.locator("#documents-0"), "Dokument", "haus", "Haushalt")
    press(page, "Speichern und ansehen")
    expect(page.get_by_role("heading", name="3 Personen bekommen es")).to_be_visible()
    expect(page.locator(".letter-text")).to_contain_text("Die Unterlagen liegen bereit.")
    expect(page.get_by_text("Senden kann die Leitung.")).to_be_visible()
    axe(page)
    press(page, "Test an mich senden")
    expect(page.get_by_text("Der Test ist unterwegs an Ihre Adresse.")).to_be_visible()


def send(page: Page) -> None:
    """As the chief: look at the mail, then send it."""
    page.goto("/verwaltung/letters/letter/")
    page.get_by_role("link", name=SUBJECT).click()
    page.get_by_role("link", name="Vorschau").click()
    page.get_by_role("link", name="So sieht sie in den meisten E-Mail-Programmen aus").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    expect(page.locator(".mail-sheet")).to_have_css("max-width", "600px")
    page.go_back()
    press(page, "An 3 Personen senden")
    expect(page.get_by_text("Das Rundschreiben ist unterwegs.")).to_be_visible()
    expect(page.get_by_role("heading", name="3 Personen haben es bekommen")).to_be_visible()
    axe(page)


def link_in(mail: Message, pattern: str) -> str:
    """An address in the text of the mail, without the host."""
    found = re.search(rf"http://testserver({pattern}\S*)", mail.text)
    assert found
    return found[1]


def read(page: Page, login: Login, mail: Message) -> None:
    """On the phone: the link in the mail leads to the letter, once one is logged in."""
    page.goto(link_in(mail, "/anmelden/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    login(page, "northeim")
    page.goto(link_in(mail, "/anmelden/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    expect(page.get_by_role("link", name="Haushalt")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.goto("/rundschreiben/")
    expect(page.get_by_role("link", name=SUBJECT)).to_be_visible()
    axe(page)
    no_sideways_scroll(page)


def stop(page: Page, mail: Message) -> None:
    """The link at the end of the mail stops letters; the settings bring them back, one a day."""
    page.goto(link_in(mail, "/abbestellen/"))
    axe(page)
    press(page, "Abbestellen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Abbestellt")
    page.get_by_role("link", name="Benachrichtigungen").click()
    letters = page.get_by_role("group", name="Rundschreiben")
    expect(letters.get_by_label("keine")).to_be_checked()
    letters.get_by_label("täglich gesammelt").check(force=True)
    axe(page)
    no_sideways_scroll(page)
    press(page, "Auswahl speichern")
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    expect(page.get_by_role("group", name="Rundschreiben").get_by_label("täglich gesammelt")).to_be_checked()


@pytest.mark.django_db(transaction=True)
def test_written_sent_read_and_stopped(new_page: Windows, login: Login, cast: Cast) -> None:
    DocumentFactory(title="Haushalt", audience=Audience.MEMBERS)
    writer, chief, reader = new_page(**DESKTOP), new_page(**DESKTOP), new_page(**PHONE)
    login(writer, "redaktion")
    login(chief, "leitung")
    write(writer)
    send(chief)
    assert send_due() == 4
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    chief.reload()
    expect(chief.get_by_role("cell", name="gesendet", exact=True)).to_have_count(3)
    assert Letter.objects.get().documents.count() == 1
    mail = Message.objects.get(recipient=cast.northeim.email)
    read(reader, login, mail)
    stop(reader, mail)
