"""What people change about themselves: name, address; and how the page of the account shows it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from alliance.accounts.models import AddressChange
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.members import actions
from alliance.notifications.models import Message
from tests.accounts.test_login import log_in, with_app
from tests.cast import PASSWORD, Cast
from tests.conftest import ClientOf
from tests.factories.invitations import address_change, link_in, mail_to
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
NEW, OLD = "neu@example.org", "northeim@example.org"


@pytest.fixture
def northeim(cast: Cast) -> Client:
    """Somebody who has just logged in and told the password once more."""
    client = Client()
    log_in(client, OLD)
    client.post("/konto/bestaetigen/?next=/konto/adresse/", {"password": PASSWORD})
    return client


def test_the_page_of_the_account(northeim: Client, cast: Cast) -> None:
    html = northeim.get("/konto/").content.decode()
    assert_sound(html)
    for words in ("Vertretung Landkreis Northeim", OLD, "Landkreis Northeim", "Passwort ändern", "Passkeys"):
        assert words in html
    assert "noch nicht eingerichtet" in html and "Ersatzcodes" not in html
    with_app(cast.northeim)
    assert "Ersatzcodes" in northeim.get("/konto/").content.decode()


def test_the_name_is_changed_and_the_log_knows(northeim: Client, cast: Cast) -> None:
    done = northeim.post("/konto/name/", {"full_name": "Ada Lovelace"}, follow=True).content.decode()
    assert "Gespeichert." in done and "Ada Lovelace" in done
    entry = Entry.objects.get()
    assert (entry.verb, entry.by, entry.title) == ("geändert", cast.northeim, "Ada Lovelace")


def test_a_name_is_needed(northeim: Client) -> None:
    assert (
        "Bitte geben Sie Ihren Namen an."
        in northeim.post("/konto/name/", {"full_name": " "}).content.decode()
    )
    assert not Entry.objects.exists()


def test_an_address_changes_after_it_was_confirmed(northeim: Client, cast: Cast) -> None:
    asked = northeim.post("/konto/adresse/", {"email": NEW.upper()}, follow=True).content.decode()
    assert "Eine E-Mail mit einem Link ist unterwegs" in asked and NEW in asked
    cast.northeim.refresh_from_db()
    assert cast.northeim.email == OLD and log_in(Client(), OLD).status_code == 302
    assert log_in(Client(), NEW).status_code == 200, "die neue gilt noch nicht"

    link = link_in(mail_to(NEW))
    assert NEW in northeim.get(link).content.decode()
    cast.northeim.refresh_from_db()
    assert cast.northeim.email == OLD, "ansehen ändert nichts"
    done = northeim.post(link, follow=True).content.decode()
    assert f"ab jetzt mit {NEW} an" in done
    assert log_in(Client(), NEW).status_code == 302 and log_in(Client(), OLD).status_code == 200
    assert EmailAddress.objects.get(user=cast.northeim).email == NEW
    told = mail_to(OLD)
    assert told.subject == "Ihre E-Mail-Adresse im Portal ist geändert" and NEW not in told.text
    assert Entry.objects.first().verb == "E-Mail-Adresse geändert"  # type: ignore[union-attr]
    assert northeim.post(link).status_code == 410, "nur einmal"


def test_an_address_that_is_taken_answers_alike_and_tells_its_owner_only(
    northeim: Client, cast: Cast
) -> None:
    pages = []
    for email in ("goettingen@example.org", NEW):
        page = northeim.post("/konto/adresse/", {"email": email}, follow=True).content.decode()
        pages.append(TOKEN.sub("", page.replace(email, "…")))
    assert pages[0] == pages[1]
    mail = mail_to("goettingen@example.org")
    assert mail.subject == "Zu dieser Adresse gibt es schon einen Zugang" and "/konto/" not in mail.text


def test_an_address_that_was_taken_in_the_meantime(northeim: Client, cast: Cast) -> None:
    token = address_change(cast.northeim)
    cast.goettingen.email = NEW
    actions.save_person(by=None, person=cast.goettingen)
    done = northeim.post(f"/konto/adresse/{token}/", follow=True).content.decode()
    assert "Diese Adresse lässt sich nicht verwenden." in done
    cast.northeim.refresh_from_db()
    assert cast.northeim.email == OLD


def test_a_link_belongs_to_who_asked(cast: Cast, client_of: ClientOf) -> None:
    token = address_change(cast.northeim)
    with pytest.raises(NotPossible):
        actions.confirm_address(by=cast.goettingen, token=token)
    assert client_of("goettingen").get(f"/konto/adresse/{token}/").status_code == 410
    expired = address_change(cast.goettingen, days=-1)
    with pytest.raises(NotPossible):
        actions.confirm_address(by=cast.goettingen, token=expired)


def test_the_newer_wish_holds_and_can_be_dropped(northeim: Client, cast: Cast) -> None:
    northeim.post("/konto/adresse/", {"email": NEW})
    first = link_in(mail_to(NEW))
    northeim.post("/konto/adresse/", {"email": "neuer@example.org"})
    assert northeim.get(first).status_code == 410
    assert "neuer@example.org" in northeim.get("/konto/").content.decode()
    dropped = northeim.post("/konto/adresse/verwerfen/", follow=True).content.decode()
    assert "bisherigen Adresse" in dropped and not AddressChange.objects.exists()
    assert northeim.get(link_in(mail_to("neuer@example.org"))).status_code == 410


def test_the_own_address_is_no_new_one(northeim: Client) -> None:
    assert "schon Ihre E-Mail-Adresse" in northeim.post("/konto/adresse/", {"email": OLD}).content.decode()
    assert not Message.objects.exists()


def test_mails_to_new_addresses_are_limited(northeim: Client) -> None:
    for number in range(5):
        assert northeim.post("/konto/adresse/", {"email": f"a{number}@example.org"}).status_code == 302
    refused = northeim.post("/konto/adresse/", {"email": "a5@example.org"})
    assert "warten Sie eine Stunde" in refused.content.decode() and Message.objects.count() == 5


def test_changing_the_address_asks_for_the_password_first(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("northeim")
    for response in (client.get("/konto/adresse/"), client.post("/konto/adresse/", {"email": NEW})):
        assert response.headers["Location"] == "/konto/bestaetigen/?next=%2Fkonto%2Fadresse%2F"
    assert not AddressChange.objects.exists()
