"""Which version is in force: by date alone, in Berlin, and one at a time."""

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from strategy.versions import actions
from strategy.versions.models import Section, StrategyVersion
from strategy.versions.querysets import Frozen
from strategy.versions.states import State
from tests.cast import Cast, person
from tests.factories import versions as make

DAY = datetime.date(2026, 7, 1)
RESOLVED = datetime.date(2026, 5, 4)


def current() -> str | None:
    return StrategyVersion.objects.in_force().values_list("slug", flat=True).first()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "slug", "announced"),
    [
        ("2023-12-31T22:59:59Z", None, {"alt", "neu", "danach"}),
        ("2023-12-31T23:00:00Z", "alt", {"neu", "danach"}),
        # In summer the day begins in Berlin two hours before it begins in London.
        ("2026-06-30T21:59:59Z", "alt", {"neu", "danach"}),
        ("2026-06-30T22:00:00Z", "neu", {"danach"}),
        ("2027-12-31T22:59:59Z", "neu", {"danach"}),
        ("2027-12-31T23:00:00Z", "danach", set()),
        ("2099-01-01T00:00:00Z", "danach", set()),
    ],
)
def test_the_clock_moves_over_the_dates(moment: str, slug: str | None, announced: set[str]) -> None:
    make.adopt(make.VersionFactory(slug="neu"), DAY)
    make.adopt(make.VersionFactory(slug="danach"), datetime.date(2028, 1, 1))
    make.adopt(make.VersionFactory(slug="alt"), datetime.date(2024, 1, 1))
    make.VersionFactory(slug="entwurf", in_force_from=datetime.date(2023, 1, 1))
    make.VersionFactory(slug="konsultation", consultation=True, in_force_from=datetime.date(2026, 7, 2))
    with time_machine.travel(moment, tick=False):
        assert current() == slug
        assert {row.slug for row in StrategyVersion.objects.all() if row.is_announced} == announced
        assert StrategyVersion.objects.visible_to(None).in_force().exists() == (slug is not None)


@pytest.mark.django_db
def test_a_frozen_version_is_frozen_before_its_day_too() -> None:
    with time_machine.travel("2026-06-01T12:00:00Z", tick=False):
        version = make.adopt(make.VersionFactory(), DAY)
        assert version.is_announced
        with pytest.raises(Frozen):
            version.save()
    with time_machine.travel("2026-06-30T22:00:00Z", tick=False):
        assert not version.is_announced
        with pytest.raises(Frozen):
            version.delete()


@pytest.mark.django_db
def test_adopting(cast: Cast) -> None:
    version = make.VersionFactory()
    with pytest.raises(PermissionDenied):
        actions.adopt_version(by=cast.redaktion, version=version, resolved_on=RESOLVED, in_force_from=DAY)
    with pytest.raises(ValidationError, match="nicht vor dem Beschluss"):
        actions.adopt_version(by=cast.leitung, version=version, resolved_on=DAY, in_force_from=RESOLVED)
    row = actions.adopt_version(by=cast.leitung, version=version, resolved_on=RESOLVED, in_force_from=DAY)
    row.refresh_from_db()
    assert (row.state, row.resolved_on, row.in_force_from) == (State.ADOPTED, RESOLVED, DAY)
    with pytest.raises(NotPossible):
        actions.adopt_version(by=cast.leitung, version=version, resolved_on=RESOLVED, in_force_from=DAY)


@pytest.mark.django_db
def test_one_version_a_day(cast: Cast) -> None:
    make.adopt(make.VersionFactory(), DAY)
    second = make.VersionFactory()
    with pytest.raises(ValidationError, match="An diesem Tag"):
        actions.adopt_version(by=cast.leitung, version=second, resolved_on=RESOLVED, in_force_from=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.adopt(second, DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        StrategyVersion.objects.filter(pk=second.pk).update(
            state=State.ADOPTED, in_force_from=DAY, resolved_on=RESOLVED
        )
    # A draft may plan for the day.
    StrategyVersion.objects.filter(pk=second.pk).update(in_force_from=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        StrategyVersion.objects.filter(pk=second.pk).update(state=State.ADOPTED, in_force_from=None)


def together(*acts: Callable[[], Any]) -> list[BaseException | None]:
    """Run in threads that begin at the same instant; what each raised."""
    barrier = threading.Barrier(len(acts))
    raised: list[BaseException | None] = [None] * len(acts)

    def run(number: int) -> None:
        try:
            barrier.wait(20)
            acts[number]()
        except BaseException as error:
            raised[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


@pytest.fixture
def chief(transactional_db: None) -> User:
    return person("leitung")


def adopting(by: User, version: StrategyVersion, day: datetime.date = DAY) -> Callable[[], Any]:
    return lambda: actions.adopt_version(by=by, version=version, resolved_on=RESOLVED, in_force_from=day)


def test_two_people_adopt_the_same_version_at_once(chief: User) -> None:
    version = make.VersionFactory()
    later = DAY + datetime.timedelta(days=1)
    raised = together(adopting(chief, version), adopting(chief, version, later))
    assert [type(error) for error in raised if error] == [NotPossible]
    version.refresh_from_db()
    winner = DAY if raised[0] is None else later
    assert (version.state, version.in_force_from, version.history.count()) == (State.ADOPTED, winner, 2)


def test_two_versions_for_one_day_at_once(chief: User) -> None:
    versions = [make.VersionFactory(), make.VersionFactory()]
    raised = together(*(adopting(chief, version) for version in versions))
    errors = [error for error in raised if error]
    assert len(errors) == 1
    assert isinstance(errors[0], ValidationError)
    assert "An diesem Tag" in str(errors[0])
    assert StrategyVersion.objects.adopted().count() == 1


def test_the_database_alone_refuses_the_second(chief: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only two at once can meet: the check before saw nothing, and the words are the same."""
    make.adopt(make.VersionFactory(), DAY)
    monkeypatch.setattr(StrategyVersion, "full_clean", lambda *args, **kwargs: None)
    with pytest.raises(ValidationError, match="An diesem Tag"):
        adopting(chief, make.VersionFactory())()
    assert StrategyVersion.objects.adopted().count() == 1


def test_writing_while_somebody_adopts(chief: User) -> None:
    """Either the words came first and are part of what was adopted, or they are refused."""
    section = make.SectionFactory(heading="alt")
    writer = Section.objects.get(pk=section.pk)
    writer.heading = "neu"
    raised = together(adopting(chief, section.version), writer.save)
    assert raised[0] is None
    assert raised[1] is None or isinstance(raised[1], Frozen)
    section.refresh_from_db()
    assert section.heading == ("neu" if raised[1] is None else "alt")


def test_a_writer_waits_for_who_adopts(chief: User) -> None:
    """Not by luck: adopting holds the version until it is committed, and then the writer is refused."""
    section = make.SectionFactory(heading="alt")
    locked, done = threading.Event(), threading.Event()

    def adopt_slowly() -> None:
        with transaction.atomic():
            adopting(chief, section.version)()
            locked.set()
            done.wait(1)

    def write() -> None:
        locked.wait(20)
        row = Section.objects.get(pk=section.pk)
        row.heading = "neu"
        row.save()

    raised = together(adopt_slowly, write)
    assert raised[0] is None
    assert isinstance(raised[1], Frozen)
    assert Section.objects.get().heading == "alt"
