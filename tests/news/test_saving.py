"""Writing articles: what an editor's save keeps, refuses and leaves behind."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from alliance.core.models import FormerAddress
from alliance.core.revision import StaleRevision
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.news import actions
from alliance.news.actions import Link
from alliance.news.models import Article, ArticlePicture, RelatedLink, Topic
from alliance.news.states import State
from tests.cast import Cast
from tests.factories.fields import ActionFieldFactory
from tests.factories.members import GroupFactory, OrganisationFactory
from tests.factories.news import ArticleFactory, TopicFactory, hours
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db


def test_a_new_article_is_one_state_with_its_keys_and_one_entry(cast: Cast) -> None:
    topics, fields = [TopicFactory(), TopicFactory()], [ActionFieldFactory()]
    members = [OrganisationFactory()]
    article = actions.save_article(
        by=cast.redaktion,
        article=Article(title="Neu", teaser="Worum es geht."),
        related={"topics": topics, "action_fields": fields, "organisations": members},
    )
    assert (article.state, article.revision, article.slug) == (State.DRAFT, 1, "neu")
    state = article.history.get()
    assert state.history_user == cast.redaktion
    assert {row.topic for row in state.topics.all()} == set(topics)
    assert [row.actionfield for row in state.action_fields.all()] == fields
    assert [row.organisation for row in state.organisations.all()] == members
    assert list(Entry.objects.values_list("verb", "title", "by_name")) == [
        ("angelegt", "Neu", cast.redaktion.full_name)
    ]


def test_a_change_of_keys_alone_is_one_state(cast: Cast) -> None:
    first, second = TopicFactory(), TopicFactory()
    article = actions.save_article(
        by=cast.redaktion, article=ArticleFactory.build(), related={"topics": [first]}
    )
    actions.save_article(by=cast.leitung, article=article, related={"topics": [second]})
    newer, older = article.history.all()
    assert [row.topic for row in older.topics.all()] == [first]
    assert [row.topic for row in newer.topics.all()] == [second]
    assert newer.history_user == cast.leitung


def test_what_is_not_given_stays(cast: Cast) -> None:
    topic = TopicFactory()
    article = actions.save_article(
        by=cast.redaktion,
        article=ArticleFactory.build(),
        related={"topics": [topic]},
        links=[Link(title="Mehr", url="https://example.org/")],
    )
    article.title = "Anders"
    actions.save_article(by=cast.redaktion, article=article)
    article = Article.objects.get(pk=article.pk)
    assert (article.title, [*article.topics.all()], article.links.count()) == ("Anders", [topic], 1)


def test_links_keep_their_order_and_the_rows_that_stay(cast: Cast) -> None:
    field = ActionFieldFactory()
    one, two = Link(title="Eins", url="https://example.org/1"), Link(to_field=field, note="Feld")
    article = actions.save_article(by=cast.redaktion, article=ArticleFactory.build(), links=[one, two])
    kept = {row.label: row.pk for row in article.links.all()}
    three = Link(title="Drei", url="/handlungsfelder/")
    actions.save_article(by=cast.redaktion, article=article, links=[three, two])
    rows = list(article.links.all())
    assert [(row.label, row.order) for row in rows] == [("Drei", 1), (field.name, 2)]
    assert rows[1].pk == kept[field.name]
    assert RelatedLink.history.filter(title="Eins", history_type="-").get().history_user == cast.redaktion


@pytest.mark.parametrize(
    "link",
    [
        Link(title="Ohne Ziel"),
        Link(url="https://example.org/"),
        Link(title="Skript", url="javascript:alert(1)"),
        Link(title="Fremd", url="//example.org/"),
        Link(title="Daten", url="data:text/html,x"),
        Link(title="Ohne Schema", url="example.org"),
    ],
)
def test_a_link_without_a_sound_target_undoes_the_whole_save(link: Link, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        actions.save_article(by=cast.redaktion, article=ArticleFactory.build(), links=[link])
    assert not Article.objects.exists()
    assert not Entry.objects.exists()


def test_pictures_in_the_text_are_kept_from_vanishing(cast: Cast) -> None:
    first, second = PictureFactory(), PictureFactory()
    figure = '<figure><img data-picture="{}"></figure>'
    article = ArticleFactory.build(text=figure.format(first.pk))
    actions.save_article(by=cast.redaktion, article=article)
    assert ArticlePicture.objects.get().picture == first
    article.text = figure.format(second.pk)
    actions.save_article(by=cast.redaktion, article=article)
    assert ArticlePicture.objects.get().picture == second


def test_the_later_of_two_is_refused_and_writes_nothing(cast: Cast) -> None:
    article = ArticleFactory()
    mine, yours = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    mine.title, yours.title = "Von mir", "Von Ihnen"
    topic = TopicFactory()
    actions.save_article(by=cast.redaktion, article=mine)
    with pytest.raises(StaleRevision):
        actions.save_article(by=cast.leitung, article=yours, related={"topics": [topic]}, links=[])
    article.refresh_from_db()
    assert (article.title, article.topics.count()) == ("Von mir", 0)
    assert article.changed_by_name == cast.redaktion.full_name
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("situation", ["scheduled", "published", "expired", "archived"])
def test_a_released_article_is_frozen(situation: str, cast: Cast) -> None:
    article = ArticleFactory(**{situation: True})
    article.title = "Heimlich geändert"
    with pytest.raises(NotPossible, match="Korrektur"):
        actions.save_article(by=cast.leitung, article=article)
    # Neither does it help to say that it is a draft.
    article.state = State.DRAFT
    with pytest.raises(NotPossible, match="Korrektur"):
        actions.save_article(by=cast.leitung, article=article, related={"topics": []}, links=[])
    stored = Article.objects.get(pk=article.pk)
    assert stored.title != "Heimlich geändert"
    assert stored.state != State.DRAFT


def test_a_new_article_cannot_be_born_released(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        actions.save_article(by=cast.redaktion, article=ArticleFactory.build(published=True))
    assert not Article.objects.exists()


def test_a_changed_slug_leads_on_once_readers_knew_it(cast: Cast) -> None:
    article = ArticleFactory(slug="erste")
    article.slug = "zweite"
    article = actions.save_article(by=cast.redaktion, article=article)
    assert not FormerAddress.objects.exists()
    article = actions.publish_article(by=cast.leitung, article=article)
    article = actions.archive_article(by=cast.leitung, article=article)
    article = actions.reopen_article(by=cast.leitung, article=article)
    article.slug = "dritte"
    actions.save_article(by=cast.redaktion, article=article)
    former = FormerAddress.objects.get()
    assert (former.kind, former.slug, former.object_id) == ("news.article", "zweite", article.pk)


def test_topics_are_written_through_actions(cast: Cast) -> None:
    topic = actions.save_topic(by=cast.redaktion, topic=Topic(name="Aus- & Weiterbildung"))
    assert topic.slug == "aus-weiterbildung"
    article = ArticleFactory(topics=[topic])
    actions.delete_topic(by=cast.redaktion, topic=topic)
    assert article.topics.count() == 0
    assert [entry.verb for entry in Entry.objects.all()] == ["gelöscht", "angelegt"]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": State.RELEASED}, "news_article_released_has_date"),
        ({"publish_at": hours(2), "expire_at": hours(1)}, "news_article_expires_after_publication"),
        ({"publish_at": hours(2), "expire_at": None, "audience": "group"}, "news_article_group_only"),
        ({"slug": "schon-da"}, "slug"),
    ],
)
def test_the_database_itself_refuses(values: dict, name: str) -> None:
    ArticleFactory(slug="schon-da")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ArticleFactory(**values)


def test_the_database_refuses_a_group_beside_another_audience() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleFactory(working_group=GroupFactory())


def test_the_database_refuses_two_corrections_of_one_article() -> None:
    original = ArticleFactory(published=True)
    ArticleFactory(replaces=original)
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleFactory(replaces=original)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"title": "Nur ein Titel"},
        {"url": "https://example.org/"},
        {"title": "Beides", "url": "https://example.org/", "to_article": True},
        {"to_article": True, "to_field": True},
    ],
)
def test_the_database_refuses_a_link_without_exactly_one_target(values: dict) -> None:
    if "to_article" in values:
        values = {**values, "to_article": ArticleFactory()}
    if "to_field" in values:
        values = {**values, "to_field": ActionFieldFactory()}
    with pytest.raises(IntegrityError), transaction.atomic():
        RelatedLink.objects.create(article=ArticleFactory(), **values)


def test_a_correction_may_share_the_slug_of_its_original() -> None:
    original = ArticleFactory(published=True)
    correction = ArticleFactory.build(replaces=original, slug=original.slug)
    correction.full_clean()
    correction.save()
    other = ArticleFactory.build(slug=original.slug)
    with pytest.raises(ValidationError) as refusal:
        other.full_clean()
    assert "Diese Adresse hat schon eine andere Meldung." in str(refusal.value)
