"""The outbox in the admin: what got stuck is found, understood and decided."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.history.models import Entry
from alliance.notifications.models import Message, MessageAttachment
from alliance.notifications.states import State
from tests.conftest import ClientOf
from tests.factories.notifications import MessageFactory, unclear

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/notifications/message/"
MOST_QUERIES = 25


def page(client: Client, message: Message) -> str:
    return client.get(f"{LIST}{message.pk}/change/").content.decode()


def listed(client: Client, situation: str) -> set[str]:
    """The subjects that the list shows in this situation."""
    html = client.get(LIST, {"stand": situation}).content.decode()
    return {message.subject for message in Message.objects.all() if f">{message.subject}<" in html}


def use(client: Client, message: Message, verb: str) -> int:
    return client.post(f"{LIST}{message.pk}/tun/{verb}/").status_code


def test_each_situation_has_its_list(client_of: ClientOf) -> None:
    expected = {
        "unklar": unclear(),
        "gescheitert": MessageFactory(state=State.FAILED, last_error="550 no such mailbox"),
        "wartet": MessageFactory(),
        "gesendet": MessageFactory(state=State.SENT),
        "zurückgehalten": MessageFactory(state=State.WITHHELD),
    }
    MessageFactory(state=State.SENDING)
    client = client_of("leitung")
    for situation, message in expected.items():
        assert listed(client, situation) == {message.subject}
    assert len(listed(client, "")) == 6
    assert "550 no such mailbox" in client.get(LIST).content.decode()


def test_an_unclear_mail_explains_itself_and_offers_two_ways(client_of: ClientOf) -> None:
    client, message = client_of("leitung"), unclear(text="Worum es geht")
    html = page(client, message)
    assert "Der Versand brach ab" in html and "Worum es geht" in html
    assert ">Noch einmal senden</button>" in html and ">Wurde gesendet</button>" in html
    assert 'name="_save"' not in html
    assert use(client, message, "mark_sent") == 302
    message.refresh_from_db()
    assert message.state == State.SENT
    assert "</button>" not in page(client, message).partition('id="message_form"')[2].partition("</form>")[0]


def test_a_failed_mail_is_sent_again(client_of: ClientOf) -> None:
    client, message = client_of("administration"), MessageFactory(state=State.FAILED, last_error="550 no")
    html = page(client, message)
    assert ">Noch einmal senden</button>" in html and ">Wurde gesendet</button>" not in html
    assert use(client, message, "resend") == 302
    assert list(Message.objects.due()) == [message]


@pytest.mark.parametrize("occasion", ["account:probe", "invitation:1"])
def test_a_mail_that_lets_somebody_in_is_not_shown(client_of: ClientOf, occasion: str) -> None:
    html = page(client_of("administration"), MessageFactory(occasion=occasion, text="Ihr Code: ABC"))
    assert "ABC" not in html and "persönlichen Link oder Code" in html


def test_a_withheld_mail_says_why_and_names_its_files(client_of: ClientOf) -> None:
    message = MessageFactory(state=State.WITHHELD, last_error="Die Person hat keinen Zugang mehr.")
    MessageAttachment.objects.create(
        message=message, name="termin.ics", mimetype="text/calendar", content=b""
    )
    html = page(client_of("leitung"), message)
    assert "geht nicht hinaus" in html and "keinen Zugang mehr" in html and "termin.ics" in html
    assert ">Noch einmal senden</button>" not in html


def test_a_mail_on_its_way_is_left_alone(client_of: ClientOf) -> None:
    client, message = client_of("leitung"), MessageFactory(state=State.SENDING)
    assert "Noch einmal senden</button>" not in page(client, message)
    use(client, message, "resend")
    message.refresh_from_db()
    assert message.state == State.SENDING
    assert "nicht möglich" in client.get(LIST).content.decode()


def test_many_are_sent_again_at_once(client_of: ClientOf) -> None:
    client = client_of("leitung")
    chosen = [unclear(), MessageFactory(state=State.FAILED), MessageFactory(state=State.SENT)]
    data = {"action": "resend_chosen", "_selected_action": [message.pk for message in chosen]}
    html = client.post(LIST, data, follow=True).content.decode()
    assert "2 E-Mails werden noch einmal gesendet." in html and "übergangen: 1" in html
    assert Message.objects.due().count() == 2
    assert Entry.objects.filter(verb="noch einmal gesendet").count() == 2


@pytest.mark.parametrize("name", ["redaktion", "northeim", "visitor"])
def test_others_see_no_mail(client_of: ClientOf, name: str) -> None:
    client, message = client_of(name), unclear()
    for answer in (client.get(LIST), client.get(f"{LIST}{message.pk}/change/")):
        assert answer.status_code in (302, 403, 404)
        assert message.subject not in answer.content.decode()
    use(client, message, "resend")
    message.refresh_from_db()
    assert message.state == State.SENDING


def test_nobody_writes_or_deletes_mails(client_of: ClientOf) -> None:
    client, message = client_of("administration"), MessageFactory(state=State.SENT)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{message.pk}/change/", {"subject": "x"}).status_code == 403
    assert client.post(f"{LIST}{message.pk}/delete/", {"post": "yes"}).status_code == 403


def test_queries_do_not_grow(
    client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("leitung")
    MessageFactory.create_batch(40)
    for address in (LIST, f"{LIST}?q=probe", f"{LIST}{unclear().pk}/change/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_buttons_work_outside_of_a_tests_transaction(client_of: ClientOf) -> None:
    client, message = client_of("leitung"), unclear()
    assert use(client, message, "resend") == 302
    assert Message.objects.due().count() == 1


def test_the_desk_says_what_got_stuck_to_those_who_decide(client_of: ClientOf) -> None:
    unclear()
    MessageFactory.create_batch(2, state=State.FAILED)
    html = client_of("leitung").get("/verwaltung/").content.decode()
    assert "1 E-Mail unklar" in html and "2 E-Mails gescheitert" in html
    assert f"{LIST}?stand=unklar" in html
    assert "E-Mails gescheitert" not in client_of("redaktion").get("/verwaltung/").content.decode()
