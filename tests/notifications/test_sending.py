"""What becomes of a mail on its way to the mail server."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connections
from django.utils import timezone

from alliance.notifications.models import Message
from alliance.notifications.sending import PAUSES, claim, send_due
from alliance.notifications.states import State, is_unclear
from tests.factories.notifications import MessageFactory
from tests.mailserver import Box, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A mail server, and the portal sends to it."""
    with mail_server() as box:
        settings.EMAIL_BACKEND = "alliance.notifications.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield box


def outcome() -> Message:
    """The only mail after sending."""
    send_due()
    return Message.objects.get()


def test_a_mail_goes_out_whole(box: Box) -> None:
    MessageFactory(
        recipient="ada@example.org",
        subject="Änderung",
        text="Grüße\n",
        html="<p>Grüße</p>",
        reply_to='"Ada L" <a@example.org>',
    )
    message = outcome()
    assert (message.state, message.attempts, message.last_error) == (State.SENT, 1, "")
    assert message.sent_at
    [taken] = box.taken
    assert (taken["Subject"], taken["To"]) == ("Änderung", "ada@example.org")
    assert (taken["Message-ID"], taken["Auto-Submitted"]) == (message.message_id, "auto-generated")
    assert taken["Reply-To"] == "Ada L <a@example.org>"
    plain, rich = taken.get_body(("plain",)), taken.get_body(("html",))
    assert plain and rich
    assert (plain.get_content().strip(), rich.get_content().strip()) == ("Grüße", "<p>Grüße</p>")


def test_many_mails_share_a_connection_and_go_once(box: Box) -> None:
    MessageFactory.create_batch(5)
    assert (send_due(), send_due()) == (5, 0)
    assert (len(box.taken), box.connections) == (5, 1)


def test_what_is_due_later_waits(box: Box) -> None:
    MessageFactory(next_attempt_at=timezone.now() + timedelta(minutes=1))
    assert send_due() == 0


def test_stops_after_the_mail_under_way(box: Box) -> None:
    MessageFactory.create_batch(3)
    answers = iter([True, False])
    assert send_due(go_on=lambda: next(answers)) == 1


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("person@example.org", "550 unknown here"),
        ("person@example.org", "553 no such mailbox"),
        ("DATA", "554 this is spam"),
    ],
)
def test_a_refusal_is_final(box: Box, where: str, answer: str) -> None:
    MessageFactory(recipient="person@example.org")
    box.answers[where] = answer
    message = outcome()
    assert (message.state, message.last_error) == (State.FAILED, answer)
    assert not box.taken


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("CONNECT", "421 busy"),
        ("MAIL", "451 try later"),
        ("MAIL", "530 log in first"),
        ("person@example.org", "450 mailbox busy"),
        ("DATA", "452 disk full"),
        ("DATA", "421 going down"),
    ],
)
def test_a_passing_trouble_is_tried_again(box: Box, where: str, answer: str) -> None:
    MessageFactory(recipient="person@example.org")
    box.answers[where] = answer
    message = outcome()
    assert (message.state, box.taken) == (State.DUE, [])
    assert message.last_error
    assert message.next_attempt_at > timezone.now() + timedelta(seconds=50)
    box.answers.clear()
    Message.objects.update(next_attempt_at=timezone.now())
    assert (outcome().state, len(box.taken)) == (State.SENT, 1)


@pytest.mark.parametrize("verb", ["MAIL", "RCPT"])
def test_a_line_lost_before_the_text_is_tried_again(box: Box, verb: str) -> None:
    MessageFactory()
    box.drop.add(verb)
    assert outcome().state == State.DUE


def test_a_line_lost_after_the_text_leaves_it_unclear(box: Box) -> None:
    MessageFactory()
    box.drop.add("DATA")
    message = outcome()
    assert is_unclear(message) and "Unclear" in message.last_error
    assert list(Message.objects.unclear()) == [message]
    send_due()
    assert len(box.taken) == 1


def test_a_server_may_think_before_it_takes_a_text(settings: Any, box: Box) -> None:
    settings.EMAIL_TIMEOUT = 1
    box.thinking = 1.5
    MessageFactory()
    assert outcome().state == State.SENT


def test_a_mail_that_cannot_be_written_fails_alone(box: Box) -> None:
    bad = MessageFactory(recipient="a\nb@example.org")
    good = MessageFactory()
    assert send_due() == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (State.FAILED, State.SENT)


def test_one_bad_mail_does_not_hold_up_the_next(box: Box) -> None:
    first, second = MessageFactory(recipient="person@example.org"), MessageFactory()
    box.answers["person@example.org"] = "421 closing"
    send_due()
    assert Message.objects.get(pk=first.pk).state == State.DUE
    assert Message.objects.get(pk=second.pk).state == State.SENT


def test_pauses_grow_until_it_is_given_up(settings: Any) -> None:
    settings.EMAIL_BACKEND = "alliance.notifications.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    pauses = []
    with time_machine.travel(datetime(2026, 11, 24, 8, tzinfo=UTC), tick=False) as clock:
        message = MessageFactory()
        while (message := outcome()).state == State.DUE:
            pauses.append(message.next_attempt_at - timezone.now())
            clock.move_to(message.next_attempt_at)
        assert timezone.now() >= message.give_up_at
    assert pauses[:6] == [*PAUSES, PAUSES[-1]]
    assert message.state == State.FAILED and message.last_error


def test_a_server_away_for_an_hour_only_delays(settings: Any, box: Box) -> None:
    settings.EMAIL_PORT = 1
    with time_machine.travel(datetime(2026, 11, 24, 8, tzinfo=UTC), tick=False) as clock:
        MessageFactory.create_batch(20, created_at=timezone.now())
        for _ in range(60):
            send_due()
            clock.shift(timedelta(minutes=1))
        assert Message.objects.waiting().count() == 20 and not box.taken
        settings.EMAIL_PORT = box.port
        for _ in range(70):
            send_due()
            clock.shift(timedelta(minutes=1))
    assert Message.objects.sent().count() == 20
    assert set(box.counts.values()) == {1}


def test_without_a_mail_server_files_and_memory_take_it() -> None:
    MessageFactory(recipient="ada@example.org")
    assert outcome().state == State.SENT
    assert [sent.to for sent in mail.outbox] == [["ada@example.org"]]


def test_an_error_that_proves_nothing_leaves_it_unclear(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> int:
        raise RuntimeError("what now")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
    MessageFactory()
    assert is_unclear(outcome())


def test_a_decision_in_the_meantime_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: object) -> int:
        Message.objects.update(state=State.DUE)
        return 1

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", slow)
    MessageFactory()
    assert outcome().state == State.DUE


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_gets_the_mail() -> None:
    message = MessageFactory()
    start = threading.Barrier(4)
    got: list[Message] = []

    def take() -> None:
        start.wait()
        if found := claim(message.pk):
            got.append(found)
        connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found.attempts for found in got] == [1]
