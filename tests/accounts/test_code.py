"""Log-in with a code that comes by mail."""

import re
from typing import Any

import pytest
from django.test import Client

from alliance.notifications.models import Message
from tests.accounts.test_login import with_app
from tests.cast import Cast
from tests.factories.accounts import PersonFactory
from tests.factories.invitations import mail_to
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db
ASK, ENTER = "/anmelden/code/", "/anmelden/code/eingeben/"
NORTHEIM = "northeim@example.org"


def code_for(email: str) -> str:
    found = re.search(r"^([A-Z]{4}-[A-Z]{4})$", mail_to(email).text, re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_from_the_page_to_the_next(visitor: Client, cast: Cast, typed: Any) -> None:
    assert f"{ASK}?next=%2Faktuelles%2F" in visitor.get("/anmelden/?next=/aktuelles/").content.decode()
    step = visitor.post(ASK, {"email": NORTHEIM.upper(), "next": "/aktuelles/"})
    assert step.headers["Location"] == f"{ENTER}?next=%2Faktuelles%2F"
    html = visitor.get(step.headers["Location"]).content.decode()
    assert_sound(html)
    assert 'autocomplete="one-time-code"' in html and 'name="next" value="/aktuelles/"' in html
    assert "_auth_user_id" not in visitor.session
    sent = {"code": typed(code_for(NORTHEIM)), "next": "/aktuelles/"}
    assert visitor.post(ENTER, sent).headers["Location"] == "/aktuelles/"
    assert visitor.session["_auth_user_id"] == str(cast.northeim.pk)


def test_the_mail(visitor: Client, cast: Cast) -> None:
    visitor.post(ASK, {"email": NORTHEIM})
    message = mail_to(NORTHEIM)
    code = code_for(NORTHEIM)
    assert message.subject == "Ihr Code für die Anmeldung", "die Liste der Mails zeigt ihn nicht"
    assert code in message.text and code in message.html
    assert message.occasion.startswith("account:")
    assert (message.delete_at - message.created_at).total_seconds() == 3600


@pytest.mark.parametrize(("remember", "lasts"), [({}, False), ({"remember": "on"}, True)])
def test_stay_logged_in(visitor: Client, cast: Cast, remember: dict[str, str], lasts: bool) -> None:
    visitor.post(ASK, {"email": NORTHEIM, **remember})
    visitor.post(ENTER, {"code": code_for(NORTHEIM)})
    assert "_auth_user_id" in visitor.session
    assert bool(visitor.cookies["sessionid"]["max-age"]) is lasts


def test_the_second_factor_holds_here_too(visitor: Client, cast: Cast) -> None:
    with_app(cast.leitung)
    visitor.post(ASK, {"email": "leitung@example.org"})
    step = visitor.post(ENTER, {"code": code_for("leitung@example.org")})
    assert step.headers["Location"].startswith("/konto/zweiter-faktor/pruefen/")
    assert "_auth_user_id" not in visitor.session


def test_a_code_is_used_once(visitor: Client, cast: Cast) -> None:
    visitor.post(ASK, {"email": NORTHEIM})
    code = code_for(NORTHEIM)
    visitor.post(ENTER, {"code": code})
    visitor.post("/abmelden/")
    assert visitor.post(ENTER, {"code": code}).headers["Location"] == ASK
    visitor.post(ASK, {"email": NORTHEIM})
    assert "Dieser Code stimmt nicht." in visitor.post(ENTER, {"code": code}).content.decode()
    assert Client().post(ENTER, {"code": code_for(NORTHEIM)}).headers["Location"] == ASK, "anderes Gerät"


def test_three_wrong_codes_end_it(visitor: Client, cast: Cast) -> None:
    visitor.post(ASK, {"email": NORTHEIM})
    for _ in range(2):
        assert "Dieser Code stimmt nicht." in visitor.post(ENTER, {"code": "BBBB-BBBB"}).content.decode()
    ended = visitor.post(ENTER, {"code": "BBBB-BBBB"}, follow=True)
    assert ended.redirect_chain[0][0] == ASK and "Zu viele Versuche." in ended.content.decode()
    assert visitor.post(ENTER, {"code": code_for(NORTHEIM)}).headers["Location"] == ASK


def test_it_can_be_broken_off(visitor: Client, cast: Cast) -> None:
    visitor.post(ASK, {"email": NORTHEIM})
    assert visitor.get("/anmelden/").headers["Location"] == ENTER
    visitor.post("/abmelden/", {"next": "/anmelden/"})
    assert visitor.get("/anmelden/").status_code == 200


def answers(email: str) -> list[str]:
    """All that somebody sees who asks for a code and types a wrong one, the address left out."""
    client = Client()
    asked = client.post(ASK, {"email": email})
    pages = [client.get(ENTER).content.decode(), client.post(ENTER, {"code": "x"}).content.decode()]
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    return [str(asked.status_code), asked.headers["Location"], *(token.sub("", page) for page in pages)]


def test_no_hint_whether_there_is_an_account(cast: Cast) -> None:
    uninvited = PersonFactory(email="wartet@example.org")
    cast.ehemalig.is_active = False
    cast.ehemalig.save()
    known = answers(NORTHEIM)
    for email in ("niemand@example.org", uninvited.email, cast.ehemalig.email):
        assert [page.replace(email, NORTHEIM) for page in answers(email)] == known
    assert set(Message.objects.values_list("recipient", flat=True)) == {NORTHEIM}


def test_who_was_never_let_in_gets_no_new_password_either(visitor: Client, cast: Cast) -> None:
    PersonFactory(email="wartet@example.org")
    visitor.post("/konto/passwort/vergessen/", {"email": "wartet@example.org"})
    assert not Message.objects.exists()


@pytest.mark.parametrize("email", [NORTHEIM, "niemand@example.org"])
def test_codes_for_one_address_are_limited(visitor: Client, cast: Cast, email: str) -> None:
    for _ in range(5):
        assert Client().post(ASK, {"email": email}).status_code == 302
    refused = visitor.post(ASK, {"email": email})
    assert refused.status_code == 200
    assert "Zu viele Versuche. Bitte warten Sie eine Viertelstunde." in refused.content.decode()
    assert visitor.post(ASK, {"email": "goettingen@example.org"}).status_code == 302
