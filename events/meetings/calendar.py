"""Who is told what of meetings in calendar files.

The same UID for good, SEQUENCE counted up by the actions whenever calendars have to change. The link to take
part online stands only in the file of who is registered, as on the page.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from alliance.core.addresses import absolute
from alliance.core.richtext import plain_text
from alliance.core.times import clock, day
from alliance.members.access import Audience, current_mandates
from alliance.members.models import Contact
from alliance.notifications.actions import Attachment
from events.meetings.models import Meeting, Registration
from events.meetings.states import Answer, State
from events.meetings.vevent import Party, Said, calendar, event, plain

# Of several organisations that a person speaks for, the one that keeps the time busy decides.
BY_WEIGHT = (Answer.ROOM, Answer.ONLINE, Answer.WAITING, Answer.OPEN, Answer.NO)
TAKES_PART = frozenset({Answer.ROOM, Answer.ONLINE})
CALLED_OFF = frozenset({State.POSTPONED, State.CANCELLED})
LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Reader:
    """For whom a file is written: what decides what it says. Nobody in particular by default."""

    party: Party | None = None
    is_office: bool = False
    # Answers of the reader's own organisations, or of a guest, by meeting.
    answers: Mapping[int, list[Registration]] = field(default_factory=dict)

    def answer(self, meeting: Meeting) -> str:
        """The reader's answer; empty for who was not invited."""
        given = {row.answer for row in self.answers.get(meeting.pk, ())}
        return next((answer for answer in BY_WEIGHT if answer in given), "")

    def online_url(self, meeting: Meeting) -> str:
        """The link to take part, for who is registered and for the office."""
        told = self.is_office or self.answer(meeting) in TAKES_PART
        return meeting.online_url if told else ""


NOBODY = Reader()


def with_rest(meetings: QuerySet) -> QuerySet:
    """The meetings with what a file says of each; one query more for any number of them."""
    rows = meetings.select_related("venue", "contact", "working_group")
    return rows.prefetch_related("action_fields")


def reader_of(user: Any, meetings: Iterable[Meeting]) -> Reader:
    """What `user` may be told of these meetings; at most two queries."""
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    own = [mandate.organisation_id for mandate in current_mandates(user)]
    answers: dict[int, list[Registration]] = defaultdict(list)
    if own:
        rows = Registration.objects.filter(organisation__in=own, meeting__in=[row.pk for row in meetings])
        for row in rows.select_related("organisation").order_by("organisation__sort_name", "pk"):
            answers[row.meeting_id].append(row)
    return Reader(Party(user.full_name, user.email), user.is_office, answers)


def reader_of_guest(registration: Registration) -> Reader:
    """What a guest may be told."""
    party = Party(registration.guest_name, registration.guest_email)
    return Reader(party, answers={registration.meeting_id: [registration]})


def event_file(meeting: Meeting, user: Any) -> bytes:
    """The `.ics` of one meeting for `user`, who may see it."""
    reader = reader_of(user, [meeting])
    return calendar([event(meeting, told(meeting, reader, office()))])


def feed(meetings: Iterable[Meeting], reader: Reader, *, name: str) -> bytes:
    """Meetings of `with_rest` as one calendar to subscribe to."""
    default = office()
    events = [event(row, told(row, reader, default)) for row in meetings]
    return calendar(events, name=name, url=absolute(reverse("meetings:list")))


def request_for(meeting: Meeting, person: Any) -> Attachment:
    """What puts the meeting into the person's calendar, or moves it there: goes with a mail about it."""
    return _message(meeting, reader_of(person, [meeting]), "REQUEST")


def cancel_for(meeting: Meeting, person: Any) -> Attachment:
    """What takes the meeting out of the person's calendar."""
    return _message(meeting, reader_of(person, [meeting]), "CANCEL")


def request_for_guest(registration: Registration) -> Attachment:
    """As `request_for`, for a guest."""
    return _message(registration.meeting, reader_of_guest(registration), "REQUEST")


def cancel_for_guest(registration: Registration) -> Attachment:
    """As `cancel_for`, for a guest."""
    return _message(registration.meeting, reader_of_guest(registration), "CANCEL")


def _message(meeting: Meeting, reader: Reader, method: str) -> Attachment:
    # Asked for once, however many persons are written to about this meeting.
    prefetch_related_objects([meeting], "action_fields")
    said = told(meeting, reader, office(), attends=True)
    status = "CANCELLED" if method == "CANCEL" else ""
    content = calendar([event(meeting, said, status=status, stamp=timezone.now())], method=method)
    name = "absage.ics" if method == "CANCEL" else "termin.ics"
    return Attachment(name, content, f"text/calendar; method={method}; charset=utf-8")


def office() -> Party:
    """Who is asked where nothing else is chosen: the default contact, else the sender of mails; one query."""
    contact = Contact.objects.default().first()
    if contact is not None and contact.email:
        return Party(contact.function, contact.email)
    return Party(*parseaddr(settings.DEFAULT_FROM_EMAIL))


def organiser_of(meeting: Meeting, default: Party) -> Party:
    """Who is asked about the meeting: its own contact, else `default`."""
    contact = meeting.contact
    return Party(contact.function, contact.email) if contact and contact.email else default


def told(meeting: Meeting, reader: Reader, default: Party, *, attends: bool = False) -> Said:
    """What the file says of a meeting to a reader; `attends` names them even before they were invited."""
    answer = reader.answer(meeting)
    return Said(
        url=page_of(meeting),
        description=_description(meeting, reader),
        organiser=organiser_of(meeting, default),
        attendee=reader.party if answer or attends else None,
        answer=answer or Answer.OPEN,
        online_url=reader.online_url(meeting),
        categories=[meeting.get_kind_display(), *(str(row) for row in meeting.action_fields.all())],
    )


def page_of(meeting: Meeting) -> str:
    """The meeting's page from outside; where one has to log in for it, by way of that."""
    path = meeting.get_absolute_url()
    if meeting.audience == Audience.PUBLIC:
        return absolute(path)
    return absolute(f"{reverse('account_login')}?{urlencode({'next': path}, safe='/')}")


def _description(meeting: Meeting, reader: Reader) -> str:
    parts = [_standing(meeting), _own(meeting, reader), _how_to_answer(meeting, reader)]
    parts += [_shortened(plain_text(meeting.description))]
    if meeting.takes_place and (link := reader.online_url(meeting)):
        parts.append(f"Online teilnehmen: {link}")
    parts.append(f"Alles zum Termin: {page_of(meeting)}")
    return plain("\n\n".join(part for part in parts if part))


def _standing(meeting: Meeting) -> str:
    words = {
        State.PLANNED: "Vorgemerkt, die Einladung folgt.",
        State.POSTPONED: "Verschoben, der neue Termin steht noch nicht fest.",
        State.CANCELLED: "Dieser Termin ist abgesagt.",
    }
    said = words.get(State(meeting.state), "")
    return f"{said} {meeting.reason}".strip() if meeting.state in CALLED_OFF else said


def _own(meeting: Meeting, reader: Reader) -> str:
    """How the reader's organisations have answered."""
    rows = reader.answers.get(meeting.pk, ()) if meeting.takes_place else ()
    lines = [f"{row.organisation.short_name}: {row.get_answer_display()}" for row in rows if row.organisation]
    return "\n".join(["Antwort im Portal", *lines]) if lines else ""


def _how_to_answer(meeting: Meeting, reader: Reader) -> str:
    if meeting.state != State.INVITED:
        return ""
    limit = f"bis {day(meeting.answers_until)}, {clock(meeting.answers_until)} Uhr,"
    rows = reader.answers.get(meeting.pk, ())
    if any(row.is_guest for row in rows):
        return f"Abmelden können Sie sich {limit} mit dem Link aus der E-Mail zu Ihrer Anmeldung."
    if rows:
        return f"Zu- und absagen können Sie {limit} im Portal. Eine Antwort aus dem Kalender zählt nicht."
    return f"Anmeldung {limit} im Portal." if meeting.takes_guests else ""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
