"""What members answer: the whole matrix of answers, states and people, and the line."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.members.access import Audience
from alliance.members.models import GroupMembership, Mandate, Organisation, WorkingGroup
from alliance.notifications.models import Message
from events.meetings.actions import answer_invitation
from events.meetings.models import Meeting, Registration, Seat
from events.meetings.states import Answer, State, Via
from tests.cast import NAMES, Cast
from tests.factories.meetings import MeetingFactory, VenueFactory, in_days, invited
from tests.factories.members import OrganisationFactory

pytestmark = pytest.mark.django_db
ROOM, ONLINE, NO, WAITING, OPEN = Answer.ROOM, Answer.ONLINE, Answer.NO, Answer.WAITING, Answer.OPEN


def northeim() -> Organisation:
    return Organisation.objects.get(slug="landkreis-northeim")


def hall(capacity: int | None = 2, **values: Any) -> Meeting:
    """A meeting for members in a room with so many seats, online as well."""
    defaults = {"venue": VenueFactory(capacity=capacity), "online_url": "https://example.org/raum"}
    return MeetingFactory(**{**defaults, **values})


def say(meeting: Meeting, organisation: Organisation, answer: str, **values: Any) -> Registration:
    """As the office writes it down, without asking the rules."""
    return answer_invitation(
        by=None, meeting=meeting, organisation=organisation, answer=answer, via=Via.OFFICE, **values
    )


def sitting(meeting: Meeting) -> list[tuple[str, int]]:
    rows = Seat.objects.filter(meeting=meeting).order_by("number")
    return [(row.registration.organisation.slug, row.number) for row in rows]


MAY = {"northeim", "stellvertretung"}


@pytest.mark.parametrize("name", NAMES)
def test_who_answers_for_a_member(cast: Cast, name: str) -> None:
    meeting = hall()
    invited(meeting, northeim())
    for answer in (ROOM, ONLINE, NO, OPEN):
        common: dict[str, Any] = {"meeting": meeting, "organisation": northeim(), "via": Via.PORTAL}
        if name in MAY:
            assert answer_invitation(by=cast[name], answer=answer, **common).answer == answer
            continue
        with pytest.raises(PermissionDenied):
            answer_invitation(by=cast[name], answer=answer, **common)
        assert Registration.objects.get().answer == OPEN


@pytest.mark.parametrize("name", NAMES)
def test_who_answers_on_the_phone(cast: Cast, name: str) -> None:
    meeting = hall()
    may = name in {"administration", "leitung", "redaktion"}
    try:
        row = answer_invitation(
            by=cast[name], meeting=meeting, organisation=northeim(), answer=ROOM, via=Via.OFFICE
        )
    except PermissionDenied:
        assert not may
    else:
        assert may and row.answered_via == Via.OFFICE and row.answered_by == cast[name]


@pytest.mark.parametrize("state", State.values)
def test_only_invitations_are_answered(cast: Cast, state: str) -> None:
    meeting = hall(state=state)
    for via, answer in product((Via.PORTAL, Via.LINK, Via.OFFICE), (ROOM, ONLINE, NO)):
        by = cast.leitung if via == Via.OFFICE else cast.northeim
        common: dict[str, Any] = {"by": by, "meeting": meeting, "organisation": northeim(), "via": via}
        if state == State.INVITED:
            assert answer_invitation(answer=answer, **common).answer == answer
            continue
        # A draft is nothing that members know of.
        with pytest.raises((NotPossible, PermissionDenied)):
            answer_invitation(answer=answer, **common)
    assert Registration.objects.exists() == (state == State.INVITED)


@pytest.mark.parametrize(
    "values",
    [
        {"register_until": timezone.now() - timedelta(minutes=1)},
        {"starts_at": timezone.now() - timedelta(minutes=1)},
        {"starts_at": in_days(-3)},
    ],
)
def test_after_the_deadline_only_the_office(cast: Cast, values: dict[str, Any]) -> None:
    meeting = hall(**values)
    for via in (Via.PORTAL, Via.LINK):
        with pytest.raises(NotPossible):
            answer_invitation(
                by=cast.northeim, meeting=meeting, organisation=northeim(), answer=ROOM, via=via
            )
    row = answer_invitation(
        by=cast.redaktion, meeting=meeting, organisation=northeim(), answer=ROOM, via=Via.OFFICE
    )
    assert row.answer == ROOM


def test_a_meeting_of_a_group_is_its_persons_matter(cast: Cast) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    meeting = hall(audience=Audience.GROUP, working_group=group)
    answer: dict[str, Any] = {"meeting": meeting, "organisation": northeim(), "answer": NO, "via": Via.PORTAL}
    assert answer_invitation(by=cast.northeim, **answer).answer == NO
    with pytest.raises(PermissionDenied):
        answer_invitation(by=cast.stellvertretung, **answer)
    GroupMembership.objects.create(group=group, person=cast.stellvertretung)
    assert answer_invitation(by=cast.stellvertretung, **answer).answer == NO


def test_a_mandate_that_ends_ends_at_once(cast: Cast) -> None:
    meeting = hall()
    yesterday = timezone.localdate() - timedelta(days=1)
    Mandate.objects.filter(person=cast.northeim).update(valid_to=yesterday)
    with pytest.raises(PermissionDenied):
        answer_invitation(
            by=cast.northeim, meeting=meeting, organisation=northeim(), answer=ROOM, via=Via.PORTAL
        )


def test_who_has_left_is_not_asked() -> None:
    left = OrganisationFactory(left=timezone.localdate())
    with pytest.raises(NotPossible, match="nicht mehr Mitglied"):
        say(hall(), left, ROOM)


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"online_url": ""}, ONLINE),
        ({"venue": None, "room": ""}, ROOM),
        ({}, WAITING),
        ({}, "vielleicht"),
    ],
)
def test_only_what_is_offered(values: dict[str, Any], refused: str) -> None:
    with pytest.raises(NotPossible):
        say(hall(**values), OrganisationFactory(), refused)
    assert not Registration.objects.exists()


def test_the_lowest_free_seats_then_the_line() -> None:
    meeting = hall(capacity=2)
    a, b, c, d = OrganisationFactory.create_batch(4)
    rows = [say(meeting, row, ROOM) for row in (a, b, c, d)]
    assert [(row.answer, row.waiting_number) for row in rows] == [
        (ROOM, None),
        (ROOM, None),
        (WAITING, 1),
        (WAITING, 2),
    ]
    assert sitting(meeting) == [(a.slug, 1), (b.slug, 2)]
    say(meeting, a, NO)
    assert sitting(meeting) == [(c.slug, 1), (b.slug, 2)]
    say(meeting, b, ONLINE)
    assert sitting(meeting) == [(c.slug, 1), (d.slug, 2)]
    assert not meeting.registrations.waiting().exists()


@pytest.mark.parametrize("leaves", [NO, ONLINE, OPEN])
def test_the_first_of_the_line_moves_up_and_is_told(cast: Cast, leaves: str) -> None:
    meeting = hall(capacity=1)
    other = OrganisationFactory()
    say(meeting, other, ROOM)
    assert say(meeting, northeim(), ROOM).answer == WAITING
    say(meeting, other, leaves)
    row = meeting.registrations.get(organisation=northeim())
    assert row.answer == ROOM and row.waiting_number is None
    mails = Message.objects.order_by("recipient")
    assert [mail.recipient for mail in mails] == ["northeim@example.org", "stellvertretung@example.org"]
    assert all("Platz frei" in mail.subject and "Landkreis Northeim" in mail.text for mail in mails)
    assert Entry.objects.filter(verb="aufgerückt", object_id=row.pk, by=None).count() == 1


def test_who_leaves_the_line_lets_the_next_one_through() -> None:
    meeting = hall(capacity=2, seats_each=2)
    a, b, c = OrganisationFactory.create_batch(3)
    say(meeting, a, ROOM)
    assert say(meeting, b, ROOM, seats=2).answer == WAITING
    # One seat is free, but nobody passes by who stands before them.
    assert say(meeting, c, ROOM).answer == WAITING
    say(meeting, b, NO)
    assert sitting(meeting) == [(a.slug, 1), (c.slug, 2)]


def test_nobody_is_told_of_a_seat_once_it_has_begun() -> None:
    meeting = hall(capacity=1)
    a, b = OrganisationFactory.create_batch(2)
    say(meeting, a, ROOM)
    say(meeting, b, ROOM)
    Meeting.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    say(meeting, a, NO)
    assert meeting.registrations.get(organisation=b).answer == WAITING


@pytest.mark.parametrize("answer", [ROOM, ONLINE, NO, WAITING])
def test_the_same_answer_again_changes_nothing(answer: str) -> None:
    meeting = hall(capacity=1)
    row, said = OrganisationFactory(), ROOM if answer == WAITING else answer
    if answer == WAITING:
        say(meeting, OrganisationFactory(), ROOM)
    first = say(meeting, row, said, attendee_name="")
    before = Entry.objects.count()
    again = say(meeting, row, said)
    assert again.answer == first.answer == answer
    assert (again.answered_at, again.waiting_number) == (first.answered_at, first.waiting_number)
    assert Entry.objects.count() == before


def test_history_says_who_and_how(cast: Cast) -> None:
    answer_invitation(
        by=None, person=cast.stellvertretung, meeting=hall(), organisation=northeim(), answer=NO, via=Via.LINK
    )
    entry = Entry.objects.get()
    assert (entry.verb, entry.by, entry.note) == ("abgesagt", cast.stellvertretung, "über die E-Mail")
    assert entry.kind == "meetings.registration" and "Landkreis Northeim" in entry.title


def test_the_deputy_changes_what_the_representative_said(cast: Cast) -> None:
    meeting = hall()
    common: dict[str, Any] = {"meeting": meeting, "organisation": northeim(), "via": Via.PORTAL}
    answer_invitation(by=cast.northeim, answer=ROOM, attendee_name="Vertretung", **common)
    row = answer_invitation(by=cast.stellvertretung, answer=ONLINE, **common)
    assert (row.answer, row.answered_by, row.attendee_name) == (ONLINE, cast.stellvertretung, "Vertretung")
    row = answer_invitation(by=cast.northeim, answer=NO, **common)
    assert row.attendee_name == "" and Registration.objects.count() == 1 and not Seat.objects.exists()
