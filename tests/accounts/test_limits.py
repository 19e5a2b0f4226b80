"""Limits of the log-in: a full room behind one address gets in, guessing one password does not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.test_login import log_in
from tests.cast import PASSWORD, Cast, person
from tests.factories.invitations import link_in, mail_to
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db


def test_two_hundred_people_behind_one_address(cast: Cast) -> None:
    names = [person(f"saal-{number}").email for number in range(200)]
    statuses = [log_in(Client(), email).status_code for email in names]
    assert statuses == [302] * 200


def test_the_room_gets_in_while_somebody_guesses(cast: Cast) -> None:
    for _ in range(10):
        assert log_in(Client(), "northeim@example.org", "falsch").status_code == 200
    for password in ("falsch", PASSWORD):
        refused = log_in(Client(), "northeim@example.org", password)
        assert refused.status_code == 429
    assert log_in(Client(), "goettingen@example.org").status_code == 302


@pytest.mark.parametrize("email", ["northeim@example.org", "niemand@example.org"])
def test_the_page_says_when_to_try_again(visitor: Client, cast: Cast, email: str) -> None:
    for _ in range(10):
        log_in(visitor, email, "falsch")
    until = timezone.localtime(timezone.now() + timedelta(minutes=5))
    response = log_in(visitor, email, "falsch")
    html = response.content.decode()
    assert_sound(html)
    minutes = {f"{until - timedelta(minutes=back):%H:%M}" for back in (0, 1)}
    assert any(f"Ab {minute} Uhr" in html for minute in minutes)
    assert 240 < int(response.headers["Retry-After"]) <= 300
    assert "Code per E-Mail anfordern" in html and "no-store" in response.headers["Cache-Control"]


def test_right_passwords_do_not_count_as_wrong_ones(cast: Cast) -> None:
    for _ in range(12):
        assert log_in(Client(), "northeim@example.org").status_code == 302


def test_a_new_password_ends_the_pause(visitor: Client, cast: Cast) -> None:
    for _ in range(11):
        log_in(visitor, "northeim@example.org", "falsch")
    visitor.post("/konto/passwort/vergessen/", {"email": "northeim@example.org"})
    form = visitor.get(link_in(mail_to("northeim@example.org")), follow=True)
    new = "ein-ganz-neues-Passwort"
    visitor.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert log_in(visitor, "northeim@example.org", new).status_code == 302
