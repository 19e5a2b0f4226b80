"""What meetings ask of the office, on the start page of the admin."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from alliance.portal.due_meetings import meetings_due
from events.meetings.states import State
from tests.factories.meetings import MeetingFactory, RegistrationFactory, in_days, invited, seated
from tests.factories.members import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_far_meetings_and_those_called_off_ask_nothing() -> None:
    invited(MeetingFactory(), OrganisationFactory())
    invited(MeetingFactory(state=State.CANCELLED, starts_at=in_days(1)), OrganisationFactory())
    MeetingFactory(state=State.DRAFT, starts_at=in_days(1))
    assert meetings_due() == []


@pytest.mark.parametrize(
    ("hours", "missing", "mark"), [(30, 1, "is-late"), (100, 2, "is-soon"), (200, 2, None), (-1, 2, None)]
)
def test_missing_answers_are_told_while_there_is_time(hours: int, missing: int, mark: str | None) -> None:
    until = timezone.now() + timedelta(hours=hours)
    meeting = MeetingFactory(title="Versammlung", register_until=until)
    seated(RegistrationFactory(meeting=meeting, organisation=OrganisationFactory()))
    invited(meeting, *OrganisationFactory.create_batch(missing))
    RegistrationFactory(meeting=meeting, guest_name="Gast", guest_email="gast@example.org")
    lines = meetings_due()
    if mark is None:
        assert lines == []
        return
    title = "1 Antwort fehlt" if missing == 1 else f"{missing} Antworten fehlen"
    url = f"/verwaltung/meetings/meeting/{meeting.pk}/antworten/"
    assert [(line.title, line.url, line.mark) for line in lines] == [(title, url, mark)]
    assert lines[0].detail.startswith("Versammlung, Antworten bis ")


@pytest.mark.parametrize(("days", "word"), [(0, "heute"), (1, "morgen"), (2, "")])
def test_today_and_tomorrow(days: int, word: str) -> None:
    with time_machine.travel(in_days(0, 12), tick=False):
        meeting = MeetingFactory(title="Versammlung", starts_at=in_days(days))
        seated(RegistrationFactory(meeting=meeting, organisation=OrganisationFactory()))
        lines = meetings_due()
    assert [line.title for line in lines] == ([f"Versammlung ist {word}"] if word else [])
    if word:
        assert lines[0].detail.endswith("1 zugesagt")
        assert lines[0].url.endswith("/anwesenheit/")


def test_a_notice_that_waits() -> None:
    MeetingFactory(title="Versammlung", notice_due_at=timezone.now() + timedelta(minutes=20))
    (line,) = meetings_due()
    assert line.title == "Änderungen noch nicht mitgeteilt"
    assert line.detail.startswith("Versammlung: Die E-Mail geht um ")


def test_one_query_for_all(django_assert_num_queries: Any) -> None:
    for count in (1, 3):
        for meeting in MeetingFactory.create_batch(count, starts_at=in_days(1)):
            invited(meeting, *OrganisationFactory.create_batch(2))
        with django_assert_num_queries(1):
            meetings_due()
