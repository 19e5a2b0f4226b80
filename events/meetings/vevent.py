"""A meeting as iCalendar (RFC 5545) writes it; `calendar` says who is told what."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.encoding import iri_to_uri
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from events.meetings.models import Meeting
from events.meetings.states import Answer, State

PRODUCT = "-//fachkraeftebuendnis//Termine//DE"
REFRESH = datetime.timedelta(hours=6)
# `changed_at` of what was never saved by an action; a file must not change from one request to the next.
NEVER = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
# The rules of the Union since 1996 as rules, not as a list of days that ends some year.
BERLIN = Timezone.from_ical(
    "\r\n".join(
        (
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Berlin",
            "BEGIN:DAYLIGHT",
            "DTSTART:19960331T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "TZNAME:CEST",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:19961027T030000",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "TZNAME:CET",
            "END:STANDARD",
            "END:VTIMEZONE",
            "",
        )
    )
)
# A date that is not held must vanish from calendars: one that waits for a new date is called off until then.
STATUS = {
    State.DRAFT: "TENTATIVE",
    State.PLANNED: "TENTATIVE",
    State.INVITED: "CONFIRMED",
    State.POSTPONED: "CANCELLED",
    State.CANCELLED: "CANCELLED",
}
# For programs that do not show the status.
MARKS = {State.DRAFT: "Entwurf: ", State.POSTPONED: "Verschoben: ", State.CANCELLED: "Abgesagt: "}
PARTSTAT = {
    Answer.OPEN: "NEEDS-ACTION",
    Answer.ROOM: "ACCEPTED",
    Answer.ONLINE: "ACCEPTED",
    Answer.WAITING: "TENTATIVE",
    Answer.NO: "DECLINED",
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Party:
    """Somebody with an address: who invites, or who is invited."""

    name: str
    email: str


@dataclass(frozen=True)
class Said:
    """What one reader is told of a meeting beside what stands in its own row."""

    url: str
    description: str
    organiser: Party | None = None
    attendee: Party | None = None
    answer: str = Answer.OPEN
    online_url: str = ""
    categories: Sequence[str] = field(default_factory=list)


def calendar(events: Iterable[Event], *, method: str = "PUBLISH", name: str = "", url: str = "") -> bytes:
    """The file: lines of at most 75 octets, ended as the standard wants; `name` makes it one to subscribe to."""
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", method)
    if name:
        whole.add("name", plain(name))
        whole.add("x-wr-calname", plain(name))
        whole.add("url", url)
        whole.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        whole.add("x-published-ttl", "PT6H")
    whole.add_component(BERLIN)
    for event in events:
        whole.add_component(event)
    return whole.to_ical()


def event(meeting: Meeting, said: Said, *, status: str = "", stamp: datetime.datetime | None = None) -> Event:
    """The meeting as one event. `stamp` is when the file was written, where it asks or takes back something."""
    row, changed = Event(), meeting.changed_at or NEVER
    status = status or STATUS[State(meeting.state)]
    row.add("uid", str(meeting.uid))
    row.add("dtstamp", (stamp or changed).astimezone(datetime.UTC))
    row.add("last-modified", changed.astimezone(datetime.UTC))
    row.add("sequence", meeting.sequence)
    row.add("status", status)
    row.add("dtstart", timezone.localtime(meeting.starts_at))
    row.add("dtend", timezone.localtime(meeting.ends_at))
    row.add("summary", summary(meeting, status))
    row.add("description", said.description)
    if where := place(meeting):
        row.add("location", where)
    row.add("url", said.url)
    row.add("categories", [plain(name) for name in said.categories])
    row.add("class", "PUBLIC" if meeting.audience == "public" else "PRIVATE")
    busy = status != "CANCELLED" and said.answer != Answer.NO
    row.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    if said.online_url and status != "CANCELLED":
        parameters = {"VALUE": "URI", "FEATURE": "VIDEO"}
        row.add("conference", iri_to_uri(said.online_url), parameters=parameters)
    _add_parties(row, said)
    return row


def _add_parties(row: Event, said: Said) -> None:
    if said.organiser:
        row.add("organizer", _address(said.organiser))
    if said.attendee:
        # The answer counts in the portal, so the program need not ask for one.
        parameters = {
            "CUTYPE": "INDIVIDUAL",
            "ROLE": "REQ-PARTICIPANT",
            "PARTSTAT": PARTSTAT[Answer(said.answer)],
            "RSVP": "FALSE",
        }
        row.add("attendee", _address(said.attendee, **parameters))


def _address(party: Party, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.email}")
    # A parameter cannot hold a quotation mark.
    named: dict[str, Any] = {"CN": vText(plain(party.name).replace('"', "'")), **parameters}
    for name, value in named.items():
        if value:
            address.params[name] = value
    return address


def summary(meeting: Meeting, status: str) -> str:
    """The title; it says what some programs do not show: that it is called off, or invented."""
    mark = MARKS.get(State(meeting.state), "")
    if status == "CANCELLED" and not mark:
        mark = MARKS[State.CANCELLED]
    return plain(f"{mark}{meeting.title}{' (Beispiel)' if meeting.is_example else ''}")


def place(meeting: Meeting) -> str:
    """House, room and address in one line; a meeting without a house takes place online, or says nothing."""
    venue = meeting.venue
    if venue is None:
        return plain(meeting.room) or ("online" if meeting.is_online else "")
    lines = [venue.name, meeting.room, *venue.address.splitlines()]
    return plain(", ".join(line.strip() for line in lines if line.strip()))


def plain(text: str) -> str:
    """Words without characters that no program shows."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\u00ad", "")
