"""The office's desk: who enters, what is due, what is shown."""

import re
from typing import Any

import pytest
from django.test import Client

from alliance.news import actions
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.news import ArticleFactory
from tests.factories.portal import PageFactory, SiteSettingsFactory

pytestmark = pytest.mark.django_db
DESK = "/verwaltung/"
OFFICE = {"redaktion", "leitung", "administration"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_office_enters_strangers_log_in_members_find_nothing(name: str, client_of: ClientOf) -> None:
    for address in (DESK, f"{DESK}news/article/", f"{DESK}jsi18n/", f"{DESK}gibt/es/nicht/"):
        response = client_of(name).get(address)
        if name == "visitor":
            assert response.status_code == 302
            assert response.headers["Location"] == f"/anmelden/?next={address}"
        elif name not in OFFICE or "gibt" in address:
            assert response.status_code == 404
        else:
            assert response.status_code == 200


def test_django_s_own_log_in_leads_to_ours(visitor: Client, client_of: ClientOf) -> None:
    response = visitor.get(f"{DESK}login/?next={DESK}news/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/anmelden/?next={DESK}news/")
    assert client_of("northeim").get(f"{DESK}login/").status_code == 404


@pytest.mark.parametrize("target", ["https://boese.example/", "//boese.example/", "javascript:alert(1)"])
def test_the_way_in_leads_to_no_other_site(target: str, client_of: ClientOf) -> None:
    """Whoever is logged in already must not be sent away by a prepared link."""
    response = client_of("redaktion").get(f"{DESK}login/", {"next": target}, follow=True)
    assert not [
        url for url, _ in response.redirect_chain if "boese" in url and not url.startswith("/anmelden/")
    ]
    assert not response.redirect_chain or not response.redirect_chain[-1][0].startswith(target)


@pytest.mark.parametrize(
    ("address", "target"), [("logout/", "/abmelden/"), ("password_change/", "/konto/passwort/")]
)
def test_log_out_and_password_are_the_portal_s(address: str, target: str, client_of: ClientOf) -> None:
    assert client_of("redaktion").get(DESK + address).headers["Location"] == target


def test_without_its_second_factor_the_office_sets_one_up_first(settings: Any, client_of: ClientOf) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    for address in (DESK, f"{DESK}news/article/add/", f"{DESK}autocomplete/"):
        response = client_of("leitung").get(address)
        assert (response.status_code, response.headers["Location"]) == (302, "/konto/zweiter-faktor/")
    article = ArticleFactory()
    client_of("leitung").post(f"{DESK}news/article/{article.pk}/tun/submit/")
    article.refresh_from_db()
    assert article.state == "draft"
    assert client_of("northeim").get(DESK).status_code == 404


def lines(client: Client) -> dict[str, str]:
    """What the desk says is due: the words and where they lead."""
    html = client.get(DESK).content.decode()
    part = html.split('id="due-h"')[1].split("</section>")[0]
    found = re.findall(r"<strong>(.*?)</strong>.*?<a href=\"([^\"]+)\"", part, re.DOTALL)
    return {words: url.replace("&amp;", "&") for words, url in found}


@pytest.fixture
def legal(db: None) -> None:
    """The legal pages are there, so nothing is due for them."""
    for slug in ("impressum", "datenschutz", "barrierefreiheit"):
        PageFactory(slug=slug, place="legal")


def test_nothing_due_says_so(legal: None, client_of: ClientOf) -> None:
    client = client_of("redaktion")
    assert lines(client) == {}
    assert "Nichts liegt an." in client.get(DESK).content.decode()


def test_what_is_due_counts_and_leads_to_just_these(legal: None, client_of: ClientOf) -> None:
    original = ArticleFactory(published=True)
    ArticleFactory(replaces=original, slug=original.slug)
    ArticleFactory.create_batch(2)
    ArticleFactory.create_batch(3, review=True)
    ArticleFactory(scheduled=True)
    ArticleFactory(expired=True)
    ArticleFactory(archived=True)
    client = client_of("redaktion")
    found = lines(client)
    assert len(found) == 4
    for words, count in (("in Prüfung", 3), ("Korrektur", 1), ("geplant", 1), ("Entwürfe", 2)):
        (line,) = (line for line in found if words in line)
        assert line.startswith(f"{count} ")
        assert len(client.get(found[line]).context["cl"].result_list) == count, line


def test_a_missing_legal_page_is_due(client_of: ClientOf) -> None:
    found = lines(client_of("leitung"))
    assert sum("fehlt" in line for line in found) == 3
    form = client_of("leitung").get(next(url for line, url in found.items() if "Impressum" in line))
    assert form.status_code == 200
    assert 'value="impressum"' in form.content.decode()


def test_the_desk_shows_the_last_changes(cast: Cast, legal: None, client_of: ClientOf) -> None:
    article = actions.save_article(by=cast.redaktion, article=ArticleFactory.build(title="Eben geändert"))
    gone = actions.save_article(by=cast.redaktion, article=ArticleFactory.build(title="Schon gelöscht"))
    actions.delete_article(by=cast.leitung, article=gone)
    html = client_of("redaktion").get(DESK).content.decode()
    part = html.split('id="recent-actions-module"')[1]
    assert "Eben geändert" in part
    assert f"{DESK}news/article/{article.pk}/change/" in part
    assert cast.leitung.full_name in part


@pytest.mark.parametrize("name", sorted(OFFICE))
def test_the_index_offers_only_what_the_person_may_do(name: str, legal: None, client_of: ClientOf) -> None:
    SiteSettingsFactory()
    client = client_of(name)
    html = client.get(DESK).content.decode()
    addresses = set(re.findall(r'href="(/verwaltung/[a-z]+/[a-z]+/(?:add/)?)"', html))
    assert f"{DESK}news/article/add/" in addresses
    assert (f"{DESK}accounts/user/add/" in addresses) is (name == "administration")
    assert (f"{DESK}fields/actionfield/add/" in addresses) is (name != "redaktion")
    for address in addresses:
        assert client.get(address).status_code in (200, 302), address


def test_settings_lead_straight_to_their_form(client_of: ClientOf) -> None:
    client, address = client_of("administration"), f"{DESK}portal/sitesettings/"
    assert client.get(address, follow=True).request["PATH_INFO"] == f"{address}add/"
    inline = {f"links-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM")}
    sent = {"name": "Neues Bündnis", "claim": "Los.", "intro": "Eins.", "about": "Zwei.", **inline}
    assert client.post(f"{address}add/", sent).status_code == 302
    assert "Neues Bündnis" in client.get("/").content.decode()
    assert client.get(address, follow=True).request["PATH_INFO"] == f"{address}1/change/"
    assert client.get(f"{address}add/").status_code == 403
    assert client.post(f"{address}add/", {**sent, "name": "Zweites"}).status_code == 403
    assert client.post(f"{address}1/delete/", {"post": "yes"}).status_code == 403


def test_on_a_new_server_nobody_writes_messages_for_others(client_of: ClientOf) -> None:
    for name in sorted(OFFICE):
        assert client_of(name).get(f"{DESK}portal/contactmessage/add/").status_code == 403
