"""Sending what is due: claim a mail, send it, write down what became of it.

A mail is claimed outside any transaction before it is sent. Who is killed in between leaves it claimed, and
nobody takes it again by themselves: better one mail that a person looks after than one that arrives twice.
"""

import contextlib
import datetime
import logging
import smtplib
from collections.abc import Callable
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection
from django.db.models import F
from django.utils import timezone

from alliance.notifications.models import Message
from alliance.notifications.smtp import Unclear
from alliance.notifications.states import State

logger = logging.getLogger(__name__)

AT_ONCE = 100
PAUSES = [datetime.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
LONGEST_ERROR = 1000


class Fate(Enum):
    """What became of one attempt."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    OPEN = "open"


class ServerAway(Exception):
    """The mail server cannot be reached or lets nobody in, which says nothing about a single mail."""


def send_due(*, go_on: Callable[[], bool] = lambda: True) -> int:
    """Send what is due now, one after the other, as long as `go_on()`; returns how many were sent.

    Call it outside any transaction. When the mail server is away the round ends after the first mail; that
    one waits longer each time.
    """
    pks = list(Message.objects.due().order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:AT_ONCE])
    if not pks:
        return 0
    _keep_commits()
    sent = 0
    with contextlib.closing(_Line()) as line:
        for pk in pks:
            if not go_on():
                break
            message = claim(pk)
            if message is None:
                continue
            try:
                fate, error = line.send(message)
            except ServerAway as away:
                _settle(message, Fate.LATER, str(away))
                break
            _settle(message, fate, error)
            sent += fate is Fate.SENT
    return sent


def claim(pk: int) -> Message | None:
    """Take a due mail for sending; None when another worker was quicker."""
    now = timezone.now()
    values = {"state": State.SENDING, "claimed_at": now, "last_error": ""}
    taken = Message.objects.due().filter(pk=pk).update(attempts=F("attempts") + 1, **values)
    return Message.objects.filter(pk=pk).first() if taken else None


def _keep_commits() -> None:
    """A claim must outlast a power cut, too; by default SQLite may lose the newest commits then."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def as_mail(message: Message) -> EmailMultiAlternatives:
    """The row as a mail; the same Message-ID each time."""
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.recipient],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(message.html, "text/html")
    return mail


class _Line:
    """The connection to the mail server, opened with the first mail and anew after an error."""

    def __init__(self) -> None:
        self.backend: Any = get_connection()

    def close(self) -> None:
        """Hang up; what the server says to that does not matter."""
        with contextlib.suppress(OSError):
            self.backend.close()

    def send(self, message: Message) -> tuple[Fate, str]:
        """One attempt; returns its fate and the error. Raises ServerAway."""
        try:
            mail = as_mail(message)
            mail.message()
        except (ValueError, UnicodeError) as error:
            return Fate.REFUSED, _words(error)
        self._open()
        try:
            taken = self.backend.send_messages([mail])
        except Exception as error:
            self.close()
            fate = judge(error)
            if fate is Fate.OPEN:
                logger.exception("Mail %s: unclear whether it was sent", message.pk)
            return fate, _words(error)
        return (Fate.SENT, "") if taken else (Fate.REFUSED, "Der Mailserver hat keine Empfänger angenommen.")

    def _open(self) -> None:
        try:
            self.backend.open()
        except OSError as error:
            self.close()
            raise ServerAway(_words(error)) from error


def judge(error: Exception) -> Fate:
    """What an error during sending says about the mail.

    5xx to the recipient or the text is final. Anything else that came before the text was handed over can be
    tried again. An error that proves nothing leaves it open.
    """
    if isinstance(error, Unclear):
        return Fate.OPEN
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        final = all(code >= 500 for code, _ in error.recipients.values())
        return Fate.REFUSED if final else Fate.LATER
    if isinstance(error, smtplib.SMTPDataError):
        return Fate.REFUSED if error.smtp_code >= 500 else Fate.LATER
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return Fate.REFUSED
    # The sender refused, or the line lost before the text: of the server, not of this mail.
    return Fate.LATER if isinstance(error, OSError) else Fate.OPEN


def _settle(message: Message, fate: Fate, error: str) -> None:
    """Write the outcome down, unless a person has decided about the mail in the meantime."""
    now = timezone.now()
    values: dict[str, Any] = {"last_error": error[:LONGEST_ERROR]}
    if fate is Fate.SENT:
        values |= {"state": State.SENT, "sent_at": now}
    elif fate is Fate.REFUSED or (fate is Fate.LATER and now >= message.give_up_at):
        values |= {"state": State.FAILED}
        logger.error("Mail %s failed for good: %s", message.pk, error)
    elif fate is Fate.LATER:
        pause = PAUSES[min(message.attempts, len(PAUSES)) - 1]
        values |= {"state": State.DUE, "next_attempt_at": now + pause}
        logger.warning("Mail %s is tried again: %s", message.pk, error)
    mine = Message.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts)
    mine.update(**values)


def _words(error: Exception) -> str:
    """An error as the admin shows it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(reason)}" for code, reason in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(reason: bytes | str) -> str:
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
