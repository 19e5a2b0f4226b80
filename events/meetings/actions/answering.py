"""What members answer to an invitation, by whichever way it comes in."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import record
from alliance.members.models import Organisation
from events.meetings.actions.seating import capacity_of, leave, lock_meeting, move_up, resize, seat
from events.meetings.models import Meeting, Registration
from events.meetings.rules import may_answer_for, may_keep_lists
from events.meetings.states import Answer, State, Via, answers_of, why_closed

SAID = {
    Answer.OPEN: "Antwort zurückgenommen",
    Answer.ROOM: "zugesagt",
    Answer.ONLINE: "online zugesagt",
    Answer.NO: "abgesagt",
    Answer.WAITING: "auf der Warteliste",
}


@transaction.atomic
def answer_invitation(
    *,
    by: User | None,
    meeting: Meeting,
    organisation: Organisation,
    answer: str,
    via: str,
    seats: int | None = None,
    attendee_name: str | None = None,
    person: User | None = None,
) -> Registration:
    """Answer for an organisation, invited or not; returns its registration, whose `answer` may be WAITING.

    Somebody who comes gets the lowest free seats, or the next place in the line when the room is full. Who goes
    frees theirs, and the first of the line moves up and is told. The same answer once more changes nothing.
    `seats` and `attendee_name` stay as they were when None. `person` is whose answer it is where nobody has
    logged in (a link of the mail). `by` and `person` both None skip the rules (demo data).
    Raises PermissionDenied for who may not answer for the organisation, NotPossible when it is too late, what
    is not offered or more seats than there are.
    """
    who = person or by
    row = lock_meeting(meeting)
    _check(who, row, organisation, via)
    stored = row.registrations.filter(organisation=organisation).first()
    registration = stored or Registration(meeting=row, organisation=organisation)
    wanted = registration.seats_wanted if seats is None else seats
    if answer != Answer.ROOM:
        wanted = 1
    _check_wish(row, answer, wanted)
    name = registration.attendee_name if attendee_name is None else attendee_name.strip()
    name = "" if answer in (Answer.NO, Answer.OPEN) else name
    if stored and _says(registration) == (answer, wanted, name):
        return registration
    registration.seats_wanted, registration.attendee_name = wanted, name
    registration.answered_at = None if answer == Answer.OPEN else timezone.now()
    registration.answered_by, registration.answered_via = who, via
    _keep(row, registration, answer)
    record(verb=SAID[Answer(registration.answer)], obj=registration, by=who, note=Via(via).label)
    move_up(row)
    return registration


def _says(registration: Registration) -> tuple[str, int, str]:
    """What it says now; somebody who waits wants into the room."""
    answer = Answer.ROOM if registration.answer == Answer.WAITING else registration.answer
    return answer, registration.seats_wanted, registration.attendee_name


def _keep(meeting: Meeting, registration: Registration, answer: str) -> None:
    if answer != Answer.ROOM:
        leave(registration, answer)
    elif registration.answer == Answer.ROOM:
        resize(meeting, registration)
    elif registration.answer == Answer.WAITING:
        # Wants more or fewer seats now, and keeps its place in the line.
        registration.save()
    else:
        seat(meeting, registration)


def _check(who: User | None, meeting: Meeting, organisation: Organisation, via: str) -> None:
    if organisation.is_former:
        raise NotPossible(f"{organisation.short_name} ist nicht mehr Mitglied.")
    if who is None or via == Via.OFFICE:
        if who is not None and not may_keep_lists(who):
            raise PermissionDenied
        if meeting.state != State.INVITED:
            raise NotPossible(why_closed(meeting))
        return
    seen = Meeting.objects.filter(pk=meeting.pk).visible_to(who)
    if not may_answer_for(who, organisation) or not seen.exists():
        raise PermissionDenied
    if reason := why_closed(meeting):
        raise NotPossible(reason)


def _check_wish(meeting: Meeting, answer: str, seats: int) -> None:
    if answer not in (*answers_of(meeting), Answer.OPEN):
        raise NotPossible("Diese Antwort gibt es bei diesem Termin nicht.")
    if not 1 <= seats <= meeting.seats_each:
        raise NotPossible(f"Je Mitglied gibt es höchstens {meeting.seats_each} Plätze.")
    if seats > max(capacity_of(meeting), 1):
        raise NotPossible("So viele Plätze hat der Saal nicht.")
