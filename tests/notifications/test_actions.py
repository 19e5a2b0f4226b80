"""Writing mails into the outbox, and what a person decides about those that got stuck."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.notifications.actions import (
    delete_outlived_messages,
    mark_message_sent,
    notify,
    resend_message,
)
from alliance.notifications.models import Message
from alliance.notifications.states import State, is_unclear
from tests.cast import Cast
from tests.factories.notifications import MessageFactory, unclear

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def letter(settings: Any, tmp_path: Path) -> None:
    """A template `emails/letter.*`."""
    folder = tmp_path / "templates" / "emails"
    folder.mkdir(parents=True)
    (folder / "letter.subject.txt").write_text("{% autoescape off %}Für {{ name }}\n{% endautoescape %}")
    (folder / "letter.txt").write_text("{% autoescape off %}Guten Tag, {{ name }}{% endautoescape %}")
    (folder / "letter.html").write_text("<p>Guten Tag, {{ name }}</p>")
    settings.TEMPLATES[0]["DIRS"].append(tmp_path / "templates")
    settings.TEMPLATES = [*settings.TEMPLATES]


def send(*recipients: str, name: str = "Ada & Co", **values: Any) -> None:
    notify(occasion="probe:1", recipients=recipients, template="letter", context={"name": name}, **values)


def test_each_address_gets_one_row_with_the_words_of_the_occasion() -> None:
    send("A@example.org", "b@example.org", " a@example.org ", reply_to="x@example.org")
    one, other = Message.objects.order_by("recipient")
    assert (one.recipient, other.recipient) == ("a@example.org", "b@example.org")
    assert (one.subject, one.text) == ("Für Ada & Co", "Guten Tag, Ada & Co\n")
    assert one.html == "<p>Guten Tag, Ada &amp; Co</p>"
    assert (one.reply_to, one.state, one.attempts) == ("x@example.org", State.DUE, 0)
    assert one.message_id != other.message_id


def test_an_occasion_is_told_once() -> None:
    send("a@example.org")
    send("a@example.org", "b@example.org", name="Später")
    assert list(Message.objects.order_by("recipient").values_list("recipient", "subject")) == [
        ("a@example.org", "Für Ada & Co"),
        ("b@example.org", "Für Später"),
    ]


def test_no_mail_of_a_change_that_was_undone() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send("a@example.org")
        raise ZeroDivisionError
    assert not Message.objects.exists()


def test_a_subject_is_one_line() -> None:
    send("a@example.org", name="Ada\r\nBcc: alle@example.org" + "x" * 400)
    subject = Message.objects.get().subject
    assert subject.startswith("Für Ada Bcc: alle@example.org") and len(subject) == 250


def test_the_message_id_names_the_sender_and_not_the_machine(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Portal <portal@buendnis.example>"
    send("a@example.org")
    assert Message.objects.get().message_id.endswith("@buendnis.example>")


@pytest.mark.parametrize("state", [State.FAILED, "unclear"])
def test_a_person_sends_again(cast: Cast, state: str) -> None:
    message = unclear() if state == "unclear" else MessageFactory(state=state, last_error="550 no")
    again = resend_message(by=cast.leitung, message=message)
    assert (again.state, Message.objects.due().count()) == (State.DUE, 1)
    entry = Entry.objects.get()
    assert (entry.verb, entry.by) == ("noch einmal gesendet", cast.leitung)
    assert message.recipient not in entry.title


def test_a_person_says_that_it_arrived(cast: Cast) -> None:
    done = mark_message_sent(by=cast.leitung, message=unclear())
    assert done.state == State.SENT and done.sent_at


@pytest.mark.parametrize("state", [State.DUE, State.SENT, State.SENDING])
def test_what_goes_its_way_is_left_alone(cast: Cast, state: str) -> None:
    message = MessageFactory(state=state)
    for verb in (resend_message, mark_message_sent):
        with pytest.raises(NotPossible):
            verb(by=cast.leitung, message=message)


def test_a_failed_mail_was_not_sent(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        mark_message_sent(by=cast.leitung, message=MessageFactory(state=State.FAILED))


def test_unclear_is_the_same_in_python_and_in_sql() -> None:
    now = timezone.now()
    mails = [
        MessageFactory(state=state, claimed_at=now - timedelta(minutes=minutes), last_error=error)
        for state in State
        for minutes in (1, 9, 11)
        for error in ("", "lost")
    ]
    found = {mail.pk for mail in mails if is_unclear(mail)}
    assert found == set(Message.objects.unclear().values_list("pk", flat=True))
    assert len(found) == 4


def test_old_mails_go_and_what_waits_stays() -> None:
    past = timezone.now() - timedelta(seconds=1)
    gone = [
        MessageFactory(delete_at=past, state=State.SENT),
        MessageFactory(delete_at=past, state=State.FAILED),
        unclear(delete_at=past),
    ]
    kept = [MessageFactory(delete_at=past, state=State.DUE), MessageFactory(state=State.SENT)]
    assert delete_outlived_messages() == len(gone)
    assert set(Message.objects.all()) == set(kept)
