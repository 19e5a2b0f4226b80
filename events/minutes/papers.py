"""The papers of a meeting as one PDF: its agenda, minutes to approve, open tasks, as far as somebody may see them."""

from typing import Any

from django.db.models import Q

from alliance.core.times import day
from alliance.pictures.printed import files_of
from events.meetings import pdf as meetings_pdf
from events.meetings.models import Meeting
from events.minutes.models import Task
from events.minutes.pdf import Data, body, stand
from events.minutes.reading import found_for, is_whole, read
from events.minutes.states import State

TEMPLATE = "papers"


def gather(meeting: Meeting, user: Any) -> tuple[Data, dict[str, bytes]]:
    """What the template says of the papers to `user`, and the pictures in them."""
    agenda, files = meetings_pdf.agenda(meeting, user)
    minutes, pictures = _to_approve(meeting, user)
    moment = day(meeting.starts_at)
    data = {
        **agenda,
        "title": f"Unterlagen: {meeting.title}, {moment}",
        "minutes": minutes,
        "tasks": [
            [
                row.what,
                row.addressee,
                day(row.due_on),
                "überfällig" if row.is_late else row.get_state_display(),
            ]
            for row in open_tasks(meeting, user)
        ],
    }
    return data, files | pictures


def _to_approve(meeting: Meeting, user: Any) -> tuple[list[Data], dict[str, bytes]]:
    """Minutes whose approval stands on this agenda; the public never has them."""
    found, files = [], dict[str, bytes]()
    rows = found_for(user).filter(state=State.CIRCULATED, approval_item__meeting=meeting)
    for minutes in rows.order_by("begins", "pk"):
        if is_whole(minutes, user):
            reading = read(minutes, user)
            heading = f"Protokoll vom {day(minutes.begins)}: {minutes.meeting.title}"
            found.append({"heading": heading, "stand": stand(reading), **body(reading)})
            files |= files_of(reading.pictures)
    return found, files


def open_tasks(meeting: Meeting, user: Any) -> list[Task]:
    """What the body gave out and is not done; members see what is for them."""
    group = meeting.working_group_id
    of_body = Q(entry__minutes__meeting__working_group=group, entry__isnull=False)
    of_body |= Q(resolution__working_group=group, resolution__isnull=False)
    rows = Task.objects.visible_to(user).undone().filter(of_body)
    return list(rows.select_related("organisation", "person"))
