"""What the PDF of minutes says: what their page says to the same person, with attendance and all resolutions."""

from typing import Any

from alliance.core.times import day
from alliance.pictures.printed import files_of, printed
from events.meetings import pdf as meetings_pdf
from events.meetings.models import Resolution
from events.minutes.models import Minutes, MinutesAttendance, Objection, Task
from events.minutes.reading import Point, Reading, presence, read, when_and_where
from events.minutes.states import ObjectionState, Presence, State, TaskState

TEMPLATE = "minutes"
Data = dict[str, Any]


def gather(minutes: Minutes, user: Any) -> tuple[Data, dict[str, bytes]]:
    """What the template says of the minutes to `user`, and the pictures in them."""
    reading = read(minutes, user)
    data = {
        "title": f"Protokoll: {minutes.meeting.title}, {day(minutes.begins)}",
        "running": f"{minutes.meeting.title}, {day(minutes.begins)}",
        "footing": meetings_pdf.frame()["publisher"],
        "stand": stand(reading),
        "heading": f"Protokoll: {minutes.meeting.title}",
        "example": minutes.meeting.is_example,
        **body(reading),
    }
    return data, files_of(reading.pictures)


def body(reading: Reading) -> Data:
    """The minutes themselves, as the papers of the next meeting print them, too."""
    minutes = reading.minutes
    facts = {
        "Zeit und Ort": when_and_where(minutes),
        "Sitzungsleitung": minutes.chair if reading.is_whole else "",
        "Protokoll": minutes.keeper_name if reading.is_whole else "",
        "Anwesend": presence(minutes).rstrip("."),
    }
    return {
        "facts": [{"name": name, "text": text} for name, text in facts.items() if text],
        "points": [_point(point, reading) for point in reading.common],
        "internal": [_point(point, reading) for point in reading.internal],
        "resolutions": [_listed(row) for row in reading.resolutions],
        "attendance": [_present(row) for row in reading.attendance],
        "addenda": [
            {"day": day(row.at), "text": printed(row.text, reading.pictures)} for row in reading.addenda
        ],
    }


def stand(reading: Reading) -> str:
    """How they stand, for the head of each page."""
    minutes = reading.minutes
    word = "Protokoll" if reading.is_whole else "Auszug aus dem Protokoll"
    if minutes.state == State.APPROVED and minutes.approved_in is not None:
        return f"{word}, genehmigt am {day(minutes.approved_in.starts_at)}"
    if minutes.state == State.CIRCULATED and minutes.objections_until is not None:
        return f"{word}, im Umlauf, Einwände bis {day(minutes.objections_until)}"
    return f"{word}, Entwurf"


def _point(point: Point, reading: Reading) -> Data:
    entry = point.entry
    return {
        "number": str(entry.number),
        "title": entry.title,
        "for": entry.get_audience_display() if entry.is_internal else "",
        "text": printed(entry.text, reading.pictures) if entry.text else "",
        "resolutions": [
            {"label": row.label, "text": printed(row.wording, {}), "votes": votes(row)}
            for row in point.resolutions
        ],
        "tasks": [_task(row) for row in point.tasks],
        "objections": [_objection(row) for row in point.objections],
    }


def votes(row: Resolution) -> str:
    """How it was decided, in words."""
    counted = row.yes is not None and row.no is not None
    words = f"dafür {row.yes}, dagegen {row.no}, enthalten {row.abstained or 0}" if counted else "einstimmig"
    return words if row.is_carried else f"{words}; nicht angenommen"


def _listed(row: Resolution) -> list[str]:
    return [row.label, row.title, votes(row)]


def _task(row: Task) -> str:
    done = ", erledigt" if row.state == TaskState.DONE else ""
    return f"{row.what}: {row.addressee}, bis {day(row.due_on)}{done}"


def _objection(row: Objection) -> str:
    """That somebody objected and what became of it; the wording itself is already changed."""
    words: dict[str, str] = {
        ObjectionState.OPEN: "noch nicht beantwortet",
        ObjectionState.ACCEPTED: "der Wortlaut wurde geändert",
        ObjectionState.DECLINED: f"abgelehnt: {row.answer}",
    }
    return f"Einwand von {row.organisation.short_name} am {day(row.at)}: {row.text} – {words[row.state]}"


def _present(row: MinutesAttendance) -> list[str]:
    how = "online" if row.presence == Presence.ONLINE else "im Saal"
    return [row.organisation.name, how, "ja" if row.has_vote else "nein"]
