"""Meetings for tests, straight into the database; rules are tested through the actions."""

from datetime import datetime, timedelta
from typing import Any

import factory
from django.utils import timezone

from alliance.members.access import Audience
from alliance.members.models import Organisation
from events.meetings.models import NO_LIMIT, AgendaItem, Meeting, Registration, Seat, Venue
from events.meetings.states import Answer, Kind, State


def in_days(days: int, hour: int = 14) -> datetime:
    """A full hour in Berlin, so many days from today."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


class VenueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Venue

    name = factory.Sequence(lambda n: f"Saal {n}")
    address = "Bahnhofsallee 5\n37081 Göttingen"
    capacity = 25


class MeetingFactory(factory.django.DjangoModelFactory):
    """Invited and three weeks ahead, unless said otherwise."""

    class Meta:
        model = Meeting

    kind = Kind.MEMBERS
    title = factory.Sequence(lambda n: f"Sitzung {n}")
    slug = factory.Sequence(lambda n: f"sitzung-{n}")
    starts_at = factory.LazyFunction(lambda: in_days(21))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=3))
    audience = Audience.MEMBERS
    state = State.INVITED

    @factory.lazy_attribute
    def invited_at(self) -> datetime | None:
        return timezone.now() if self.state == State.INVITED else None


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Punkt {n}")


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    meeting = factory.SubFactory(MeetingFactory)
    invited_at = factory.LazyFunction(timezone.now)


def invited(meeting: Meeting, *organisations: Organisation) -> list[Registration]:
    """One open registration for each organisation."""
    return [RegistrationFactory(meeting=meeting, organisation=row) for row in organisations]


def seated(registration: Registration, number: int = 1, **values: Any) -> Registration:
    """Give a registration this seat."""
    limit = registration.meeting.limit or NO_LIMIT
    Seat.objects.create(
        meeting=registration.meeting, registration=registration, number=number, limit=limit, **values
    )
    registration.answer = Answer.ROOM
    registration.answered_at = timezone.now()
    registration.save()
    return registration
