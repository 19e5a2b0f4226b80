"""Sending what is due: claim a mail, send it, write down what became of it.

A mail is claimed outside any transaction before it is sent. Who is killed in between leaves it claimed, and
nobody takes it again by themselves: better one mail that a person looks after than one that arrives twice.
"""

import contextlib
import datetime
import logging
import re
import smtplib
from collections.abc import Callable
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from alliance.accounts.models import User
from alliance.notifications.models import Message, Preference
from alliance.notifications.smtp import Unclear
from alliance.notifications.states import How, State
from alliance.notifications.unsubscribing import DIGEST, unsubscribe_headers

logger = logging.getLogger(__name__)

AT_ONCE = 100
PAUSES = [datetime.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
LONGEST_ERROR = 1000
# Methods of iTIP (RFC 5546) that mail programs act upon; PUBLISH is a plain file.
SCHEDULING = re.compile(r"method=\"?(request|cancel)\"?", re.IGNORECASE)


class Fate(Enum):
    """What became of one attempt."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    OPEN = "open"
    WITHHELD = "withheld"


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
            if reason := reason_to_withhold(message):
                _settle(message, Fate.WITHHELD, reason)
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
    return Message.objects.select_related("person").filter(pk=pk).first() if taken else None


def reason_to_withhold(message: Message) -> str:
    """Why a notice must not go out any more, asked just before it is sent; empty for all other mails."""
    if not message.kind:
        return ""
    if message.person is None or not may_have(message.person):
        return "Die Person hat keinen Zugang mehr."
    chosen = Preference.objects.of(message.person)
    asked = chosen.values() if message.kind == DIGEST else [chosen.get(message.kind, How.NONE)]
    return "" if set(asked) - {How.NONE} else "Die Person hat solche Nachrichten abbestellt."


def may_have(person: User) -> bool:
    """Whether the person may have notices today, as the function says that the setting DIGEST_RECIPIENTS names."""
    return bool(import_string(settings.DIGEST_RECIPIENTS)(person))


def _keep_commits() -> None:
    """A claim must outlast a power cut, too; by default SQLite may lose the newest commits then."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def as_mail(message: Message) -> EmailMultiAlternatives:
    """The row as a mail; the same Message-ID each time."""
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if message.kind and message.person_id:
        headers |= unsubscribe_headers(person=message.person_id, kind=message.kind)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.recipient],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
    )
    mail.attach_alternative(message.html, "text/html")
    for file in message.attachments.all():
        _attach(mail, file.name, bytes(file.content), file.mimetype)
    return mail


def _attach(mail: EmailMultiAlternatives, name: str, content: bytes, mimetype: str) -> None:
    """A file; one that asks or takes back something of a calendar is a way to read the mail, too.

    Outlook and Gmail look for it among the alternatives (RFC 6047, 2.4), others offer the file; under a second
    text/calendar some would show the meeting twice.
    """
    kind, _, parameters = mimetype.partition(";")
    if kind.strip() == "text/calendar" and SCHEDULING.search(parameters):
        mail.attach_alternative(content.decode(), _without_charset(mimetype))
        mail.attach(name, content, "application/ics")
    elif kind.startswith("text/"):
        mail.attach(name, content.decode(), _without_charset(mimetype))
    else:
        mail.attach(name, content, mimetype)


def _without_charset(mimetype: str) -> str:
    """Django puts it in itself."""
    kept = [part.strip() for part in mimetype.split(";") if not part.strip().lower().startswith("charset")]
    return "; ".join(kept)


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
    elif fate is Fate.WITHHELD:
        values |= {"state": State.WITHHELD}
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
