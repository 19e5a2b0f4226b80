"""The strategy in the demo data: four periods, four versions, each frozen once it is in."""

import time
from collections import Counter
from datetime import date

import pytest

from alliance.accounts.models import User
from alliance.core.blocks import ids
from alliance.core.richtext import sanitise
from alliance.portal.demo import fields, fill_strategy, strategy
from alliance.portal.demo.fill import CHIEF, _fields, _groups, _kinds, _members, _people
from strategy.versions.models import EditionContinues, RecognitionPeriod, Section, StrategyVersion
from strategy.versions.states import State
from tests.portal.test_demo import UNWANTED

TEXTS = [
    text
    for version in strategy.VERSIONS
    for text in (
        version.foreword,
        *(chapter.text for chapter in version.chapters),
        *(edition.text for edition in version.editions),
    )
]


@pytest.fixture
def filled(db: None) -> Counter[str]:
    """All that the strategy needs, and the strategy; without the pictures, which take time."""
    _people()
    persons = {person.email: person for person in User.objects.all()}
    chief = persons[CHIEF]
    _kinds(chief), _members(chief), _groups(chief, persons), _fields(chief)
    begun = time.process_time()
    added = Counter(
        periods=fill_strategy.add_periods(by=chief), versions=fill_strategy.add_versions(by=chief)
    )
    assert time.process_time() - begun < 3
    return added


# ---- What the data says


def test_texts_lose_nothing_when_they_are_sanitised() -> None:
    for text in TEXTS:
        stored = sanitise(text)
        assert sanitise(stored) == stored
        for tag in ("<p>", "<li>", "</a>"):
            assert stored.count(tag) == text.count(tag), tag


def test_the_tone_is_kept() -> None:
    notes = [version.note for version in strategy.VERSIONS]
    goals = [goal.title for row in strategy.VERSIONS for edition in row.editions for goal in edition.goals]
    for text in [*TEXTS, *notes, *goals]:
        assert not [word for word in UNWANTED if word in text], text[:80]


def test_what_is_invented_says_so() -> None:
    for version in strategy.VERSIONS:
        assert version.note.startswith("Beispiel"), version.slug
        assert all(goal.text == "Beispiel" for edition in version.editions for goal in edition.goals)
        assert all(rank.text.startswith("Beispiel: ") for rank in version.priorities)


def test_points_are_what_25_members_with_three_points_can_give() -> None:
    points = [rank.points for rank in strategy.VERSIONS[-1].priorities]
    assert points == sorted(points, reverse=True)
    assert sum(points) == 25 * 3


def test_every_name_exists() -> None:
    former, current = strategy.VERSIONS[2:]
    assert [edition.field for edition in former.editions] == [field.slug for field in fields.FORMER]
    assert [edition.field for edition in current.editions] == [field.slug for field in fields.CURRENT]
    before: set[str] = set()
    for version in strategy.VERSIONS:
        assert {chapter.continues for chapter in version.chapters} - {""} <= before, version.slug
        before = {chapter.anchor for chapter in version.chapters}


# ---- How it gets in


def test_periods_follow_without_gap_and_versions_are_adopted(filled: Counter[str]) -> None:
    assert filled == {"periods": 4, "versions": 4}
    budgets = list(RecognitionPeriod.objects.values_list("virtual_budget", flat=True))
    assert budgets == [610_000, 600_000, 680_000, 600_000]
    versions = list(StrategyVersion.objects.order_by("period_starts"))
    assert [version.slug for version in versions] == ["2015-2018", "2018-2021", "2021-2024", "2024-2027"]
    for version, before in zip(versions, [None, *versions], strict=False):
        assert version.predecessor == before
        assert version.state == State.ADOPTED
        assert version.is_example
        assert version.notes.count() == 1
        assert version.recognition and version.recognition.starts.year == version.period_starts.year
    assert StrategyVersion.objects.in_force_on(date(2024, 9, 30)).get().slug == "2021-2024"
    assert StrategyVersion.objects.in_force().get().slug == "2024-2027"


def test_four_fields_became_three(filled: Counter[str]) -> None:
    rows = EditionContinues.objects.values_list("edition__action_field__slug", "earlier__action_field__slug")
    wanted = {(field.slug, earlier) for field in fields.CURRENT for earlier in field.continues}
    assert set(rows) == wanted
    current = StrategyVersion.objects.in_force().get()
    assert current.adopted_ranks == 4
    assert list(current.priorities.values_list("points", flat=True)) == [17, 14, 12, 11, 9, 7, 5]
    assert all(edition.goals.exists() for edition in current.editions.all())


def test_paragraphs_that_stayed_keep_their_ids(filled: Counter[str]) -> None:
    sections = Section.objects.filter(version__slug="2024-2027", continues__isnull=False)
    kept = {row.anchor: set(ids(row.text)) & set(ids(row.continues.text)) for row in sections}  # type: ignore[union-attr]
    assert kept["geltungsbereich"]
    assert kept["leitbild"]
    assert Section.objects.get(version__slug="2024-2027", anchor="ausgangslage").figures.count() == 6


def test_a_second_run_adds_nothing_even_after_changes(filled: Counter[str]) -> None:
    first = RecognitionPeriod.objects.order_by("starts")[0]
    first.starts = date(2015, 8, 27)
    first.save()
    chief = User.objects.get(email=CHIEF)
    assert fill_strategy.add_periods(by=chief) == fill_strategy.add_versions(by=chief) == 0
