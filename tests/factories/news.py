"""Articles and topics for tests."""

import datetime
from typing import Any

import factory
from django.utils import timezone

from alliance.news.models import Article, Topic
from alliance.news.states import State


def hours(offset: float) -> datetime.datetime:
    """So many hours from now."""
    return timezone.now() + datetime.timedelta(hours=offset)


class TopicFactory(factory.django.DjangoModelFactory[Topic]):
    """A topic."""

    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Thema {n}")
    slug = factory.Sequence(lambda n: f"thema-{n}")


class ArticleFactory(factory.django.DjangoModelFactory[Article]):
    """A draft; the traits lead to the other situations. Keys of many are given as lists."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    class Params:
        review = factory.Trait(state=State.REVIEW)
        published = factory.Trait(state=State.RELEASED, publish_at=factory.LazyFunction(lambda: hours(-24)))
        scheduled = factory.Trait(state=State.RELEASED, publish_at=factory.LazyFunction(lambda: hours(24)))
        expired = factory.Trait(
            state=State.RELEASED,
            publish_at=factory.LazyFunction(lambda: hours(-48)),
            expire_at=factory.LazyFunction(lambda: hours(-24)),
        )
        archived = factory.Trait(state=State.ARCHIVED, publish_at=factory.LazyFunction(lambda: hours(-24)))

    title = factory.Sequence(lambda n: f"Meldung {n}")
    slug = factory.Sequence(lambda n: f"meldung-{n}")
    teaser = "Worum es geht."
    text = "<p>Der ganze Text.</p>"

    @factory.post_generation
    def topics(self: Any, create: bool, extracted: Any, **values: Any) -> None:
        """The given topics."""
        if extracted:
            self.topics.set(extracted)

    @factory.post_generation
    def action_fields(self: Any, create: bool, extracted: Any, **values: Any) -> None:
        """The given action fields."""
        if extracted:
            self.action_fields.set(extracted)

    @factory.post_generation
    def organisations(self: Any, create: bool, extracted: Any, **values: Any) -> None:
        """The given members."""
        if extracted:
            self.organisations.set(extracted)

    @factory.post_generation
    def meetings(self: Any, create: bool, extracted: Any, **values: Any) -> None:
        """The given meetings."""
        if extracted:
            self.meetings.set(extracted)
