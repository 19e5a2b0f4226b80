"""What the office does with meetings: preparing, moving, calling off, copying."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.addresses import remember
from alliance.core.german import slugify_german
from alliance.core.times import clock, day, day_and_hours
from alliance.core.workflow import NotPossible
from alliance.history.actions import delete_content, save_content
from alliance.history.models import Entry
from alliance.notifications.actions import notify_persons
from events.meetings.actions.agenda import CANCELLED, AgendaRow, fill_agenda, keep_pictures, save_agenda
from events.meetings.actions.noticing import (
    Change,
    invited_to,
    record_changes,
    settle_changes,
    tell_guests,
)
from events.meetings.actions.reaching import Circle, reply_to, spoken_for, words_of
from events.meetings.actions.seating import apply_capacity
from events.meetings.calendar import (
    cancel_for,
    cancel_for_guest,
    request_for,
)
from events.meetings.models import Meeting, Registration, Seat
from events.meetings.rules import WORKFLOW
from events.meetings.states import NOT_AHEAD, Answer, State, is_ahead
from events.meetings.vevent import place

# When one of these changes, calendars have to.
IN_CALENDARS = ("title", "starts_at", "ends_at", "venue_id", "room", "online_url", "state", "is_example")
COPIED = (
    *("kind", "title", "slug", "is_example", "venue", "room", "online_url", "capacity", "seats_each"),
    *("audience", "working_group", "takes_guests", "description", "contact", "picture"),
)
REASON = "Bitte nennen Sie den Grund. Er steht in der E-Mail und auf der Seite des Termins."


@transaction.atomic
def save_meeting(
    *,
    by: User | None,
    meeting: Meeting,
    related: Mapping[str, Iterable[Any]] | None = None,
    tell: bool = True,
    with_template: bool = True,
) -> Meeting:
    """Add or change a meeting; a new one gets the venue's seats and the agenda that its kind begins with.

    Calendars follow by its sequence, seats by its capacity, an old address leads on. After the invitation what
    readers see changed is told in the collected notice, with `tell` False to nobody. Raises NotPossible for a
    cancelled one, ValidationError (also for less seats than are taken), StaleRevision.
    """
    stored = Meeting.objects.select_for_update(of=("self",)).select_related("venue").filter(pk=meeting.pk)
    old = stored.first()
    if old is None:
        return _add(meeting, by, related, with_template)
    if old.state == State.CANCELLED:
        raise NotPossible(CANCELLED)
    changes = _changes(old, meeting)
    _keep_untouched(meeting, old)
    save_content(meeting, by=by, related=related)
    keep_pictures(meeting)
    _remember(old, meeting)
    if old.limit != meeting.limit:
        apply_capacity(meeting=meeting, by=by)
    record_changes(meeting=meeting, changes=[Change(text) for text in changes], tell=tell)
    return meeting


def _add(meeting: Meeting, by: User | None, related: Any, with_template: bool) -> Meeting:
    meeting.capacity = meeting.limit
    save_content(meeting, by=by, related=related)
    keep_pictures(meeting)
    remember(meeting, old_slug="", new_slug=meeting.address)
    if with_template:
        fill_agenda(by=by, meeting=meeting)
    return meeting


def _keep_untouched(meeting: Meeting, old: Meeting) -> None:
    """What no form fills in stays as it is stored; the sequence counts what calendars show."""
    for name in ("state", "invited_at", "notice_due_at", "uid", "copied_from_id", "attendance_list_id"):
        setattr(meeting, name, getattr(old, name))
    changed = any(getattr(old, name) != getattr(meeting, name) for name in IN_CALENDARS)
    meeting.sequence = old.sequence + int(changed)


def _remember(old: Meeting, meeting: Meeting) -> None:
    """An address that others have seen keeps leading here."""
    if old.is_shown or old.history.exclude(state=State.DRAFT).exists():
        remember(meeting, old_slug=old.address, new_slug=meeting.address)


def _changes(old: Meeting, new: Meeting) -> list[str]:
    """What readers see changed, one sentence each."""

    def differs(*names: str) -> bool:
        return any(getattr(old, name) != getattr(new, name) for name in names)

    found = []
    if differs("title"):
        found.append(f"Neuer Titel: „{new.title}“.")
    if differs("starts_at", "ends_at"):
        found.append(f"Neue Zeit: {_when(new)}. Bisher: {_when(old)}.")
    if differs("venue_id", "room"):
        found.append(f"Neuer Ort: {place(new)}." if place(new) else "Der Ort steht noch nicht fest.")
    if differs("online_url"):
        found.append(_online(old, new))
    if differs("register_until"):
        until = new.answers_until
        found.append(f"Antworten jetzt bis {day(until)}, {clock(until)} Uhr.")
    if differs("description"):
        found.append("Die Beschreibung ist geändert.")
    return found


def _when(meeting: Meeting) -> str:
    return day_and_hours(meeting.starts_at, meeting.ends_at)


def _online(old: Meeting, new: Meeting) -> str:
    if not new.online_url:
        return "Eine Teilnahme online ist nicht mehr möglich."
    return (
        "Der Link zur Teilnahme online ist neu." if old.online_url else "Eine Teilnahme online ist möglich."
    )


@transaction.atomic
def delete_meeting(*, by: User | None, meeting: Meeting) -> None:
    """Delete a draft; raises NotPossible for what others have seen, or for what something hangs on."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.state != State.DRAFT:
        raise NotPossible("Einen Termin, den andere schon kennen, sagen Sie ab, statt ihn zu löschen.")
    try:
        delete_content(row, by=by)
    except ProtectedError as error:
        raise NotPossible("Dieser Termin lässt sich nicht löschen: Es hängt noch etwas daran.") from error


def _locked(meeting: Meeting, verb: str, by: User | None) -> Meeting:
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if by is not None and not WORKFLOW.rules[verb](by, row):
        raise PermissionDenied
    WORKFLOW.move(verb, row)
    row.sequence += 1
    return row


@transaction.atomic
def plan_meeting(*, by: User | None, meeting: Meeting) -> Meeting:
    """Let those for whom it is meant see that the meeting will take place; nobody is invited yet."""
    return save_content(_locked(meeting, "plan", by), by=by, verb="vorgemerkt")


@transaction.atomic
def enter_meeting(*, by: User | None, meeting: Meeting) -> Meeting:
    """Show a meeting that was held before anybody entered it here; nobody is invited or told."""
    return save_content(_locked(meeting, "enter", by), by=by, verb="als stattgefunden eingetragen")


@transaction.atomic
def withdraw_meeting(*, by: User | None, meeting: Meeting) -> Meeting:
    """Make a draft again of what nobody was invited to."""
    return save_content(_locked(meeting, "withdraw", by), by=by, verb="zurück zum Entwurf")


@transaction.atomic
def postpone_meeting(*, by: User | None, meeting: Meeting, reason: str) -> Meeting:
    """Call the date off without a new one yet; who was invited is told, calendars remove it. Seats are kept."""
    row = _locked(meeting, "postpone", by)
    return _call_off(row, by, reason, verb="verschoben", template="postponed")


@transaction.atomic
def cancel_meeting(*, by: User | None, meeting: Meeting, reason: str) -> Meeting:
    """Call a meeting off for good; who was invited is told, calendars remove it."""
    row = _locked(meeting, "cancel", by)
    return _call_off(row, by, reason, verb="abgesagt", template="cancelled")


def _call_off(row: Meeting, by: User | None, reason: str, *, verb: str, template: str) -> Meeting:
    row.reason = reason.strip()
    if not row.reason:
        raise NotPossible(REASON)
    save_content(row, by=by, verb=verb, note=row.reason)
    settle_changes(row)
    _tell(row, template, invited_to(row), attach=(cancel_for, cancel_for_guest))
    return row


def _tell(
    row: Meeting, template: str, registrations: Sequence[Registration], *, attach: tuple[Any, Any]
) -> None:
    """A mail for each person behind the registrations and each guest, with what calendars have to do."""
    entry = Entry.objects.filter(kind=row._meta.label_lower, object_id=row.pk).latest("pk")
    words = {**words_of(row), "reason": row.reason}
    of_member, of_guest = attach
    occasion = f"meeting-{template}:{entry.pk}"
    notify_persons(
        kind="change",
        occasion=occasion,
        persons=spoken_for(row, registrations, Circle(row)),
        template=f"meetings/{template}",
        context={**words, "summary": row.reason or words["when"]},
        reply_to=reply_to(row),
        attachments=lambda person: [of_member(row, person)],
    )
    tell_guests(row, registrations, template, words, occasion=occasion, attach=of_guest)


@transaction.atomic
def reschedule_meeting(
    *, by: User | None, meeting: Meeting, starts_at: datetime.datetime, ends_at: datetime.datetime
) -> Meeting:
    """Give a postponed meeting its new date. It is planned again, all answers are open, and seats are free.

    Who had been invited is told and gets the date for the calendar; the office invites anew. The deadline for
    answers keeps its distance. Raises NotPossible for a date in the past, ValidationError.
    """
    row = _locked(meeting, "reschedule", by)
    old = Meeting.objects.get(pk=row.pk)
    row.register_until = _moved(row.register_until, old.starts_at, starts_at)
    row.starts_at, row.ends_at, row.reason = starts_at, ends_at, ""
    if not is_ahead(row):
        raise NotPossible(NOT_AHEAD)
    save_content(row, by=by, verb="neuer Termin", note=_when(row))
    _remember(old, row)
    told = invited_to(row)
    _open_again(row)
    # Guests are registered no more, so there is nothing for their calendars.
    _tell(row, "rescheduled", told, attach=(request_for, None))
    return row


def _open_again(meeting: Meeting) -> None:
    """Answers to another date say nothing of this one; guests register anew."""
    Seat.objects.filter(meeting=meeting).delete()
    rows = meeting.registrations.all()
    fresh: dict[str, Any] = {"waiting_number": None, "seats_wanted": 1, "answered_at": None}
    rows.guests().exclude(answer=Answer.OPEN).update(answer=Answer.NO, **fresh)
    rows.of_members().update(answer=Answer.OPEN, answered_by=None, answered_via="", reminded_at=None, **fresh)


def _moved(
    moment: datetime.datetime | None, old: datetime.datetime, new: datetime.datetime
) -> datetime.datetime | None:
    """The same clock as many days before the new beginning as it was before the old one."""
    if moment is None:
        return None
    days = timezone.localtime(new).date() - timezone.localtime(old).date()
    local = timezone.localtime(moment).replace(tzinfo=None) + days
    return min(timezone.make_aware(local), new)


@transaction.atomic
def copy_meeting(
    *,
    by: User | None,
    meeting: Meeting,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    title: str = "",
) -> Meeting:
    """Begin a draft with what a meeting had, on a new date: venue, agenda, settings and whom it was for.

    Papers, answers and what became of it stay behind. The invitation offers those invited to the first one.
    Raises ValidationError.
    """
    source = Meeting.objects.get(pk=meeting.pk)
    copy = Meeting(copied_from=source, **{name: getattr(source, name) for name in COPIED})
    copy.starts_at, copy.ends_at, copy.capacity = starts_at, ends_at, copy.limit
    copy.register_until = _moved(source.register_until, source.starts_at, starts_at)
    if title and title != source.title:
        copy.title, copy.slug = title, slugify_german(title)[:100].strip("-")
    fields = {"action_fields": list(source.action_fields.all())}
    save_content(copy, by=by, related=fields, verb="kopiert", note=str(source))
    remember(copy, old_slug="", new_slug=copy.address)
    names = ("kind", "title", "text", "rapporteur", "minutes", "audience")
    rows = [AgendaRow(**{name: getattr(item, name) for name in names}) for item in source.items.all()]
    save_agenda(by=by, meeting=copy, rows=rows)
    keep_pictures(copy)
    return copy


VERBS = {"plan": plan_meeting, "enter": enter_meeting, "withdraw": withdraw_meeting}
