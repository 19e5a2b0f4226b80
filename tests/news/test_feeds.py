"""The news as Atom: sound, whole, and never more than everybody may read."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from alliance.core.models import FormerAddress
from alliance.news.models import Article, ArticlePicture, Topic
from strategy.fields.models import ActionField
from tests.cast import EVERYBODY
from tests.conftest import ClientOf
from tests.factories.pictures import PictureFactory
from tests.world import World, article, build, many_articles

ATOM = "{http://www.w3.org/2005/Atom}"
ALL = "/aktuelles/feed.xml"
FIELD = "/handlungsfelder/rekrutierung/feed.xml"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent.parent / "schemas" / "atom.rng"))


@pytest.fixture
def world(db: None) -> World:
    return build()


def sound(content: bytes) -> Any:
    """The feed's root, after the schema and the rules that RFC 4287 tells in prose."""
    root = etree.fromstring(content)
    assert SCHEMA.validate(root), SCHEMA.error_log
    for thing in (root, *root.iter(f"{ATOM}entry")):
        links = [link.get("rel") for link in thing.findall(f"{ATOM}link")]
        assert links.count("alternate") == 1 and links.count("self") <= 1
    ids = [node.text for node in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    return root


def entries(content: bytes) -> dict[str, Any]:
    """The entries by title, of a sound feed."""
    return {entry.findtext(f"{ATOM}title"): entry for entry in sound(content).iter(f"{ATOM}entry")}


def hang(row: Article, world: World) -> None:
    """Put an article on the world's field."""
    row.action_fields.add(world.field)


@pytest.mark.parametrize("address", [ALL, FIELD, "/handlungsfelder/rueckkehr/feed.xml"])
def test_is_sound_atom(world: World, visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = sound(response.content)
    assert root.findtext(f"{ATOM}title").startswith("Fachkräftebündnis Südniedersachsen: ")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Fachkräftebündnis Südniedersachsen"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    own = next(link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own == f"http://testserver{address}"


def test_an_entry_is_the_whole_article(world: World, visitor: Client) -> None:
    entry = entries(visitor.get(ALL).content)["Austausch zur Strategie"]
    content = entry.findtext(f"{ATOM}content")
    assert content.count('<img src="http://testserver/bilder/') == 2
    assert content.count(".jpeg") == 2 and "srcset" not in content and "data-picture" not in content
    assert 'alt="Ein Saal voller Menschen"' in content and "Foto: Büro" in content
    assert '<a href="http://testserver/handlungsfelder/">Handlungsfelder</a>' in content
    assert "<h2>Was besprochen wurde</h2>" in content and "<table>" in content
    assert entry.findtext(f"{ATOM}summary").startswith("Ein Satz darüber")
    assert {node.get("term") for node in entry.iter(f"{ATOM}category")} == {"Strategie", "Rekrutierung"}


def test_pictures_have_the_size_of_their_file(world: World, visitor: Client) -> None:
    wide = PictureFactory(size=(2000, 1000))
    Article.objects.filter(pk=world.published.pk).update(lead_picture=wide)
    content = entries(visitor.get(ALL).content)["Austausch zur Strategie"].findtext(f"{ATOM}content")
    assert 'width="960" height="480"' in content


def test_umlauts_signs_and_what_xml_cannot_hold(world: World, visitor: Client) -> None:
    row = article('Größe & Maß <b>\x0b"', slug="groesse", teaser="Ä < B & C\x1f", days=-1)
    Article.objects.filter(pk=row.pk).update(text='<p>x &lt; y, href="/nicht/" bleibt</p>')
    Topic.objects.create(name="Übergang", slug="uebergang")
    row.topics.set(Topic.objects.all())
    found = entries(visitor.get(ALL).content)
    entry = found['Größe & Maß <b>"']
    assert entry.findtext(f"{ATOM}summary") == "Ä &lt; B &amp; C"
    assert entry.findtext(f"{ATOM}content") == '<p>x &lt; y, href="/nicht/" bleibt</p>'
    assert "Übergang" in {node.get("term") for node in entry.iter(f"{ATOM}category")}


def test_invented_content_says_so(world: World, visitor: Client) -> None:
    Article.objects.filter(pk=world.published.pk).update(is_example=True)
    assert "Austausch zur Strategie (Beispiel)" in entries(visitor.get(ALL).content)


@pytest.mark.parametrize("address", [ALL, FIELD])
def test_only_what_everybody_may_read_whoever_asks(world: World, client_of: ClientOf, address: str) -> None:
    hidden = [row for row in Article.objects.all() if row.pk != world.published.pk]
    assert len(hidden) == 9
    for row in hidden:
        # Each has words of its own, so that a leak names its source.
        marks = {"title": f"Titel{row.pk}x", "teaser": f"Teaser{row.pk}x", "text": f"<p>Text{row.pk}x</p>"}
        Article.objects.filter(pk=row.pk).update(**marks)
        hang(row, world)
    answers = {client_of(name).get(address).content for name in EVERYBODY}
    assert len(answers) == 1
    feed = answers.pop().decode()
    assert list(entries(feed.encode())) == ["Austausch zur Strategie"]
    for row in hidden:
        assert not [word for word in ("Titel", "Teaser", "Text") if f"{word}{row.pk}x" in feed]
        assert row.slug == world.published.slug or row.slug not in feed


def test_ids_stay_when_title_and_address_change(world: World, visitor: Client) -> None:
    before = entries(visitor.get(ALL).content)["Austausch zur Strategie"].findtext(f"{ATOM}id")
    Article.objects.filter(pk=world.published.pk).update(title="Anders", slug="anders")
    entry = entries(visitor.get(ALL).content)["Anders"]
    assert entry.findtext(f"{ATOM}id") == before
    assert before.startswith("tag:")


def test_the_field_has_its_own_articles(world: World, visitor: Client) -> None:
    article("Ohne Feld", days=-1)
    assert list(entries(visitor.get(FIELD).content)) == ["Austausch zur Strategie"]
    assert set(entries(visitor.get(ALL).content)) == {"Ohne Feld", "Austausch zur Strategie"}


def test_dates(world: World, visitor: Client) -> None:
    corrected = timezone.now() - timedelta(hours=1)
    Article.objects.filter(pk=world.published.pk).update(updated_at=corrected)
    root = sound(visitor.get(ALL).content)
    entry = root.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == corrected.isoformat() == root.findtext(f"{ATOM}updated")
    assert entry.findtext(f"{ATOM}published") == world.published.publish_at.isoformat()


def test_the_newest_twenty(world: World, visitor: Client) -> None:
    many_articles(30, world)
    titles = list(entries(visitor.get(ALL).content))
    assert titles == [f"Meldung {number}" for number in range(20)]


@pytest.mark.parametrize(("address", "queries"), [(ALL, 6), (FIELD, 7)])
def test_queries_do_not_grow(
    world: World, address: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(queries):
        Client().get(address)
    many_articles(25, world)
    figure = f'<figure><img data-picture="{world.picture.pk}"></figure>'
    Article.objects.filter(slug__startswith="meldung-").update(text=figure)
    rows = Article.objects.filter(slug__startswith="meldung-")
    ArticlePicture.objects.bulk_create(ArticlePicture(owner=row, picture=world.picture) for row in rows)
    with django_assert_num_queries(queries):
        content = Client().get(address).content
    assert content.count(b"/bilder/") == 40


def test_who_has_it_already_gets_304(world: World, visitor: Client) -> None:
    first = visitor.get(ALL)
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    assert "no-cache" in first.headers["Cache-Control"]
    for header in ({"If-None-Match": tag}, {"If-None-Match": f"W/{tag}"}, {"If-Modified-Since": date}):
        again = visitor.get(ALL, headers=header)
        assert (again.status_code, again.content) == (304, b""), header
    # Taken off the site: nothing newer is in the feed, and still it is another one.
    article("Neu, mit altem Datum", slug="alt", days=-700)
    assert visitor.get(ALL, headers={"If-None-Match": tag}).status_code == 200


def test_an_empty_feed_is_sound_and_stays_the_same(db: None, visitor: Client) -> None:
    first = visitor.get(ALL)
    assert sound(first.content).find(f"{ATOM}entry") is None
    assert visitor.get(ALL).headers["ETag"] == first.headers["ETag"]


def test_a_former_address_of_the_field_leads_on(world: World, visitor: Client) -> None:
    FormerAddress.objects.create(kind="fields.actionfield", slug="alt", object_id=world.field.pk)
    response = visitor.get("/handlungsfelder/alt/feed.xml")
    assert (response.status_code, response.headers["Location"]) == (301, FIELD)
    assert visitor.get("/handlungsfelder/gibt-es-nicht/feed.xml").status_code == 404


def test_only_read(world: World, visitor: Client) -> None:
    assert visitor.head(ALL).status_code == 200
    assert visitor.post(ALL).status_code == 405


def test_pages_lead_to_their_feeds(world: World, visitor: Client) -> None:
    name = ActionField.objects.get(slug="rekrutierung").name
    whole = f'<link rel="alternate" type="application/atom+xml" title="Aktuelles" href="{ALL}">'
    own = f'<link rel="alternate" type="application/atom+xml" title="{name}" href="{FIELD}">'
    for address in ("/", "/aktuelles/", "/aktuelles/austausch-zur-strategie/"):
        assert whole in visitor.get(address).content.decode()
    field = visitor.get("/handlungsfelder/rekrutierung/").content.decode()
    assert own in field
    assert "Als Feed abonnieren" in field
    assert "Als Feed abonnieren" in visitor.get("/aktuelles/").content.decode()


def test_the_schema_refuses(world: World, visitor: Client) -> None:
    good = visitor.get(ALL).content
    for old, new in (
        (b"<id>tag:", b"<id>/"),
        (b"<updated>", b"<updated>x"),
        (b"</author>", b"</author><x/>"),
    ):
        bad = good.replace(old, new)
        assert bad != good and fromstring(bad) is not None
        assert not SCHEMA.validate(etree.fromstring(bad)), new
