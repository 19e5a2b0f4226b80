"""Preparing meetings: what new ones begin with, what calendars and old addresses follow, copying and moving."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from alliance.core.addresses import now_at
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.members.access import Audience, current_mandates
from alliance.notifications.models import Message
from events.meetings import actions
from events.meetings.models import AgendaTemplate, AgendaTemplateItem, Meeting, Venue
from events.meetings.states import Answer, Kind, State
from tests.cast import Cast
from tests.factories.fields import ActionFieldFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    MeetingFactory,
    RegistrationFactory,
    VenueFactory,
    in_days,
    invited,
    seated,
)
from tests.factories.members import OrganisationFactory

pytestmark = pytest.mark.django_db


def saved(cast: Cast, meeting: Meeting, **values: Any) -> Meeting:
    """The stored meeting with these values, saved by the office."""
    fresh = Meeting.objects.get(pk=meeting.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    return actions.save_meeting(by=cast.redaktion, meeting=fresh)


def test_a_new_meeting_has_the_seats_of_its_venue_and_the_agenda_of_its_kind(cast: Cast) -> None:
    template = actions.save_template(
        by=cast.redaktion,
        template=AgendaTemplate(kind=Kind.MEMBERS),
        rows=[AgendaTemplateItem(title="Begrüßung", minutes=5), AgendaTemplateItem(title="Verschiedenes")],
    )
    assert [row.order for row in template.items.all()] == [1, 2]
    new = MeetingFactory.build(venue=VenueFactory(capacity=30), state=State.DRAFT, invited_at=None)
    meeting = actions.save_meeting(by=cast.redaktion, meeting=new)
    assert meeting.capacity == 30
    assert [(item.title, item.minutes) for item in meeting.items.all()] == [
        ("Begrüßung", 5),
        ("Verschiedenes", 10),
    ]
    other = MeetingFactory.build(kind=Kind.CONFERENCE, state=State.DRAFT, invited_at=None)
    assert not actions.save_meeting(by=cast.redaktion, meeting=other).items.exists()


def test_a_number_of_its_own_wins_over_the_venue(cast: Cast) -> None:
    new = MeetingFactory.build(venue=VenueFactory(capacity=30), capacity=12, state=State.DRAFT)
    assert actions.save_meeting(by=cast.redaktion, meeting=new).capacity == 12


def test_calendars_follow_what_they_show_and_nothing_else(cast: Cast) -> None:
    meeting = MeetingFactory(state=State.PLANNED, venue=VenueFactory())
    told = {
        "title": "Anders",
        "starts_at": meeting.starts_at - timedelta(hours=1),
        "ends_at": meeting.ends_at + timedelta(hours=1),
        "venue": VenueFactory(),
        "room": "Raum 3",
        "online_url": "https://video.example.org/1",
    }
    for number, (name, value) in enumerate(told.items(), start=1):
        assert saved(cast, meeting, **{name: value}).sequence == number, name
    assert saved(cast, meeting, description="<p>Neu</p>").sequence == len(told)


def test_an_address_that_was_seen_leads_on(cast: Cast) -> None:
    meeting, draft = MeetingFactory(), MeetingFactory(state=State.DRAFT)
    for row in (meeting, draft):
        old = row.address
        moved = saved(cast, row, starts_at=in_days(30), ends_at=in_days(30, 17))
        assert moved.address != old
        found = now_at(Meeting.objects.all(), old)
        assert found == (moved if row == meeting else None)


def test_what_no_form_fills_in_stays_as_it_is_stored(cast: Cast) -> None:
    meeting = MeetingFactory(state=State.INVITED)
    copy = Meeting.objects.get(pk=meeting.pk)
    copy.state, copy.sequence, copy.title = State.DRAFT, 99, "Anders"
    actions.save_meeting(by=cast.redaktion, meeting=copy)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence, meeting.title) == (State.INVITED, 1, "Anders")


def test_a_cancelled_meeting_does_not_change(cast: Cast) -> None:
    meeting = MeetingFactory(state=State.CANCELLED)
    with pytest.raises(NotPossible, match="abgesagt"):
        saved(cast, meeting, title="Anders")


def test_seats_that_are_taken_stay_and_more_seats_let_the_line_in(cast: Cast) -> None:
    meeting = MeetingFactory(capacity=2)
    first, second, third = invited(meeting, *OrganisationFactory.create_batch(3))
    seated(first)
    seated(second, 2)
    third.answer, third.waiting_number = Answer.WAITING, 1
    third.save()
    with pytest.raises(ValidationError, match="2 Plätze sind schon vergeben"):
        saved(cast, meeting, capacity=1)
    assert Meeting.objects.get(pk=meeting.pk).capacity == 2
    saved(cast, meeting, capacity=3)
    third.refresh_from_db()
    assert third.answer == Answer.ROOM


def test_a_venue_with_more_seats_lets_the_line_in_where_nothing_else_was_said(cast: Cast) -> None:
    venue = VenueFactory(capacity=1)
    meeting = MeetingFactory(venue=venue)
    first, second = invited(meeting, *OrganisationFactory.create_batch(2))
    seated(first)
    second.answer, second.waiting_number = Answer.WAITING, 1
    second.save()
    venue = Venue.objects.get(pk=venue.pk)
    venue.capacity = 2
    actions.save_venue(by=cast.redaktion, venue=venue)
    second.refresh_from_db()
    assert second.answer == Answer.ROOM


def test_calendars_follow_the_address_of_the_venue(cast: Cast) -> None:
    venue = VenueFactory(name="Kreishaus")
    coming, past = MeetingFactory(venue=venue), MeetingFactory(venue=venue, starts_at=in_days(-9))
    for name, value in (("capacity", 99), ("directions", "Bus 1"), ("name", "Neues Kreishaus")):
        setattr(venue, name, value)
        actions.save_venue(by=cast.redaktion, venue=venue)
    coming.refresh_from_db()
    past.refresh_from_db()
    assert (coming.sequence, past.sequence) == (1, 0)


def test_a_copy_takes_agenda_venue_and_settings_to_a_new_date(cast: Cast) -> None:
    field = ActionFieldFactory()
    source = MeetingFactory(
        title="Mitgliederversammlung 2026",
        slug="mitgliederversammlung-2026",
        venue=VenueFactory(),
        room="Saal 2",
        register_until=in_days(18, 12),
        description="<p>Wie jedes Jahr.</p>",
        audience=Audience.MEMBERS,
        seats_each=2,
    )
    source.action_fields.add(field)
    AgendaItemFactory(meeting=source, title="Bericht", minutes=20, changed_on=timezone.now())
    invited(source, OrganisationFactory())
    copy = actions.copy_meeting(
        by=cast.redaktion,
        meeting=source,
        title="Mitgliederversammlung 2027",
        starts_at=in_days(385, 10),
        ends_at=in_days(385, 12),
    )
    assert (copy.state, copy.copied_from, copy.slug) == (State.DRAFT, source, "mitgliederversammlung-2027")
    for name in ("venue", "room", "description", "seats_each", "audience", "kind"):
        assert getattr(copy, name) == getattr(source, name), name
    assert copy.action_fields.get() == field
    assert copy.register_until == in_days(382, 12)
    item = copy.items.get()
    assert (item.title, item.minutes, item.changed_on) == ("Bericht", 20, None)
    assert (copy.uid == source.uid, copy.registrations.exists(), copy.invited_at) == (False, False, None)
    assert Entry.objects.get(object_id=copy.pk, kind="meetings.meeting", verb="kopiert").note == str(source)


def test_a_copy_keeps_its_clock_over_the_change_to_summer_time(cast: Cast) -> None:
    winter = timezone.localtime().replace(month=2, day=10, hour=14, minute=0, second=0, microsecond=0)
    source = MeetingFactory(starts_at=winter, register_until=winter - timedelta(days=2))
    summer = winter.replace(year=winter.year + 1, month=7)
    copy = actions.copy_meeting(
        by=cast.redaktion, meeting=source, starts_at=summer, ends_at=summer + timedelta(hours=2)
    )
    until = timezone.localtime(copy.register_until)
    assert (until.hour, until.date()) == (14, (summer - timedelta(days=2)).date())


def test_a_new_date_opens_all_answers_again_and_tells_who_was_invited(cast: Cast) -> None:
    organisation = OrganisationFactory()
    meeting = MeetingFactory(state=State.POSTPONED, invited_at=timezone.now(), takes_guests=False)
    mine = RegistrationFactory(meeting=meeting, organisation=cast_member(cast, "northeim"))
    seated(mine)
    other = RegistrationFactory(meeting=meeting, organisation=organisation, answer=Answer.NO)
    old = meeting.address
    moved = actions.reschedule_meeting(
        by=cast.leitung, meeting=meeting, starts_at=in_days(60), ends_at=in_days(60, 17)
    )
    for row in (mine, other):
        row.refresh_from_db()
        assert (row.answer, row.seats.count(), row.answered_at) == (Answer.OPEN, 0, None)
    assert now_at(Meeting.objects.all(), old) == moved
    mails = Message.objects.filter(subject__startswith="Neuer Termin")
    assert sorted(mails.values_list("recipient", flat=True)) == [
        "northeim@example.org",
        "stellvertretung@example.org",
    ]
    attached = bytes(mails[0].attachments.get().content).decode().replace("\r\n ", "")
    assert "METHOD:REQUEST" in attached
    assert "PARTSTAT=NEEDS-ACTION" in attached


@pytest.mark.parametrize(
    ("action", "subject"),
    [(actions.cancel_meeting, "Abgesagt"), (actions.postpone_meeting, "Verschoben")],
)
def test_calling_off_tells_all_but_those_who_said_no(cast: Cast, action: Any, subject: str) -> None:
    meeting = MeetingFactory()
    seated(RegistrationFactory(meeting=meeting, organisation=cast_member(cast, "northeim")))
    RegistrationFactory(meeting=meeting, organisation=cast_member(cast, "goettingen"), answer=Answer.NO)
    action(by=cast.leitung, meeting=meeting, reason="Der Saal ist überschwemmt.")
    mails = Message.objects.all()
    assert sorted(mail.recipient for mail in mails) == ["northeim@example.org", "stellvertretung@example.org"]
    for mail in mails:
        assert mail.subject.startswith(f"{subject}: {meeting.title}")
        assert "Der Saal ist überschwemmt." in mail.text
        assert b"METHOD:CANCEL" in bytes(mail.attachments.get().content)


def test_guests_are_told_too(cast: Cast) -> None:
    meeting = MeetingFactory(audience=Audience.PUBLIC, takes_guests=True)
    guest = {"guest_name": "Gast", "guest_email": "gast@example.org", "guest_confirmed_at": timezone.now()}
    seated(RegistrationFactory(meeting=meeting, **guest))
    RegistrationFactory(meeting=meeting, guest_name="Nie bestätigt", guest_email="nie@example.org")
    actions.cancel_meeting(by=cast.leitung, meeting=meeting, reason="Sturm.")
    mail = Message.objects.get()
    assert (mail.recipient, b"METHOD:CANCEL" in bytes(mail.attachments.get().content)) == (
        "gast@example.org",
        True,
    )


def test_an_untold_change_is_not_told_after_the_cancellation(cast: Cast) -> None:
    meeting = MeetingFactory()
    saved(cast, meeting, title="Anders")
    cancelled = actions.cancel_meeting(by=cast.leitung, meeting=meeting, reason="Sturm.")
    assert cancelled.notice_due_at is None
    assert not cancelled.changes.filter(told_at__isnull=True).exists()


def cast_member(cast: Cast, name: str) -> Any:
    """For whom a person of the cast speaks."""
    return current_mandates(cast[name])[0].organisation
