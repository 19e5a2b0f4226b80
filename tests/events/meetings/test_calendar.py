"""What calendar programs read: the same times, one event however often it moves, nothing that is not theirs."""

import datetime
import io
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from dateutil import tz
from django.contrib.auth.models import AnonymousUser
from icalendar import Calendar, Event

from alliance.members.access import Audience
from alliance.members.models import Organisation
from events.meetings import calendar
from events.meetings.models import Meeting
from events.meetings.states import Answer, Kind, State
from tests.cast import Cast
from tests.factories.fields import ActionFieldFactory
from tests.factories.meetings import MeetingFactory, RegistrationFactory, VenueFactory, invited
from tests.factories.members import ContactFactory

BERLIN = ZoneInfo("Europe/Berlin")
SUMMER = datetime.datetime(2027, 7, 1, 14, tzinfo=BERLIN)
WINTER = datetime.datetime(2027, 1, 20, 14, tzinfo=BERLIN)
UNTIL = datetime.timedelta(hours=3)
NOBODY = AnonymousUser()

pytestmark = pytest.mark.django_db


def event_of(content: bytes) -> Event:
    """The one event of a file."""
    events = Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == 1
    return events[0]


def of(meeting: Meeting, user: Any = NOBODY) -> Any:
    """What `user` gets of a meeting, read again."""
    return event_of(calendar.event_file(meeting, user))


@pytest.mark.parametrize(("moment", "utc"), [(SUMMER, 12), (WINTER, 13)])
def test_both_libraries_read_the_times_that_were_written(moment: datetime.datetime, utc: int) -> None:
    meeting = MeetingFactory(starts_at=moment, ends_at=moment + UNTIL)
    content = calendar.event_file(meeting, NOBODY)
    event: Any = event_of(content)
    assert f"DTSTART;TZID=Europe/Berlin:{moment:%Y%m%d}T140000".encode() in content
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (moment, moment + UNTIL)
    assert event["DTSTART"].dt.astimezone(datetime.UTC).hour == utc
    found: Any = recurring_ical_events.of(Calendar.from_ical(content)).at(moment.date())
    assert [(row["DTSTART"].dt, row["DTEND"].dt) for row in found] == [(moment, moment + UNTIL)]


def test_the_rules_of_the_time_zone_hold_for_good() -> None:
    """What the file itself says of Berlin, read by a third library, against the system's own knowledge."""
    content = calendar.event_file(MeetingFactory(), NOBODY).decode()
    zone: Any = tz.tzical(io.StringIO(content[content.index("BEGIN:VTIMEZONE") :])).get("Europe/Berlin")
    moment, end = datetime.datetime(2020, 1, 1), datetime.datetime(2060, 1, 1)  # noqa: DTZ001
    while moment < end:
        # At two o'clock the hour is there twice, or not at all.
        if moment.hour != 2:
            assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=BERLIN).utcoffset(), (
                moment
            )
        moment += datetime.timedelta(hours=31)


def test_a_moved_meeting_is_the_same_event_with_a_higher_number() -> None:
    meeting = MeetingFactory(starts_at=SUMMER, ends_at=SUMMER + UNTIL)
    before = of(meeting)
    meeting.starts_at, meeting.ends_at, meeting.sequence = WINTER, WINTER + UNTIL, 1
    meeting.save()
    after = of(meeting)
    assert before["UID"] == after["UID"] == str(meeting.uid)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTSTART"].dt == WINTER


@pytest.mark.parametrize(
    ("state", "status", "title"),
    [
        (State.DRAFT, "TENTATIVE", "Entwurf: Rat"),
        (State.PLANNED, "TENTATIVE", "Rat"),
        (State.INVITED, "CONFIRMED", "Rat"),
        (State.POSTPONED, "CANCELLED", "Verschoben: Rat"),
        (State.CANCELLED, "CANCELLED", "Abgesagt: Rat"),
    ],
)
def test_the_status_says_what_became_of_it(state: str, status: str, title: str) -> None:
    event = of(MeetingFactory(state=state, title="Rat", reason="Sturm."))
    assert (event["STATUS"], event["SUMMARY"]) == (status, title)
    assert event["TRANSP"] == ("TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    assert ("Sturm." in event["DESCRIPTION"]) == (status == "CANCELLED")


def test_lines_have_at_most_75_octets_and_umlauts_stay_whole() -> None:
    title = "Fachkräfte für Südniedersachsen: Öffnung, Übergänge; Prüfung\\, ß – 👩‍🔧 " * 2
    meeting = MeetingFactory(
        title=title.strip()[:160],
        description=f"<p>{'Größere Übergänge „öffnen“. ' * 60}</p><p>Zweiter Absatz.</p>",
        venue=VenueFactory(name="Ärztehaus Süd", address="Große Straße 5\r\n37081 Göttingen"),
        room="Saal „Über“",
    )
    content = calendar.event_file(meeting, NOBODY)
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines) and lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() for line in lines[:-1])
    event = event_of(content)
    assert event["SUMMARY"] == meeting.title
    assert event["LOCATION"] == "Ärztehaus Süd, Saal „Über“, Große Straße 5, 37081 Göttingen"
    assert "Größere Übergänge „öffnen“." in event["DESCRIPTION"]
    assert "Zweiter Absatz." in event["DESCRIPTION"]


def test_what_nobody_can_see_is_left_out() -> None:
    event = of(MeetingFactory(title="Fach\u00adkräfte\x07 im Rat", is_example=True))
    assert event["SUMMARY"] == "Fachkräfte im Rat (Beispiel)"


def test_categories_are_kind_and_fields() -> None:
    meeting = MeetingFactory(kind=Kind.CONFERENCE)
    meeting.action_fields.add(ActionFieldFactory(name="Rekrutierung, Integration"))
    assert of(meeting)["CATEGORIES"].cats == ["Konferenz", "Rekrutierung, Integration"]


def test_the_address_leads_past_the_login_where_one_is_needed() -> None:
    public, inside = MeetingFactory(audience=Audience.PUBLIC), MeetingFactory()
    assert of(public)["URL"] == f"http://testserver/termine/{public.address}/"
    assert of(inside)["URL"] == f"http://testserver/anmelden/?next=/termine/{inside.address}/"
    assert (of(public)["CLASS"], of(inside)["CLASS"]) == ("PUBLIC", "PRIVATE")


def test_the_organiser_is_the_contact_else_the_office_else_the_sender(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Bündnis <portal@example.org>"
    meeting = MeetingFactory()
    assert str(of(meeting)["ORGANIZER"]) == "mailto:portal@example.org"
    office = ContactFactory(is_default=True, email="stelle@example.org")
    organiser = of(meeting)["ORGANIZER"]
    assert (str(organiser), organiser.params["CN"]) == ("mailto:stelle@example.org", office.function)
    meeting.contact = ContactFactory(email="ag@example.org")
    assert str(of(meeting)["ORGANIZER"]) == "mailto:ag@example.org"
    meeting.contact = ContactFactory(email="", phone="0551 1")
    assert str(of(meeting)["ORGANIZER"]) == "mailto:stelle@example.org"


ONLINE = "https://video.example.org/raum?pin=1"


@pytest.mark.parametrize("answer", Answer.values)
def test_the_link_to_take_part_only_for_who_is_registered(cast: Cast, answer: str) -> None:
    meeting = MeetingFactory(online_url=ONLINE, audience=Audience.PUBLIC)
    organisation = Organisation.objects.get(slug="landkreis-northeim")
    number = 1 if answer == Answer.WAITING else None
    RegistrationFactory(meeting=meeting, organisation=organisation, answer=answer, waiting_number=number)
    told = {
        name: "video.example.org" in calendar.event_file(meeting, user).decode().replace("\r\n ", "")
        for name, user in [("visitor", NOBODY), *((name, cast[name]) for name in ("northeim", "goettingen"))]
    }
    assert told == {
        "visitor": False,
        "northeim": answer in (Answer.ROOM, Answer.ONLINE),
        "goettingen": False,
    }
    assert ("CONFERENCE" in of(meeting, cast.northeim)) == told["northeim"]
    assert "CONFERENCE" in of(meeting, cast.redaktion)
    meeting.state = State.CANCELLED
    assert "video" not in calendar.event_file(meeting, cast.northeim).decode()


@pytest.mark.parametrize(
    ("answer", "partstat", "busy"),
    [
        (Answer.OPEN, "NEEDS-ACTION", "OPAQUE"),
        (Answer.ROOM, "ACCEPTED", "OPAQUE"),
        (Answer.ONLINE, "ACCEPTED", "OPAQUE"),
        (Answer.WAITING, "TENTATIVE", "OPAQUE"),
        (Answer.NO, "DECLINED", "TRANSPARENT"),
    ],
)
def test_the_own_answer_stands_in_the_own_calendar(cast: Cast, answer: str, partstat: str, busy: str) -> None:
    meeting = MeetingFactory()
    organisation = Organisation.objects.get(slug="landkreis-northeim")
    number = 1 if answer == Answer.WAITING else None
    RegistrationFactory(meeting=meeting, organisation=organisation, answer=answer, waiting_number=number)
    event = of(meeting, cast.stellvertretung)
    attendee = event["ATTENDEE"]
    assert str(attendee) == "mailto:stellvertretung@example.org"
    assert (attendee.params["PARTSTAT"], attendee.params["RSVP"], event["TRANSP"]) == (
        partstat,
        "FALSE",
        busy,
    )
    assert f"Landkreis Northeim: {Answer(answer).label}" in event["DESCRIPTION"]
    assert "Eine Antwort aus dem Kalender zählt nicht." in event["DESCRIPTION"]
    assert "ATTENDEE" not in of(meeting, cast.goettingen)


def test_of_two_organisations_the_one_that_comes_decides(cast: Cast) -> None:
    northeim, goettingen = (
        Organisation.objects.order_by("-slug")[1],
        Organisation.objects.order_by("-slug")[0],
    )
    meeting = MeetingFactory()
    for organisation, answer in ((northeim, Answer.NO), (goettingen, Answer.ROOM)):
        RegistrationFactory(meeting=meeting, organisation=organisation, answer=answer)
        if not organisation.mandates.filter(person=cast.goettingen).exists():
            organisation.mandates.create(person=cast.goettingen)
    assert of(meeting, cast.goettingen)["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_a_mail_asks_for_the_date_and_takes_it_back(cast: Cast) -> None:
    meeting = MeetingFactory(sequence=4)
    invited(meeting, Organisation.objects.get(slug="landkreis-northeim"))
    request, cancel = (
        calendar.request_for(meeting, cast.northeim),
        calendar.cancel_for(meeting, cast.northeim),
    )
    assert (request.name, request.mimetype) == ("termin.ics", "text/calendar; method=REQUEST; charset=utf-8")
    assert (cancel.name, cancel.mimetype) == ("absage.ics", "text/calendar; method=CANCEL; charset=utf-8")
    for attachment, method, status in ((request, "REQUEST", "CONFIRMED"), (cancel, "CANCEL", "CANCELLED")):
        whole: Any = Calendar.from_ical(attachment.content)
        event: Any = event_of(attachment.content)
        assert (whole["METHOD"], event["STATUS"], event["SEQUENCE"]) == (method, status, 4)
        assert event["UID"] == str(meeting.uid)
        assert str(event["ATTENDEE"]) == "mailto:northeim@example.org"
        assert event["ATTENDEE"].params["RSVP"] == "FALSE"
        assert "ORGANIZER" in event


def test_guests_are_told_how_to_withdraw() -> None:
    meeting = MeetingFactory(audience=Audience.PUBLIC, takes_guests=True, online_url=ONLINE)
    guest = RegistrationFactory(
        meeting=meeting,
        guest_name='Wer "auch" immer',
        guest_email="gast@example.org",
        guest_confirmed_at=meeting.invited_at,
        answer=Answer.ROOM,
    )
    event: Any = event_of(calendar.request_for_guest(guest).content)
    assert str(event["ATTENDEE"]) == "mailto:gast@example.org"
    assert event["ATTENDEE"].params["CN"] == "Wer 'auch' immer"
    assert "mit dem Link aus der E-Mail" in event["DESCRIPTION"] and ONLINE in event["DESCRIPTION"]
    assert event_of(calendar.cancel_for_guest(guest).content)["STATUS"] == "CANCELLED"
    assert "Anmeldung bis" in of(meeting)["DESCRIPTION"]
