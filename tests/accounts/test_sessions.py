"""Own log-ins, and what ends them at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alliance.accounts.templatetags.accounts import device_name
from alliance.members import actions
from alliance.members.models import Mandate
from tests.accounts.test_login import log_in
from tests.cast import Cast
from tests.factories.news import ArticleFactory
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"
)


def logged_in(agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    assert log_in(client, "northeim@example.org").status_code == 302
    return client


def is_inside(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


def test_log_out_everywhere(cast: Cast) -> None:
    here, phone, stranger = logged_in(), logged_in(IPHONE), Client()
    log_in(stranger, "goettingen@example.org")
    html = here.get("/konto/geraete/").content.decode()
    assert_sound(html)
    assert "Firefox auf Windows" in html and "Safari auf iPhone" in html and "Überall abmelden" in html
    done = here.post("/konto/geraete/", follow=True).content.decode()
    assert "Auf allen anderen Geräten sind Sie jetzt abgemeldet." in done
    assert is_inside(here) and not is_inside(phone) and is_inside(stranger)


def test_a_new_password_ends_the_other_log_ins(cast: Cast) -> None:
    here, phone = logged_in(), logged_in(IPHONE)
    new = "ein-ganz-neues-Passwort"
    sent = {"oldpassword": "roter-faden-2024", "password1": new, "password2": new}
    assert here.post("/konto/passwort/", sent).status_code == 302
    assert is_inside(here) and not is_inside(phone)


def test_a_blocked_person_is_out_at_the_next_request(cast: Cast) -> None:
    client = logged_in()
    assert is_inside(client)
    cast.northeim.is_active = False
    actions.save_person(by=cast.administration, person=cast.northeim)
    assert not is_inside(client)


def test_a_mandate_that_ends_takes_effect_at_the_next_request(cast: Cast) -> None:
    inside = ArticleFactory(published=True, audience="members").get_absolute_url()
    here, phone = logged_in(), logged_in(IPHONE)
    assert {client.get(inside).status_code for client in (here, phone)} == {200}
    mandate = Mandate.objects.get(person=cast.northeim)
    mandate.valid_to = timezone.localdate() - timedelta(days=1)
    actions.save_mandate(by=cast.leitung, mandate=mandate)
    assert {client.get(inside).status_code for client in (here, phone)} == {404}
    assert is_inside(here), "der Zugang bleibt, nur das Mandat ist zu Ende"
    assert "Sie sprechen für" not in here.get("/konto/").content.decode()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox auf Windows"),
        (IPHONE, "Safari auf iPhone"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge auf Mac",
        ),
        ("curl/8.1", "curl/8.1"),
        ("", "Unbekanntes Gerät"),
    ],
)
def test_devices_have_names(agent: str, name: str) -> None:
    assert device_name(agent) == name
