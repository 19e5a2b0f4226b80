"""What is done with mails: writing them down, sending what is due, deciding about those that got stuck."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.module_loading import import_string

from alliance.accounts.models import User
from alliance.history.actions import record
from alliance.notifications import sending
from alliance.notifications.models import DigestItem, Message, MessageAttachment, Preference
from alliance.notifications.rules import WORKFLOW
from alliance.notifications.states import How
from alliance.notifications.unsubscribing import DIGEST, settings_url, unsubscribe_url

KEEP = datetime.timedelta(days=30)
GIVE_UP = datetime.timedelta(days=4)


@dataclass(frozen=True)
class Attachment:
    """A file for a mail. `mimetype` may carry parameters, such as `text/calendar; method=REQUEST`."""

    name: str
    content: bytes
    mimetype: str


Words = Mapping[str, Any] | Callable[[User], Mapping[str, Any]]
Files = Sequence[Attachment] | Callable[[User], Sequence[Attachment]]


def notify(
    *,
    occasion: str,
    recipients: Iterable[str],
    template: str,
    context: Mapping[str, Any],
    reply_to: str = "",
    keep: datetime.timedelta = KEEP,
    attachments: Sequence[Attachment] = (),
) -> None:
    """Write one mail for each address into the outbox, in the caller's transaction; the worker sends it.

    An address that already has a mail of this `occasion` gets no other. The files
    `templates/emails/<template>.subject.txt`, `.txt` and `.html` are rendered now, with `context`; addresses
    in it must be absolute. `keep` says how long the rows stay afterwards.
    """
    words = render_mail(template, {**mail_frame(), **context})
    addresses = dict.fromkeys(address.strip().lower() for address in recipients)
    rows = [new_message(occasion, address, words, reply_to=reply_to, keep=keep) for address in addresses]
    store_messages([(row, attachments) for row in rows])


@transaction.atomic
def notify_persons(
    *,
    kind: str,
    occasion: str,
    persons: Iterable[User],
    template: str,
    context: Words,
    reply_to: str = "",
    keep: datetime.timedelta = KEEP,
    attachments: Files = (),
) -> None:
    """Tell persons of an occasion as each has chosen for this `kind`: by mail now, in the daily mail, or not.

    `context` (one for all, or a function of the person) holds `url`, the absolute address that the daily mail
    leads to, and may hold `summary`, a sentence for it; the templates get `person`, too. Attachments go with a
    mail of its own only. An occasion reaches a person once, whatever was chosen meanwhile. Who may not have
    notices any more when the mail is sent gets none (setting DIGEST_RECIPIENTS).
    """
    found = {person.pk: person for person in persons}
    how = Preference.objects.how(kind=kind, persons=found)
    for pk in _reached(occasion, found) | {pk for pk in found if how[pk] == How.NONE}:
        del found[pk]
    frame = {**mail_frame(), "settings_url": settings_url(), "kind_label": settings.NOTICE_KINDS[kind][0]}
    mails: list[tuple[Message, Sequence[Attachment]]] = []
    items = []
    for person in found.values():
        link = unsubscribe_url(person=person.pk, kind=kind)
        own = {**frame, "unsubscribe_url": link, "person": person, **_of(context, person)}
        if how[person.pk] == How.NOW:
            words = render_mail(template, own)
            row = new_message(occasion, person.email, words, reply_to=reply_to, keep=keep)
            row.person, row.kind = person, kind
            mails.append((row, _of(attachments, person)))
        else:
            items.append(_digest_item(kind, occasion, person, template, own))
    store_messages(mails)
    DigestItem.objects.bulk_create(items, ignore_conflicts=True)


def _of(given: Any, person: User) -> Any:
    return given(person) if callable(given) else given


def _reached(occasion: str, persons: Iterable[int]) -> set[int]:
    """Those of the persons who have a mail or a line of this occasion already; two queries."""
    mails = Message.objects.filter(occasion=occasion, person__in=persons)
    items = DigestItem.objects.filter(occasion=occasion, person__in=persons)
    return {pk for rows in (mails, items) for pk in rows.values_list("person", flat=True) if pk}


def _digest_item(kind: str, occasion: str, person: User, template: str, own: Mapping[str, Any]) -> DigestItem:
    subject = one_line(render_to_string(f"emails/{template}.subject.txt", dict(own)))
    summary = str(own.get("summary", ""))
    return DigestItem(
        person=person, kind=kind, occasion=occasion, subject=subject, summary=summary, url=own["url"]
    )


def mail_frame() -> dict[str, Any]:
    """What every mail names around its words; the function that the setting MAIL_FRAME names knows it."""
    return import_string(settings.MAIL_FRAME)()


def one_line(words: str) -> str:
    """A subject as the head of a mail takes it."""
    return " ".join(words.split())[:250]


def render_mail(template: str, context: Mapping[str, Any]) -> dict[str, str]:
    """Subject, text and HTML of the files `templates/emails/<template>.*`."""
    subject, text, html = (
        render_to_string(f"emails/{template}.{end}", dict(context)) for end in ("subject.txt", "txt", "html")
    )
    return {"subject": one_line(subject), "text": text.strip() + "\n", "html": html}


def new_message(
    occasion: str, recipient: str, words: Mapping[str, str], *, reply_to: str = "", keep: datetime.timedelta
) -> Message:
    """An unsaved mail that is due at once."""
    now = timezone.now()
    return Message(
        occasion=occasion,
        recipient=recipient,
        reply_to=reply_to,
        **words,
        message_id=_new_id(),
        next_attempt_at=now,
        created_at=now,
        give_up_at=now + GIVE_UP,
        delete_at=now + keep,
    )


@transaction.atomic
def store_messages(mails: Sequence[tuple[Message, Sequence[Attachment]]]) -> None:
    """Store mails with their files; those whose address has one of the same occasion are left out."""
    Message.objects.bulk_create([row for row, _ in mails], ignore_conflicts=True)
    files = {row.message_id: attached for row, attached in mails if attached}
    stored = Message.objects.filter(message_id__in=files).values_list("message_id", "pk") if files else []
    rows = [
        MessageAttachment(message_id=pk, name=file.name, mimetype=file.mimetype, content=file.content)
        for message_id, pk in stored
        for file in files[message_id]
    ]
    MessageAttachment.objects.bulk_create(rows)


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
    """Delete the mails, and the lines of daily mails, that were kept long enough; returns how many."""
    _, counts = Message.objects.outlived().delete()
    return counts.get(Message._meta.label, 0) + DigestItem.objects.outlived().delete()[0]


@transaction.atomic
def set_preferences(*, person: User, chosen: Mapping[str, str]) -> None:
    """Keep how the person wants to hear of each kind in `chosen`; others stay as they are.

    No entry in the log: what somebody wants to be told is nobody else's matter.
    """
    rows = [Preference(person=person, kind=kind, how=How(how)) for kind, how in chosen.items()]
    Preference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["how"]
    )


@transaction.atomic
def unsubscribe(*, person: User, kind: str) -> None:
    """Stop one kind of notice; for the kind `digest` all those that come in the daily mail."""
    stopped = [kind]
    if kind == DIGEST:
        stopped = [name for name, how in Preference.objects.of(person).items() if how == How.DAILY]
    set_preferences(person=person, chosen=dict.fromkeys(stopped, How.NONE))


VERBS = {"resend": resend_message, "mark_sent": mark_message_sent}
