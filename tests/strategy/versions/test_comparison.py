"""What a comparison of two versions tells."""

import re
import time

import pytest

from strategy.versions.comparison import compare
from strategy.versions.matching import moved
from strategy.versions.models import StrategyVersion
from tests.difference_pairs import PAIRS, Pair
from tests.factories.fields import ActionFieldFactory
from tests.factories.versions import (
    ContinuesFactory,
    EditionFactory,
    GoalFactory,
    PriorityFactory,
    SectionFactory,
    VersionFactory,
)
from tests.version_pairs import STRUCTURES, Shape, VersionPair

pytestmark = pytest.mark.django_db
MARKED = re.compile(r"<(ins|del)>(.*?)</\1>", re.DOTALL)


def built(shape: Shape, before: StrategyVersion | None = None, **values: object) -> StrategyVersion:
    """A draft of this shape; what it continues stands in `before`."""
    version = VersionFactory(foreword="", predecessor=before, **values)
    for place, (heading, text, former) in enumerate(shape.sections):
        earlier = before.sections.get(heading=former) if before and former else None
        SectionFactory(
            version=version,
            heading=heading,
            text=f"<p>{text}</p>",
            order=place,
            anchor=f"{version.slug}-{place}",
            continues=earlier,
        )
    for name, goal, formers in shape.fields:
        field = ActionFieldFactory._meta.model.objects.filter(name=name).first() or ActionFieldFactory(
            name=name
        )
        edition = EditionFactory(version=version, action_field=field)
        GoalFactory(edition=edition, title=goal)
        for former in formers:
            assert before is not None
            ContinuesFactory(edition=edition, earlier=before.editions.get(action_field__name=former))
    for rank, title in enumerate(shape.priorities, 1):
        PriorityFactory(version=version, title=title, rank=rank)
    return version


@pytest.mark.parametrize("pair", STRUCTURES, ids=lambda pair: pair.name)
def test_every_part_gets_its_fate(pair: VersionPair) -> None:
    old = built(pair.old)
    found = compare(old, built(pair.new, old))
    assert [change.kind for change in found.sections] == pair.sections
    assert [change.kind for change in found.fields] == pair.fields
    assert [change.kind for change in found.priorities] == pair.priorities


TEXTS = [
    pair for pair in PAIRS if "{" not in pair.old + pair.new and "data-picture" not in pair.old + pair.new
]


@pytest.mark.parametrize("pair", TEXTS, ids=lambda pair: pair.name)
def test_texts_are_compared_word_by_word(pair: Pair) -> None:
    versions = []
    for text in (pair.old, pair.new):
        version = VersionFactory(foreword="")
        SectionFactory(version=version, heading="Gleich", anchor="gleich", text=text)
        versions.append(version)
    (change,) = compare(*versions).sections
    shown = str(change.text).replace('<span class="visually-hidden">', "[").replace("</span>", "]")
    marks = {kind: [] for kind in ("ins", "del")}
    for kind, words in MARKED.findall(shown):
        marks[kind].append(words)
        assert words.startswith("[eingefügt: ]" if kind == "ins" else "[gestrichen: ]")
    assert len(marks["del"]) == len(pair.struck)
    assert len(marks["ins"]) == len(pair.inserted)
    assert (change.kind == "stayed") == (pair.old == pair.new)


def test_there_are_enough_pairs() -> None:
    assert len(STRUCTURES) + len(TEXTS) >= 40


def test_chains_lead_through_the_versions_between_in_both_directions() -> None:
    first = built(Shape((("Eins", "Text.", ""),), (("Altes Feld", "Ziel", ()),)))
    second = built(
        Shape((("Völlig anders", "Text.", "Eins"),), (("Zwischen", "Ziel", ("Altes Feld",)),)), first
    )
    third = built(
        Shape((("Zuletzt", "Text.", "Völlig anders"),), (("Neues Feld", "Ziel", ("Zwischen",)),)), second
    )
    for old, new in ((first, third), (third, first)):
        found = compare(old, new)
        assert [change.kind for change in found.sections] == ["changed"]
        assert [change.kind for change in found.fields] == ["changed"]
        assert found.summary == "2 geändert"


def test_motto_and_foreword_are_compared_too() -> None:
    old = VersionFactory(motto="Viele Hände", foreword="<p>Gleich.</p>")
    new = VersionFactory(motto="Alle Hände", foreword="<p>Gleich.</p>")
    (change,) = compare(old, new).sections
    assert change.kind == "changed"
    assert "Viele" in change.text
    assert "Gleich." in change.text


def test_the_drawing_joins_old_and_new_fields() -> None:
    four = next(pair for pair in STRUCTURES if pair.name == "vier zu drei")
    old = built(four.old)
    assert len(compare(old, built(four.new, old)).threads) == 5


@pytest.mark.parametrize(
    ("places", "away"), [([0, 1, 2], set()), ([1, 2, 0], {0}), ([2, 0, 1], {2}), ([], set())]
)
def test_only_what_left_its_row_has_moved(places: list[int], away: set[int]) -> None:
    assert moved(places) == away


# Forty pages: 40 sections of 300 words, a word changed in each paragraph.
PAGES, LIMIT = 40, 0.4


def test_forty_pages_are_compared_quickly() -> None:
    versions = []
    for word in ("Rekrutierung", "Gewinnung"):
        version = VersionFactory()
        for number in range(PAGES):
            paragraphs = "".join(
                f"<p>{' '.join(f'wort{number}{place}{n}' for n in range(30))} {word} und mehr davon.</p>"
                for place in range(10)
            )
            SectionFactory(
                version=version, heading=f"Kapitel {number}", anchor=f"k-{number}", text=paragraphs
            )
        versions.append(version)
    best = min(_seconds(*versions) for _ in range(3))
    assert best < LIMIT


def _seconds(old: StrategyVersion, new: StrategyVersion) -> float:
    begun = time.process_time()
    compare(old, new)
    return time.process_time() - begun
