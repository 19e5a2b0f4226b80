"""Published articles change through a correction, from its beginning to its merging or end."""

from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from alliance.core.models import FormerAddress
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.news import actions
from alliance.news.actions import Link
from alliance.news.models import Article, ArticlePicture
from alliance.news.states import State
from tests.cast import Cast
from tests.factories.fields import ActionFieldFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.members import ContactFactory, GroupFactory, OrganisationFactory
from tests.factories.news import ArticleFactory, TopicFactory, hours
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db
FIGURE = '<figure><img data-picture="{}"></figure>'


@pytest.fixture
def original(cast: Cast) -> Article:
    """A published article with everything that an article can have."""
    draft = ArticleFactory.build(
        title="Erster Stand",
        slug="erster-stand",
        place="Göttingen",
        text=FIGURE.format(PictureFactory().pk),
        lead_picture=PictureFactory(),
        contact=ContactFactory(),
        is_pinned=True,
        is_example=True,
        audience="group",
        working_group=GroupFactory(),
        publish_at=hours(-48),
        expire_at=hours(48),
    )
    related = {
        "topics": [TopicFactory()],
        "action_fields": [ActionFieldFactory()],
        "organisations": [OrganisationFactory()],
        "meetings": [MeetingFactory()],
    }
    links = [Link(title="Mehr", url="https://example.org/", note="PDF"), Link(to_field=ActionFieldFactory())]
    article = actions.save_article(by=cast.redaktion, article=draft, related=related, links=links)
    return actions.publish_article(by=cast.leitung, article=article)


def content(article: Article) -> dict[str, Any]:
    """All that readers and the office see of an article."""
    names = [field.name for field in Article._meta.fields]
    skipped = {"id", "state", "replaces", "revision", "changed_at", "changed_by_name", "updated_at"}
    return {
        **{name: getattr(article, name) for name in names if name not in skipped},
        **{name: [*getattr(article, name).all()] for name in actions.RELATIONS},
        "links": [(row.label, row.href, row.note, row.order) for row in article.links.all()],
        "pictures": [row.picture for row in article.text_pictures.all()],
    }


def test_a_correction_begins_as_a_copy_of_everything(cast: Cast, original: Article) -> None:
    copy = actions.correct_article(by=cast.redaktion, article=original)
    assert copy.pk != original.pk
    assert (copy.replaces, copy.state) == (original, State.DRAFT)
    copy, fresh = Article.objects.get(pk=copy.pk), Article.objects.get(pk=original.pk)
    assert content(copy) == content(fresh)
    assert fresh.is_published
    assert not copy.is_published
    assert Entry.objects.first().verb == "Korrektur begonnen"


def test_a_correction_changes_nothing_before_it_is_published(cast: Cast, original: Article) -> None:
    before = content(original)
    copy = actions.correct_article(by=cast.redaktion, article=original)
    copy.title, copy.text, copy.slug = "Zweiter Stand", "<p>Neu</p>", "zweiter-stand"
    actions.save_article(by=cast.redaktion, article=copy, related={"topics": []}, links=[])
    actions.submit_article(by=cast.redaktion, article=copy)
    assert content(Article.objects.get(pk=original.pk)) == before
    assert not FormerAddress.objects.exists()


def test_publishing_writes_everything_into_the_original(cast: Cast, original: Article) -> None:
    copy = actions.correct_article(by=cast.redaktion, article=original)
    picture, field = PictureFactory(), ActionFieldFactory()
    changes = {
        "title": "Zweiter Stand",
        "slug": "zweiter-stand",
        "place": "Northeim",
        "teaser": "Anders.",
        "text": FIGURE.format(picture.pk),
        "lead_picture": PictureFactory(),
        "contact": None,
        "is_pinned": False,
        "is_example": False,
        "audience": "public",
        "working_group": None,
        "publish_at": hours(-20),
        "expire_at": None,
    }
    assert changes.keys() == set(actions.CONTENT)
    for name, value in changes.items():
        setattr(copy, name, value)
    topics, members = [TopicFactory()], [OrganisationFactory(), OrganisationFactory()]
    actions.save_article(
        by=cast.redaktion,
        article=copy,
        related={"topics": topics, "action_fields": [field], "organisations": members},
        links=[Link(to_field=field), Link(title="Mehr", url="https://example.org/")],
    )
    wanted = content(Article.objects.get(pk=copy.pk))
    came = actions.publish_article(by=cast.leitung, article=copy)
    assert came.pk == original.pk
    fresh = Article.objects.get(pk=original.pk)
    assert content(fresh) == wanted
    assert {name: getattr(fresh, name) for name in changes} == changes
    assert (fresh.state, fresh.is_published) == (State.RELEASED, True)
    assert not Article.objects.filter(pk=copy.pk).exists()
    assert list(ArticlePicture.objects.values_list("owner", "picture")) == [(original.pk, picture.pk)]


def test_the_merged_state_is_one_with_its_keys_and_author(cast: Cast, original: Article) -> None:
    before = original.history.count()
    copy = actions.correct_article(by=cast.redaktion, article=original)
    topic = TopicFactory()
    actions.save_article(by=cast.redaktion, article=copy, related={"topics": [topic]})
    actions.publish_article(by=cast.leitung, article=copy)
    newest = original.history.first()
    assert original.history.count() == before + 1
    assert newest.history_user == cast.leitung
    assert [row.topic for row in newest.topics.all()] == [topic]
    entry = Entry.objects.first()
    assert (entry.verb, entry.object_id, entry.by) == ("Korrektur veröffentlicht", original.pk, cast.leitung)


def test_a_published_correction_says_when(cast: Cast, visitor: Client) -> None:
    with time_machine.travel("2026-03-01 10:00:00+01:00", tick=False):
        article = ArticleFactory(published=True)
        address = article.get_absolute_url()
        assert "Aktualisiert am" not in visitor.get(address).content.decode()
        copy = actions.correct_article(by=cast.redaktion, article=article)
    with time_machine.travel("2026-03-04 23:30:00+01:00", tick=False):
        assert "Aktualisiert am" not in visitor.get(address).content.decode()
        actions.publish_article(by=cast.leitung, article=copy)
        page = visitor.get(address).content.decode()
    assert "Aktualisiert am" in page
    assert "4. März 2026</time>" in page.split("Aktualisiert am")[1][:120]


def test_a_changed_slug_moves_the_page_for_good(cast: Cast, visitor: Client) -> None:
    article = ArticleFactory(published=True, slug="alt")
    copy = actions.correct_article(by=cast.redaktion, article=article)
    copy.slug = "neu"
    actions.save_article(by=cast.redaktion, article=copy)
    assert visitor.get("/aktuelles/alt/").status_code == 200
    assert visitor.get("/aktuelles/neu/").status_code == 404
    actions.publish_article(by=cast.leitung, article=copy)
    assert visitor.get("/aktuelles/neu/").status_code == 200
    moved = visitor.get("/aktuelles/alt/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/aktuelles/neu/")


def test_a_slug_that_comes_back_leads_in_no_circle(cast: Cast, visitor: Client) -> None:
    article = ArticleFactory(published=True, slug="a")
    for slug in ("b", "a", "c"):
        copy = actions.correct_article(by=cast.redaktion, article=article)
        copy.slug = slug
        actions.save_article(by=cast.redaktion, article=copy)
        article = actions.publish_article(by=cast.leitung, article=copy)
    for slug in ("a", "b"):
        moved = visitor.get(f"/aktuelles/{slug}/")
        assert (moved.status_code, moved.headers["Location"]) == (301, "/aktuelles/c/")
    assert not FormerAddress.objects.filter(slug="c").exists()


def test_there_is_one_correction_at_a_time(cast: Cast, original: Article) -> None:
    actions.correct_article(by=cast.redaktion, article=original)
    with pytest.raises(NotPossible):
        actions.correct_article(by=cast.leitung, article=original)
    assert Article.objects.filter(replaces=original).count() == 1


def test_after_merging_the_next_correction_may_begin(cast: Cast, original: Article) -> None:
    copy = actions.correct_article(by=cast.redaktion, article=original)
    actions.publish_article(by=cast.leitung, article=copy)
    assert actions.correct_article(by=cast.redaktion, article=original).pk


def test_discarding_leaves_the_original_as_it_was(cast: Cast, original: Article) -> None:
    before = content(original)
    copy = actions.correct_article(by=cast.redaktion, article=original)
    copy.title = "Verworfen"
    actions.save_article(by=cast.redaktion, article=copy)
    actions.delete_article(by=cast.redaktion, article=copy)
    fresh = Article.objects.get(pk=original.pk)
    assert content(fresh) == before
    assert (fresh.has_correction, fresh.updated_at) == (False, None)
    assert Entry.objects.first().title == "Verworfen"


def test_archiving_waits_for_a_correction_begun(cast: Cast, original: Article) -> None:
    copy = actions.correct_article(by=cast.redaktion, article=original)
    with pytest.raises(NotPossible, match="Korrektur begonnen"):
        actions.archive_article(by=cast.leitung, article=original)
    assert Article.objects.filter(pk=copy.pk).exists()
    actions.delete_article(by=cast.redaktion, article=copy)
    actions.archive_article(by=cast.leitung, article=Article.objects.get(pk=original.pk))
    assert not Article.objects.published().exists()


def test_an_article_may_not_be_renamed_onto_another(cast: Cast) -> None:
    ArticleFactory(published=True, slug="vergeben")
    article = ArticleFactory(published=True)
    copy = actions.correct_article(by=cast.redaktion, article=article)
    copy.slug = "vergeben"
    with pytest.raises(ValidationError, match="schon eine andere Meldung"):
        actions.save_article(by=cast.redaktion, article=copy)


def test_a_slug_taken_while_the_correction_lay_is_refused_on_merging(cast: Cast) -> None:
    article = ArticleFactory(published=True, slug="alt")
    copy = actions.correct_article(by=cast.redaktion, article=article)
    copy.slug = "frei"
    actions.save_article(by=cast.redaktion, article=copy)
    ArticleFactory(slug="frei")
    with pytest.raises(ValidationError, match="schon eine andere Meldung"):
        actions.publish_article(by=cast.leitung, article=copy)
    assert Article.objects.filter(pk=copy.pk).exists()
    assert Article.objects.get(pk=article.pk).slug == "alt"


def test_an_emptied_slug_of_a_correction_is_that_of_its_title(cast: Cast) -> None:
    article = ArticleFactory(published=True, title="Der Titel", slug="der-titel")
    copy = actions.correct_article(by=cast.redaktion, article=article)
    copy.slug = ""
    actions.save_article(by=cast.redaktion, article=copy)
    assert copy.slug == "der-titel"


def test_a_correction_of_a_correction_does_not_exist(cast: Cast, original: Article) -> None:
    copy = actions.correct_article(by=cast.redaktion, article=original)
    with pytest.raises(NotPossible):
        actions.correct_article(by=cast.leitung, article=copy)


def test_an_expired_article_may_be_corrected_and_comes_back(cast: Cast, visitor: Client) -> None:
    article = ArticleFactory(expired=True)
    copy = actions.correct_article(by=cast.redaktion, article=article)
    copy.expire_at = None
    actions.save_article(by=cast.redaktion, article=copy)
    actions.publish_article(by=cast.leitung, article=copy)
    assert visitor.get(article.get_absolute_url()).status_code == 200


def test_an_emptied_date_keeps_the_date_of_the_original(cast: Cast) -> None:
    article = ArticleFactory(published=True, publish_at=hours(-5000))
    copy = actions.correct_article(by=cast.redaktion, article=article)
    copy.publish_at = None
    actions.save_article(by=cast.redaktion, article=copy)
    assert actions.publish_article(by=cast.leitung, article=copy).publish_at == article.publish_at


def test_a_correction_cannot_hide_its_original_until_later(cast: Cast, visitor: Client) -> None:
    article = ArticleFactory(published=True)
    copy = actions.correct_article(by=cast.redaktion, article=article)
    copy.publish_at = hours(5)
    with pytest.raises(ValidationError) as refusal:
        actions.save_article(by=cast.redaktion, article=copy)
    assert "publish_at" in refusal.value.message_dict
    assert visitor.get(article.get_absolute_url()).status_code == 200
