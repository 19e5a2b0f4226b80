"""`/kontakt/`: writing to the office, and the copy."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alliance.history.models import Entry
from alliance.notifications.models import Message
from alliance.notifications.states import State
from alliance.portal.actions import delete_contact_message, delete_old_contact_messages
from alliance.portal.models import ContactMessage, Page
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.markup import assert_sound
from tests.portal.contact import ADDRESS, OFFICE, TYPED, fields, link, mail_of, office, send_again, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_office() -> None:
    office()


def test_a_message_reaches_the_office() -> None:
    response = write()
    assert (response.status_code, response.headers["Location"]) == (303, "/kontakt/danke/")
    stored = ContactMessage.objects.get()
    assert {name: getattr(stored, name) for name in TYPED} == TYPED
    [message] = Message.objects.all()
    assert message.recipient == OFFICE
    assert message.reply_to == '"Ada Lovelace" <ada@example.org>'
    assert message.subject.startswith("Nachricht vom ")
    assert "eine Frage." in message.text and "eine Frage." in message.html
    assert message.delete_at <= timezone.now() + timedelta(days=30, minutes=1)


def test_thanks() -> None:
    response = Client().get("/kontakt/danke/")
    assert response.status_code == 200
    assert "liegt der Geschäftsstelle vor" in response.content.decode()


@pytest.mark.parametrize("address", [ADDRESS, "/kontakt/danke/", "/kontakt/kopie/x/"])
def test_no_cookie_no_session_no_csrf(address: str) -> None:
    response = Client().get(address)
    assert "Set-Cookie" not in response.headers
    assert b"csrfmiddlewaretoken" not in response.content


def test_no_cache_keeps_the_form() -> None:
    assert "no-store" in Client().get(ADDRESS).headers["Cache-Control"]


def test_sending_sets_no_cookie_either_and_needs_no_token_of_django() -> None:
    client = Client(enforce_csrf_checks=True)
    assert "Set-Cookie" not in write(client).headers
    assert "Set-Cookie" not in write(client, email="").headers


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(method: str) -> None:
    assert getattr(Client(), method)(ADDRESS).status_code == 405


def test_few_queries_and_sound_html(django_assert_max_num_queries: Any) -> None:
    Page.objects.create(title="Datenschutz", slug="datenschutz", place=Page.Place.LEGAL)
    with django_assert_max_num_queries(6):
        html = Client().get(ADDRESS).content.decode()
    assert html.count("<h1") == 1
    assert_sound(html)
    assert_sound(write(email="").content.decode())
    assert '<a href="/datenschutz/">Datenschutz</a>' in html


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost() -> None:
    response = write(email="ada", name="")
    html = response.content.decode()
    assert (response.status_code, Message.objects.count()) == (200, 0)
    assert fields(html)["text"] == TYPED["text"] and fields(html)["email"] == "ada"
    assert "<title>Bitte prüfen: Kontakt" in html
    assert "Bitte geben Sie eine ganze Adresse an" in html
    assert html.count('aria-invalid="true"') == 2
    [focused] = re.findall(r"<(?:input|textarea)[^>]*autofocus[^>]*>", html)
    assert 'name="name"' in focused
    assert 'role="alert"' in html


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": " \t "}, "Bitte geben Sie Ihren Namen an."),
        ({"name": "\x01\x02"}, "Bitte geben Sie Ihren Namen an."),
        ({"email": ""}, "Bitte geben Sie Ihre E-Mail-Adresse an."),
        ({"email": "a@b@c"}, "Bitte geben Sie eine ganze Adresse an"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Bitte geben Sie eine ganze Adresse an"),
        ({"email": "ſ@example.org"}, "Vor dem @"),
        ({"text": "\r\n"}, "Bitte schreiben Sie Ihre Nachricht."),
        ({"text": "x" * 5001}, "5000"),
        ({"name": "x" * 121}, "120"),
        ({"text": "a\x00b"}, "Nullzeichen"),
    ],
)
def test_what_is_refused(typed: dict[str, str], words: str) -> None:
    response = write(**typed)
    assert words in response.content.decode()
    assert not ContactMessage.objects.exists()


def test_who_is_logged_in_need_not_say_who_they_are(client_of: ClientOf) -> None:
    found = fields(client_of("northeim").get(ADDRESS).content.decode())
    assert (found["name"], found["email"]) == ("Vertretung Landkreis Northeim", "northeim@example.org")


def test_pressing_twice_is_one_message() -> None:
    client = Client()
    page = client.get(ADDRESS)
    for _ in range(2):
        response = send_again(client, page, after=10, **TYPED, wants_copy="on")
        assert response.status_code == 303
    assert (ContactMessage.objects.count(), Message.objects.count()) == (1, 2)
    send_again(client, page, after=10, **{**TYPED, "text": "Noch etwas."})
    assert ContactMessage.objects.count() == 2


@pytest.mark.parametrize("values", [{"email": ""}, {"is_default": False}])
def test_without_an_address_there_is_no_form(values: dict[str, Any]) -> None:
    from alliance.members.models import Contact

    Contact.objects.update(**values)
    for response in (Client().get(ADDRESS), Client().post(ADDRESS, TYPED)):
        assert response.status_code == 200
        assert b"<form" not in response.content
        assert_sound(response.content.decode())
    assert not Message.objects.exists()


def test_no_copy_unless_asked_for() -> None:
    write()
    assert not Message.objects.filter(recipient="ada@example.org").exists()


def test_the_copy_comes_only_after_confirmation(settings: Any) -> None:
    write(wants_copy="on", text="Geheimes Wort", name="Ada Lovelace")
    asking = mail_of("confirm")
    assert asking.recipient == "ada@example.org"
    for words in ("Geheimes", "Lovelace"):
        assert words not in asking.subject + asking.text + asking.html
    client, address = Client(enforce_csrf_checks=True), link()
    page = client.get(address)
    assert page.status_code == 200 and "Geheimes" not in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert not Message.objects.of("contact:").filter(occasion__endswith=":copy").exists()
    for _ in range(2):
        response = client.post(address)
        assert (response.status_code, response.headers["Location"]) == (303, address)
    copy = mail_of("copy")
    assert copy.recipient == "ada@example.org" and "Geheimes Wort" in copy.text
    done = client.get(address).content.decode()
    assert "Die Kopie ist unterwegs" in done and "<form" not in done.partition("<main")[2]
    assert "Set-Cookie" not in response.headers


def test_a_made_up_link_is_unknown() -> None:
    write(wants_copy="on")
    assert Client().get(link()[:-3] + "xx/").status_code == 404
    assert Client().post("/kontakt/kopie/1/").status_code == 404


@pytest.mark.parametrize("days", [8, 31])
def test_a_link_runs_out(days: int) -> None:
    write(wants_copy="on")
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        delete_old_contact_messages()
        for response in (Client().get(link_text := link_of_day()), Client().post(link_text)):
            assert response.status_code == 410
            assert "Dieser Link gilt nicht mehr" in response.content.decode()
    assert not Message.objects.filter(occasion__endswith=":copy").exists()


def link_of_day() -> str:
    """The link, also after the mail with it was deleted."""
    from django.core import signing

    from alliance.portal.actions import COPY_SALT

    if Message.objects.exists():
        return link()
    return f"/kontakt/kopie/{signing.dumps(1, salt=COPY_SALT)}/"


def test_after_thirty_days_nothing_is_left() -> None:
    write(wants_copy="on")
    Client().post(link())
    Message.objects.filter(occasion__endswith=":copy").update(state=State.FAILED)
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert delete_old_contact_messages() == 0
        write(email="neu@example.org")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert delete_old_contact_messages() == 1
    assert ContactMessage.objects.get().email == "neu@example.org"
    assert Message.objects.get().reply_to.endswith("<neu@example.org>")
    assert not Entry.objects.exists()


def test_the_chief_deletes_earlier_and_the_log_names_nobody(cast: Cast) -> None:
    write(wants_copy="on")
    delete_contact_message(by=cast.leitung, message=ContactMessage.objects.get())
    assert not ContactMessage.objects.exists() and not Message.objects.exists()
    assert "Ada" not in Entry.objects.get().title


def test_contact_blocks_and_the_foot_lead_here(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    html = Client().get("/").content.decode()
    assert '<a href="/kontakt/">Nachricht schreiben</a>' in html
    assert '<a href="/kontakt/">Kontakt</a>' in html
