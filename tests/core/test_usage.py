"""Where contacts, topics and action fields are named, in their forms and before they are deleted."""

from typing import Any

import pytest

from alliance.core.usage import Usage, usages
from alliance.news.models import Article, RelatedLink
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.members import ContactFactory
from tests.factories.news import ArticleFactory, TopicFactory

pytestmark = pytest.mark.django_db


def labels(obj: Any) -> list[tuple[str, str]]:
    return [(usage.label, usage.title) for usage in usages(obj)]


def test_keys_keys_of_many_and_rows_that_are_parts() -> None:
    area, contact, topic = ActionFieldFactory(), ContactFactory(), TopicFactory()
    article = ArticleFactory(title="M", contact=contact, topics=[topic], action_fields=[area], published=True)
    for _ in range(2):
        RelatedLink.objects.create(article=article, to_field=area)
    assert labels(contact) == [("Meldung, Ansprechstelle", "M")]
    assert labels(topic) == [("Meldung, Themen", "M")]
    assert labels(area) == [("Meldung, Handlungsfelder", "M"), ("Meldung, weiterführender Link", "M")]
    assert usages(topic) == [
        Usage(
            "Meldung, Themen",
            "M",
            f"/verwaltung/news/article/{article.pk}/change/",
            f"/aktuelles/{article.slug}/",
        )
    ]


def test_what_a_thing_names_itself_is_no_usage() -> None:
    old, new = ActionFieldFactory(name="Alt"), ActionFieldFactory(name="Neu")
    new.continues.add(old)
    assert labels(old) == [("Handlungsfeld, führt fort", "Neu")]
    assert labels(new) == []


def test_a_correction_is_a_place_of_its_own() -> None:
    contact, original = ContactFactory(), ArticleFactory(title="Original", published=True)
    Article.objects.create(title="Korrektur", slug="k", teaser="x", replaces=original, contact=contact)
    assert labels(contact) == [("Meldung, Ansprechstelle", "Korrektur")]


def test_form_and_confirmation_name_the_places(cast: Cast, client_of: ClientOf) -> None:
    contact, topic, area = ContactFactory(), TopicFactory(), ActionFieldFactory()
    article = ArticleFactory(title="Wo <b> es steht", contact=contact, topics=[topic], action_fields=[area])
    client, link = (
        client_of("leitung"),
        f'<a href="/verwaltung/news/article/{article.pk}/change/">Wo &lt;b&gt; es steht</a>',
    )
    for obj in (contact, topic, area):
        address = f"/verwaltung/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}"
        for page in ("change", "delete"):
            assert link in client.get(f"{address}/{page}/").content.decode(), f"{address}/{page}/"
    assert (
        "Noch nirgends." in client.get(f"/verwaltung/news/topic/{TopicFactory().pk}/change/").content.decode()
    )


@pytest.mark.parametrize("count", [1, 9])
def test_the_same_queries_for_many_places(count: int, django_assert_num_queries: Any) -> None:
    topic, area = TopicFactory(), ActionFieldFactory()
    for _ in range(count):
        article = ArticleFactory(topics=[topic], action_fields=[area])
        RelatedLink.objects.create(article=article, to_field=area)
    with django_assert_num_queries(1):
        assert len(usages(topic)) == count
    with django_assert_num_queries(7):
        assert len(usages(area)) == 2 * count
