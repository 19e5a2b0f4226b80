"""The page behind the link of an invitation."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alliance.accounts.models import Invitation, Role, User
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.accounts import PersonFactory
from tests.factories.invitations import invitation
from tests.factories.members import ContactFactory, MandateFactory
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db
GOOD = "ein-langes-Passwort"
FORM = {"full_name": "Ada Lovelace", "password1": GOOD, "password2": GOOD}


def page(token: str) -> str:
    return f"/einladung/{token}/"


@pytest.fixture
def invited() -> tuple[User, str]:
    """Somebody with an invitation, and its secret."""
    person = PersonFactory(full_name="Ada")
    return person, invitation(person)[1]


def test_looking_changes_nothing(visitor: Client, invited: tuple[User, str]) -> None:
    person, token = invited
    for _ in range(2):
        response = visitor.get(page(token))
        html = response.content.decode()
        assert response.status_code == 200 and "no-store" in response.headers["Cache-Control"]
        assert_sound(html)
        assert 'value="Ada"' in html and person.email in html and 'autocomplete="new-password"' in html
    visitor.head(page(token))
    assert Invitation.objects.get().accepted_at is None
    assert "_auth_user_id" not in visitor.session


def test_accepting_logs_in_and_leads_on(visitor: Client, invited: tuple[User, str]) -> None:
    person, token = invited
    MandateFactory(person=person)
    response = visitor.post(page(token), FORM)
    assert response.status_code == 302 and visitor.session["_auth_user_id"] == str(person.pk)
    assert response.headers["Location"] == reverse("portal:dashboard")
    assert visitor.get("/konto/", follow=True).status_code == 200
    person.refresh_from_db()
    assert person.full_name == "Ada Lovelace" and person.check_password(GOOD)
    again = Client().get(page(token))
    assert again.status_code == 410 and "schon benutzt" in again.content.decode()
    assert Client().post(page(token), FORM).status_code == 410


def test_without_a_mandate_the_public_pages_follow(visitor: Client, invited: tuple[User, str]) -> None:
    assert visitor.post(page(invited[1]), FORM).headers["Location"] == reverse("portal:home")


def test_without_a_password(visitor: Client, invited: tuple[User, str]) -> None:
    person, token = invited
    sent = {"full_name": "Ada", "password1": "", "password2": "", "without_password": "1"}
    assert visitor.post(page(token), sent).status_code == 302
    person.refresh_from_db()
    assert visitor.session["_auth_user_id"] == str(person.pk) and not person.has_usable_password()
    assert "Passwort festlegen" in visitor.get("/konto/").content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"full_name": ""}, "Bitte geben Sie Ihren Namen an."),
        ({"password1": "", "password2": ""}, "Bitte wählen Sie ein Passwort"),
        ({"password2": "ein-anderes-Passwort"}, "nicht dasselbe Passwort"),
        ({"password1": "kurz", "password2": "kurz"}, "mindestens 12 Zeichen"),
        ({"password1": "ada.lovelace.1", "password2": "ada.lovelace.1"}, "zu ähnlich"),
    ],
)
def test_what_does_not_fit_is_told(
    visitor: Client, invited: tuple[User, str], change: dict[str, str], words: str
) -> None:
    html = visitor.post(page(invited[1]), {**FORM, **change}).content.decode()
    assert words in html and 'role="alert"' in html and 'aria-invalid="true"' in html
    assert GOOD not in html
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize(
    ("days", "values", "words"),
    [
        (-1, {}, "abgelaufen"),
        (14, {"revoked_at": timezone.now()}, "neuesten E-Mail"),
        (14, {"accepted_at": timezone.now()}, "schon benutzt"),
    ],
)
def test_a_link_that_does_not_hold_says_what_to_do(
    visitor: Client, days: int, values: dict[str, Any], words: str
) -> None:
    ContactFactory(is_default=True, email="buero@example.org")
    _, token = invitation(days=days, **values)
    for response in (visitor.get(page(token)), visitor.post(page(token), FORM)):
        html = response.content.decode()
        assert response.status_code == 410 and words in html
        assert "buero@example.org" in html or "Anmelden" in html
        assert_sound(html)
    assert "_auth_user_id" not in visitor.session


def test_who_is_logged_in_is_asked_to_log_out_first(client_of: ClientOf, invited: tuple[User, str]) -> None:
    client, token = client_of("northeim"), invited[1]
    for response in (client.get(page(token)), client.post(page(token), FORM)):
        assert response.status_code == 200 and "Abmelden und Einladung öffnen" in response.content.decode()
    assert Invitation.objects.get().accepted_at is None
    after = client.post("/abmelden/", {"next": page(token)})
    assert after.headers["Location"] == page(token)


def test_the_office_is_led_to_its_second_factor(visitor: Client, settings: Any, cast: Cast) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    _, token = invitation(PersonFactory(role=Role.EDITOR))
    assert visitor.get("/verwaltung/").headers["Location"].startswith("/anmelden/")
    landed = visitor.post(page(token), FORM, follow=True)
    assert landed.redirect_chain == [("/konto/zweiter-faktor/", 302)]
    assert "Bitte richten Sie einen zweiten Faktor ein." in landed.content.decode()
    assert visitor.get("/verwaltung/").headers["Location"] == "/konto/zweiter-faktor/"
    begun = visitor.get("/konto/zweiter-faktor/app/")
    assert begun.status_code == 200, "das Passwort wurde eben erst gewählt"


def test_where_no_second_factor_is_asked_for_the_office_lands_at_its_desk(
    visitor: Client, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    _, token = invitation(PersonFactory(role=Role.EDITOR))
    assert visitor.post(page(token), FORM).headers["Location"] == "/verwaltung/"


def test_the_form_is_guarded_against_other_sites(invited: tuple[User, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(page(invited[1]), FORM).status_code == 403
    assert Invitation.objects.get().accepted_at is None
