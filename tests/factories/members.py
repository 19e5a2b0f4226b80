"""Members of the alliance for tests."""

import datetime
from typing import Any

import factory
from django.utils import timezone

from alliance.members.models import (
    Contact,
    GroupMembership,
    Mandate,
    Organisation,
    OrganisationKind,
    WorkingGroup,
)
from tests.factories.accounts import PersonFactory


def day(offset: int) -> datetime.date:
    """So many days from today in Berlin."""
    return timezone.localdate() + datetime.timedelta(days=offset)


class KindFactory(factory.django.DjangoModelFactory[OrganisationKind]):
    """A kind of members."""

    class Meta:
        model = OrganisationKind

    name = factory.Sequence(lambda n: f"Art {n}")
    slug = factory.Sequence(lambda n: f"art-{n}")


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    """A present member."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Mitglied {n}")
    short_name = factory.LazyAttribute(lambda obj: obj.name)
    slug = factory.Sequence(lambda n: f"mitglied-{n}")
    kind: Any = factory.SubFactory(KindFactory)


class MandateFactory(factory.django.DjangoModelFactory[Mandate]):
    """A person speaks for a member, from a month ago with no end."""

    class Meta:
        model = Mandate

    person: Any = factory.SubFactory(PersonFactory)
    organisation: Any = factory.SubFactory(OrganisationFactory)
    valid_from: Any = factory.LazyFunction(lambda: day(-30))


class GroupFactory(factory.django.DjangoModelFactory[WorkingGroup]):
    """A working group."""

    class Meta:
        model = WorkingGroup

    name = factory.Sequence(lambda n: f"AG {n}")
    slug = factory.Sequence(lambda n: f"ag-{n}")


class MembershipFactory(factory.django.DjangoModelFactory[GroupMembership]):
    """A seat in a working group."""

    class Meta:
        model = GroupMembership

    group: Any = factory.SubFactory(GroupFactory)
    person: Any = factory.SubFactory(PersonFactory)
    valid_from: Any = factory.LazyFunction(lambda: day(-30))


class ContactFactory(factory.django.DjangoModelFactory[Contact]):
    """A point of contact that is not the default."""

    class Meta:
        model = Contact

    function = factory.Sequence(lambda n: f"Stelle {n}")
    email = factory.Sequence(lambda n: f"stelle-{n}@example.org")
