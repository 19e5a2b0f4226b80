"""What the mail programs of those invited get: invited, moved and called off, always the same event."""

import datetime
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
import recurring_ical_events
from django.utils import timezone
from icalendar import Calendar

from alliance.members.models import Organisation
from alliance.notifications.sending import send_due
from events.meetings.actions import (
    cancel_meeting,
    invite_meeting,
    postpone_meeting,
    reschedule_meeting,
    save_meeting,
    send_due_notices,
)
from events.meetings.models import Meeting
from events.meetings.states import Answer, State
from tests.cast import Cast
from tests.factories.meetings import MeetingFactory, VenueFactory
from tests.mailserver import Box, mail_server

pytestmark = pytest.mark.django_db
NORTHEIM = "northeim@example.org"


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A mail server, and the portal sends to it."""
    with mail_server() as box:
        settings.EMAIL_BACKEND = "alliance.notifications.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield box


def arrived(box: Box) -> EmailMessage:
    """What the representative of Northeim got since; the server starts anew."""
    send_due()
    found = [mail for mail in box.taken if mail["To"] == NORTHEIM]
    box.taken.clear()
    assert len(found) == 1
    return found[0]


def calendar_of(mail: EmailMessage) -> Any:
    """The calendar part, as a way to read the mail; the file beside it says the same."""
    [part] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    [file] = [part for part in mail.iter_attachments() if part.get_content_type() == "application/ics"]
    content = part.get_content().encode()
    assert content.splitlines() == file.get_content().splitlines()
    assert max(len(line) for line in file.get_content().split(b"\r\n")) <= 75
    whole: Any = Calendar.from_ical(content)
    assert part["Content-Type"].params["method"] == whole["METHOD"]
    return whole


def moved(by: Any, meeting: Meeting, start: datetime.datetime) -> None:
    """The office moves a meeting, and the collected notice goes out."""
    row = Meeting.objects.get(pk=meeting.pk)
    row.starts_at, row.ends_at = start, start + datetime.timedelta(hours=2)
    save_meeting(by=by, meeting=row)
    Meeting.objects.filter(pk=meeting.pk).update(notice_due_at=timezone.now())
    assert send_due_notices() == 1


def test_invited_moved_and_called_off_are_one_event(cast: Cast, box: Box) -> None:
    meeting = MeetingFactory(
        title="Rat der Übergänge", state=State.DRAFT, venue=VenueFactory(name="Ärztehaus")
    )
    invite_meeting(by=cast.leitung, meeting=meeting, organisations=Organisation.objects.all())
    first = calendar_of(arrived(box))
    new_start = meeting.starts_at + datetime.timedelta(days=7, hours=1)
    moved(cast.leitung, meeting, new_start)
    second = calendar_of(arrived(box))
    cancel_meeting(by=cast.leitung, meeting=meeting, reason="Sturm.")
    third = calendar_of(arrived(box))

    events = [whole.walk("VEVENT")[0] for whole in (first, second, third)]
    assert [whole["METHOD"] for whole in (first, second, third)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {str(event["UID"]) for event in events} == {str(meeting.uid)}
    numbers = [event["SEQUENCE"] for event in events]
    assert numbers == sorted(set(numbers))
    assert (events[0]["DTSTART"].dt, events[1]["DTSTART"].dt) == (meeting.starts_at, new_start)
    for event in events:
        assert (str(event["ATTENDEE"]), event["ATTENDEE"].params["RSVP"]) == (f"mailto:{NORTHEIM}", "FALSE")
        assert str(event["ORGANIZER"]).startswith("mailto:")
    found: Any = recurring_ical_events.of(second).after(timezone.now())
    assert [row["DTSTART"].dt for row in found] == [new_start]


def test_a_postponed_date_vanishes_and_comes_back_as_the_same_event(cast: Cast, box: Box) -> None:
    meeting = MeetingFactory(state=State.DRAFT, online_url="https://video.example.org/raum")
    invite_meeting(by=cast.leitung, meeting=meeting, organisations=Organisation.objects.all())
    first = calendar_of(arrived(box)).walk("VEVENT")[0]
    meeting.registrations.update(answer=Answer.ONLINE)
    postpone_meeting(by=cast.leitung, meeting=meeting, reason="Sturm.")
    gone = calendar_of(arrived(box))
    start = meeting.starts_at + datetime.timedelta(days=30)
    reschedule_meeting(
        by=cast.leitung, meeting=meeting, starts_at=start, ends_at=start + datetime.timedelta(hours=2)
    )
    back = calendar_of(arrived(box))
    assert (gone["METHOD"], back["METHOD"]) == ("CANCEL", "REQUEST")
    event = back.walk("VEVENT")[0]
    assert (event["UID"], event["DTSTART"].dt, event["STATUS"]) == (first["UID"], start, "TENTATIVE")
    assert first["SEQUENCE"] < gone.walk("VEVENT")[0]["SEQUENCE"] < event["SEQUENCE"]
    # The answer was to another date: it is open again, and so is the way in.
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION" and "CONFERENCE" not in event


def test_the_mail_can_be_read_in_every_program(cast: Cast, box: Box) -> None:
    meeting = MeetingFactory(title="Rat der Übergänge", state=State.DRAFT)
    invite_meeting(by=cast.leitung, meeting=meeting, organisations=Organisation.objects.all())
    mail = arrived(box)
    assert [part.get_content_type() for part in mail.walk()] == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"),
        "application/ics",
    ]
    text: Any = mail.get_body(("plain",))
    assert "Rat der Übergänge" in text.get_content()
    assert "Rat der Übergänge" in str(calendar_of(mail).walk("VEVENT")[0]["SUMMARY"])
