"""Of two that save at once one wins, and the other one is told."""

import pytest
import time_machine
from django.utils import timezone

from alliance.core.revision import StaleRevision, advance
from alliance.news.models import Topic
from tests.cast import Cast
from tests.factories.news import TopicFactory

pytestmark = pytest.mark.django_db


def test_a_new_row_begins_with_one(cast: Cast) -> None:
    topic = Topic(name="Neu", slug="neu")
    advance(topic, by=cast.redaktion)
    assert (topic.revision, topic.changed_by_name) == (1, cast.redaktion.full_name)
    assert topic.pk is None


def test_it_notes_who_and_when(cast: Cast) -> None:
    topic = TopicFactory()
    with time_machine.travel("2026-05-05T12:00+02:00", tick=False):
        advance(topic, by=cast.redaktion)
        assert topic.changed_at == timezone.now()
    advance(topic, by=None)
    assert (topic.revision, topic.changed_by_name) == (2, "")


def test_the_second_copy_is_stale_and_left_as_it_was(cast: Cast) -> None:
    topic = TopicFactory(name="Wort")
    first, second = Topic.objects.get(pk=topic.pk), Topic.objects.get(pk=topic.pk)
    advance(first, by=cast.redaktion)
    with pytest.raises(StaleRevision, match="Wort"):
        advance(second, by=cast.leitung)
    assert (second.revision, second.changed_at, second.changed_by_name) == (0, None, "")
    assert Topic.objects.get(pk=topic.pk).revision == 1


def test_a_deleted_row_is_stale_too(cast: Cast) -> None:
    topic = TopicFactory()
    Topic.objects.all().delete()
    with pytest.raises(StaleRevision):
        advance(topic, by=cast.redaktion)


@pytest.mark.parametrize("revision", [1, 5])
def test_a_made_up_revision_is_stale(revision: int) -> None:
    topic = TopicFactory()
    topic.revision = revision
    with pytest.raises(StaleRevision):
        advance(topic, by=None)


def test_many_saves_count_one_by_one() -> None:
    topic = TopicFactory()
    for expected in (1, 2, 3):
        advance(topic, by=None)
        topic.save()
        assert Topic.objects.get(pk=topic.pk).revision == topic.revision == expected
