"""What meetings ask of the office, for the start page of the admin."""

import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from alliance.core.times import clock, day, hours
from alliance.portal.lines import Due
from events.meetings.models import Meeting
from events.meetings.states import Answer, State

# So long before the deadline it is worth asking who is missing.
NEAR = datetime.timedelta(days=7)
LATE = datetime.timedelta(days=2)
ONE_DAY = datetime.timedelta(days=1)


def meetings_due() -> list[Due]:
    """Meetings of today and tomorrow, answers that are missing, changes that nobody was told of; one query."""
    missing = Q(registrations__answer=Answer.OPEN, registrations__organisation__isnull=False)
    coming = Q(registrations__answer__in=[Answer.ROOM, Answer.ONLINE])
    rows = Meeting.objects.not_past().filter(state=State.INVITED).defer("description")
    rows = rows.annotate(missing=Count("pk", filter=missing), coming=Count("pk", filter=coming))
    found: list[Due] = []
    for meeting in rows:
        found += [*_at_hand(meeting), *_missing(meeting), *_untold(meeting)]
    return found


def _at_hand(meeting: Any) -> list[Due]:
    """It takes place today or tomorrow."""
    first = timezone.localtime(meeting.starts_at).date()
    words = {timezone.localdate(): "heute", timezone.localdate() + ONE_DAY: "morgen"}
    if first not in words:
        return []
    detail = f"{hours(meeting.starts_at, meeting.ends_at)}, {meeting.coming} zugesagt"
    url = reverse("meetings:attendance", args=[meeting.address])
    return [Due(f"{meeting.title} ist {words[first]}", detail, url, "Anwesenheit", "is-soon")]


def _missing(meeting: Any) -> list[Due]:
    """The deadline is near, and somebody has not answered."""
    count, left = meeting.missing, meeting.answers_until - timezone.now()
    if not count or not datetime.timedelta() < left <= NEAR:
        return []
    title = "1 Antwort fehlt" if count == 1 else f"{count} Antworten fehlen"
    until = meeting.answers_until
    detail = f"{meeting.title}, Antworten bis {day(until)}, {clock(until)} Uhr"
    url = reverse("admin:meetings_answers", args=[meeting.pk])
    return [Due(title, detail, url, "Wer fehlt noch?", "is-late" if left <= LATE else "is-soon")]


def _untold(meeting: Meeting) -> list[Due]:
    """A notice of changes waits."""
    if meeting.notice_due_at is None:
        return []
    detail = f"{meeting.title}: Die E-Mail geht um {clock(meeting.notice_due_at)} Uhr hinaus."
    url = reverse("admin:meetings_meeting_change", args=[meeting.pk])
    return [Due("Änderungen noch nicht mitgeteilt", detail, url, "Termin öffnen")]
