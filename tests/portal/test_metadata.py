"""Open Graph and schema.org: complete where everybody may read, and nowhere else."""

import json
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.test import Client
from lxml import html as lxml_html
from PIL import Image

from alliance.news.actions import make_preview_link
from alliance.news.models import Article
from alliance.portal.models import SiteLink
from tests.conftest import ClientOf
from tests.world import World, article, build

HOST = "http://testserver"
PUBLISHED = "/aktuelles/austausch-zur-strategie/"
PAGES = [
    *("/", "/aktuelles/", PUBLISHED, "/handlungsfelder/", "/handlungsfelder/rekrutierung/", "/impressum/"),
    *("/mitglieder/", "/mitglieder/landkreis-northeim/"),
]
# What the search engines' own documentation of these types names as required or recommended.
NEWS_ARTICLE = {
    "headline",
    "image",
    "datePublished",
    "dateModified",
    "author",
    "publisher",
    "mainEntityOfPage",
}
ORGANISATION = {"name", "url", "logo"}
OPEN_GRAPH = {"og:title", "og:type", "og:url", "og:image", "og:description", "og:site_name", "og:locale"}
MARKS = ("og:", "ld+json", "article:", "twitter:")


@pytest.fixture
def world(db: None) -> World:
    return build()


def head(html: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The page's properties for networks, and its things for search engines."""
    root = lxml_html.fromstring(html)
    metas = root.findall(".//meta[@property]")
    properties = {meta.get("property"): meta.get("content") for meta in metas}
    assert len(metas) == len(properties)
    blocks = root.findall(".//script[@type='application/ld+json']")
    return properties, [json.loads(block.text) for block in blocks]


def page(client: Client, address: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The same of an address."""
    return head(client.get(address).content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_every_public_page_has_a_card(world: World, visitor: Client, address: str) -> None:
    found, _ = page(visitor, address)
    assert set(found) >= OPEN_GRAPH
    assert all(found[name] for name in OPEN_GRAPH)
    assert found["og:url"] == f"{HOST}{address}"
    assert (found["og:image:type"], found["og:image:width"], found["og:image:height"]) == (
        *("image/jpeg", "1200", "630"),
    )


def test_the_default_card_is_what_it_says(world: World, visitor: Client) -> None:
    found, _ = page(visitor, "/")
    path = finders.find(found["og:image"].removeprefix(f"{HOST}/static/"))
    with Image.open(path) as image:
        assert (image.size, image.format) == ((1200, 630), "JPEG")
    assert found["og:image:alt"]


def test_an_article_shows_its_picture(db: None, visitor: Client) -> None:
    world = build(rendered=True)
    found, _ = page(visitor, PUBLISHED)
    assert found["og:type"] == "article"
    assert found["og:title"] == world.published.title
    assert found["og:image:alt"] == "Ein Saal voller Menschen"
    assert found["article:published_time"][:10] == world.published.publish_at.date().isoformat()
    with default_storage.open(found["og:image"].removeprefix(f"{HOST}/bilder/")) as file:
        image = Image.open(file)
        assert (image.size, image.format) == ((1200, 630), "JPEG")


def test_news_article(world: World, visitor: Client) -> None:
    _, [found] = page(visitor, PUBLISHED)
    assert (found["@context"], found["@type"]) == ("https://schema.org", "NewsArticle")
    assert set(found) >= NEWS_ARTICLE
    assert found["headline"] == world.published.title
    assert found["datePublished"] == found["dateModified"] == world.published.publish_at.isoformat()
    assert found["mainEntityOfPage"]["@id"] == f"{HOST}{PUBLISHED}"
    assert found["author"][0]["name"] == found["publisher"]["name"] == "Fachkräftebündnis Südniedersachsen"
    assert found["publisher"]["logo"]["url"].startswith(f"{HOST}/static/")
    assert found["articleSection"] == ["Strategie"]
    assert len(found["image"]) == 3
    assert all(address.startswith(f"{HOST}/bilder/") for address in found["image"])


def test_an_article_without_a_picture(world: World, visitor: Client) -> None:
    article("Ohne Bild", days=-1)
    properties, [found] = page(visitor, "/aktuelles/ohne-bild/")
    assert found["image"] == [properties["og:image"]] == [f"{HOST}/static/img/card.jpg"]
    assert "articleSection" not in found


def test_long_and_invented_headlines(world: World, visitor: Client) -> None:
    Article.objects.filter(pk=world.published.pk).update(title="Wort " * 30, is_example=True)
    properties, [found] = page(visitor, PUBLISHED)
    assert len(found["headline"]) <= 110
    assert found["headline"].endswith(" (Beispiel)") and properties["og:title"] == found["headline"]


def test_no_text_ends_the_block(world: World, visitor: Client) -> None:
    title = "</script><script>alert('ä')</script><!-- & \u2028"
    Article.objects.filter(pk=world.published.pk).update(title=title, teaser=title)
    html = visitor.get(PUBLISHED).content.decode()
    _, [found] = head(html)
    assert found["headline"] == found["description"] == title
    assert "<script>alert" not in html


def test_organisation(world: World, visitor: Client) -> None:
    SiteLink.objects.create(
        site=world.settings, kind="social", title="Netz", url="https://social.example.org/b"
    )
    world.settings.email, world.settings.address = "buero@example.org", "Weg 1\n37073 Göttingen"
    world.settings.save()
    _, [found] = page(visitor, "/")
    assert (found["@type"], found["url"]) == ("Organization", f"{HOST}/")
    assert set(found) >= ORGANISATION
    assert (found["email"], found["address"]) == ("buero@example.org", "Weg 1, 37073 Göttingen")
    assert found["sameAs"] == ["https://social.example.org/b"]
    assert "areaServed" not in found


def told(client: Client, address: str) -> list[str]:
    """The marks of what machines are told, found on the page."""
    response = client.get(address)
    assert response.status_code == 200
    return [mark for mark in MARKS if mark in response.content.decode()]


def test_restricted_articles_tell_nothing_even_to_those_who_may_read(
    world: World, client_of: ClientOf
) -> None:
    for row, person in (
        *((world.members_only, "goettingen"), (world.group_only, "northeim"), (world.office_only, "leitung")),
    ):
        assert not told(client_of(person), row.get_absolute_url())
    assert told(client_of("leitung"), PUBLISHED)


def test_previews_tell_nothing(world: World, visitor: Client, client_of: ClientOf, cast: Any) -> None:
    hidden = ("draft", "review", "scheduled", "expired", "archived", "correction", "members_only")
    for row in (world.names()[name] for name in hidden):
        link = make_preview_link(by=cast.leitung, article=row)
        assert not told(visitor, link.get_absolute_url()), row
        assert (
            '<meta name="robots" content="noindex">' in visitor.get(link.get_absolute_url()).content.decode()
        )
        assert not told(client_of("leitung"), f"/verwaltung/news/article/{row.pk}/vorschau/"), row


def test_hidden_pages_tell_nothing(world: World, visitor: Client) -> None:
    for row in (world.members_only, world.office_only, world.draft, world.expired):
        html = visitor.get(row.get_absolute_url()).content.decode()
        assert row.title not in html and not [mark for mark in MARKS if mark in html]


@pytest.mark.parametrize("address", ["/", "/aktuelles/", "/handlungsfelder/rekrutierung/", PUBLISHED])
def test_nothing_restricted_in_the_heads(world: World, client_of: ClientOf, address: str) -> None:
    for row in Article.objects.exclude(pk=world.published.pk):
        row.action_fields.add(world.field)
        Article.objects.filter(pk=row.pk).update(title=f"Titel{row.pk}x", teaser=f"Teaser{row.pk}x")
    for person in ("visitor", "northeim", "leitung"):
        properties, things = page(client_of(person), address)
        text = json.dumps([properties, things])
        assert not [row for row in Article.objects.all() if f"{row.pk}x" in text and row != world.published]
