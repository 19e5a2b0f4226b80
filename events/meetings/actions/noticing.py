"""What changed after an invitation is told once, when the office has finished changing; and reminders in time."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.notifications.actions import notify, notify_persons
from alliance.notifications.models import Message
from events.meetings.actions.reaching import (
    Circle,
    Spoken,
    asked,
    reply_to,
    spoken_for,
    words_of,
)
from events.meetings.calendar import request_for, request_for_guest
from events.meetings.models import AgendaItem, Meeting, MeetingChange, Registration
from events.meetings.states import Answer, State, is_not_over

# So long after the last change the collected notice goes out.
QUIET = datetime.timedelta(minutes=30)
REMIND_BEFORE = datetime.timedelta(days=2)
LONGEST = 400
COMING = (Answer.ROOM, Answer.ONLINE)
# A guest who waits is told of changes, too.
GUESTS = (*COMING, Answer.WAITING)


@dataclass(frozen=True)
class Change:
    """One change in a sentence; of an internal item, for its audience only."""

    text: str
    audience: str = ""
    item: AgendaItem | None = None


def record_changes(*, meeting: Meeting, changes: Sequence[Change], tell: bool) -> None:
    """Note what changed of a meeting to which was invited; with `tell` the collected notice is set for later.

    Before the invitation and after the meeting nothing is noted. Call it in the transaction of the change.
    Without `tell` the changes count as told, and an earlier change still waits for its notice.
    """
    if not changes or meeting.state != State.INVITED or not is_not_over(meeting):
        return
    now = timezone.now()
    MeetingChange.objects.bulk_create(
        MeetingChange(
            meeting=meeting,
            item=change.item,
            text=change.text if len(change.text) <= LONGEST else f"{change.text[: LONGEST - 1]}…",
            audience=change.audience,
            at=now,
            told_at=None if tell else now,
        )
        for change in changes
    )
    if tell:
        meeting.notice_due_at = now + QUIET
        Meeting.objects.filter(pk=meeting.pk).update(notice_due_at=meeting.notice_due_at)


def settle_changes(meeting: Meeting) -> None:
    """Let nothing wait any more: another mail says it, or there is nobody to tell."""
    meeting.changes.filter(told_at__isnull=True).update(told_at=timezone.now())
    meeting.notice_due_at = None
    Meeting.objects.filter(pk=meeting.pk).update(notice_due_at=None)


def invited_to(meeting: Meeting) -> list[Registration]:
    """The members invited that have not said no, and guests who are registered; one query."""
    rows = meeting.registrations.exclude(answer=Answer.NO).select_related("organisation", "meeting__venue")
    return [row for row in rows if not row.is_guest or row.answer in GUESTS]


def send_due_notices() -> int:
    """Send the collected notices whose time has come; returns how many meetings. For the worker."""
    due = Meeting.objects.filter(notice_due_at__lte=timezone.now()).values_list("pk", flat=True)
    return sum(_send_notice(pk) for pk in list(due))


@transaction.atomic
def _send_notice(pk: int) -> bool:
    meeting = Meeting.objects.select_for_update().get(pk=pk)
    if meeting.notice_due_at is None or meeting.notice_due_at > timezone.now():
        # Somebody has changed it again, or another worker was faster.
        return False
    changes = list(meeting.changes.filter(told_at__isnull=True).order_by("-at", "-pk"))
    settle_changes(meeting)
    if not changes or meeting.state != State.INVITED or not is_not_over(meeting):
        return False
    _tell_changes(meeting, changes)
    return True


def _tell_changes(meeting: Meeting, changes: Sequence[MeetingChange]) -> None:
    circle, rows = Circle(meeting), invited_to(meeting)
    spoken = spoken_for(meeting, rows, circle)

    def seen(person: User | None) -> list[str]:
        return [change.text for change in changes if circle.admits(person, change.audience)]

    told = {person: texts for person in spoken if (texts := seen(person))}
    words, occasion = words_of(meeting), f"meeting-change:{changes[0].pk}"
    notify_persons(
        kind="change",
        occasion=occasion,
        persons=told,
        template="meetings/changed",
        context=lambda person: {**words, "changes": told[person], "summary": " ".join(told[person])},
        reply_to=reply_to(meeting),
        attachments=lambda person: [request_for(meeting, person)],
    )
    if texts := seen(None):
        context = {**words, "changes": texts}
        tell_guests(meeting, rows, "changed", context, occasion=occasion)


def tell_guests(
    meeting: Meeting,
    registrations: Iterable[Registration],
    template: str,
    context: dict[str, Any],
    *,
    occasion: str,
    attach: Any = request_for_guest,
) -> None:
    """Write to the guests among the registrations, each once for an occasion."""
    guests = [row for row in registrations if row.is_guest]
    reached = Message.objects.filter(occasion=occasion, recipient__in=[row.guest_email for row in guests])
    done = set(reached.values_list("recipient", flat=True))
    for guest in guests:
        if guest.guest_email not in done:
            notify(
                occasion=occasion,
                recipients=[guest.guest_email],
                template=f"meetings/{template}",
                context={**context, "guest": guest},
                reply_to=reply_to(meeting),
                attachments=[attach(guest)] if attach else (),
            )


def send_reminders() -> int:
    """Remind of the meetings of the next two days, once: who comes, and who has not answered. For the worker.

    Who was invited within these two days has just been told. Returns how many meetings.
    """
    now = timezone.now()
    soon = Meeting.objects.filter(
        state=State.INVITED, starts_at__gt=now, starts_at__lte=now + REMIND_BEFORE
    ).select_related("venue", "contact")
    due = [row for row in soon if row.invited_at and row.invited_at < row.starts_at - REMIND_BEFORE]
    for meeting in due:
        _remind_of(meeting)
    return len(due)


@transaction.atomic
def _remind_of(meeting: Meeting) -> None:
    wanted = [*COMING, Answer.OPEN] if meeting.is_open else list(COMING)
    rows = [row for row in invited_to(meeting) if row.answer in wanted]
    spoken = spoken_for(meeting, rows, Circle(meeting))
    # A meeting that was moved is reminded of anew.
    occasion = f"meeting-soon:{meeting.pk}:{meeting.starts_at:%Y%m%d%H%M}"
    words = words_of(meeting)
    notify_persons(
        kind="reminder",
        occasion=occasion,
        persons=spoken,
        template="meetings/reminder_soon",
        context=lambda person: {**words, **_own_words(meeting, spoken, person)},
        reply_to=reply_to(meeting),
    )
    tell_guests(meeting, rows, "reminder_soon", words, occasion=occasion, attach=None)


def _own_words(meeting: Meeting, spoken: Spoken, person: User) -> dict[str, Any]:
    own = spoken[person]
    return {
        "coming": [row for row in own if row.answer in COMING],
        "asked": asked(meeting, [row for row in own if row.answer == Answer.OPEN], person),
        "online_url": meeting.online_url if any(row.answer in COMING for row in own) else "",
    }
