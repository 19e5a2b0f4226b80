"""The pages of meetings for eyes, screen readers and small phones, as `test_pages` looks at the others."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from alliance.members.access import Audience
from alliance.members.models import Organisation
from events.meetings.models import Meeting, MeetingDocument
from events.meetings.states import Answer, ItemKind, State
from events.meetings.tokens import answer_path, confirm_path, withdraw_path
from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login, Windows
from tests.browser.test_pages import look_everywhere
from tests.cast import Cast
from tests.events.meetings.test_answering import hall, say
from tests.factories.files import DocumentFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, RegistrationFactory, invited
from tests.factories.members import OrganisationFactory


@pytest.fixture
def meeting(live_server: object, cast: Cast) -> Meeting:
    """One with everything on its page, and some beside it."""
    now = timezone.now()
    meeting = hall(
        capacity=4,
        audience=Audience.PUBLIC,
        takes_guests=True,
        is_example=True,
        seats_each=2,
        title="Fachkräftesicherungskonferenz Südniedersachsen",
        description="<p>Worum es geht.</p>",
    )
    item = AgendaItemFactory(meeting=meeting, kind=ItemKind.RESOLUTION, text="<p>Text</p>", changed_on=now)
    AgendaItemFactory(meeting=meeting, kind=ItemKind.BREAK)
    for place in (item, None):
        document = DocumentFactory(title=f"Unterlage {place}")
        MeetingDocument.objects.create(meeting=meeting, item=place, document=document)
    for row in OrganisationFactory.create_batch(3):
        say(meeting, row, Answer.ROOM)
    say(meeting, Organisation.objects.get(slug="landkreis-northeim"), Answer.ROOM)
    say(meeting, OrganisationFactory(), Answer.ROOM)
    MeetingFactory(audience=Audience.PUBLIC, state=State.CANCELLED, starts_at=meeting.starts_at)
    return meeting


def look(page: Page, address: str, *, everywhere: bool) -> None:
    """A page in both schemes and widths, or where it differs little from another one, once on the phone."""
    page.goto(address)
    if everywhere:
        look_everywhere(page)
        return
    page.set_viewport_size({"width": 390, "height": 900})
    axe(page)
    no_sideways_scroll(page)


def test_for_visitors(page: Page, meeting: Meeting) -> None:
    month = f"/termine/?monat={timezone.localtime(meeting.starts_at):%Y-%m}"
    for address in ("/termine/", month, f"{meeting.get_absolute_url()}anmeldung/"):
        look(page, address, everywhere=True)
    look(page, meeting.get_absolute_url(), everywhere=False)


@pytest.mark.parametrize("who", ["northeim", "leitung"])
def test_for_members_and_the_office(page: Page, meeting: Meeting, login: Login, who: str) -> None:
    login(page, who)
    look(page, meeting.get_absolute_url(), everywhere=who == "northeim")
    look(page, "/termine/", everywhere=False)


def test_links_of_mails(page: Page, meeting: Meeting, cast: Cast) -> None:
    row = meeting.registrations.get(organisation__slug="landkreis-northeim")
    guest = RegistrationFactory(meeting=meeting, guest_email="gast@example.org")
    answer = answer_path(registration=row.pk, person=cast.northeim.pk, answer=Answer.NO)
    former = answer_path(registration=row.pk, person=cast.ehemalig.pk, answer=Answer.NO)
    look(page, answer, everywhere=True)
    for address in (former, confirm_path(guest, Answer.ROOM), withdraw_path(guest)):
        look(page, address, everywhere=False)


def test_attendance(page: Page, login: Login, cast: Cast, live_server: object) -> None:
    now = timezone.now()
    today = hall(starts_at=now - timedelta(minutes=1), ends_at=now + timedelta(hours=1))
    invited(today, *Organisation.objects.all())
    RegistrationFactory(meeting=today, guest_name="Gast", guest_email="a@example.org", present_at=now)
    login(page, "leitung")
    page.goto(f"{today.get_absolute_url()}anwesenheit/")
    look_everywhere(page)


def test_the_answer_comes_before_the_agenda_on_the_phone(
    new_page: Windows, login: Login, meeting: Meeting
) -> None:
    phone = new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    login(phone, "northeim")
    phone.goto(meeting.get_absolute_url())
    answer, agenda = (phone.get_by_role("heading", name=name) for name in ("Kommen Sie?", "Tagesordnung"))
    above, below = answer.bounding_box(), agenda.bounding_box()
    assert above and below and above["y"] < below["y"]
