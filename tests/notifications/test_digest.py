"""The daily mail: when it comes, what it says and in which order, and to whom it does not come."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings

from alliance.accounts.models import User
from alliance.members.models import Mandate
from alliance.notifications import digest
from alliance.notifications.actions import delete_outlived_messages, set_preferences
from alliance.notifications.digest import send_digests
from alliance.notifications.models import DigestItem, Message
from alliance.notifications.sending import send_due
from alliance.notifications.states import How, State
from tests.cast import Cast

pytestmark = pytest.mark.django_db
YESTERDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
# In winter Berlin is one hour ahead.
SEVEN = datetime(2026, 11, 24, 6, tzinfo=UTC)


def at(moment: datetime) -> Any:
    """It is `moment`."""
    return time_machine.travel(moment, tick=False)


def item(person: User, subject: str, *, kind: str = "change", hours: float = 0, **values: Any) -> DigestItem:
    """A line for the daily mail, from yesterday noon plus `hours`."""
    given = {"occasion": subject, "url": f"http://testserver/{subject.lower()}/", **values}
    created = YESTERDAY + timedelta(hours=hours)
    return DigestItem.objects.create(person=person, kind=kind, subject=subject, created_at=created, **given)


def test_it_comes_in_the_morning(cast: Cast) -> None:
    item(cast.northeim, "Neu")
    with at(SEVEN - timedelta(seconds=1)):
        assert send_digests() == 0
    with at(SEVEN):
        assert send_digests() == 1
    mail = Message.objects.get()
    assert (mail.person, mail.recipient, mail.kind) == (cast.northeim, "northeim@example.org", "digest")
    assert mail.subject == "1 Neuigkeit: Neu"
    assert not DigestItem.objects.open().exists()


def test_in_summer_too(cast: Cast) -> None:
    item(cast.northeim, "Neu", hours=-24 * 150)
    summer = datetime(2026, 7, 1, 5, tzinfo=UTC)
    with at(summer - timedelta(seconds=1)):
        assert send_digests() == 0
    with at(summer):
        assert send_digests() == 1


def test_what_comes_later_waits_for_the_next_morning(cast: Cast) -> None:
    item(cast.northeim, "Neu")
    with at(SEVEN):
        send_digests()
    item(cast.northeim, "Mittags", hours=24)
    item(cast.goettingen, "Mittags", hours=24)
    with at(SEVEN + timedelta(hours=10)):
        assert send_digests() == 0
    with at(SEVEN + timedelta(days=1)):
        assert send_digests() == 2


def test_grouped_by_kind_and_newest_first(cast: Cast) -> None:
    item(cast.northeim, "Rundschreiben", kind="letter", hours=9)
    item(cast.northeim, "Raum", hours=1)
    item(cast.northeim, "Uhrzeit", hours=5, summary="Beginn um 15 Uhr.")
    item(cast.northeim, "Einladung zur Sitzung am 20. Januar", kind="invitation")
    with at(SEVEN):
        send_digests()
    mail = Message.objects.get()
    assert mail.subject == "4 Neuigkeiten: Einladung zur Sitzung am 20. Januar, …"
    order = [
        *("Einladungen zu Terminen", "Einladung zur Sitzung am 20. Januar", "Änderungen und Absagen"),
        *("Uhrzeit", "Beginn um 15 Uhr.", "http://testserver/uhrzeit/", "Raum", "Rundschreiben"),
    ]
    found = [mail.text.index(words) for words in order]
    assert found == sorted(found)
    assert "Raum (23. November, 14:00 Uhr)" in mail.text
    assert '<a href="http://testserver/uhrzeit/"' in mail.html
    assert "Tägliche E-Mail abbestellen" in mail.text


def test_a_day_has_one_mail_for_each_person(cast: Cast) -> None:
    item(cast.northeim, "Neu")
    with at(SEVEN):
        assert send_digests() == 1
        DigestItem.objects.update(sent_at=None)
        User.objects.filter(pk=cast.northeim.pk).update(email="neu@example.org")
        assert send_digests() == 0
    assert Message.objects.count() == 1


def test_who_is_killed_on_the_way_has_done_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    item(cast.northeim, "Neu")

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    with at(SEVEN):
        with monkeypatch.context() as patch:
            patch.setattr(digest, "store_messages", killed)
            with pytest.raises(KeyboardInterrupt):
                send_digests()
        assert DigestItem.objects.open().count() == 1
        assert send_digests() == 1


def test_who_has_no_access_any_more_gets_none(cast: Cast) -> None:
    ended = SEVEN.date() - timedelta(days=1)
    Mandate.objects.filter(person=cast.ehemalig).update(valid_to=ended)
    for name in ("ehemalig", "redaktion", "northeim"):
        item(cast[name], "Neu")
    User.objects.filter(pk=cast.redaktion.pk).update(is_active=False)
    with at(SEVEN):
        assert send_digests() == 1
        assert Message.objects.get().person == cast.northeim
        assert not DigestItem.objects.open().exists()
        Mandate.objects.filter(person=cast.northeim).update(valid_to=ended)
        send_due()
    assert Message.objects.get().state == State.WITHHELD


def test_what_was_stopped_meanwhile_is_not_told(cast: Cast) -> None:
    item(cast.northeim, "Raum")
    item(cast.northeim, "Brief", kind="letter")
    item(cast.goettingen, "Raum")
    for who in (cast.northeim, cast.goettingen):
        set_preferences(person=who, chosen={"change": How.NONE})
    with at(SEVEN):
        assert send_digests() == 1
    assert Message.objects.get().subject == "1 Neuigkeit: Brief"


def test_a_choice_of_at_once_does_not_lose_what_waited(cast: Cast) -> None:
    item(cast.northeim, "Raum")
    with at(SEVEN):
        send_digests()
        set_preferences(person=cast.northeim, chosen={"change": How.NOW})
        send_due()
    assert Message.objects.get().state == State.SENT


def test_old_lines_go(cast: Cast) -> None:
    item(cast.northeim, "Alt", hours=-24 * 31)
    kept = item(cast.northeim, "Neu")
    with at(SEVEN):
        assert delete_outlived_messages() == 1
    assert list(DigestItem.objects.all()) == [kept]


def test_it_runs_by_itself() -> None:
    assert "alliance.notifications.digest.send_digests" in settings.DUE_JOBS
