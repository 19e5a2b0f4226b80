"""The page of the own choices, and the link in mails that stops a kind."""

import re

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.notifications.actions import set_preferences
from alliance.notifications.models import Preference
from alliance.notifications.states import How
from alliance.notifications.unsubscribing import read_token, unsubscribe_url
from tests.cast import Cast
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db
PAGE = "/konto/benachrichtigungen/"


def link(cast: Cast, kind: str = "letter") -> str:
    """The link of Northeim's mails, without the host."""
    return unsubscribe_url(person=cast.northeim.pk, kind=kind).removeprefix("http://testserver")


def chosen(html: str) -> list[str]:
    """The checked radio buttons of the page, as `kind=how`."""
    inputs = re.findall('<input type="radio"([^>]*)>', html)
    named = [dict(re.findall(r'(\w+)="([^"]*)"', words)) for words in inputs if "checked" in words]
    return [f"{found['name']}={found['value']}" for found in named]


def test_the_page_shows_and_keeps_the_choice(client_of: ClientOf, cast: Cast) -> None:
    client = client_of("northeim")
    html = client.get(PAGE).content.decode()
    assert chosen(html) == [f"{kind}=now" for kind in settings.NOTICE_KINDS]
    wanted = {**dict.fromkeys(settings.NOTICE_KINDS, "now"), "letter": "daily", "task": "none"}
    answer = client.post(PAGE, wanted, follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain == [(PAGE, 303)]
    assert "Gespeichert." in html
    assert chosen(html) == [f"{kind}={how}" for kind, how in wanted.items()]
    assert Preference.objects.of(cast.goettingen)["letter"] == "now"


def test_nonsense_is_refused_and_nothing_is_kept(client_of: ClientOf) -> None:
    answer = client_of("northeim").post(PAGE, {"letter": "manchmal"})
    assert "in jeder Zeile" in answer.content.decode()
    assert not Preference.objects.exists()


def test_defaults_come_from_the_setting(settings: object, cast: Cast) -> None:
    settings.NOTICE_KINDS = {"letter": ("Rundschreiben", "daily")}  # type: ignore[attr-defined]
    assert Preference.objects.of(cast.northeim) == {"letter": How.DAILY}


def test_the_page_is_for_those_who_are_logged_in(visitor: Client) -> None:
    answer = visitor.get(PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/anmelden/?next={PAGE}")


def test_who_gets_no_notices_has_nothing_to_choose(client_of: ClientOf, cast: Cast) -> None:
    client = client_of("ehemalig")
    assert client.get(PAGE).status_code == client.post(PAGE, {"letter": "none"}).status_code == 404
    assert PAGE not in client.get("/konto/").content.decode()
    assert PAGE in client_of("northeim").get("/konto/").content.decode()
    assert client_of("redaktion").get(PAGE).status_code == 200


def test_looking_at_the_link_changes_nothing(visitor: Client, cast: Cast) -> None:
    answer = visitor.get(link(cast))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Rundschreiben" in html and ">Abbestellen</button>" in html
    assert "northeim" not in html.lower() and not answer.cookies
    assert not Preference.objects.exists()


@pytest.mark.parametrize("body", [{"List-Unsubscribe": "One-Click"}, {}])
def test_one_click_stops_the_kind_without_log_in(cast: Cast, body: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(link(cast), body)
    # RFC 8058, 3.1: no redirect.
    assert answer.status_code == 200 and not answer.cookies
    assert "Abbestellt" in answer.content.decode()
    assert Preference.objects.of(cast.northeim) == {
        kind: How.NONE if kind == "letter" else How.NOW for kind in settings.NOTICE_KINDS
    }
    assert Preference.objects.of(cast.goettingen)["letter"] == How.NOW
    html = client.get(link(cast)).content.decode()
    assert "Abbestellt" in html and PAGE in html and ">Abbestellen</button>" not in html


def test_the_link_of_the_daily_mail_stops_what_it_gathers(visitor: Client, cast: Cast) -> None:
    set_preferences(person=cast.northeim, chosen={"change": How.DAILY, "letter": How.DAILY})
    assert "tägliche E-Mail" in visitor.get(link(cast, "digest")).content.decode()
    visitor.post(link(cast, "digest"))
    found = Preference.objects.of(cast.northeim)
    assert {kind for kind, how in found.items() if how == How.NONE} == {"change", "letter"}


def test_a_forged_link_leads_nowhere(visitor: Client, cast: Cast) -> None:
    right = link(cast)
    other = right.replace(f"/{cast.northeim.pk}-", f"/{cast.goettingen.pk}-")
    for wrong in (other, right.replace("letter", "task"), "/abbestellen/falsch/", right[:-2] + "/"):
        assert visitor.get(wrong).status_code == visitor.post(wrong).status_code == 404
    assert not Preference.objects.exists()


def test_a_kind_that_is_no_more_or_a_person_gone(settings: object, visitor: Client, cast: Cast) -> None:
    right = link(cast)
    settings.NOTICE_KINDS = {"task": ("Aufgaben", "now")}  # type: ignore[attr-defined]
    assert read_token(right.split("/")[2]) is None
    assert visitor.get(unsubscribe_url(person=99999, kind="task")).status_code == 404


def test_queries(client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, cast: Cast) -> None:
    client, nobody = client_of("northeim"), Client()
    with django_assert_num_queries(7):
        client.get(PAGE)
    with django_assert_num_queries(5):
        nobody.get(link(cast))
