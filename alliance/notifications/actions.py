"""What is done with mails: writing them down, sending what is due, deciding about those that got stuck."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from alliance.accounts.models import User
from alliance.history.actions import record
from alliance.notifications import sending
from alliance.notifications.models import Message
from alliance.notifications.rules import WORKFLOW

KEEP = datetime.timedelta(days=30)
GIVE_UP = datetime.timedelta(days=4)


def notify(
    *,
    occasion: str,
    recipients: Iterable[str],
    template: str,
    context: Mapping[str, Any],
    reply_to: str = "",
    keep: datetime.timedelta = KEEP,
) -> None:
    """Write one mail for each address into the outbox, in the caller's transaction; the worker sends it.

    An address that already has a mail of this `occasion` gets no other. The files
    `templates/emails/<template>.subject.txt`, `.txt` and `.html` are rendered now, with `context`; addresses
    in it must be absolute. `keep` says how long the rows stay afterwards.
    """
    subject, text, html = (
        render_to_string(f"emails/{template}.{end}", dict(context)) for end in ("subject.txt", "txt", "html")
    )
    now = timezone.now()
    Message.objects.bulk_create(
        [
            Message(
                occasion=occasion,
                recipient=recipient,
                reply_to=reply_to,
                subject=" ".join(subject.split())[:250],
                text=text.strip() + "\n",
                html=html,
                message_id=_new_id(),
                next_attempt_at=now,
                created_at=now,
                give_up_at=now + GIVE_UP,
                delete_at=now + keep,
            )
            for recipient in dict.fromkeys(address.strip().lower() for address in recipients)
        ],
        ignore_conflicts=True,
    )


def _new_id() -> str:
    """A Message-ID under the sender's domain, so that it does not tell the server's own name."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return make_msgid(domain=domain or "localhost")


def send_due(*, go_on: Callable[[], bool] = lambda: True) -> int:
    """Send what is due; see `sending.send_due`."""
    return sending.send_due(go_on=go_on)


def _decide(verb: str, message: Message, by: User | None, said: str) -> Message:
    row = Message.objects.select_for_update().get(pk=message.pk)
    WORKFLOW.move(verb, row)
    record(verb=said, obj=row, by=by)
    return row


@transaction.atomic
def resend_message(*, by: User | None, message: Message) -> Message:
    """Let the worker try a failed or unclear mail again; raises NotPossible for others."""
    row = _decide("resend", message, by, "noch einmal gesendet")
    row.next_attempt_at, row.give_up_at = timezone.now(), timezone.now() + GIVE_UP
    row.save(update_fields=["state", "next_attempt_at", "give_up_at"])
    return row


@transaction.atomic
def mark_message_sent(*, by: User | None, message: Message) -> Message:
    """Settle an unclear mail that has arrived; raises NotPossible for others."""
    row = _decide("mark_sent", message, by, "als gesendet vermerkt")
    row.sent_at = timezone.now()
    row.save(update_fields=["state", "sent_at"])
    return row


def delete_outlived_messages() -> int:
    """Delete the mails that were kept long enough; returns how many."""
    return Message.objects.outlived().delete()[0]


VERBS = {"resend": resend_message, "mark_sent": mark_message_sent}
