"""Strategy versions and what they consist of, for tests."""

import datetime
from typing import Any

import factory
from django.utils import timezone

from strategy.versions.models import (
    EditionContinues,
    FieldEdition,
    Figure,
    Goal,
    Priority,
    RecognitionPeriod,
    Section,
    StrategyVersion,
)
from strategy.versions.states import State
from tests.factories.fields import ActionFieldFactory


def day(offset: int) -> datetime.date:
    """So many days from today in Berlin."""
    return timezone.localdate() + datetime.timedelta(days=offset)


class PeriodFactory(factory.django.DjangoModelFactory[RecognitionPeriod]):
    """The recognition period 2024 to 2027."""

    class Meta:
        model = RecognitionPeriod

    starts = datetime.date(2024, 7, 1)
    ends = datetime.date(2027, 12, 31)
    authority = "Ministerium der Probe"


class VersionFactory(factory.django.DjangoModelFactory[StrategyVersion]):
    """A draft. Add its parts first and call `adopt` then; an adopted version refuses them."""

    class Meta:
        model = StrategyVersion

    class Params:
        consultation = factory.Trait(state=State.CONSULTATION)

    title = factory.Sequence(lambda n: f"Strategie {n}")
    slug = factory.Sequence(lambda n: f"strategie-{n}")
    period_starts = datetime.date(2024, 1, 1)
    period_ends = datetime.date(2027, 12, 31)
    motto = "Viele Hände. Ein Faden."
    foreword = "<p>Ein Vorwort der Probe.</p>"


class SectionFactory(factory.django.DjangoModelFactory[Section]):
    """A section of a draft."""

    class Meta:
        model = Section

    version: Any = factory.SubFactory(VersionFactory)
    order = factory.Sequence(lambda n: n)
    heading = factory.Sequence(lambda n: f"Abschnitt {n}")
    anchor = factory.Sequence(lambda n: f"abschnitt-{n}")
    text = "<p>Der erste Absatz.</p><p>Ein ganz anderer zweiter Absatz.</p>"


class FigureFactory(factory.django.DjangoModelFactory[Figure]):
    """A number under a section."""

    class Meta:
        model = Figure

    section: Any = factory.SubFactory(SectionFactory)
    value = "6,8 %"
    caption = "Arbeitslose in der Region"
    source = "Amt der Probe"
    as_of = "August 2024"


class EditionFactory(factory.django.DjangoModelFactory[FieldEdition]):
    """What a draft says of an action field."""

    class Meta:
        model = FieldEdition

    version: Any = factory.SubFactory(VersionFactory)
    action_field: Any = factory.SubFactory(ActionFieldFactory)
    order = factory.Sequence(lambda n: n)
    text = "<p>Was wir in diesem Feld tun.</p>"


class ContinuesFactory(factory.django.DjangoModelFactory[EditionContinues]):
    """An edition goes on from another one."""

    class Meta:
        model = EditionContinues

    edition: Any = factory.SubFactory(EditionFactory)
    earlier: Any = factory.SubFactory(EditionFactory)


class GoalFactory(factory.django.DjangoModelFactory[Goal]):
    """A goal of an edition."""

    class Meta:
        model = Goal

    edition: Any = factory.SubFactory(EditionFactory)
    order = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Ziel {n}")


class PriorityFactory(factory.django.DjangoModelFactory[Priority]):
    """A priority of a draft."""

    class Meta:
        model = Priority

    version: Any = factory.SubFactory(VersionFactory)
    rank = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Priorität {n}")


def adopt(version: StrategyVersion, in_force_from: datetime.date | None = None) -> StrategyVersion:
    """Freeze the version as of a day, the past 1 January by default; returns it anew from the database."""
    begins = in_force_from or timezone.localdate().replace(month=1, day=1)
    fresh = StrategyVersion.objects.get(pk=version.pk)
    fresh.state = State.ADOPTED
    fresh.in_force_from, fresh.resolved_on = begins, begins - datetime.timedelta(days=30)
    fresh.save()
    return StrategyVersion.objects.get(pk=version.pk)
