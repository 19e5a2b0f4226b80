"""Addresses that change and old ones that lead on."""

import pytest
from django.db import IntegrityError, transaction

from alliance.core.addresses import free_slug, is_taken_by_route, kind_of, now_at, remember
from alliance.core.models import FormerAddress
from alliance.news.models import Article, Topic
from strategy.fields.models import ActionField
from tests.factories.fields import ActionFieldFactory
from tests.factories.news import ArticleFactory, TopicFactory

pytestmark = pytest.mark.django_db


def known() -> dict[str, int]:
    return {row.slug: row.object_id for row in FormerAddress.objects.all()}


def test_the_kind_is_a_plain_name() -> None:
    assert kind_of(ActionField) == "fields.actionfield"


def test_an_old_slug_is_kept_and_leads_to_what_lives_on() -> None:
    field = ActionFieldFactory(slug="neu")
    remember(field, old_slug="alt", new_slug="neu")
    assert known() == {"alt": field.pk}
    assert now_at(ActionField.objects.all(), "alt") == field
    assert now_at(ActionField.objects.all(), "neu") is None
    assert now_at(ActionField.objects.none(), "alt") is None


@pytest.mark.parametrize(("old", "new"), [("gleich", "gleich"), ("", "neu")])
def test_nothing_changed_is_nothing_written(old: str, new: str) -> None:
    remember(ActionFieldFactory(slug=new), old_slug=old, new_slug=new)
    assert known() == {}


def test_whoever_takes_an_old_slug_has_it() -> None:
    first, second = ActionFieldFactory(slug="b"), ActionFieldFactory(slug="a")
    remember(first, old_slug="a", new_slug="b")
    remember(second, old_slug="c", new_slug="a")
    assert known() == {"c": second.pk}
    remember(second, old_slug="a", new_slug="d")
    assert known() == {"c": second.pk, "a": second.pk}
    assert now_at(ActionField.objects.all(), "a") == second


def test_kinds_do_not_mix() -> None:
    field, topic = ActionFieldFactory(), TopicFactory()
    remember(field, old_slug="alt", new_slug="x")
    remember(topic, old_slug="alt", new_slug="y")
    assert now_at(ActionField.objects.all(), "alt") == field
    assert now_at(Topic.objects.all(), "alt") == topic
    # A field with the key of the topic, so that only the kind keeps them apart.
    namesake = TopicFactory(pk=field.pk + 100)
    ActionFieldFactory(pk=namesake.pk)
    remember(namesake, old_slug="nur-thema", new_slug="z")
    assert now_at(ActionField.objects.all(), "nur-thema") is None
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerAddress.objects.create(kind="news.topic", slug="alt", object_id=1)


def test_a_free_slug_counts_up_over_what_is_there() -> None:
    for slug in ("wort", "wort-2", "wort-4", "wortreich"):
        TopicFactory(slug=slug)
    assert free_slug(Topic, "Wort") == "wort-3"
    assert free_slug(Topic, "Wortreich") == "wortreich-2"
    assert free_slug(Topic, "Wor") == "wor"
    assert free_slug(Topic, "!?") == "ohne-titel"


def test_what_rows_to_keep_have_counts_as_free() -> None:
    mine, other = TopicFactory(slug="wort"), TopicFactory(slug="wort-2")
    assert free_slug(Topic, "Wort", keep=[mine]) == "wort"
    assert free_slug(Topic, "Wort", keep=[other, None]) == "wort-2"
    assert free_slug(Topic, "Wort", keep=[Topic(), None]) == "wort-3"


def test_a_free_slug_fits_its_column_with_its_number() -> None:
    longest = Topic._meta.get_field("slug").max_length
    text = "y" * 200
    for _ in range(3):
        slug = free_slug(Topic, text)
        TopicFactory(slug=slug)
        assert len(slug) <= longest
    assert len(free_slug(Article, text)) <= 80


def test_hidden_rows_count_as_taken() -> None:
    ArticleFactory(archived=True, slug="alt")
    assert free_slug(Article, "Alt") == "alt-2"


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("/aktuelles/", True),
        ("/anmelden/", True),
        ("/verwaltung/", True),
        ("/konto/", True),
        ("/impressum/", False),
        ("/gibt/es/nicht/", False),
    ],
)
def test_routes_that_answer_already(path: str, taken: bool) -> None:
    assert is_taken_by_route(path, own="portal:page") is taken
