"""Every verb of the table: who may, from where, what is refused, what is written down."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.news import actions
from alliance.news.models import Article
from alliance.news.rules import WORKFLOW
from alliance.news.states import TRANSITIONS, State
from tests.cast import EVERYBODY, Cast
from tests.factories.news import ArticleFactory, hours

pytestmark = pytest.mark.django_db

CHIEFS = {"leitung", "administration"}
OFFICE = {*CHIEFS, "redaktion"}
SITUATIONS = ("draft", "review", "scheduled", "published", "expired", "archived")
# verb: who, from which situations, resulting state, what the log says
TABLE: dict[str, tuple[set[str], set[str], State, str]] = {
    "submit": (OFFICE, {"draft"}, State.REVIEW, "zur Prüfung gegeben"),
    "publish": (CHIEFS, {"draft", "review"}, State.RELEASED, "veröffentlicht"),
    "send_back": (CHIEFS, {"review"}, State.DRAFT, "zurückgegeben"),
    "withdraw": (CHIEFS, {"scheduled"}, State.DRAFT, "Planung zurückgezogen"),
    "correct": (OFFICE, {"published", "expired"}, State.RELEASED, "Korrektur begonnen"),
    "archive": (CHIEFS, {"published", "expired"}, State.ARCHIVED, "archiviert"),
    "reopen": (CHIEFS, {"archived"}, State.DRAFT, "wieder aufgenommen"),
}


def article_in(situation: str) -> Article:
    """A saved article in this situation."""
    return ArticleFactory(**({} if situation == "draft" else {situation: True}))


def test_the_table_here_knows_every_verb() -> None:
    assert TABLE.keys() == TRANSITIONS.keys() == actions.VERBS.keys()


@pytest.mark.parametrize("verb", TABLE)
def test_the_verb_leads_to_its_state_and_into_the_log(verb: str, cast: Cast) -> None:
    people, situations, target, said = TABLE[verb]
    for name in sorted(people):
        for situation in sorted(situations):
            article = article_in(situation)
            came = actions.VERBS[verb](by=cast[name], article=article)
            article.refresh_from_db()
            assert article.state == target, (name, situation)
            entry = Entry.objects.get(object_id=came.pk, kind="news.article")
            assert (entry.verb, entry.by, entry.by_name) == (said, cast[name], cast[name].full_name)


@pytest.mark.parametrize("verb", TABLE)
def test_nobody_else_may(verb: str, cast: Cast) -> None:
    people, situations, _, _ = TABLE[verb]
    for name in set(EVERYBODY[1:]) - people:
        for situation in situations:
            article = article_in(situation)
            before = article.state
            with pytest.raises(PermissionDenied):
                actions.VERBS[verb](by=cast[name], article=article)
            article.refresh_from_db()
            assert article.state == before
    assert not Entry.objects.exists()


@pytest.mark.parametrize("verb", TABLE)
def test_a_wrong_state_is_refused_in_words(verb: str, cast: Cast) -> None:
    _, situations, _, _ = TABLE[verb]
    for situation in set(SITUATIONS) - situations:
        article = article_in(situation)
        before = article.state
        with pytest.raises(NotPossible, match=TRANSITIONS[verb].label):
            actions.VERBS[verb](by=cast.leitung, article=article)
        article.refresh_from_db()
        assert (article.state, Article.objects.filter(replaces=article).count()) == (before, 0)
    assert not Entry.objects.exists()


def test_offers_are_what_the_table_says(cast: Cast) -> None:
    for situation in SITUATIONS:
        article = article_in(situation)
        for name in EVERYBODY[1:]:
            offered = {offer.verb for offer in WORKFLOW.available(cast[name], article)}
            expected = {
                verb for verb, (who, where, _, _) in TABLE.items() if name in who and situation in where
            }
            assert offered == expected, (situation, name)


def test_a_verb_judges_the_stored_row_and_not_the_copy_in_hand(cast: Cast) -> None:
    article = ArticleFactory(review=True)
    copy = Article.objects.get(pk=article.pk)
    actions.publish_article(by=cast.leitung, article=article)
    with pytest.raises(NotPossible):
        actions.send_back_article(by=cast.leitung, article=copy)


def test_each_verb_keeps_one_state_of_the_content_with_its_author(cast: Cast) -> None:
    article = ArticleFactory()
    before = article.history.count()
    actions.submit_article(by=cast.redaktion, article=article)
    actions.publish_article(by=cast.leitung, article=article)
    states = list(article.history.values_list("state", "history_user__email"))[: -before or None]
    assert states == [
        (State.RELEASED, "leitung@example.org"),
        (State.REVIEW, "redaktion@example.org"),
    ]


def test_verbs_count_the_revision_up_and_name_who_did(cast: Cast) -> None:
    article = ArticleFactory()
    before = article.revision
    moved = actions.submit_article(by=cast.redaktion, article=article)
    assert (moved.revision, moved.changed_by_name) == (before + 1, cast.redaktion.full_name)
    assert moved.changed_at is not None


def test_publishing_without_a_date_is_now(cast: Cast) -> None:
    moment = datetime.datetime(2026, 3, 3, 9, 30, tzinfo=datetime.UTC)
    with time_machine.travel(moment, tick=False):
        article = actions.publish_article(by=cast.leitung, article=ArticleFactory())
    assert article.publish_at == moment


def test_publishing_for_later_only_plans(cast: Cast) -> None:
    later = hours(3)
    article = actions.publish_article(by=cast.leitung, article=ArticleFactory(publish_at=later))
    assert (article.publish_at, article.is_published) == (later, False)
    assert Entry.objects.get(object_id=article.pk).verb == "eingeplant"


def test_the_date_given_to_the_verb_wins(cast: Cast) -> None:
    later = hours(5)
    article = actions.publish_article(
        by=cast.leitung, article=ArticleFactory(publish_at=hours(1)), publish_at=later
    )
    assert article.publish_at == later


def test_what_would_expire_before_it_appears_is_not_published(cast: Cast) -> None:
    article = ArticleFactory(expire_at=hours(-1))
    with pytest.raises(ValidationError, match="verschwinden, bevor sie erscheint"):
        actions.publish_article(by=cast.leitung, article=article)
    article.refresh_from_db()
    assert (article.state, article.publish_at) == (State.DRAFT, None)
    assert not Entry.objects.exists()


def test_a_scheduled_article_is_archived_only_once_it_is_out(cast: Cast) -> None:
    article = ArticleFactory(scheduled=True)
    with pytest.raises(NotPossible):
        actions.archive_article(by=cast.leitung, article=article)
    with time_machine.travel(article.publish_at, tick=False):
        with pytest.raises(NotPossible):
            actions.withdraw_article(by=cast.leitung, article=article)
        assert actions.archive_article(by=cast.leitung, article=article).state == State.ARCHIVED


def test_the_system_may_do_what_the_table_allows() -> None:
    article = actions.publish_article(by=None, article=ArticleFactory())
    entry = Entry.objects.get(object_id=article.pk)
    assert (entry.by, entry.by_name) == (None, "")
    with pytest.raises(NotPossible):
        actions.submit_article(by=None, article=article)


def test_a_refused_verb_undoes_what_it_had_begun(cast: Cast, monkeypatch: Any) -> None:
    """Archiving removes a correction first; when the rest fails, the correction is still there."""
    article = ArticleFactory(published=True)
    ArticleFactory(replaces=article, slug=article.slug)
    with pytest.raises(PermissionDenied):
        actions.archive_article(by=cast.redaktion, article=article)
    assert Article.objects.filter(replaces=article).count() == 1


@pytest.mark.parametrize("situation", SITUATIONS)
def test_only_drafts_are_deleted(situation: str, cast: Cast) -> None:
    article = article_in(situation)
    if situation in ("draft", "review"):
        actions.delete_article(by=cast.redaktion, article=article)
        assert not Article.objects.filter(pk=article.pk).exists()
        entry = Entry.objects.get()
        assert (entry.verb, entry.title, entry.object_id) == ("gelöscht", article.title, article.pk)
        assert Article.history.filter(id=article.pk, history_type="-").count() == 1
    else:
        with pytest.raises(NotPossible, match="archiviert, nicht gelöscht"):
            actions.delete_article(by=cast.leitung, article=article)
        assert Article.objects.filter(pk=article.pk).exists()
        assert not Entry.objects.exists()
