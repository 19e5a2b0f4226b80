"""What waits for the office, on the start page of the admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alliance.news.actions import delete_topic, save_topic
from alliance.news.models import Topic
from alliance.portal.legal import TEMPLATES
from alliance.portal.models import Page, find_gaps
from strategy.fields.actions import save_field
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.news import ArticleFactory
from tests.factories.pictures import PictureFactory
from tests.factories.portal import PageFactory
from tests.office_form import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def legal_pages() -> list[Page]:
    """All legal pages, without gaps."""
    return [PageFactory(slug=slug, title=page.title, place="legal") for slug, page in TEMPLATES.items()]


def desk(client: Client) -> str:
    """The start page."""
    return client.get(reverse("admin:index")).content.decode()


def test_nothing_waits(client_of: ClientOf, legal_pages: list[Page]) -> None:
    assert "Nichts liegt an." in desk(client_of("leitung"))


@pytest.mark.parametrize(
    ("situation", "line", "stand"),
    [
        ({"review": True}, "1 Meldung in Prüfung", "pruefung"),
        ({"scheduled": True}, "1 Meldung geplant", "geplant"),
        ({}, "1 Entwurf", "entwurf"),
    ],
)
def test_a_line_leads_to_just_what_it_counts(
    client_of: ClientOf, legal_pages: list[Page], situation: dict[str, bool], line: str, stand: str
) -> None:
    ArticleFactory(title="Die gezählte", **situation)
    ArticleFactory(title="Eine andere", published=True)
    client = client_of("redaktion")
    address = f"{reverse('admin:news_article_changelist')}?stand={stand}"

    page = desk(client)
    assert line in page
    assert address in page
    listed = client.get(address).content.decode()
    assert "Die gezählte" in listed
    assert "Eine andere" not in listed


def test_a_correction_begun_is_counted_apart(client_of: ClientOf, legal_pages: list[Page]) -> None:
    original = ArticleFactory(published=True, slug="gleich")
    ArticleFactory(slug="gleich", replaces=original)

    page = desk(client_of("leitung"))

    assert "1 Korrektur begonnen" in page
    assert "Entwurf" not in page


def test_a_missing_legal_page_opens_its_template(client_of: ClientOf) -> None:
    client = client_of("leitung")

    page = desk(client)
    assert "Impressum fehlt" in page
    address = f"{reverse('admin:portal_page_add')}?vorlage=impressum"
    assert address in page
    fields = opened(client, address)
    assert fields["title"] == "Impressum"
    assert "§ 5 DDG" in fields["text"]
    assert client.post(address, fields).status_code == 302
    assert "Impressum fehlt" not in desk(client)


def test_an_editor_is_not_asked_for_what_the_chief_does(client_of: ClientOf) -> None:
    assert "Impressum fehlt" not in desk(client_of("redaktion"))


def test_gaps_are_told_on_desk_and_page_until_none_is_open(
    cast: Cast, client_of: ClientOf, visitor: Client, legal_pages: list[Page]
) -> None:
    page = legal_pages[0]
    page.text = "<p>[bitte ergänzen: Anschrift] und [bitte\nergänzen]</p>"
    page.save()
    client = client_of("leitung")

    assert "2 Lücken in 1 Seite" in desk(client)
    assert (
        page.title in client.get(f"{reverse('admin:portal_page_changelist')}?luecken=offen").content.decode()
    )
    shown = visitor.get(page.get_absolute_url()).content.decode()
    assert "Es fehlt: Anschrift; Angabe." in shown

    page.text = "<p>Alles da.</p>"
    page.save()
    assert "Lücke" not in desk(client)
    assert "Es fehlt" not in visitor.get(page.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("", []),
        ("bitte ergänzen", []),
        ("[bitte ergänzen: Name]", ["Name"]),
        ("[Bitte ergänzen:  Name \n der Stelle ] [bitte ergänzen: Name der Stelle]", ["Name der Stelle"]),
        ("[bitte ergänzen]", ["Angabe"]),
    ],
)
def test_gaps_are_found(text: str, gaps: list[str]) -> None:
    assert find_gaps(text) == gaps


def test_shown_pictures_that_nobody_is_read_are_told(client_of: ClientOf, legal_pages: list[Page]) -> None:
    shown = PictureFactory(title="Gezeigt", alternative_text="", decorative=True)
    PictureFactory(title="Ungenutzt", alternative_text="", decorative=True)
    ArticleFactory(published=True, lead_picture=shown)
    client = client_of("redaktion")

    assert "1 Bild ohne Alternativtext" in desk(client)
    address = f"{reverse('admin:pictures_picture_changelist')}?alternativtext=ohne&verwendung=benutzt"
    assert address.replace("&", "&amp;") in desk(client)
    listed = client.get(address).content.decode()
    assert "Gezeigt" in listed
    assert "Ungenutzt" not in listed


@pytest.mark.parametrize(
    ("name", "offered", "withheld"),
    [
        (
            "redaktion",
            ["Meldung schreiben", "Bild hochladen", "Mitglieder pflegen"],
            ["Seite bearbeiten", "Logos"],
        ),
        ("leitung", ["Meldung schreiben", "Seite bearbeiten"], ["Logos"]),
        ("administration", ["Meldung schreiben", "Logos und Fußzeile ändern"], []),
    ],
)
def test_one_button_for_each_task_that_one_may_do(
    client_of: ClientOf, name: str, offered: list[str], withheld: list[str]
) -> None:
    page = desk(client_of(name))

    assert all(label in page for label in offered)
    assert not any(label in page for label in withheld)


def test_last_changes_lead_only_to_what_still_exists(
    cast: Cast, client_of: ClientOf, legal_pages: list[Page], django_assert_num_queries: Any
) -> None:
    kept = save_topic(by=cast.redaktion, topic=Topic(name="Bleibt"))
    gone = save_topic(by=cast.redaktion, topic=Topic(name="Geht"))
    address = reverse("admin:news_topic_change", args=[gone.pk])
    delete_topic(by=cast.redaktion, topic=gone)
    save_field(by=cast.leitung, field=ActionFieldFactory.build(name="Ein Feld"))
    client = client_of("leitung")

    page = desk(client)
    assert reverse("admin:news_topic_change", args=[kept.pk]) in page
    assert address not in page
    assert "Geht" in page
    with django_assert_num_queries(15):
        desk(client)
