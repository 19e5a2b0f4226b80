"""Every verb on letters: who may, from where, what is written down, and that a letter sent stays."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from alliance.accounts.models import User
from alliance.core.freezing import Frozen
from alliance.core.revision import StaleRevision
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.letters import actions
from alliance.letters.actions import delete_letter, keep_outcomes, save_letter, send_letter, test_letter
from alliance.letters.models import Letter, LetterDocument, LetterRecipient
from alliance.letters.rules import WORKFLOW
from alliance.letters.states import TRANSITIONS, State
from alliance.members.access import Audience
from alliance.members.models import Mandate
from alliance.notifications.actions import set_preferences
from alliance.notifications.models import DigestItem, Message
from alliance.notifications.sending import send_due
from alliance.notifications.states import How
from alliance.notifications.states import State as MailState
from tests.cast import EVERYBODY, Cast
from tests.factories.files import DocumentFactory
from tests.factories.letters import LetterFactory, sent
from tests.factories.members import ContactFactory, KindFactory

pytestmark = pytest.mark.django_db
CHIEFS = {"leitung", "administration"}
OFFICE = {*CHIEFS, "redaktion"}
# verb: who may, resulting state, what the log says
TABLE = {"test": (OFFICE, State.DRAFT, "Test gesendet"), "send": (CHIEFS, State.SENT, "versendet")}
test_letter.__test__ = False  # type: ignore[attr-defined]


def draft(**values: Any) -> Letter:
    """A saved draft to all members."""
    made: Any = LetterFactory(**values)
    return made


def test_the_table_here_knows_every_verb() -> None:
    assert TABLE.keys() == TRANSITIONS.keys() == actions.VERBS.keys()


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("name", EVERYBODY[1:])
def test_who_may_and_where_it_leads(cast: Cast, verb: str, name: str) -> None:
    people, target, said = TABLE[verb]
    letter = draft()
    if name in people:
        actions.VERBS[verb](by=cast[name], letter=letter)
        assert Entry.objects.get(kind="letters.letter").verb == said
    else:
        with pytest.raises(PermissionDenied):
            actions.VERBS[verb](by=cast[name], letter=letter)
        assert not Entry.objects.exists() and not Message.objects.exists()
    letter.refresh_from_db()
    assert letter.state == (target if name in people else State.DRAFT)


@pytest.mark.parametrize("verb", TABLE)
def test_nothing_happens_to_a_letter_sent(cast: Cast, verb: str) -> None:
    letter = sent()
    mails = Message.objects.count()
    with pytest.raises(NotPossible, match="versendet"):
        actions.VERBS[verb](by=cast.leitung, letter=letter)
    assert Message.objects.count() == mails
    assert not WORKFLOW.available(cast.leitung, letter)


def test_sending_writes_down_who_got_it(cast: Cast) -> None:
    contact = ContactFactory(function="Büro", email="buero@example.org")
    set_preferences(person=cast.goettingen, chosen={"letter": How.DAILY})
    set_preferences(person=cast.stellvertretung, chosen={"letter": How.NONE})
    letter = send_letter(by=cast.leitung, letter=draft(subject="Neues", reply_to=contact))
    assert (letter.sent_by_name, letter.sent_to) == (cast.leitung.full_name, "alle Mitglieder")
    assert Entry.objects.get(verb="versendet").note == "an 3 Personen"
    rows = {row.person: row for row in letter.recipients.select_related("message")}
    assert set(rows) == {cast.northeim, cast.goettingen, cast.stellvertretung}
    mail = Message.objects.get()
    row = rows[cast.northeim]
    assert (row.message, row.address, row.organisation) == (mail, mail.recipient, "Landkreis Northeim")
    assert (mail.subject, mail.kind, mail.reply_to) == ("Neues", "letter", '"Büro" <buero@example.org>')
    item = DigestItem.objects.get()
    assert (item.person, item.summary) == (cast.goettingen, "Die nächste Sitzung findet statt.")
    assert item.url == f"http://testserver/anmelden/?next=%2Frundschreiben%2F{letter.pk}%2F"
    words = {person: found.situation for person, found in rows.items()}
    assert words[cast.northeim] == "wartet"
    assert words[cast.goettingen] == "in der täglichen E-Mail"
    assert words[cast.stellvertretung] == "keine E-Mail gewünscht, steht im Portal"


def test_a_test_comes_to_oneself_only_and_as_often_as_wanted(cast: Cast) -> None:
    letter = draft(subject="Neues")
    for _ in range(2):
        test_letter(by=cast.redaktion, letter=letter)
    assert set(Message.objects.values_list("recipient", "subject")) == {(cast.redaktion.email, "Test: Neues")}
    assert Message.objects.count() == 2 and not LetterRecipient.objects.exists()


def test_nobody_to_write_to(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="Niemand bekäme"):
        send_letter(by=cast.leitung, letter=draft(to_members=False))


def test_a_paper_that_some_could_not_open(cast: Cast) -> None:
    paper = DocumentFactory(title="Haushalt", audience=Audience.OFFICE)
    with pytest.raises(NotPossible, match="„Haushalt“ ist nur für die Geschäftsstelle"):
        send_letter(by=cast.leitung, letter=draft(papers=[paper]))
    assert not Message.objects.exists() and not LetterRecipient.objects.exists()


def test_what_was_changed_after_looking_is_not_sent(cast: Cast) -> None:
    letter = draft()
    seen = letter.revision
    save_letter(by=cast.redaktion, letter=Letter.objects.get(pk=letter.pk))
    with pytest.raises(StaleRevision):
        send_letter(by=cast.leitung, letter=letter, revision=seen)
    assert send_letter(by=cast.leitung, letter=letter, revision=seen + 1).state == State.SENT


def test_a_meeting_and_answers_belong_together(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="keins von beiden"):
        save_letter(by=cast.redaktion, letter=Letter(subject="x", text="<p>x</p>", to_open=True))


def test_papers_keep_their_order(cast: Cast) -> None:
    first, second = DocumentFactory(), DocumentFactory()
    letter = save_letter(
        by=cast.redaktion, letter=Letter(subject="x", text="<p>x</p>"), documents=[second, first]
    )
    assert actions.papers(letter) == [second, first]


def test_a_letter_sent_does_not_change(cast: Cast) -> None:
    letter = sent(papers=[DocumentFactory()])
    row, paper = letter.recipients.all()[0], letter.documents.get()
    other, kind = draft(), KindFactory()
    attempts: list[Any] = [
        lambda: Letter.objects.get(pk=letter.pk).save(),
        lambda: letter.delete(),
        lambda: Letter.objects.filter(pk=letter.pk).update(subject="x"),
        lambda: Letter.objects.all().delete(),
        lambda: Letter.objects.bulk_update([letter], ["subject"]),
        lambda: letter.kinds.add(kind),
        lambda: letter.groups.clear(),
        lambda: LetterDocument(letter=letter, document=DocumentFactory()).save(),
        lambda: LetterDocument.objects.bulk_create(
            [LetterDocument(letter=letter, document=DocumentFactory())]
        ),
        lambda: LetterDocument.objects.update(letter=other),
        lambda: paper.delete(),
        lambda: LetterRecipient.objects.update(name="x"),
        lambda: LetterRecipient.objects.all().delete(),
        lambda: LetterRecipient.objects.bulk_create([LetterRecipient(letter=letter, name="x", how="now")]),
        lambda: row.delete(),
        lambda: setattr(row, "name", "x") or row.save(),
    ]
    for number, attempt in enumerate(attempts):
        with pytest.raises((Frozen, ProtectedError)), transaction.atomic():
            attempt()
            pytest.fail(f"attempt {number} was let through")
    for action in (save_letter, delete_letter):
        with pytest.raises(NotPossible):
            action(by=cast.leitung, letter=Letter.objects.get(pk=letter.pk))


def test_a_draft_changes_and_goes(cast: Cast) -> None:
    letter = draft(papers=[DocumentFactory()])
    letter.kinds.add(KindFactory())
    delete_letter(by=cast.redaktion, letter=letter)
    assert not Letter.objects.exists() and not LetterDocument.objects.exists()


def test_outcomes_outlive_the_mails(cast: Cast) -> None:
    letter = sent()
    refused = Message.objects.get(recipient=cast.northeim.email)
    Message.objects.exclude(pk=refused.pk).update(state=MailState.SENT, sent_at=refused.created_at)
    Message.objects.filter(pk=refused.pk).update(state=MailState.FAILED)
    assert (keep_outcomes(), keep_outcomes()) == (3, 0)
    Message.objects.all().delete()
    found = {row.person: (row.situation, row.is_stuck) for row in letter.recipients.all()}
    assert found[cast.northeim] == ("gescheitert", True)
    assert found[cast.goettingen] == ("gesendet", False)


def test_a_mail_sent_again_is_noted_again(cast: Cast) -> None:
    letter = sent(to_members=True, with_deputies=False)
    Message.objects.update(state=MailState.FAILED)
    keep_outcomes()
    Message.objects.update(state=MailState.DUE)
    send_due()
    assert keep_outcomes() == 2
    assert set(letter.recipients.values_list("outcome", flat=True)) == {"sent"}


def test_a_person_deleted_leaves_the_row(cast: Cast) -> None:
    letter = sent(with_deputies=False)
    Mandate.objects.filter(person=cast.goettingen).delete()
    User.objects.filter(pk=cast.goettingen.pk).delete()
    gone = letter.recipients.get(person=None)
    assert (gone.name, gone.organisation) == ("Vertretung Stadt Göttingen", "Stadt Göttingen")
