"""A member and an invitation, on the phone: in the portal, from the mail, by the deputy, and on the day."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from alliance.members.models import Organisation
from alliance.notifications.models import Message
from events.meetings.actions import invite_meeting
from events.meetings.models import Meeting, VotingRule
from events.meetings.states import Answer, State
from tests.browser.conftest import Login, Windows
from tests.cast import Cast
from tests.events.meetings.test_answering import hall
from tests.factories.members import OrganisationFactory

PHONE = {"viewport": {"width": 390, "height": 844}}


def link_of(recipient: str, answer: str) -> str:
    """The link of this answer in the invitation, without host; the three stand in the order Ja, Online, Nein."""
    text = Message.objects.get(recipient=recipient, subject__startswith="Einladung").text
    links = re.findall(r"https?://\S+/antwort/\S+", text)
    return urlsplit(links[["room", "online", "no"].index(answer)]).path


@pytest.fixture
def meeting(live_server: object, cast: Cast) -> Meeting:
    """Planned, then invited as the office does it."""
    row = hall(capacity=1, state=State.PLANNED)
    VotingRule.objects.create(valid_from=timezone.localdate(), quorum_numerator=1, quorum_denominator=2)
    invite_meeting(by=cast.leitung, meeting=row, organisations=Organisation.objects.all())
    row.refresh_from_db()
    return row


def own(meeting: Meeting) -> str:
    return meeting.registrations.get(organisation__slug="landkreis-northeim").answer


def choose(page: Page, answer: str) -> None:
    page.get_by_text(answer, exact=True).click()
    page.get_by_role("button", name="Antwort speichern").click()


def test_a_member_answers_in_the_portal_and_the_deputy_from_the_mail(
    new_page: Windows, login: Login, meeting: Meeting
) -> None:
    phone = new_page(**PHONE)
    login(phone, "northeim")
    phone.goto("/termine/")
    expect(phone.get_by_text("Antwort fehlt")).to_be_visible()
    phone.get_by_role("link", name=meeting.title).click()
    choose(phone, "Ja")
    expect(phone.get_by_text("Ihre Antwort liegt der Geschäftsstelle vor")).to_be_visible()
    expect(phone.locator(".seats .you")).to_have_count(1)
    expect(phone.get_by_role("link", name="Online teilnehmen")).to_be_visible()
    assert own(meeting) == Answer.ROOM

    # Stadt Göttingen comes too late for the only seat, by the mail and without log-in.
    other = new_page(**PHONE)
    other.goto(link_of("goettingen@example.org", "room"))
    expect(other.get_by_role("radio", name="Ja")).to_be_checked()
    other.get_by_role("button", name="Antwort speichern").click()
    expect(other.get_by_text("Platz 1 der Warteliste")).to_be_visible()

    # The deputy takes the answer back; who waited moves up and is told.
    deputy = new_page(**PHONE)
    deputy.goto(link_of("stellvertretung@example.org", "no"))
    deputy.get_by_role("button", name="Antwort speichern").click()
    expect(deputy.get_by_text("Ihre Antwort liegt der Geschäftsstelle vor")).to_be_visible()
    assert own(meeting) == Answer.NO
    assert meeting.registrations.get(organisation__slug="stadt-goettingen").answer == Answer.ROOM
    assert Message.objects.filter(
        recipient="goettingen@example.org", subject__startswith="Platz frei"
    ).exists()
    assert not other.context.cookies() and not deputy.context.cookies()

    phone.reload()
    expect(phone.get_by_role("radio", name="Nein")).to_be_checked()


@pytest.mark.parametrize("scripts", [True, False])
def test_checked_in_on_the_day(new_page: Windows, login: Login, meeting: Meeting, scripts: bool) -> None:
    OrganisationFactory(name="Kammer ohne Einladung")
    now = timezone.now()
    Meeting.objects.update(starts_at=now - timedelta(minutes=1), ends_at=now + timedelta(hours=1))
    phone = new_page(**PHONE, java_script_enabled=scripts)
    login(phone, "redaktion")
    phone.goto(f"{meeting.get_absolute_url()}anwesenheit/")
    count = phone.locator("#zaehler")
    expect(count).to_have_text("0 von 3 Stimmberechtigten anwesend – nicht beschlussfähig")
    row = phone.get_by_role("listitem").filter(has_text="Landkreis Northeim")
    button = row.get_by_role("button", name="Im Saal")
    box = button.bounding_box()
    assert box and box["height"] >= 44 and box["width"] >= 44
    if scripts:
        phone.evaluate("window.stays = true")
    button.click()
    expect(count).to_have_text("1 von 3 Stimmberechtigten anwesend – nicht beschlussfähig")
    expect(button).to_have_attribute("aria-pressed", "true")
    if scripts:
        assert phone.evaluate("window.stays"), "the page was loaded anew"
        expect(button).to_be_focused()
    phone.get_by_text("Weitere Mitglieder").click()
    late = phone.get_by_role("listitem").filter(has_text="Kammer ohne Einladung")
    late.get_by_role("button", name="Online").click()
    expect(count).to_have_text("2 von 3 Stimmberechtigten anwesend – beschlussfähig")
    button.click()
    expect(count).to_have_text("1 von 3 Stimmberechtigten anwesend – nicht beschlussfähig")
    assert meeting.registrations.present().get().present_online
