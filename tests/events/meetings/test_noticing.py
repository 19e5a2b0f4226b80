"""The collected notice of changes, and the reminder two days before."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from alliance.members.access import Audience, current_mandates
from alliance.members.models import WorkingGroup
from alliance.notifications.actions import set_preferences
from alliance.notifications.models import DigestItem, Message
from events.meetings import actions
from events.meetings.actions import AgendaRow, send_due_notices, send_reminders
from events.meetings.models import Meeting
from events.meetings.states import Answer, State
from tests.cast import Cast
from tests.factories.meetings import (
    MeetingFactory,
    RegistrationFactory,
    VenueFactory,
    in_days,
    invited,
    seated,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def member(cast: Cast, name: str) -> Any:
    return current_mandates(cast[name])[0].organisation


def change(cast: Cast, meeting: Meeting, tell: bool = True, **values: Any) -> None:
    fresh = Meeting.objects.get(pk=meeting.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    actions.save_meeting(by=cast.redaktion, meeting=fresh, tell=tell)


def mails() -> dict[str, Message]:
    return {mail.recipient: mail for mail in Message.objects.all()}


def test_one_mail_half_an_hour_after_the_last_change(cast: Cast) -> None:
    meeting = MeetingFactory(venue=VenueFactory())
    invited(meeting, member(cast, "goettingen"))
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        change(cast, meeting, room="Raum 1")
        clock.shift(20 * MINUTE)
        change(cast, meeting, title="Anderer Titel")
        clock.shift(29 * MINUTE)
        assert (send_due_notices(), Message.objects.count()) == (0, 0)
        clock.shift(MINUTE)
        assert send_due_notices() == 1
        assert send_due_notices() == 0
    mail = Message.objects.get()
    assert (mail.recipient, mail.kind) == ("goettingen@example.org", "change")
    assert mail.subject.startswith("Geändert: Anderer Titel am ")
    assert mail.text.index("Neuer Titel: „Anderer Titel“.") < mail.text.index("Neuer Ort: ")
    assert mail.attachments.get().mimetype.startswith("text/calendar; method=REQUEST")
    meeting.refresh_from_db()
    assert (meeting.notice_due_at, meeting.changes.filter(told_at__isnull=True).count()) == (None, 0)


SAID = {
    "title": ("Anders", "Neuer Titel: „Anders“."),
    "starts_at": (in_days(22, 10), "Neue Zeit: "),
    "room": ("Raum 7", "Neuer Ort: "),
    "online_url": ("https://video.example.org/", "Eine Teilnahme online ist möglich."),
    "register_until": (in_days(10, 12), "Antworten jetzt bis "),
    "description": ("<p>Neu</p>", "Die Beschreibung ist geändert."),
    "capacity": (10, ""),
    "is_example": (True, ""),
}


@pytest.mark.parametrize("name", SAID)
def test_what_readers_see_is_told(cast: Cast, name: str) -> None:
    value, said = SAID[name]
    meeting = MeetingFactory(starts_at=in_days(22, 9), ends_at=in_days(22, 17))
    change(cast, meeting, **{name: value})
    texts = list(meeting.changes.values_list("text", flat=True))
    assert [text.startswith(said) for text in texts] == ([True] if said else [])


def test_who_said_no_is_not_told_and_an_internal_change_only_to_whom_it_concerns(cast: Cast) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    meeting = MeetingFactory(audience=Audience.MEMBERS, working_group=group)
    invited(meeting, member(cast, "northeim"), member(cast, "goettingen"))
    rows = [AgendaRow("Für alle"), AgendaRow("Nur AG", audience=Audience.GROUP)]
    actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=rows)
    with time_machine.travel(timezone.now() + 31 * MINUTE):
        send_due_notices()
    found = mails()
    assert found.keys() == {f"{name}@example.org" for name in ("northeim", "stellvertretung", "goettingen")}
    assert {name for name, mail in found.items() if "Nur AG" in mail.text + mail.html} == {
        "northeim@example.org"
    }
    Message.objects.all().delete()
    meeting.registrations.filter(organisation=member(cast, "northeim")).update(answer=Answer.NO)
    change(cast, meeting, title="Noch anders")
    with time_machine.travel(timezone.now() + 31 * MINUTE):
        send_due_notices()
    assert mails().keys() == {"goettingen@example.org"}


def test_a_change_for_a_few_only_is_no_mail_for_the_others(cast: Cast) -> None:
    meeting = MeetingFactory()
    invited(meeting, member(cast, "goettingen"))
    rows = [AgendaRow("Personal", audience=Audience.OFFICE)]
    actions.save_agenda(by=cast.redaktion, meeting=meeting, rows=rows)
    with time_machine.travel(timezone.now() + 31 * MINUTE):
        send_due_notices()
    assert not Message.objects.exists()


def test_quiet_changes_stay_quiet(cast: Cast) -> None:
    meeting = MeetingFactory()
    invited(meeting, member(cast, "goettingen"))
    change(cast, meeting, tell=False, title="Anders")
    with time_machine.travel(timezone.now() + 31 * MINUTE):
        assert send_due_notices() == 0
    assert not Message.objects.exists()


def test_guests_who_come_are_told(cast: Cast) -> None:
    meeting = MeetingFactory(audience=Audience.PUBLIC, takes_guests=True)
    now = timezone.now()
    guest = {"guest_name": "Gast", "guest_email": "gast@example.org", "guest_confirmed_at": now}
    seated(RegistrationFactory(meeting=meeting, **guest))
    RegistrationFactory(meeting=meeting, guest_name="Unbestätigt", guest_email="un@example.org")
    change(cast, meeting, title="Anders")
    with time_machine.travel(now + 31 * MINUTE):
        send_due_notices()
    assert mails().keys() == {"gast@example.org"}


def test_each_hears_as_they_chose(cast: Cast) -> None:
    meeting = MeetingFactory()
    invited(meeting, member(cast, "northeim"), member(cast, "goettingen"))
    set_preferences(person=cast.northeim, chosen={"change": "daily"})
    set_preferences(person=cast.goettingen, chosen={"change": "none"})
    change(cast, meeting, title="Anders")
    with time_machine.travel(timezone.now() + 31 * MINUTE):
        send_due_notices()
    assert mails().keys() == {"stellvertretung@example.org"}
    line = DigestItem.objects.get()
    assert (line.person, line.summary) == (cast.northeim, "Neuer Titel: „Anders“.")


def soon(**values: Any) -> Meeting:
    defaults = {
        "starts_at": timezone.now() + timedelta(hours=47),
        "online_url": "https://video.example.org/x",
    }
    invited_at = timezone.now() - timedelta(days=10)
    return MeetingFactory(**{"venue": VenueFactory(), "invited_at": invited_at, **defaults, **values})


def test_two_days_before_all_who_come_or_are_silent_are_reminded_once(cast: Cast) -> None:
    meeting = soon()
    coming, _ = invited(meeting, member(cast, "northeim"), member(cast, "goettingen"))
    seated(coming)
    for _ in range(2):
        send_reminders()
    found = mails()
    assert found.keys() == {f"{name}@example.org" for name in ("northeim", "stellvertretung", "goettingen")}
    assert found["northeim@example.org"].kind == "reminder"
    assert "Sie haben zugesagt für Landkreis Northeim" in found["northeim@example.org"].text
    assert meeting.online_url in found["northeim@example.org"].text
    assert found["goettingen@example.org"].subject.startswith("Ihre Antwort fehlt noch")
    assert "/antwort/" in found["goettingen@example.org"].text
    assert meeting.online_url not in found["goettingen@example.org"].text


def test_who_said_no_and_who_waits_is_left_alone(cast: Cast) -> None:
    meeting = soon()
    no, waiting = invited(meeting, member(cast, "northeim"), member(cast, "goettingen"))
    no.answer, waiting.answer, waiting.waiting_number = Answer.NO, Answer.WAITING, 1
    no.save()
    waiting.save()
    send_reminders()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"starts_at": in_days(3)},
        {"state": State.CANCELLED},
        {"state": State.PLANNED, "invited_at": None},
        {"starts_at": timezone.now() - timedelta(hours=1)},
        {"invited_at": timezone.now()},
    ],
)
def test_when_nobody_is_reminded(cast: Cast, values: dict[str, Any]) -> None:
    meeting = soon(**values)
    (mine,) = invited(meeting, member(cast, "northeim"))
    seated(mine)
    send_reminders()
    assert not Message.objects.exists()


def test_a_meeting_that_was_moved_is_reminded_of_anew(cast: Cast) -> None:
    meeting = soon()
    (mine,) = invited(meeting, member(cast, "goettingen"))
    seated(mine)
    send_reminders()
    later = meeting.starts_at + timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=later, ends_at=later + timedelta(hours=2))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        send_reminders()
    assert Message.objects.count() == 2
