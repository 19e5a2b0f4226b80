"""Log-in, log-out, forgotten password, second factor."""

import re
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from alliance.accounts.rules import is_missing_second_factor
from alliance.accounts.urls import urlpatterns
from alliance.notifications.models import Message
from tests.cast import NAMES as CAST
from tests.cast import PASSWORD, Cast
from tests.conftest import ClientOf
from tests.markup import assert_sound

LOGIN = "/anmelden/"
MISMATCH = "Passwort und E-Mail-Adresse passen nicht zusammen."
SECRET = "JBSWY3DPEHPK3PXP"


def log_in(client: Client, email: str, password: str = PASSWORD, **data: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password, **data})


def with_app(user: Any) -> None:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    RecoveryCodes.activate(user)


def code() -> str:
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(SECRET, counters[len(counters) // 2]))


def test_the_page(visitor: Client) -> None:
    response = visitor.get(LOGIN)
    html = response.content.decode()
    assert response.status_code == 200 and "no-store" in response.headers["Cache-Control"]
    assert '<html lang="de">' in html and html.count("<h1") == 1 and "<main" in html
    assert 'autocomplete="username"' in html and 'autocomplete="current-password"' in html
    assert "placeholder" not in html and "style=" not in html
    assert "<title>Anmelden – Fachkräftebündnis" in html


@pytest.mark.parametrize("email", ["northeim@example.org", "NORTHEIM@Example.ORG"])
def test_log_in_in_any_case(visitor: Client, cast: Cast, email: str) -> None:
    response = log_in(visitor, email, next="/aktuelles/")
    assert response.status_code == 302 and response.headers["Location"] == "/aktuelles/"
    assert visitor.session["_auth_user_id"] == str(cast.northeim.pk)


def test_next_survives_a_wrong_password(visitor: Client, cast: Cast) -> None:
    html = visitor.get(LOGIN + "?next=/aktuelles/").content.decode()
    assert 'name="next" value="/aktuelles/"' in html
    html = log_in(visitor, "northeim@example.org", "falsch", next="/aktuelles/").content.decode()
    assert 'name="next" value="/aktuelles/"' in html


def test_where_people_land(cast: Cast) -> None:
    landed = {name: log_in(Client(), f"{name}@example.org").headers["Location"] for name in CAST}
    office = {"administration", "leitung", "redaktion"}
    assert {name for name, place in landed.items() if place == "/verwaltung/"} == office
    assert {name for name, place in landed.items() if place == "/"} == {"ehemalig"}
    assert landed["northeim"] == landed["stellvertretung"] == "/uebersicht/"


@pytest.mark.parametrize("target", ["https://fremd.example/", "//fremd.example/", "javascript:alert(1)"])
def test_next_stays_here(visitor: Client, cast: Cast, target: str) -> None:
    response = log_in(visitor, "northeim@example.org", next=target)
    assert response.headers["Location"] == reverse("portal:dashboard")


def test_unknown_address_and_wrong_password_answer_alike(visitor: Client, cast: Cast) -> None:
    pages = [
        log_in(visitor, email, "falsch").content.decode().replace(email, "…")
        for email in ("northeim@example.org", "niemand@example.org")
    ]
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    known, unknown = (token.sub("", page) for page in pages)
    assert known == unknown and MISMATCH in known and 'role="alert"' in known


def test_blocked_account_stays_out(visitor: Client, cast: Cast) -> None:
    cast.northeim.is_active = False
    cast.northeim.save()
    log_in(visitor, "northeim@example.org")
    assert "_auth_user_id" not in visitor.session


def test_who_is_logged_in_is_forwarded_at_once(client_of: ClientOf) -> None:
    response = client_of("northeim").get(LOGIN + "?next=/aktuelles/")
    assert response.status_code == 302 and response.headers["Location"] == "/aktuelles/"


@pytest.mark.parametrize(("remember", "lasts"), [({}, False), ({"remember": "on"}, True)])
def test_stay_logged_in_on_this_device(
    visitor: Client, cast: Cast, remember: dict[str, str], lasts: bool
) -> None:
    log_in(visitor, "northeim@example.org", **remember)
    assert bool(visitor.cookies["sessionid"]["max-age"]) is lasts


def test_log_out_leaves_no_cookie_behind(client_of: ClientOf) -> None:
    client = client_of("northeim")
    response = client.post("/abmelden/")
    assert response.headers["Location"] == reverse("portal:home")
    assert client.cookies["sessionid"].value == ""


def test_log_out_asks_first(client_of: ClientOf) -> None:
    client = client_of("northeim")
    assert "Abmelden" in client.get("/abmelden/").content.decode()
    assert "_auth_user_id" in client.session


def test_too_many_wrong_passwords_end_in_the_page_for_it(visitor: Client, cast: Cast) -> None:
    for _ in range(10):
        assert log_in(visitor, "northeim@example.org", "falsch").status_code == 200
    response = log_in(visitor, "northeim@example.org")
    html = response.content.decode()
    assert response.status_code == 429 and "Zu viele Versuche." in html and "<h1" in html
    assert response.headers["Retry-After"] == "300" and "no-store" in response.headers["Cache-Control"]
    assert log_in(visitor, "goettingen@example.org").status_code == 302, "nur dieser Zugang hat Pause"


def test_a_full_room_behind_one_address_gets_in(visitor: Client, cast: Cast) -> None:
    statuses = {log_in(Client(), "goettingen@example.org").status_code for _ in range(40)}
    assert statuses == {302}


def test_there_is_no_sign_up() -> None:
    assert not get_adapter().is_open_for_signup(RequestFactory().get("/"))
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_forgotten_password(visitor: Client, cast: Cast) -> None:
    visitor.post("/konto/passwort/vergessen/", {"email": "northeim@example.org"})
    message = Message.objects.get(recipient="northeim@example.org")
    assert message.subject == "Neues Passwort festlegen" and message.occasion.startswith("account:")
    link = re.search(r"http://testserver(/konto/passwort/neu/\S+)", message.text)
    assert link
    form = visitor.get(link[1], follow=True)
    assert "Neues Passwort" in form.content.decode() and "no-store" in form.headers["Cache-Control"]
    new = "ein-ganz-neues-Passwort"
    done = visitor.post(form.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    assert "Gespeichert." in done.content.decode()
    assert log_in(visitor, "northeim@example.org", new).status_code == 302
    assert "gilt nicht mehr" in Client().get(link[1], follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_no_mail(visitor: Client, cast: Cast) -> None:
    known = visitor.post("/konto/passwort/vergessen/", {"email": "northeim@example.org"})
    unknown = visitor.post("/konto/passwort/vergessen/", {"email": "niemand@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert Message.objects.get().recipient == "northeim@example.org"


NAMES = [pattern.name for pattern in urlpatterns if "<int:pk>" not in str(pattern.pattern)]


@pytest.mark.parametrize("name", NAMES)
def test_no_cache_keeps_these_pages(client_of: ClientOf, name: str) -> None:
    arguments = {"uidb36": "1", "key": "a-b"} if name == "account_reset_password_from_key" else {}
    response = client_of("northeim").get(reverse(name, kwargs=arguments))
    assert response.status_code in (200, 302, 404)
    asks_first = response.headers.get("Location", "").startswith("/konto/bestaetigen/")
    if response.status_code == 200:
        assert_sound(response.content.decode())
    if not asks_first and response.status_code != 404:
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("page", ["", "passwort/", "geraete/", "zweiter-faktor/"])
def test_the_own_account_asks_visitors_to_log_in(visitor: Client, page: str) -> None:
    assert visitor.get(f"/konto/{page}").headers["Location"] == f"/anmelden/?next=/konto/{page}"


def test_second_step_of_the_log_in(visitor: Client, cast: Cast) -> None:
    with_app(cast.leitung)
    step = log_in(visitor, "leitung@example.org", next="/aktuelles/")
    assert step.headers["Location"].startswith("/konto/zweiter-faktor/pruefen/")
    assert "_auth_user_id" not in visitor.session
    html = visitor.get(step.headers["Location"]).content.decode()
    assert "Zweiter Schritt" in html and 'autocomplete="one-time-code"' in html
    wrong = visitor.post("/konto/zweiter-faktor/pruefen/", {"code": "000000"})
    assert "Dieser Code stimmt nicht." in wrong.content.decode()
    right = visitor.post("/konto/zweiter-faktor/pruefen/", {"code": code()})
    assert right.headers["Location"] == "/aktuelles/" and "_auth_user_id" in visitor.session


def test_setting_up_an_app_asks_for_the_password_again(client_of: ClientOf) -> None:
    client = client_of("northeim")
    asked = client.get("/konto/zweiter-faktor/app/")
    assert asked.headers["Location"].startswith("/konto/bestaetigen/")
    answer = {"password": PASSWORD, "next": "/konto/zweiter-faktor/app/"}
    html = client.post(asked.headers["Location"], answer, follow=True).content.decode()
    assert "App einrichten" in html and "data:image/svg+xml" in html and "style=" not in html


def test_who_needs_a_second_factor(cast: Cast, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    with_app(cast.leitung)
    assert is_missing_second_factor(cast.redaktion)
    assert not is_missing_second_factor(cast.leitung)
    assert not is_missing_second_factor(cast.northeim)
    assert not is_missing_second_factor(AnonymousUser())
    settings.REQUIRE_SECOND_FACTOR = False
    assert not is_missing_second_factor(cast.redaktion)


def test_the_page_of_the_factors_says_that_one_is_missing(client_of: ClientOf, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    asked, free = (client_of(name).get("/konto/zweiter-faktor/") for name in ("redaktion", "northeim"))
    assert "Bitte richten Sie einen zweiten Faktor ein." in asked.content.decode()
    assert "Bitte richten Sie" not in free.content.decode()
