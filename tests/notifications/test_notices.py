"""Telling persons of an occasion as each has chosen: at once, in the daily mail, or not."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alliance.accounts.models import User
from alliance.members.models import Mandate
from alliance.notifications.actions import (
    Attachment,
    notify,
    notify_persons,
    set_preferences,
    unsubscribe,
)
from alliance.notifications.models import DigestItem, Message, MessageAttachment, Preference
from alliance.notifications.sending import send_due
from alliance.notifications.states import How, State
from tests.cast import Cast, person

pytestmark = pytest.mark.django_db
URL = "http://testserver/termine/1/"


@pytest.fixture(autouse=True)
def template(settings: Any, tmp_path: Path) -> None:
    """A template `emails/notice.*`."""
    folder = tmp_path / "templates" / "emails"
    folder.mkdir(parents=True)
    (folder / "notice.subject.txt").write_text("{% autoescape off %}Einladung: {{ what }}{% endautoescape %}")
    words = "{% block content %}{{ person.full_name }}: {{ what }}{% endblock %}"
    (folder / "notice.txt").write_text("{% extends 'emails/base.txt' %}" + words)
    (folder / "notice.html").write_text("{% extends 'emails/base.html' %}" + words)
    first = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**first, "DIRS": [tmp_path / "templates", *first["DIRS"]]}]


def tell(*persons: User, **values: Any) -> None:
    """Tell of the occasion `probe`."""
    given: dict[str, Any] = {
        "kind": "invitation",
        "occasion": "probe",
        "template": "notice",
        "context": {"url": URL, "what": "Sitzung"},
    }
    notify_persons(persons=persons, **{**given, **values})


def test_each_hears_as_chosen(cast: Cast) -> None:
    set_preferences(person=cast.goettingen, chosen={"invitation": How.DAILY})
    set_preferences(person=cast.leitung, chosen={"invitation": How.NONE})
    tell(cast.northeim, cast.goettingen, cast.leitung)
    mail, item = Message.objects.get(), DigestItem.objects.get()
    assert (mail.person, mail.recipient, mail.kind) == (cast.northeim, "northeim@example.org", "invitation")
    assert mail.subject == "Einladung: Sitzung"
    assert "Vertretung Landkreis Northeim: Sitzung" in mail.text
    assert (item.person, item.subject, item.url, item.kind) == (
        *(cast.goettingen, "Einladung: Sitzung", URL, "invitation"),
    )


def test_another_kind_is_another_choice(cast: Cast) -> None:
    set_preferences(person=cast.northeim, chosen={"reminder": How.NONE})
    tell(cast.northeim)
    assert Message.objects.count() == 1


def test_the_words_may_depend_on_the_person(cast: Cast) -> None:
    tell(
        cast.northeim,
        cast.goettingen,
        context=lambda who: {"url": URL, "what": who.email},
        attachments=lambda who: [Attachment("a.txt", who.email.encode(), "text/plain")],
    )
    for mail in Message.objects.all():
        assert mail.subject == f"Einladung: {mail.recipient}"
        assert bytes(mail.attachments.get().content).decode() == mail.recipient


def test_an_occasion_reaches_a_person_once(cast: Cast) -> None:
    set_preferences(person=cast.goettingen, chosen={"invitation": How.DAILY})
    tell(cast.northeim, cast.goettingen)
    set_preferences(person=cast.northeim, chosen={"invitation": How.DAILY})
    set_preferences(person=cast.goettingen, chosen={"invitation": How.NOW})
    cast.northeim.email = "neu@example.org"
    cast.northeim.save()
    tell(cast.northeim, cast.northeim, cast.goettingen, attachments=[Attachment("a", b"a", "text/plain")])
    assert (Message.objects.count(), DigestItem.objects.count()) == (1, 1)
    assert not MessageAttachment.objects.exists()


def test_an_occasion_without_an_address_fails(cast: Cast) -> None:
    set_preferences(person=cast.northeim, chosen={"invitation": How.DAILY})
    with pytest.raises(KeyError):
        tell(cast.northeim, context={"what": "Sitzung"})


def test_a_mail_says_how_to_stop_it(cast: Cast) -> None:
    tell(cast.northeim)
    mail = Message.objects.get()
    for words in (mail.text, mail.html):
        assert "Sie bekommen „Einladungen zu Terminen“ per E-Mail." in words
        assert "http://testserver/abbestellen/" in words
        assert "http://testserver/konto/benachrichtigungen/" in words


def test_mails_to_addresses_have_nothing_to_stop() -> None:
    files = [Attachment("a.pdf", b"%PDF-", "application/pdf")]
    values: Any = {"template": "notice", "context": {"what": "x"}, "attachments": files}
    notify(occasion="gast", recipients=["gast@example.org", "Gast@example.org "], **values)
    mail = Message.objects.get()
    assert (mail.kind, mail.person, mail.attachments.count()) == ("", None, 1)
    assert "abbestellen" not in mail.text + mail.html
    notify(occasion="gast", recipients=["gast@example.org"], **values)
    assert MessageAttachment.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3, 30])
def test_queries_do_not_grow(django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    persons = [person(f"person-{number}") for number in range(count)]
    with django_assert_num_queries(11):
        tell(*persons, attachments=[Attachment("a.txt", b"a", "text/plain")])
    assert Message.objects.count() == MessageAttachment.objects.count() == count


def sent_state(mail: Message) -> State:
    """Where the mail stands after the worker has seen it."""
    send_due()
    mail.refresh_from_db()
    return State(mail.state)


def test_who_lost_the_mandate_meanwhile_gets_nothing(cast: Cast) -> None:
    tell(cast.northeim)
    Mandate.objects.filter(person=cast.northeim).update(valid_to=timezone.localdate() - timedelta(days=1))
    mail = Message.objects.get()
    assert sent_state(mail) == State.WITHHELD
    assert mail.last_error == "Die Person hat keinen Zugang mehr."
    assert list(Message.objects.withheld()) == [mail]


@pytest.mark.parametrize("name", ["ehemalig", "redaktion"])
def test_members_and_the_office_may_have_notices(cast: Cast, name: str) -> None:
    tell(cast[name])
    expected = State.SENT if name == "redaktion" else State.WITHHELD
    assert sent_state(Message.objects.get()) == expected


def test_who_is_locked_or_deleted_gets_nothing(cast: Cast) -> None:
    tell(cast.redaktion, cast.administration)
    User.objects.filter(pk=cast.redaktion.pk).update(is_active=False)
    first, second = Message.objects.order_by("pk")
    Message.objects.filter(pk=second.pk).update(person=None)
    assert (sent_state(first), sent_state(second)) == (State.WITHHELD, State.WITHHELD)


def test_who_stopped_the_kind_meanwhile_gets_nothing(cast: Cast) -> None:
    tell(cast.northeim)
    unsubscribe(person=cast.northeim, kind="invitation")
    assert Preference.objects.get().how == How.NONE
    mail = Message.objects.get()
    assert sent_state(mail) == State.WITHHELD
    assert "abbestellt" in mail.last_error


def test_who_chose_the_daily_mail_meanwhile_gets_what_waited(cast: Cast) -> None:
    tell(cast.northeim)
    set_preferences(person=cast.northeim, chosen={"invitation": How.DAILY})
    assert sent_state(Message.objects.get()) == State.SENT
