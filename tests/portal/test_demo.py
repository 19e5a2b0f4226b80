"""The demo data: true to itself, added through actions only, and never twice."""

import ast
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from PIL import Image

from alliance.accounts.models import User
from alliance.core.richtext import block_text, blocks, picture_ids, sanitise
from alliance.files.models import Document, DocumentVersion
from alliance.history.models import Entry
from alliance.members.models import Contact, Mandate, Organisation, OrganisationKind, WorkingGroup
from alliance.news.models import Article, RelatedLink, Topic
from alliance.notifications.models import Message
from alliance.pictures.models import Picture
from alliance.portal.demo import articles, drawings, fields, fill_news, organisations, pages, people
from alliance.portal.demo.fill import fill
from alliance.portal.models import Page, SiteSettings
from events.meetings.models import (
    AgendaItem,
    AgendaTemplate,
    Meeting,
    MeetingDocument,
    Registration,
    Seat,
    Venue,
    VotingRule,
)
from strategy.fields.models import ActionField, Weave

CONTENT = (User, OrganisationKind, Organisation, Mandate, WorkingGroup, Contact, ActionField, Picture, Topic)
CONTENT += (Article, RelatedLink, Page, SiteSettings, Entry)  # type: ignore[assignment]
CONTENT += (Document, DocumentVersion, Venue, VotingRule, AgendaTemplate)  # type: ignore[assignment]
CONTENT += (Meeting, AgendaItem, MeetingDocument, Registration, Seat, Message)  # type: ignore[assignment]
LARGEST_PICTURE, LARGEST_TOGETHER = 120 * 1024, 1_200 * 1024
# What the tone of the portal leaves out.
UNWANTED = ("erfolgreich", "gerne", "im Rahmen von", "!")
WRITES = {
    "create",
    "save",
    "delete",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def counts() -> dict[str, int]:
    """How many rows of each sort there are."""
    return {model._meta.label: model._base_manager.count() for model in CONTENT}


@pytest.fixture
def small_pictures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tiny pictures under the drawings' names: renditions of the real ones take ten seconds."""
    for number, drawing in enumerate((*drawings.DRAWINGS, drawings.EMBLEM)):
        Image.new("RGB", (32, 18), (number * 20, 40, 80)).save(
            tmp_path / f"{drawing.key}.webp", lossless=True
        )
    monkeypatch.setattr(drawings, "FOLDER", tmp_path)


# ---- What the data says


def test_every_name_that_an_article_uses_exists() -> None:
    known_fields = {field.slug for field in fields.FIELDS}
    members = {member.short_name for member in organisations.MEMBERS}
    keys = {drawing.key for drawing in drawings.DRAWINGS}
    titles = {story.title for story in articles.STORIES}
    for story in articles.STORIES:
        assert set(story.topics) <= set(articles.TOPICS), story.title
        assert set(story.fields) <= known_fields, story.title
        assert set(story.organisations) <= members, story.title
        assert {*filter(None, [story.drawing]), *fill_news.PICTURE_MARK.findall(story.text)} <= keys, (
            story.title
        )
        assert {link.article for link in story.links if link.article} <= titles, story.title


def test_stories_are_many_and_their_titles_differ() -> None:
    titles = [story.title for story in articles.STORIES]
    assert len(set(titles)) == len(titles)
    published = [story for story in articles.STORIES if story.state == "released"]
    years = {story.publish_at.year for story in published if story.publish_at}
    assert len(published) >= 16
    assert len(years) >= 8


def test_texts_lose_nothing_when_they_are_sanitised() -> None:
    for text in [story.text for story in articles.STORIES] + [page.text for page in pages.PAGES]:
        figures = fill_news.PICTURE_MARK.sub('<figure><img data-picture="7"></figure>', text)
        stored = sanitise(figures)
        assert sanitise(stored) == stored
        for tag in ("<h2>", "<li>", "<blockquote>", "<td>", "<figure>", "</a>", 'scope="col"', 'scope="row"'):
            assert stored.count(tag) == figures.count(tag), tag


def test_articles_have_substance() -> None:
    for story in articles.STORIES:
        if story.state == "released" and not story.is_example:
            words = sum(len(block_text(block).split()) for block in blocks(story.text))
            assert 120 <= words <= 350, f"{story.title}: {words}"
            assert story.text.count("<h2>") >= 2, story.title


def test_the_lead_article_holds_what_was_asked_for() -> None:
    lead = next(story for story in articles.STORIES if story.is_pinned)
    assert lead.title == "Rund 25 Mitglieder, eine gemeinsame Richtung"
    assert (lead.place, lead.publish_at and lead.publish_at.date().isoformat()) == ("Göttingen", "2024-02-20")
    assert lead.text.count("<h2>") == 2
    everything = lead.text + " ".join(link.url for link in lead.links)
    assert "/ueber-uns/" in everything
    assert "https://www.suedniedersachsenstiftung.de/projekt/fachkraeftebuendnis" in everything
    assert "https://www.fachkraeftebuendnis-sns.de/neuefachkraeftestrategie/" in everything


def test_what_is_invented_says_so() -> None:
    for story in articles.STORIES:
        if story.publish_at is None or story.publish_at.year >= 2026:
            assert story.is_example, story.title


def test_fields_inherit_a_weave_and_never_share_one_at_a_time() -> None:
    known = {field.slug: field for field in fields.FIELDS}
    for part in (fields.FORMER, fields.CURRENT):
        weaves = [field.weave for field in part]
        assert len(set(weaves)) == len(weaves)
        assert set(weaves) <= set(Weave.values)
    for field in fields.CURRENT:
        assert field.weave in {known[slug].weave for slug in field.continues}


def test_the_tone_is_kept() -> None:
    texts = [f"{story.title} {story.teaser} {story.text}" for story in articles.STORIES]
    texts += [f"{page.title} {page.lead} {page.text}" for page in pages.PAGES]
    texts += [field.text for field in fields.FIELDS] + [
        f"{item.alt} {item.caption}" for item in drawings.DRAWINGS
    ]
    for text in texts:
        assert not [word for word in UNWANTED if word in text], text[:80]


def test_pictures_are_light_and_described() -> None:
    sizes = {item.key: (drawings.FOLDER / f"{item.key}.webp").stat().st_size for item in drawings.DRAWINGS}
    assert max(sizes.values()) <= LARGEST_PICTURE, sizes
    assert sum(sizes.values()) <= LARGEST_TOGETHER
    assert len(sizes) >= 8
    for drawing in drawings.DRAWINGS:
        with Image.open(drawings.FOLDER / f"{drawing.key}.webp") as image:
            assert image.size == (1600, 900)
        assert len(drawing.alt) > 20
        assert (drawings.FOLDER / "src" / f"{drawing.key}.svg").exists()


# ---- How it gets in


def test_the_demo_package_writes_through_actions_only() -> None:
    package = Path(people.__file__).parent
    for path in [*package.glob("*.py"), package.parent / "management" / "commands" / "demo.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in WRITES, f"{path.name}:{node.lineno} {node.func.attr}"


@pytest.mark.django_db
def test_everything_arrives(small_pictures: None) -> None:
    added = fill()
    assert added["Mitglieder"] == len(organisations.KINDS) + len(organisations.MEMBERS)
    assert added["Meldungen"] == len(articles.STORIES)
    assert Organisation.objects.current().count() == 22
    osterode = Organisation.objects.former().get()
    assert osterode.succeeded_by == Organisation.objects.get(name="Landkreis Göttingen")
    continued = ActionField.objects.get(slug="rekrutierung-integration").continues
    assert set(continued.values_list("slug", flat=True)) == {
        "rekrutierung-von-fachkraeften",
        "arbeitsmarktintegration",
    }
    assert WorkingGroup.objects.count() == len(people.GROUPS)
    for group in WorkingGroup.objects.all():
        assert {row.person.email for row in group.memberships.all()} == {
            "northeim@example.org",
            "leitung@example.org",
        }
    assert {user.email for user in User.objects.all() if user.check_password(people.PASSWORD)} == {
        person.email for person in people.PEOPLE
    }
    assert not Mandate.objects.current().filter(person__email="ehemalig@example.org").exists()


@pytest.mark.django_db
def test_the_lists_of_the_office_show_every_state(small_pictures: None) -> None:
    fill()
    now, originals = timezone.now(), Article.objects.filter(replaces=None)
    assert set(originals.values_list("state", flat=True)) == {"draft", "review", "released", "archived"}
    assert originals.filter(state="released", publish_at__gt=now).exists()
    assert originals.filter(state="released", expire_at__lt=now).exists()
    correction = Article.objects.get(replaces__isnull=False)
    assert correction.teaser != correction.replaces.teaser  # type: ignore[union-attr]
    in_texts = [article for article in originals if picture_ids(article.text)]
    assert len(in_texts) >= 2


@pytest.mark.django_db
def test_a_second_run_adds_nothing_and_leaves_changes_alone(small_pictures: None) -> None:
    fill()
    contact = Contact.objects.default().get()
    contact.function = "Neue Stelle"
    contact.save()
    before, begun = counts(), time.monotonic()
    assert fill() == Counter()
    assert time.monotonic() - begun < 3
    assert counts() == before
    assert Contact.objects.default().get().function == "Neue Stelle"


@pytest.mark.django_db
def test_visitors_find_home_news_and_pages(small_pictures: None, visitor: Client) -> None:
    fill()
    home = visitor.get("/").content.decode()
    assert "Rund 25 Mitglieder, eine gemeinsame Richtung" in home
    lead = visitor.get("/aktuelles/rund-25-mitglieder-eine-gemeinsame-richtung/").content.decode()
    for words in ("Göttingen", "20. Februar 2024", drawings.CREDIT, "Geschäftsstelle"):
        assert words in lead
    for page in pages.PAGES:
        assert visitor.get(f"/{page.slug}/").status_code == 200


# ---- The command


@pytest.mark.django_db
@pytest.mark.parametrize("flags", [[], ["--fresh"]])
def test_production_refuses(settings: Any, flags: list[str]) -> None:
    settings.PRODUCTION = True
    before = counts()
    with pytest.raises(CommandError, match="MODE=demo"):
        call_command("demo", *flags)
    assert counts() == before


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_fresh_empties_first_and_the_real_pictures_are_quick_enough(
    small_pictures: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("demo")
    before = counts()
    Article.objects.create(title="Stört", slug="stoert", teaser="Stört.")
    call_command("demo")
    assert "schon da" in capsys.readouterr().out
    assert Article.objects.filter(slug="stoert").exists()
    monkeypatch.undo()
    begun = time.process_time()
    call_command("demo", "--fresh")
    assert time.process_time() - begun < 30
    assert counts() == before
