"""What of the rooms below concerns one person: each asked once, whoever on the page needs it."""

from functools import cached_property
from typing import Any

from alliance.members.access import current_mandates
from alliance.members.models import Organisation
from events.meetings.models import Meeting, Registration
from events.meetings.states import Answer

# What an answer is called beside the date, and its shape.
ANSWERS: dict[str, tuple[str, str]] = {
    Answer.ROOM: ("zugesagt", "ok"),
    Answer.ONLINE: ("online zugesagt", "ok"),
    Answer.NO: ("Sie kommen nicht", ""),
}


class Mine:
    """A person with whom they speak for and what they were invited to."""

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def organisations(self) -> list[Organisation]:
        """Whom the person speaks for today."""
        return [mandate.organisation for mandate in current_mandates(self.user)]

    @cached_property
    def registrations(self) -> list[Registration]:
        """The invitations of these organisations to meetings that the person may see and that are not over.

        The next one first; one query.
        """
        meetings = Meeting.objects.visible_to(self.user).not_past().order_by()
        rows = Registration.objects.filter(organisation__in=self.organisations, meeting__in=meetings)
        rows = rows.with_place_in_line().select_related("meeting__venue", "organisation")
        return list(
            rows.defer("meeting__description", "meeting__find_text").order_by("meeting__starts_at", "pk")
        )

    def status_of(self, meeting: Meeting) -> tuple[str, str]:
        """Word and shape of the answers to a meeting; of several organisations the one that lacks an answer."""
        rows = [row for row in self.registrations if row.meeting_id == meeting.pk]
        if not rows:
            return "", ""
        return _status(min(rows, key=lambda row: row.answer != Answer.OPEN))


def _status(row: Registration) -> tuple[str, str]:
    if row.answer == Answer.OPEN:
        return ("Antwort fehlt", "due") if row.meeting.is_open else ("ohne Antwort", "")
    if row.answer == Answer.WAITING:
        return f"Warteliste, Platz {row.place_in_line}", ""  # type: ignore[attr-defined]
    return ANSWERS[row.answer]
