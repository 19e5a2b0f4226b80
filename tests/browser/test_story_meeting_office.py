"""The office copies last year's meeting, invites everybody, changes the agenda, reminds and calls off."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from alliance.notifications.models import Message
from events.meetings.actions import send_due_notices
from events.meetings.models import Meeting
from events.meetings.states import Answer
from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login, Windows
from tests.browser.office import press, situation
from tests.cast import Cast
from tests.factories.meetings import (
    AgendaItemFactory,
    MeetingFactory,
    VenueFactory,
    in_days,
    invited,
)
from tests.factories.members import OrganisationFactory

LAST, NEXT = "Mitgliederversammlung im letzten Jahr", "Mitgliederversammlung in diesem Jahr"
EVERYBODY = ["goettingen@example.org", "northeim@example.org", "stellvertretung@example.org"]


@pytest.fixture
def last_year(live_server: object, cast: Cast) -> Meeting:
    """Held a year ago in a room of 25, with two items; one member that has left since was invited, too."""
    begin = in_days(-350)
    meeting = MeetingFactory(
        title=LAST,
        slug="mitgliederversammlung-im-letzten-jahr",
        starts_at=begin,
        venue=VenueFactory(name="Agentur für Arbeit", capacity=25),
        invited_at=begin - timedelta(days=30),
    )
    AgendaItemFactory(meeting=meeting, title="Begrüßung", order=1, minutes=10)
    AgendaItemFactory(meeting=meeting, title="Bericht", order=2, minutes=30)
    invited(meeting, OrganisationFactory(left=timezone.localdate()))
    return meeting


def follow(page: Page, name: str) -> None:
    """Follow the link of this name."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).click()


def recipients(subject: str) -> list[str]:
    """Who has a mail whose subject begins so."""
    return sorted(Message.objects.filter(subject__startswith=subject).values_list("recipient", flat=True))


def fine(page: Page) -> None:
    """For eyes and screen readers."""
    axe(page)
    no_sideways_scroll(page)


def copy(page: Page) -> None:
    """From the list to a draft with venue and agenda."""
    page.goto("/verwaltung/meetings/meeting/?stand=gehalten")
    follow(page, LAST)
    expect(situation(page)).to_have_text("gehalten")
    follow(page, "Sitzung kopieren")
    fine(page)
    page.get_by_label("Titel").fill(NEXT)
    press(page, "Entwurf anlegen")
    expect(situation(page)).to_have_text("Entwurf")
    expect(page.locator("#id_items-1-title")).to_have_value("Bericht")
    fine(page)


def invite(page: Page) -> None:
    """All members, after a look at who gets a mail."""
    follow(page, "Einladen")
    page.get_by_label("Auswahl").select_option("alle Mitglieder")
    press(page, "Liste zeigen")
    expect(page.get_by_text("2 Mitglieder, 3 Personen bekommen eine E-Mail")).to_be_visible()
    fine(page)
    press(page, "Einladungen senden")
    expect(page.get_by_text("2 Mitglieder sind eingeladen.")).to_be_visible()
    expect(situation(page)).to_have_text("eingeladen")
    assert recipients(f"Einladung: {NEXT}") == EVERYBODY


def change_the_agenda(page: Page) -> None:
    """With the keyboard: the second item goes up, and gets another name; half an hour later one mail tells it."""
    page.get_by_role("button", name="Zeile 2 nach oben").focus()
    page.keyboard.press("Enter")
    page.locator("#id_items-1-title").fill("Bericht der Geschäftsstelle")
    press(page, "Speichern und weiterschreiben")
    expect(page.get_by_text("Änderungen warten auf ihre Benachrichtigung")).to_be_visible()
    expect(page.locator("#id_items-0-title")).to_have_value("Bericht der Geschäftsstelle")
    assert recipients("Geändert:") == []
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        send_due_notices()
    assert recipients(f"Geändert: {NEXT}") == EVERYBODY
    text = Message.objects.filter(subject__startswith="Geändert").latest("pk").text
    assert "„Bericht“ heißt jetzt „Bericht der Geschäftsstelle“." in text


def answer_and_remind(page: Page, meeting: Meeting) -> None:
    """One member calls, the other one is reminded."""
    page.goto(f"/verwaltung/meetings/meeting/{meeting.pk}/change/")
    follow(page, "Wer fehlt noch?")
    follow(page, "Antwort von Landkreis Northeim eintragen")
    expect(page.get_by_label("Mitglied:", exact=True)).not_to_have_value("")
    page.get_by_label("Antwort:", exact=True).select_option("kommt in den Saal")
    page.get_by_label("Wer kommt").fill("Vertretung Northeim")
    press(page, "Antwort eintragen")
    expect(page.get_by_text("Eingetragen: Landkreis Northeim")).to_be_visible()
    expect(page.get_by_text("Plätze vergeben: 1 von 25")).to_be_visible()
    fine(page)
    press(page, "Alle erinnern, die fehlen (1)")
    expect(page.get_by_text("1 Mitglied bekommt eine Erinnerung.")).to_be_visible()
    expect(page.get_by_role("button", name="Alle erinnern, die fehlen (1)")).to_be_disabled()
    assert recipients(f"Ihre Antwort fehlt noch: {NEXT}") == ["goettingen@example.org"]


def cancel(page: Page, meeting: Meeting) -> None:
    """With the reason; all who have not said no are told, and their calendars too."""
    page.goto(f"/verwaltung/meetings/meeting/{meeting.pk}/change/")
    follow(page, "Absagen")
    expect(page.get_by_text("2 Mitglieder bekommen eine E-Mail mit dem Grund")).to_be_visible()
    page.get_by_label("Grund").fill("Der Saal ist überschwemmt.")
    fine(page)
    press(page, "Termin absagen")
    expect(situation(page)).to_have_text("abgesagt")
    assert recipients(f"Abgesagt: {NEXT}") == EVERYBODY
    for mail in Message.objects.filter(subject__startswith="Abgesagt"):
        assert "Der Saal ist überschwemmt." in mail.text
        assert b"METHOD:CANCEL" in bytes(mail.attachments.get().content)


def test_from_last_years_meeting_to_the_cancellation(
    new_page: Windows, login: Login, last_year: Meeting
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900}, timezone_id="Europe/Berlin")
    login(page, "leitung")
    copy(page)
    invite(page)
    meeting = Meeting.objects.get(title=NEXT)
    assert (meeting.capacity, meeting.copied_from) == (25, last_year)
    change_the_agenda(page)
    answer_and_remind(page, meeting)
    assert set(meeting.registrations.values_list("answer", flat=True)) == {Answer.ROOM, Answer.OPEN}
    cancel(page, meeting)
    page.goto(meeting.get_absolute_url())
    expect(page.get_by_text("Der Saal ist überschwemmt.")).to_be_visible()
