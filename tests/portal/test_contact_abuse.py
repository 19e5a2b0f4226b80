"""`/kontakt/` in the hands of programs and of people who mean no good."""

from email.utils import getaddresses
from typing import Any

import html5lib
import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from alliance.core.traps import MOST_SECONDS, TOO_FAST, TOO_OLD, TRAPPED
from alliance.notifications.models import Message
from alliance.notifications.sending import as_mail
from alliance.portal.actions import send_contact_copy, send_contact_message
from alliance.portal.contact import MOST_BY_ADDRESS, MOST_BY_CONNECTION
from alliance.portal.models import ContactMessage
from tests.conftest import ClientOf
from tests.portal.contact import ADDRESS, TYPED, fields, mail_of, office, send_again, write
from tests.vectors import VECTORS, alive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_office() -> None:
    office()


@pytest.mark.parametrize(
    ("trap", "words"),
    [
        ({"leer": "https://spam.example"}, TRAPPED),
        ({"after": 1}, TOO_FAST),
        ({"after": MOST_SECONDS + 60}, TOO_OLD),
        ({"opened": "erfunden"}, TOO_OLD),
    ],
)
def test_a_trap_costs_a_person_one_more_press(trap: dict[str, Any], words: str) -> None:
    client = Client()
    answer = write(client, **trap)
    html = answer.content.decode()
    assert words in html and not ContactMessage.objects.exists()
    assert {name: fields(html)[name] for name in TYPED} == TYPED
    assert fields(html)["leer"] == ""
    later = MOST_SECONDS + 60 if trap.get("after", 0) > 9 else 4
    assert send_again(client, answer, after=later).status_code == 303
    assert ContactMessage.objects.count() == 1


def test_a_program_that_fills_in_everything_gets_nowhere() -> None:
    client = Client()
    answer = client.get(ADDRESS)
    for _ in range(3):
        answer = send_again(client, answer, after=60, **TYPED, leer="x")
    assert not ContactMessage.objects.exists()


def test_the_trap_is_hidden_from_everybody() -> None:
    tree = html5lib.parse(Client().get(ADDRESS).content.decode(), namespaceHTMLElements=False)
    box = next(div for div in tree.iter("div") if div.get("hidden") is not None)
    [trap] = box.iter("input")
    assert (trap.get("name"), trap.get("tabindex"), trap.get("autocomplete")) == ("leer", "-1", "off")


def test_one_address_writes_five_times_an_hour_and_loses_nothing() -> None:
    for number in range(MOST_BY_ADDRESS):
        assert write(text=f"Frage {number}").status_code == 303
    answer = write(text="Noch eine Frage", email="ADA@example.org")
    assert answer.status_code == 429
    assert "schon viele Nachrichten" in answer.content.decode()
    assert fields(answer.content.decode())["text"] == "Noch eine Frage"
    assert ContactMessage.objects.count() == MOST_BY_ADDRESS
    assert write(email="bob@example.org").status_code == 303


def test_one_connection_writes_twenty_times_an_hour() -> None:
    for number in range(MOST_BY_CONNECTION):
        assert write(email=f"person-{number}@example.org").status_code == 303
    assert write(email="eine-mehr@example.org").status_code == 429
    assert write(Client(REMOTE_ADDR="192.0.2.9"), email="andere@example.org").status_code == 303


def test_a_stranger_gets_one_link_an_hour_and_no_word_of_the_sender() -> None:
    assert write(wants_copy="on", text="Werbung").status_code == 303
    answer = write(wants_copy="on", text="Mehr Werbung")
    assert answer.status_code == 429
    assert "schon ein Link" in answer.content.decode()
    assert Message.objects.filter(recipient="ada@example.org").count() == 1
    assert write(text="Ohne Kopie").status_code == 303


INJECTIONS = [
    "Ada\r\nBcc: alle@example.org",
    "Ada\nSubject: Gewinn",
    "Ada\u2028Bcc: alle@example.org",
    'Ada" <boese@example.org>, "x',
    "=?utf-8?q?Ada=0ABcc:_alle@example.org?=",
    "Ada, boese@example.org",
    "🙂 Ümläut <x@example.org>",
    "@",
]


@pytest.mark.parametrize("name", INJECTIONS)
def test_a_name_adds_nothing_to_the_head_of_a_mail(name: str) -> None:
    assert write(name=name).status_code == 303
    mail: EmailMultiAlternatives = as_mail(mail_of("office"))
    head = mail.message()
    assert head["Bcc"] is None and mail.bcc == []
    assert mail.recipients() == ["buero@example.org"]
    assert mail.subject.startswith("Nachricht vom ")
    assert [address for _, address in getaddresses([head["Reply-To"]])] == ["ada@example.org"]
    assert "\n" not in mail.subject


def sent(number: int, name: str, text: str) -> ContactMessage:
    """A message with all its mails, past the form."""
    message = ContactMessage(
        name=name, email=f"ada-{number}@example.org", text=text, wants_copy=True, key=f"probe-{number}"
    )
    stored = send_contact_message(message=message, to="buero@example.org", root="http://testserver/")
    send_contact_copy(message=stored)
    return stored


def life(message: ContactMessage) -> list[list[str]]:
    """What could run in each of the mails of a message, our own styles included."""
    mails = Message.objects.of(message.occasions).order_by("occasion")
    return [alive(mail.html) for mail in mails]


def test_nothing_typed_comes_alive(client_of: ClientOf) -> None:
    harmless = life(sent(-1, "Ada", "Guten Tag"))
    assert len(harmless) == 3
    for number, vector in enumerate(VECTORS):
        # The form refuses NUL, and PostgreSQL keeps none.
        vector = vector.replace("\x00", "")
        message = sent(number, vector[:120], vector[:5000])
        assert life(message) == harmless, vector[:200]
    client = client_of("leitung")
    rows = ContactMessage.objects.filter(key__in=[f"probe-{number}" for number in range(0, len(VECTORS), 20)])
    mails = [Message.objects.of(row.occasions).get(occasion__endswith=":office") for row in rows]
    addresses = [
        *("contactmessage/", "contactmessage/?q=alert"),
        *(f"contactmessage/{row.pk}/{page}/" for row in rows for page in ("change", "delete")),
    ]
    outbox = ["message/", "message/?q=probe", *(f"message/{mail.pk}/change/" for mail in mails)]
    for address in [*(f"portal/{end}" for end in addresses), *(f"notifications/{end}" for end in outbox)]:
        page = client.get(f"/verwaltung/{address}")
        assert page.status_code == 200
        assert not runs(page.content.decode()), address


@pytest.mark.parametrize("vector", VECTORS[::12])
def test_what_comes_back_in_the_form_is_dead(vector: str) -> None:
    answer = write(name=vector[:120], text=vector[:5000], email=vector[:100])
    assert answer.status_code == 200
    assert not runs(answer.content.decode())


def runs(html: str) -> list[str]:
    """What a page would run that no page of ours contains."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found = []
    for element in tree.iter():
        # What somebody typed may stand in the value of a field.
        told = {name: value for name, value in element.attrib.items() if name != "value"}
        if element.tag == "script":
            told["text"] = element.text or ""
        if any(word in value for value in told.values() for word in ("alert(1)", "evil.example")):
            found.append(f"{element.tag} {told}")
    return found
