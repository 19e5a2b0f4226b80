"""What the office does with letters: one verb, one function, one transaction."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.revision import StaleRevision
from alliance.core.workflow import NotPossible
from alliance.files.models import Document
from alliance.history.actions import delete_content, record, save_content, save_rows
from alliance.letters.mail import answers_to, mail_context, reply_address
from alliance.letters.models import Letter, LetterDocument, LetterPicture, LetterRecipient
from alliance.letters.receivers import Receiver, hidden_papers, receivers, rule_of
from alliance.letters.rules import WORKFLOW
from alliance.notifications.actions import notify, notify_persons
from alliance.notifications.models import Message, Preference
from alliance.pictures.actions import keep_text_pictures

KIND = "letter"
TEMPLATE = "letters/letter"
RELATIONS = ("kinds", "groups")
SENT = "Ein versendetes Rundschreiben ändert sich nicht mehr."
NOBODY = "Niemand bekäme das Rundschreiben. Bitte wählen Sie, an wen es geht."


@transaction.atomic
def save_letter(
    *,
    by: User | None,
    letter: Letter,
    related: Mapping[str, Iterable[Any]] | None = None,
    documents: Sequence[Document] | None = None,
) -> Letter:
    """Add a letter or change a draft.

    `related` holds many-to-many keys by name (see RELATIONS), `documents` are all its papers from now on, in
    this order; what is not given stays. Raises NotPossible for a letter that was sent, ValidationError,
    StaleRevision.
    """
    stored = Letter.objects.select_for_update().filter(pk=letter.pk).first()
    if not letter.is_draft or (stored and not stored.is_draft):
        raise NotPossible(SENT)
    save_content(letter, by=by, related=related)
    if documents is not None:
        rows = [LetterDocument(letter=letter, document=document) for document in documents]
        save_rows(letter.documents.all(), rows, by=by)
    keep_text_pictures(owner=letter, through=LetterPicture, html=letter.text)
    return letter


@transaction.atomic
def delete_letter(*, by: User | None, letter: Letter) -> None:
    """Delete a draft; raises NotPossible for a letter that was sent."""
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    if not row.is_draft:
        raise NotPossible("Ein versendetes Rundschreiben bleibt.")
    delete_content(row, by=by)


def _locked(letter: Letter, verb: str, by: User | None) -> Letter:
    """The stored row, locked; PermissionDenied when `by` may not use the verb, NotPossible once it is sent."""
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    if by is not None and not WORKFLOW.rules[verb](by, row):
        raise PermissionDenied
    WORKFLOW.move(verb, row)
    return row


def papers(letter: Letter) -> list[Document]:
    """The papers in their order, with all that a page or mail says of them; three queries, one without any."""
    keys = list(letter.documents.values_list("document", flat=True))
    rows = Document.objects.select_related("working_group", "organisation").with_versions()
    found = rows.in_bulk(keys)
    return [found[key] for key in keys]


def obstacles(letter: Letter, found: Sequence[Receiver], documents: Sequence[Document]) -> list[str]:
    """What keeps a letter from being sent, in words: nobody gets it, or not all could open a paper."""
    if not found:
        return [NOBODY]
    return [hidden.in_words() for hidden in hidden_papers(documents, found)]


@transaction.atomic
def test_letter(*, by: User, letter: Letter) -> Letter:
    """Send the mail to oneself, as receivers would get it; the letter stays a draft."""
    row = _locked(letter, "test", by)
    context = mail_context(row, papers(row))
    notify(
        occasion=f"letter-test:{row.pk}:{uuid.uuid4().hex}",
        recipients=[by.email],
        template=TEMPLATE,
        context={**context, "is_test": True},
        reply_to=reply_address(answers_to(row)),
    )
    record(verb="Test gesendet", obj=row, by=by)
    return row


@transaction.atomic
def send_letter(*, by: User | None, letter: Letter, revision: int | None = None) -> Letter:
    """Send a draft to everybody its rule means today, and keep who that was.

    Each gets it as they chose for letters: at once, in the daily mail, or in the portal only. Raises
    NotPossible where nobody would get it or a paper is not open to all, StaleRevision when the letter is not
    the `revision` any more that was looked at.
    """
    row = _locked(letter, "send", by)
    if revision is not None and row.revision != revision:
        raise StaleRevision(f"„{row}“ wurde inzwischen geändert. Bitte sehen Sie noch einmal nach.")
    rule = rule_of(row)
    found, documents = receivers(rule), papers(row)
    if refusals := obstacles(row, found, documents):
        raise NotPossible(" ".join(refusals))
    _write_down(row, found)
    row.sent_at, row.sent_by_name = timezone.now(), by.full_name if by else ""
    row.sent_to = rule.in_words()
    save_content(row, by=by, verb="versendet", note=f"an {len(found)} Personen")
    _deliver(row, found, documents)
    return row


def _write_down(letter: Letter, found: Sequence[Receiver]) -> None:
    """Who gets it, how they are called today and how they want to hear of it."""
    how = Preference.objects.how(kind=KIND, persons=[receiver.person.pk for receiver in found])
    rows = [
        LetterRecipient(
            letter=letter,
            person=receiver.person,
            name=receiver.person.full_name,
            organisation=receiver.organisation[:400],
            address=receiver.person.email,
            how=how[receiver.person.pk],
        )
        for receiver in found
    ]
    LetterRecipient.objects.bulk_create(rows)


def _deliver(letter: Letter, found: Sequence[Receiver], documents: list[Document]) -> None:
    """Hand the mails over; each is tied to its receiver."""
    notify_persons(
        kind=KIND,
        occasion=_occasion(letter),
        persons=[receiver.person for receiver in found],
        template=TEMPLATE,
        context=mail_context(letter, documents),
        reply_to=reply_address(answers_to(letter)),
    )
    mails = Message.objects.filter(occasion=_occasion(letter), person=OuterRef("person"))
    letter.recipients.update(message=Subquery(mails.values("pk")[:1]))


def _occasion(letter: Letter) -> str:
    return f"letter:{letter.pk}"


def keep_outcomes() -> int:
    """Write down what the mail server finally said, before the outbox forgets it; returns how many.

    Due by time (setting DUE_JOBS). The outbox keeps mails for thirty days.
    """
    state = Message.objects.filter(pk=OuterRef("message")).values("state")[:1]
    return LetterRecipient.objects.settled_anew().update(outcome=Subquery(state))


VERBS = {"test": test_letter, "send": send_letter}
