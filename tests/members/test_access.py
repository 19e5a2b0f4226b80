"""Who may see what follows from mandates, seats and roles of today."""

import datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alliance.members import access, actions
from alliance.members.access import Audience
from alliance.members.models import Mandate, WorkingGroup
from alliance.news.models import Article
from strategy.versions.models import StrategyVersion
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.accounts import PersonFactory
from tests.factories.members import GroupFactory, MandateFactory, MembershipFactory, OrganisationFactory, day
from tests.factories.news import ArticleFactory
from tests.factories.versions import VersionFactory

pytestmark = pytest.mark.django_db
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def inside(db: None) -> Article:
    """An article for members."""
    return ArticleFactory(published=True, audience=Audience.MEMBERS)


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("northeim", True),
        ("goettingen", True),
        ("stellvertretung", True),
        ("ehemalig", False),
        ("redaktion", False),
        ("leitung", False),
        ("administration", False),
    ],
)
def test_members_are_those_with_a_mandate_today(name: str, member: bool, cast: Cast) -> None:
    assert access.is_member(cast[name]) is member


def test_nobody_is_no_member() -> None:
    assert access.current_mandates(AnonymousUser()) == []
    assert access.current_mandates(None) == []
    assert access.is_member(AnonymousUser()) is False


def test_a_mandate_opens_and_closes_at_midnight_in_berlin(inside: Article, client: Client) -> None:
    person = PersonFactory()
    MandateFactory(person=person, valid_from=datetime.date(2026, 3, 29), valid_to=datetime.date(2026, 10, 25))
    client.force_login(person)
    Article.objects.filter(pk=inside.pk).update(publish_at="2026-01-01T00:00+01:00")
    for moment, status in (
        ("2026-03-28T23:59:59+01:00", 404),
        ("2026-03-29T00:00:01+01:00", 200),
        # Two hours before midnight in London, the last day in Berlin; then the clocks go back.
        ("2026-10-25T23:59:59+01:00", 200),
        ("2026-10-26T00:00:01+01:00", 404),
    ):
        with time_machine.travel(moment, tick=False):
            client.force_login(person)
            assert client.get(inside.get_absolute_url()).status_code == status, moment


def test_access_ends_at_the_next_request(inside: Article, cast: Cast, client_of: ClientOf) -> None:
    client = client_of("northeim")
    assert client.get(inside.get_absolute_url()).status_code == 200
    mandate = Mandate.objects.get(person=cast.northeim)
    mandate.valid_to = day(-1)
    actions.save_mandate(by=cast.leitung, mandate=mandate)
    assert client.get(inside.get_absolute_url()).status_code == 404


def test_the_last_day_still_counts(inside: Article, cast: Cast, client_of: ClientOf) -> None:
    Mandate.objects.filter(person=cast.northeim).update(valid_to=day(0))
    assert client_of("northeim").get(inside.get_absolute_url()).status_code == 200


def test_a_mandate_of_tomorrow_opens_nothing_today(inside: Article, client: Client) -> None:
    person = PersonFactory()
    MandateFactory(person=person, valid_from=day(1))
    client.force_login(person)
    assert client.get(inside.get_absolute_url()).status_code == 404


def test_open_ends_hold(inside: Article, client: Client) -> None:
    person = PersonFactory()
    MandateFactory(person=person, valid_from=None, valid_to=None)
    client.force_login(person)
    assert client.get(inside.get_absolute_url()).status_code == 200


def test_of_two_mandates_one_is_enough(inside: Article, client: Client) -> None:
    person = PersonFactory()
    MandateFactory(person=person, valid_to=day(-1))
    MandateFactory(person=person, kind=Mandate.Kind.DEPUTY)
    client.force_login(person)
    assert client.get(inside.get_absolute_url()).status_code == 200


def test_a_blocked_account_sees_what_a_visitor_sees(inside: Article, cast: Cast, client_of: ClientOf) -> None:
    for name in ("northeim", "redaktion"):
        client = client_of(name)
        assert client.get(inside.get_absolute_url()).status_code == 200
        cast[name].is_active = False
        actions.save_person(by=cast.administration, person=cast[name])
        assert client.get(inside.get_absolute_url()).status_code == 404


def test_representatives_stand_before_deputies() -> None:
    person = PersonFactory()
    deputy = MandateFactory(person=person, kind=Mandate.Kind.DEPUTY)
    own = MandateFactory(person=person, organisation=OrganisationFactory(name="Zuletzt"))
    assert access.current_mandates(person) == [own, deputy]


def test_mandates_are_asked_for_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = MandateFactory().person
    with django_assert_num_queries(1):
        assert access.is_member(person)
        assert access.current_mandates(person)[0].organisation.name


def visible(user: Any) -> set[str]:
    return set(Article.objects.filter(access.visible(user)).values_list("audience", flat=True))


def test_the_condition_for_each_kind_of_person(cast: Cast) -> None:
    group = GroupFactory()
    for audience in Audience.values:
        ArticleFactory(audience=audience, working_group=group if audience == "group" else None)
    seated = MandateFactory().person
    MembershipFactory(person=seated, group=group)
    assert visible(AnonymousUser()) == {"public"}
    assert visible(cast.ehemalig) == {"public"}
    # The cast's group is another one.
    assert visible(cast.northeim) == {"public", "members"}
    assert visible(seated) == {"public", "members", "group"}
    assert visible(cast.redaktion) == set(Audience.values)


def test_a_seat_counts_from_its_first_to_its_last_day() -> None:
    group, person = GroupFactory(), MandateFactory(valid_from=None).person
    ArticleFactory(audience="group", working_group=group)
    seat = MembershipFactory(person=person, group=group, valid_from=day(-1), valid_to=day(1))
    for offset, seen in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        moment = datetime.datetime.combine(seat.valid_from + ONE_DAY * (offset + 1), datetime.time(12))
        with time_machine.travel(moment.replace(tzinfo=datetime.UTC), tick=False):
            assert ("group" in visible(person)) is seen, offset


@pytest.mark.parametrize(("ended", "sees"), [(False, True), (True, False)])
def test_a_group_that_has_ended_opens_nothing(cast: Cast, ended: bool, sees: bool) -> None:
    group = WorkingGroup.objects.get(memberships__person=cast.northeim)
    article = ArticleFactory(published=True, audience=Audience.GROUP, working_group=group)
    version = VersionFactory(working_group=group)
    if ended:
        WorkingGroup.objects.filter(pk=group.pk).update(valid_to=timezone.localdate() - ONE_DAY)

    assert Article.objects.visible_to(cast.northeim).filter(pk=article.pk).exists() is sees
    assert StrategyVersion.objects.visible_to(cast.northeim).filter(pk=version.pk).exists() is sees
