"""Letters in the portal: who reads which, and what stands there."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alliance.members.access import Audience
from alliance.members.models import Mandate, WorkingGroup
from alliance.notifications.actions import set_preferences
from alliance.notifications.states import How
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.files import DocumentFactory
from tests.factories.letters import LetterFactory, sent
from tests.factories.members import ContactFactory, MandateFactory, day
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db
LIST = "/rundschreiben/"
OFFICE = {"redaktion", "leitung", "administration"}
MEMBERS = {"northeim", "goettingen", "stellvertretung"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_reads_what(client_of: ClientOf, cast: Cast, name: str) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    letters = {
        "all": sent(subject="An alle Mitglieder"),
        "group": sent(subject="An die Gruppe", to_members=False, groups=[group]),
        "draft": LetterFactory(subject="Noch ein Entwurf"),
    }
    may = {
        "all": MEMBERS | OFFICE,
        "group": {"northeim"} | OFFICE,
        "draft": set(),
    }
    client = client_of(name)
    answer = client.get(LIST)
    html = answer.content.decode()
    if name == "visitor":
        assert answer.headers["Location"] == f"/anmelden/?next={LIST}"
    else:
        assert answer.status_code == (404 if name == "ehemalig" else 200)
    for which, letter in letters.items():
        expected = 200 if name in may[which] else 404
        page = client.get(f"{LIST}{letter.pk}/")
        assert page.status_code == expected
        assert (letter.subject in html) == (letter.subject in page.content.decode()) == (expected == 200)


def test_a_mandate_that_ends_closes_the_letters_at_once(client_of: ClientOf, cast: Cast) -> None:
    letter, client = sent(), client_of("northeim")
    assert client.get(letter.get_absolute_url()).status_code == 200
    Mandate.objects.filter(person=cast.northeim).update(valid_to=day(-1))
    assert client.get(letter.get_absolute_url()).status_code == 404
    assert client.get(LIST).status_code == 404


def test_who_came_later_has_no_older_letters(client_of: ClientOf, cast: Cast) -> None:
    letter = sent()
    late: Any = MandateFactory()
    client = Client()
    client.force_login(late.person)
    assert client.get(letter.get_absolute_url()).status_code == 404
    assert "Noch kein Rundschreiben" in client.get(LIST).content.decode()


def test_who_wants_no_mail_reads_it_here(client_of: ClientOf, cast: Cast) -> None:
    set_preferences(person=cast.northeim, chosen={"letter": How.NONE})
    letter = sent(subject="Neues")
    assert "Neues" in client_of("northeim").get(letter.get_absolute_url()).content.decode()


def test_the_page_has_text_papers_and_contact(client_of: ClientOf, cast: Cast) -> None:
    paper = DocumentFactory(title="Tagesordnung", audience=Audience.MEMBERS)
    contact = ContactFactory(function="Büro für Fachkräfte", email="buero@example.org")
    letter = sent(text="<h2>Zur Sache</h2><p>Worte</p>", papers=[paper], reply_to=contact, is_example=True)
    answer = client_of("goettingen").get(letter.get_absolute_url())
    html = answer.content.decode()
    assert_sound(html)
    assert "no-store" in answer.headers["Cache-Control"]
    for words in ("<h2>Zur Sache</h2>", "Tagesordnung", "Büro für Fachkräfte", "Beispiel"):
        assert words in html
    assert paper.get_absolute_url() in html
    assert client_of("goettingen").get(paper.get_absolute_url()).status_code == 200


def test_the_list_shows_the_newest_first_with_first_words(client_of: ClientOf, cast: Cast) -> None:
    sent(subject="Älter", text="<p>Erste Worte.</p>")
    sent(subject="Neuer")
    html = client_of("northeim").get(LIST).content.decode()
    assert_sound(html)
    assert html.index("Neuer") < html.index("Älter")
    assert "Erste Worte." in html
    assert f"{timezone.localdate():%Y}" in html


def test_the_link_in_the_mail_leads_through_the_log_in(client_of: ClientOf, cast: Cast) -> None:
    letter = sent()
    address = f"/anmelden/?next={letter.get_absolute_url()}"
    assert client_of("northeim").get(address).headers["Location"] == letter.get_absolute_url()
    assert f'value="{letter.get_absolute_url()}"' in Client().get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_queries(
    client_of: ClientOf, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        letter = sent(papers=[DocumentFactory() for _ in range(count)])
    client = client_of("northeim")
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)
    with django_assert_num_queries(11):
        client.get(letter.get_absolute_url())
