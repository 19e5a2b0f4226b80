"""Guests: from the form over the mail to a seat, and out again."""

import re
import time
from datetime import timedelta
from typing import Any

import html5lib
import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from alliance.core.traps import LEAST_SECONDS
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.members.access import Audience
from alliance.notifications.models import Message
from events.meetings.actions import confirm_guest, delete_outlived_guests, register_guest, withdraw_guest
from events.meetings.models import Meeting, Registration, Seat
from events.meetings.states import Answer, State
from events.meetings.views_guests import MOST_BY_ADDRESS
from tests.conftest import ClientOf
from tests.factories.meetings import MeetingFactory, RegistrationFactory, VenueFactory, in_days

pytestmark = pytest.mark.django_db
ROOM, ONLINE, NO, WAITING, OPEN = Answer.ROOM, Answer.ONLINE, Answer.NO, Answer.WAITING, Answer.OPEN
TYPED = {"name": "Ada Lovelace", "email": "Ada@example.org"}


def forum(capacity: int | None = 2, **values: Any) -> Meeting:
    """A public meeting for guests."""
    defaults = {"venue": VenueFactory(capacity=capacity), "audience": Audience.PUBLIC, "takes_guests": True}
    return MeetingFactory(**{**defaults, **values})


def guest(meeting: Meeting, email: str = "ada@example.org", answer: str = ROOM) -> Registration:
    return register_guest(meeting=meeting, name="Ada", email=email, answer=answer)


def there(meeting: Meeting, email: str = "ada@example.org", answer: str = ROOM) -> Registration:
    return confirm_guest(guest=guest(meeting, email, answer), answer=answer)


def fields(answer: HttpResponse) -> dict[str, str]:
    tree = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    main = next(tree.iter("main"))
    return {e.get("name", ""): e.get("value", "") for e in main.iter("input") if e.get("type") != "radio"}


def write(
    client: Client, meeting: Meeting, *, after: float = LEAST_SECONDS + 1, **typed: Any
) -> HttpResponse:
    """Open the form, wait, type and send."""
    address = f"{meeting.get_absolute_url()}anmeldung/"
    shown = fields(client.get(address))
    with time_machine.travel(time.time() + after, tick=False):
        return client.post(address, {**shown, "answer": "room", **TYPED, **typed})


def link(what: str) -> str:
    """The newest such link of a mail, without host."""
    mail = Message.objects.filter(text__contains=what).latest("pk")
    found = re.search(rf"https?://[^/]+(/termine/gast/{what}/\S+)", mail.text)
    assert found
    return found[1]


def test_from_the_form_to_a_seat_and_out_again(visitor: Client) -> None:
    meeting = forum()
    done = write(visitor, meeting)
    assert (done.status_code, done["Location"]) == (303, f"{meeting.get_absolute_url()}anmeldung/danke/")
    assert not visitor.cookies
    row = Registration.objects.get()
    assert (row.guest_name, row.guest_email, row.answer) == ("Ada Lovelace", "ada@example.org", OPEN)
    assert not Seat.objects.exists()

    confirm = link("bestaetigen")
    page = visitor.get(confirm)
    assert "Anmeldung bestätigen" in page.content.decode() and page["Cache-Control"].count("no-store")
    assert page["Referrer-Policy"] == "no-referrer" and not Seat.objects.exists()
    assert visitor.post(confirm).status_code == 303
    assert Seat.objects.get().registration == row
    assert "ein Platz belegt" in visitor.get(confirm).content.decode()
    assert visitor.post(confirm).status_code == 303
    assert Seat.objects.count() == 1

    leave = link("abmelden")
    assert "Abmelden" in visitor.get(leave).content.decode() and Seat.objects.count() == 1
    assert visitor.post(leave).status_code == 303
    assert not Seat.objects.exists()
    assert "Sie sind abgemeldet" in visitor.get(leave).content.decode()
    assert not visitor.cookies


def test_the_answer_is_the_same_for_a_known_address(visitor: Client) -> None:
    meeting = forum()
    there(meeting)
    row = Registration.objects.get()
    first = write(visitor, meeting, email="neu@example.org")
    again = write(visitor, meeting, name="Jemand anders")
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert "schon angemeldet" in Message.objects.latest("pk").html
    row.refresh_from_db()
    assert row.guest_name == "Ada" and row.answer == ROOM


def test_one_form_sends_one_mail() -> None:
    meeting = forum()
    for _ in range(2):
        register_guest(meeting=meeting, name="Ada", email="ada@example.org", answer=ROOM, key="k")
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"after": 1}, {"leer": "x"}, {"email": "ada"}, {"name": " "}, {"answer": "no"}, {"opened": ""}],
    ids=str,
)
def test_what_is_wrong_comes_back(visitor: Client, wrong: dict[str, Any]) -> None:
    answer = write(visitor, forum(online_url="https://example.org/r"), **wrong)
    assert answer.status_code == 200 and "Bitte" in answer.content.decode()
    assert not Registration.objects.exists() and not Message.objects.exists() and not visitor.cookies


def test_one_address_gets_few_mails(visitor: Client) -> None:
    meeting = forum()
    answers = [write(visitor, meeting).status_code for _ in range(MOST_BY_ADDRESS + 1)]
    assert answers == [303] * MOST_BY_ADDRESS + [429]
    assert Message.objects.count() == MOST_BY_ADDRESS


@pytest.mark.parametrize(
    "values",
    [
        {"takes_guests": False},
        {"audience": Audience.MEMBERS, "takes_guests": False},
        {"state": State.DRAFT},
    ],
    ids=str,
)
def test_no_form_where_guests_are_not_asked(visitor: Client, values: dict[str, Any]) -> None:
    meeting = forum(**values)
    for path in ("anmeldung/", "anmeldung/danke/"):
        assert visitor.get(f"{meeting.get_absolute_url()}{path}").status_code == 404
    assert visitor.post(f"{meeting.get_absolute_url()}anmeldung/", TYPED).status_code == 404


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.PLANNED},
        {"state": State.CANCELLED},
        {"state": State.POSTPONED},
        {"register_until": timezone.now() - timedelta(hours=1)},
        {"starts_at": in_days(-2)},
    ],
    ids=["planned", "cancelled", "postponed", "deadline", "held"],
)
def test_too_late_or_too_early(visitor: Client, values: dict[str, Any]) -> None:
    meeting = forum()
    row = guest(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(
        **values, **({"ends_at": in_days(-2, 17)} if "starts_at" in values else {})
    )
    address = f"{meeting.get_absolute_url()}anmeldung/"
    assert "geschlossen" in visitor.get(address).content.decode()
    assert "geschlossen" in visitor.post(address, TYPED).content.decode()
    with pytest.raises(NotPossible):
        guest(meeting, "neu@example.org")
    with pytest.raises(NotPossible):
        confirm_guest(guest=row, answer=ROOM)
    answer = visitor.post(link("bestaetigen"))
    assert answer.status_code == 410 and "nicht mehr möglich" in answer.content.decode()
    assert not Seat.objects.exists()


def test_the_line_of_guests() -> None:
    meeting = forum(capacity=1)
    first = there(meeting)
    second = there(meeting, "zwei@example.org")
    assert (first.answer, second.answer) == (ROOM, WAITING)
    assert Message.objects.filter(subject__startswith="Warteliste").get().recipient == "zwei@example.org"
    withdraw_guest(guest=first)
    second.refresh_from_db()
    assert second.answer == ROOM
    mail = Message.objects.get(subject__startswith="Platz frei")
    assert mail.recipient == "zwei@example.org" and "/termine/gast/abmelden/" in mail.text
    # Whoever left may come back, to the end of the line.
    assert there(meeting).answer == WAITING


def test_the_link_to_take_part_goes_to_who_comes_online() -> None:
    meeting = forum(online_url="https://example.org/raum")
    there(meeting, "eins@example.org", ONLINE)
    there(meeting, "zwei@example.org", ROOM)
    texts = {mail.recipient: mail.text for mail in Message.objects.filter(subject__startswith="Angemeldet")}
    assert "https://example.org/raum" in texts["eins@example.org"]
    assert "Online teilnehmen" not in texts["zwei@example.org"]
    asked = Message.objects.filter(subject__startswith="Bitte best")
    assert not any("https://example.org/raum" in mail.text for mail in asked)


def test_nobody_leaves_once_it_has_begun() -> None:
    meeting = forum()
    row = there(meeting)
    Meeting.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(NotPossible, match="begonnen"):
        withdraw_guest(guest=row)


@pytest.mark.parametrize("what", ["bestaetigen", "abmelden"])
def test_links_nobody_made(visitor: Client, what: str) -> None:
    there(forum())
    good = link(what)
    assert visitor.get(f"/termine/gast/{what}/erfunden/").status_code == 404
    assert visitor.post(f"{good[:-3]}xy/").status_code == 404
    other = {"bestaetigen": "abmelden", "abmelden": "bestaetigen"}[what]
    assert visitor.get(good.replace(what, other)).status_code == 404
    Registration.objects.all().delete()
    assert visitor.get(good).status_code == visitor.post(good).status_code == 410


def test_members_find_their_own_form(client_of: ClientOf) -> None:
    meeting = forum()
    address = f"{meeting.get_absolute_url()}anmeldung/"
    member = client_of("northeim")
    assert "Antwort für Landkreis Northeim" in member.get(address).content.decode()
    assert member.post(address, TYPED).status_code == 303 and not Registration.objects.exists()
    assert "Ihr Name" in client_of("ehemalig").get(address).content.decode()


def test_guests_are_forgotten(settings: Any) -> None:
    settings.RETENTION_DAYS = 30
    rows = {}
    for name, days in (("old", -31), ("young", -29), ("ahead", 5)):
        meeting = forum(starts_at=in_days(days))
        values = {"meeting": meeting, "guest_email": "a@example.org", "guest_confirmed_at": timezone.now()}
        rows[name] = RegistrationFactory(**values, answer=NO)
    rows["unconfirmed"] = guest(forum(), "b@example.org")
    rows["just now"] = guest(forum(), "c@example.org")
    four_days_ago = timezone.now() - timedelta(days=4)
    Registration.objects.filter(pk=rows["unconfirmed"].pk).update(created_at=four_days_ago)
    assert delete_outlived_guests() == 2
    left = set(Registration.objects.values_list("pk", flat=True))
    assert left == {rows[name].pk for name in ("young", "ahead", "just now")}
    assert delete_outlived_guests() == 0


def test_the_log_names_no_guest() -> None:
    withdraw_guest(guest=there(forum()))
    told = [f"{entry.title} {entry.note}" for entry in Entry.objects.all()]
    assert len(told) == 2 and not any("Ada" in words or "ada@" in words for words in told)
