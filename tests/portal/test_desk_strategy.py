"""What the strategy asks of the office on the start page of the admin."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import ClientOf
from tests.factories import versions as make

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.date(2015, 1, 1)


@pytest.fixture
def leitung(client_of: ClientOf) -> Client:
    return client_of("leitung")


def desk(client: Client) -> str:
    """The start page."""
    return client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (-1, "Die Anerkennung ist zu Ende"),
        (0, "Die Anerkennung endet heute"),
        (1, "Die Anerkennung endet in 1 Tag"),
        (365, "Die Anerkennung endet in 365 Tagen"),
        (366, ""),
    ],
)
def test_the_end_of_the_recognition_is_told_a_year_before(leitung: Client, days: int, line: str) -> None:
    make.PeriodFactory(starts=LONG_AGO, ends=make.day(days))
    page = desk(leitung)
    assert line in page if line else "Die Anerkennung" not in page


def test_a_following_period_answers_it(leitung: Client) -> None:
    make.PeriodFactory(starts=LONG_AGO, ends=make.day(10))
    make.PeriodFactory(starts=make.day(11), ends=make.day(1500))
    assert "Die Anerkennung endet" not in desk(leitung)


def test_the_end_of_the_strategy_is_told_until_another_one_follows(leitung: Client) -> None:
    version = make.VersionFactory(period_starts=LONG_AGO, period_ends=make.day(100))
    make.adopt(version, make.day(-50))
    page = desk(leitung)
    assert "Der Strategiezeitraum endet in 100 Tagen" in page
    assert reverse("admin:versions_strategyversion_change", args=[version.pk]) in page
    make.adopt(make.VersionFactory(period_ends=make.day(2000)), make.day(101))
    assert "Der Strategiezeitraum" not in desk(leitung)


def test_only_what_is_in_force_counts(leitung: Client) -> None:
    make.VersionFactory(period_starts=LONG_AGO, period_ends=timezone.localdate())
    assert "Der Strategiezeitraum" not in desk(leitung)


def test_drafts_tell_what_they_lack(leitung: Client) -> None:
    draft = make.VersionFactory(title="Der Entwurf")
    assert "noch kein Handlungsfeld" in desk(leitung)
    make.SectionFactory(version=draft, text="")
    make.SectionFactory(version=draft)
    edition = make.EditionFactory(version=draft)
    make.GoalFactory(edition=edition)
    make.GoalFactory(edition=edition)
    bare = make.EditionFactory(version=draft)
    page = desk(leitung)
    assert "1 leerer Abschnitt, 1 Handlungsfeld ohne Ziele" in page
    assert reverse("admin:versions_strategyversion_change", args=[draft.pk]) in page
    make.GoalFactory(edition=bare)
    draft.sections.filter(text="").delete()
    assert "Der Entwurf" not in desk(leitung)


def test_an_adopted_version_lacks_nothing_any_more(leitung: Client) -> None:
    draft = make.VersionFactory(title="Schmal")
    make.SectionFactory(version=draft, text="")
    make.adopt(draft)
    assert "leerer Abschnitt" not in desk(leitung)
