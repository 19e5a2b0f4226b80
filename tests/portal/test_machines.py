"""What machines ask for at fixed addresses."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils.timezone import localdate
from lxml import etree
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from alliance.members.models import Organisation
from alliance.news.models import Article
from alliance.portal.models import SiteSettings
from tests.cast import EVERYBODY
from tests.conftest import ClientOf
from tests.factories.meetings import MeetingFactory, in_days
from tests.world import World, build, many_articles

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent.parent / "schemas" / "sitemap.xsd"))


@pytest.fixture
def world(db: None) -> World:
    return build()


def listed(client: Client) -> dict[str, str | None]:
    """The days of the last change by address, of a sitemap that its schema accepts."""
    root = etree.fromstring(client.get("/sitemap.xml").content)
    assert SCHEMA.validate(root), SCHEMA.error_log
    rows = [(url.findtext(f"{SITEMAP}loc"), url.findtext(f"{SITEMAP}lastmod")) for url in root]
    assert len(rows) == len(dict(rows))
    return {address.removeprefix("http://testserver"): day for address, day in rows}


def test_the_sitemap_names_what_everybody_may_read(world: World, client_of: ClientOf) -> None:
    for name in EVERYBODY:
        assert set(listed(client_of(name))) == {
            "/",
            "/aktuelles/",
            "/handlungsfelder/",
            "/mitglieder/",
            "/termine/",
            "/strategie/",
            "/strategie/fassungen/",
            "/kontakt/",
            "/aktuelles/austausch-zur-strategie/",
            "/handlungsfelder/rekrutierung/",
            "/handlungsfelder/rueckkehr/",
            "/impressum/",
            *(row.get_absolute_url() for row in Organisation.objects.all()),
        }


def test_the_sitemap_names_public_meetings_only(db: None, visitor: Client) -> None:
    public = [
        MeetingFactory(audience="public"),
        MeetingFactory(audience="public", state="cancelled"),
        MeetingFactory(audience="public", starts_at=in_days(-30)),
    ]
    MeetingFactory(audience="public", state="draft")
    MeetingFactory(audience="members")
    found = {address for address in listed(visitor) if address.startswith("/termine/2")}
    assert found == {meeting.get_absolute_url() for meeting in public}


def test_every_address_of_the_sitemap_answers(world: World, visitor: Client) -> None:
    for address in listed(visitor):
        response = visitor.get(address)
        assert response.status_code == 200
        assert f'<link rel="canonical" href="http://testserver{address}">' in response.content.decode()


def test_the_sitemap_has_dates(world: World, visitor: Client) -> None:
    article = "/aktuelles/austausch-zur-strategie/"
    published = localdate(world.published.publish_at).isoformat()
    found = listed(visitor)
    assert found["/"] == found["/aktuelles/"] == found[article] == published
    corrected = datetime.datetime(2031, 5, 6, 12, tzinfo=datetime.UTC)
    Article.objects.filter(pk=world.published.pk).update(updated_at=corrected)
    type(world.page).objects.update(changed_at=corrected)
    found = listed(visitor)
    assert found[article] == found["/impressum/"] == found["/"] == "2031-05-06"


def test_the_sitemap_of_an_empty_portal(db: None, visitor: Client) -> None:
    assert len(listed(visitor)) == 8


def test_queries_of_the_sitemap_do_not_grow(
    world: World, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many_articles(200, world)
    with django_assert_num_queries(6):
        assert len(listed(visitor)) == 213


def test_robots_in_production(visitor: Client, settings: Any) -> None:
    settings.PRODUCTION = True
    text = visitor.get("/robots.txt").content.decode()
    closed = re.findall(r"^Disallow: (.*)$", text, re.MULTILINE)
    assert text.startswith("User-agent: *\n")
    assert {"/verwaltung/", "/konto/", "/vorschau/", "/anmelden/"} <= set(closed)
    assert not {"/", "", "/aktuelles/", "/bilder/", "/static/"} & set(closed)
    assert "\nSitemap: http://testserver/sitemap.xml\n" in text


def test_robots_outside_production(visitor: Client) -> None:
    response = visitor.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == "User-agent: *\nDisallow: /\n"


def test_security_txt(world: World, visitor: Client) -> None:
    SiteSettings.objects.update(email="buero@example.org")
    with time_machine.travel("2027-02-03T10:11:12+01:00", tick=False):
        morning = visitor.get("/.well-known/security.txt")
    with time_machine.travel("2027-02-03T20:00:00+01:00", tick=False):
        evening = visitor.get("/.well-known/security.txt")
    assert morning.content == evening.content
    assert morning.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert morning.content.decode().splitlines() == [
        "Contact: mailto:buero@example.org",
        "Contact: http://testserver/kontakt/",
        "Expires: 2027-08-02T00:00:00Z",
        "Preferred-Languages: de",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_security_txt_without_an_address(db: None, visitor: Client) -> None:
    lines = visitor.get("/.well-known/security.txt").content.decode().splitlines()
    assert [line for line in lines if line.startswith("Contact:")] == ["Contact: http://testserver/kontakt/"]


def test_manifest(world: World, visitor: Client) -> None:
    response = visitor.get("/manifest.webmanifest")
    found = response.json()
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert found["name"] == "Fachkräftebündnis Südniedersachsen"
    assert found["short_name"] == "Fachkräftebündnis"
    assert "Fachkräftebündnis" in response.content.decode()
    assert (found["lang"], found["start_url"], found["scope"]) == ("de", "/", "/")
    tokens = Path(finders.find("css/tokens.css")).read_text(encoding="utf-8")
    assert found["background_color"] in tokens and found["theme_color"] in tokens
    for icon in found["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert path, icon
        if icon["type"] == "image/png":
            with Image.open(path) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in found["icons"]}
    assert '<link rel="manifest" href="/manifest.webmanifest">' in visitor.get("/").content.decode()


def test_favicon(visitor: Client) -> None:
    response = visitor.get("/favicon.ico")
    assert (response.status_code, response.headers["Location"]) == (302, "/static/favicon.ico")
    assert finders.find("favicon.ico")
