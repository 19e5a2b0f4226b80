"""What the PDFs of a meeting say: its agenda, and the list that those in the room sign."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string

from alliance.core.times import clock, day, hours
from alliance.files.models import Document
from alliance.members.access import Audience
from alliance.members.models import Contact
from alliance.pictures.models import Picture
from alliance.pictures.printed import files_of, printed
from alliance.pictures.richtext import pictures_in
from events.meetings.models import AgendaItem, Meeting, Registration, with_times
from events.meetings.states import Answer, ItemKind, State

AGENDA = "agenda"
ATTENDANCE = "attendance"
# Empty lines for those who come without having said so.
SPARE_LINES = 8
ONLINE = "online"

Data = dict[str, Any]


def frame() -> Data:
    """Whose paper it is, the funding note and logos: known by the function that the setting PRINT_FRAME names."""
    return dict(import_string(settings.PRINT_FRAME)())


def agenda(meeting: Meeting, user: Any) -> tuple[Data, dict[str, bytes]]:
    """What the template says of the agenda to `user`, and the pictures in it."""
    rows = with_times(meeting, meeting.items.visible_to(user))
    papers = _papers(meeting, user)
    pictures = pictures_in(meeting.description, *(item.text for item, _, _ in rows))
    data = {
        **_head(meeting, "Tagesordnung"),
        "facts": _facts(meeting),
        "description": printed(meeting.description, pictures) if meeting.description else "",
        "items": [
            _item(item, number, begins, pictures, papers.get(item.pk, []))
            for item, number, begins in rows
            if not item.is_internal
        ],
        "internal": [
            _item(item, number, begins, pictures, papers.get(item.pk, []))
            for item, number, begins in rows
            if item.is_internal
        ],
        "papers": papers.get(None, []),
    }
    return data, files_of(pictures)


def attendance(meeting: Meeting) -> tuple[Data, dict[str, bytes]]:
    """What the template says of who is expected or was there, and the logos of those who fund."""
    told = frame()
    logos: dict[int, Picture] = {picture.pk: picture for picture in told["logos"]}
    found = meeting.registrations.select_related("organisation").prefetch_related("seats")
    rows: list[Registration] = list(found.order_by("organisation__sort_name", "pk"))
    members = [row for row in rows if not row.is_guest]
    guests = sorted(
        (row for row in rows if row.is_guest), key=lambda row: (row.guest_name.casefold(), row.pk)
    )
    data = {
        **_head(meeting, "Teilnahmeliste", publisher=told["publisher"]),
        "facts": _told(_when_and_where(meeting)),
        "members": [line for row in members for line in _lines(row, str(row.organisation))],
        "guests": [line for row in guests for line in _lines(row, "Gast")],
        "spare": SPARE_LINES,
        "logos": [{"file": f"picture-{pk}.jpg", "alt": picture.alt} for pk, picture in logos.items()],
        "funding": told["funding_note"],
    }
    return data, files_of(logos)


def _head(meeting: Meeting, what: str, publisher: str = "") -> Data:
    moment = meeting.starts_at
    return {
        "title": f"{what}: {meeting.title}, {day(moment)}",
        "what": what,
        "running": f"{meeting.title}, {day(moment)}",
        "footing": publisher or frame()["publisher"],
        "stand": _stand(meeting, what),
        "heading": meeting.title,
        "example": meeting.is_example,
        "reason": meeting.reason if meeting.state in (State.POSTPONED, State.CANCELLED) else "",
    }


def _stand(meeting: Meeting, what: str) -> str:
    words: dict[str, str] = {
        State.DRAFT: "Entwurf",
        State.PLANNED: "vorgemerkt",
        State.POSTPONED: "verschoben",
        State.CANCELLED: "abgesagt",
    }
    said = words.get(meeting.state)
    return f"{what}, {said}" if said else what


def _when_and_where(meeting: Meeting) -> dict[str, str]:
    venue, begins = meeting.venue, meeting.starts_at
    where = [venue.name, meeting.room, *venue.address.splitlines()] if venue else [meeting.room]
    return {
        "Zeit": f"{date_format(timezone.localtime(begins), 'l')}, {day(begins)}, {hours(begins, meeting.ends_at)}",
        "Ort": ", ".join(line.strip() for line in where if line.strip()),
    }


def _facts(meeting: Meeting) -> list[dict[str, str]]:
    """What one has to know to get there, without a link that only the registered may have."""
    venue = meeting.venue
    return _told(
        {
            "Art": meeting.get_kind_display(),
            **_when_and_where(meeting),
            "Online": "Den Link sehen Angemeldete im Portal." if meeting.is_online else "",
            "Barrierefreiheit": _one_line(venue.accessibility) if venue else "",
            "Anfahrt": _one_line(venue.directions) if venue else "",
            "Anmeldung": _registration(meeting),
            "Fragen an": _contact(meeting),
        }
    )


def _told(facts: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "text": text} for name, text in facts.items() if text]


def _one_line(text: str) -> str:
    return ", ".join(line.strip().rstrip(",") for line in text.splitlines() if line.strip())


def _registration(meeting: Meeting) -> str:
    if meeting.state != State.INVITED:
        return ""
    return f"im Portal bis {day(meeting.answers_until)}, {clock(meeting.answers_until)} Uhr"


def _contact(meeting: Meeting) -> str:
    contact = meeting.contact or Contact.objects.default().first()
    if contact is None:
        return ""
    return ", ".join(part for part in (contact.function, contact.phone, contact.email) if part)


def _item(
    item: AgendaItem,
    number: int | None,
    begins: datetime.datetime,
    pictures: dict[int, Picture],
    papers: list[str],
) -> Data:
    unit = "Minute" if item.minutes == 1 else "Minuten"
    meta = [f"{item.minutes} {unit}", item.rapporteur, _purpose(item)]
    if item.changed_on:
        meta.append(f"geändert am {day(item.changed_on)}")
    return {
        "number": str(number) if number else "",
        "time": f"{begins:%H:%M}",
        "title": item.title,
        "meta": " · ".join(part for part in meta if part),
        "for": _for_whom(item),
        "text": printed(item.text, pictures) if item.text else "",
        "papers": papers,
    }


def _for_whom(item: AgendaItem) -> str:
    """Who alone sees an item of the internal part; the group by its name."""
    group = item.meeting.working_group
    if item.audience == Audience.GROUP and group is not None:
        return str(group)
    return Audience(item.audience).label if item.audience else ""


def _purpose(item: AgendaItem) -> str:
    """What it asks of those in the room; a break and plain information need no word."""
    return item.get_kind_display() if item.kind in (ItemKind.DISCUSSION, ItemKind.RESOLUTION) else ""


def _papers(meeting: Meeting, user: Any) -> dict[int | None, list[str]]:
    """Titles of the papers that `user` may have, by the item they belong to."""
    found: dict[int | None, list[str]] = {}
    visible = Document.objects.visible_to(user)
    for row in meeting.documents.filter(document__in=visible).select_related("document"):
        found.setdefault(row.item_id, []).append(row.document.title)
    return found


def _lines(row: Registration, who: str) -> Iterable[Data]:
    """One line for each seat, one for who takes part online, none for who does not come and was not there."""
    name = row.guest_name if row.is_guest else row.attendee_name
    if row.answer == Answer.ONLINE or row.present_online:
        return [{"who": who, "name": name, "signature": ONLINE}]
    if row.answer != Answer.ROOM and row.present_at is None:
        return []
    seats = max(1, len(row.seats.all()))
    return [{"who": who, "name": name if nth == 0 else "", "signature": ""} for nth in range(seats)]
