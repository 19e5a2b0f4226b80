"""Guests at public meetings: no account, a seat from the moment they confirm their address."""

import datetime
import secrets
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from alliance.core.addresses import absolute
from alliance.core.workflow import NotPossible
from alliance.history.actions import record
from alliance.notifications.actions import Attachment, notify
from events.meetings.actions.seating import leave, lock_meeting, move_up, seat
from events.meetings.calendar import request_for_guest
from events.meetings.models import Meeting, Registration
from events.meetings.states import Answer, State, Via, answers_of, is_ahead, why_closed
from events.meetings.tokens import confirm_path, withdraw_path

COMES = frozenset({Answer.ROOM, Answer.ONLINE, Answer.WAITING})
UNCONFIRMED = datetime.timedelta(days=3)
NO_GUESTS = "Zu diesem Termin können sich Gäste nicht anmelden."
GONE = "Diese Anmeldung gibt es nicht mehr. Bitte melden Sie sich neu an."


def _check(meeting: Meeting, answer: str) -> None:
    if not meeting.takes_guests:
        raise NotPossible(NO_GUESTS)
    if reason := why_closed(meeting):
        raise NotPossible(reason)
    if answer not in answers_of(meeting) or answer == Answer.NO:
        raise NotPossible("So kann man an diesem Termin nicht teilnehmen.")


@transaction.atomic
def register_guest(*, meeting: Meeting, name: str, email: str, answer: str, key: str = "") -> Registration:
    """Write down who wants to come and send them the link with which they confirm; it holds no seat yet.

    Who is registered already gets a mail that says so instead. `answer` is ROOM or ONLINE. The same `key` (of
    one opened form) sends one mail. Raises NotPossible when guests cannot register.
    """
    row = lock_meeting(meeting)
    _check(row, answer)
    email = email.strip().lower()
    guest = row.registrations.guests().filter(guest_email=email).first()
    guest = guest or Registration(meeting=row, guest_email=email)
    is_registered = guest.answer in COMES
    if not is_registered:
        # Counts the days to its deletion anew.
        guest.guest_name, guest.created_at = name, timezone.now()
        guest.save()
    context = {"confirm_url": absolute(confirm_path(guest, answer)), "answer": answer}
    template = "guest_known" if is_registered else "guest_confirm"
    _write(guest, template, context, occasion=f"guest:{guest.pk}:{key or secrets.token_hex(8)}")
    return guest


@transaction.atomic
def confirm_guest(*, guest: Registration, answer: str) -> Registration:
    """Give a guest a seat, a place in the line, or the way in online, and write it to them; twice is once.

    Raises NotPossible when it is too late or the registration was deleted.
    """
    row, guest = _locked(guest)
    if guest.answer in COMES:
        return guest
    _check(row, answer)
    guest.guest_confirmed_at = guest.answered_at = timezone.now()
    guest.answered_via = Via.LINK
    if answer == Answer.ROOM:
        seat(row, guest)
    else:
        leave(guest, answer)
    entry = record(verb="Gast angemeldet", obj=guest, by=None)
    files = [request_for_guest(guest)]
    _write(guest, "guest_done", {}, occasion=f"guest-done:{entry.pk}", attachments=files)
    return guest


@transaction.atomic
def withdraw_guest(*, guest: Registration) -> Registration:
    """Take a guest's registration back, also after the deadline; who waits moves up. Twice is once.

    Raises NotPossible once the meeting has begun, or when the registration was deleted.
    """
    row, guest = _locked(guest)
    if guest.answer == Answer.NO:
        return guest
    if row.state == State.INVITED and not is_ahead(row):
        raise NotPossible("Die Veranstaltung hat schon begonnen.")
    guest.answered_at = timezone.now()
    leave(guest, Answer.NO)
    record(verb="Gast abgemeldet", obj=guest, by=None)
    move_up(row)
    return guest


def _locked(guest: Registration) -> tuple[Meeting, Registration]:
    row = lock_meeting(guest.meeting)
    fresh = row.registrations.guests().filter(pk=guest.pk).first()
    if fresh is None:
        raise NotPossible(GONE)
    fresh.meeting = row
    return row, fresh


def _write(
    guest: Registration,
    template: str,
    context: dict[str, Any],
    *,
    occasion: str,
    attachments: Sequence[Attachment] = (),
) -> None:
    words: dict[str, Any] = {
        **context,
        "meeting": guest.meeting,
        "registration": guest,
        "url": absolute(guest.meeting.get_absolute_url()),
        "withdraw_url": absolute(withdraw_path(guest)),
        "retention_days": settings.RETENTION_DAYS,
    }
    notify(
        occasion=occasion,
        recipients=[guest.guest_email],
        template=f"meetings/{template}",
        context=words,
        attachments=attachments,
    )


def delete_outlived_guests() -> int:
    """Delete guests RETENTION_DAYS after their meeting, and three days after they did not confirm; how many."""
    unconfirmed = Registration.objects.guests().filter(
        guest_confirmed_at__isnull=True, created_at__lte=timezone.now() - UNCONFIRMED
    )
    outlived = Registration.objects.outlived_guests(settings.RETENTION_DAYS)
    return sum(rows.delete()[1].get("meetings.Registration", 0) for rows in (unconfirmed, outlived))
