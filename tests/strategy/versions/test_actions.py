"""What the office writes: rows keep their keys, texts their pictures, an adopted version everything."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from alliance.core.workflow import NotPossible
from strategy.versions import actions
from strategy.versions.models import FieldEdition, Section, StrategyVersion
from strategy.versions.states import State
from tests.cast import Cast
from tests.factories import versions as make
from tests.factories.fields import ActionFieldFactory
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db
Rows = list[dict[str, Any]]


@pytest.fixture
def draft() -> StrategyVersion:
    """Two of everything."""
    version = make.VersionFactory()
    for _ in range(2):
        make.SectionFactory(version=version)
        edition = make.EditionFactory(version=version)
        make.GoalFactory(edition=edition)
        make.PriorityFactory(version=version, edition=edition)
    return version


def section_rows(version: StrategyVersion) -> Rows:
    return [{"id": row.pk, "heading": row.heading, "anchor": row.anchor} for row in version.sections.all()]


def edition_rows(version: StrategyVersion) -> Rows:
    return [{"id": row.pk, "action_field": row.action_field} for row in version.editions.all()]


def priority_rows(version: StrategyVersion) -> Rows:
    names = ("title", "text", "edition", "points")
    return [
        {"id": row.pk, **{name: getattr(row, name) for name in names}} for row in version.priorities.all()
    ]


def test_sections_change_places_come_and_go_and_keep_their_texts(cast: Cast, draft: StrategyVersion) -> None:
    first, second = draft.sections.all()
    rows = [{**section_rows(draft)[1], "heading": "Anders"}, {"heading": "Neu: Größe", "anchor": ""}]
    actions.save_sections(by=cast.redaktion, version=draft, rows=rows)
    found = list(draft.sections.all())
    assert [(row.heading, row.order) for row in found] == [("Anders", 1), ("Neu: Größe", 2)]
    assert (found[0].pk, found[0].text, found[0].anchor) == (second.pk, second.text, second.anchor)
    assert found[1].anchor == "neu-groesse"
    assert not Section.objects.filter(pk=first.pk).exists()
    assert found[0].history.first().history_user == cast.redaktion


def test_what_stays_is_not_written_again(cast: Cast, draft: StrategyVersion) -> None:
    actions.save_sections(by=cast.redaktion, version=draft, rows=section_rows(draft))
    states = draft.sections.first().history.count()
    actions.save_sections(by=cast.redaktion, version=draft, rows=section_rows(draft))
    assert draft.sections.first().history.count() == states


def test_a_key_of_another_version_makes_a_row_of_ones_own(cast: Cast, draft: StrategyVersion) -> None:
    foreign = make.SectionFactory(heading="Fremd")
    rows = [{"id": foreign.pk, "heading": "Eigen", "anchor": ""}]
    actions.save_sections(by=cast.redaktion, version=draft, rows=rows)
    foreign.refresh_from_db()
    assert foreign.heading == "Fremd"
    assert draft.sections.get().pk != foreign.pk


def test_priorities_of_a_field_that_goes_stay_without_one(cast: Cast, draft: StrategyVersion) -> None:
    wanted = priority_rows(draft)
    actions.save_editions(by=cast.redaktion, version=draft, rows=edition_rows(draft)[1:])
    actions.save_priorities(by=cast.redaktion, version=draft, rows=wanted[::-1])
    found = list(draft.priorities.all())
    assert [row.rank for row in found] == [1, 2]
    assert [row.pk for row in found] == [row["id"] for row in wanted[::-1]]
    assert [bool(row.edition) for row in found] == [True, False]


def test_two_fields_are_merged(cast: Cast, draft: StrategyVersion) -> None:
    old = make.adopt(draft)
    copy = actions.copy_version(
        by=cast.redaktion,
        version=old,
        title="Neu",
        slug="neu",
        starts=date(2028, 1, 1),
        ends=date(2031, 12, 31),
    )
    actions.save_editions(by=cast.redaktion, version=copy, rows=edition_rows(copy)[:1])
    edition = copy.editions.get()
    goals = [{"title": "Ein Ziel", "text": ""}]
    actions.save_edition(by=cast.redaktion, edition=edition, continues=old.editions.all(), goals=goals)
    assert set(edition.continues.all()) == set(old.editions.all())
    actions.save_edition(by=cast.redaktion, edition=edition, continues=old.editions.all()[:1])
    assert edition.continues.get() == old.editions.first()
    assert [goal.title for goal in edition.goals.all()] == ["Ein Ziel"]


def test_a_copy_continues_everything_and_keeps_block_ids_and_pictures(
    cast: Cast, draft: StrategyVersion
) -> None:
    section = draft.sections.first()
    section.text = f'<p>Ein Absatz.</p><figure><img data-picture="{PictureFactory().pk}"></figure>'
    figure = {"value": "6,8 %", "caption": "von allen", "source": "Amt", "as_of": "2024"}
    actions.save_section(by=cast.redaktion, section=section, figures=[figure])
    copy = actions.copy_version(
        by=cast.redaktion,
        version=draft,
        title="Neu",
        slug="neu",
        starts=date(2028, 1, 1),
        ends=date(2031, 12, 31),
    )
    assert [row.continues for row in copy.sections.all()] == list(draft.sections.all())
    assert copy.sections.first().text == section.text
    assert copy.sections.first().figures.get().value == "6,8 %"
    assert [row.continues.get() for row in copy.editions.all()] == list(draft.editions.all())
    assert [row.continues for row in copy.priorities.all()] == list(draft.priorities.all())
    assert copy.text_pictures.count() == draft.text_pictures.count() == 1


def test_pictures_of_all_texts_are_kept(cast: Cast, draft: StrategyVersion) -> None:
    pictures = [PictureFactory() for _ in range(3)]
    texts = [f'<figure><img data-picture="{picture.pk}"></figure>' for picture in pictures]
    section, edition = draft.sections.first(), draft.editions.first()
    draft.foreword, section.text, edition.text = texts
    actions.save_version(by=cast.redaktion, version=draft)
    actions.save_section(by=cast.redaktion, section=section)
    actions.save_edition(by=cast.redaktion, edition=edition)
    assert {row.picture for row in draft.text_pictures.all()} == set(pictures)
    section.text = "<p>Ohne.</p>"
    actions.save_section(by=cast.redaktion, section=section)
    assert {row.picture for row in draft.text_pictures.all()} == {pictures[0], pictures[2]}


def test_an_adopted_version_refuses_every_action(cast: Cast, draft: StrategyVersion) -> None:
    version = make.adopt(draft)
    section, edition, by = version.sections.first(), version.editions.first(), cast.leitung
    tries = (
        lambda: actions.save_version(by=by, version=version),
        lambda: actions.set_adopted_ranks(by=by, version=version, ranks=1),
        lambda: actions.save_sections(by=by, version=version, rows=[]),
        lambda: actions.save_editions(by=by, version=version, rows=[]),
        lambda: actions.save_priorities(by=by, version=version, rows=[]),
        lambda: actions.save_section(by=by, section=section, figures=[]),
        lambda: actions.save_edition(by=by, edition=edition, continues=[], goals=[]),
        lambda: actions.consult_version(by=by, version=version),
        lambda: actions.end_consultation(by=by, version=version),
        lambda: actions.delete_version(by=by, version=version),
    )
    for attempt in tries:
        with pytest.raises(NotPossible):
            attempt()
    assert (version.sections.count(), version.editions.count(), version.priorities.count()) == (2, 2, 2)


def test_consulting_and_back_is_the_chiefs(cast: Cast, draft: StrategyVersion) -> None:
    with pytest.raises(PermissionDenied):
        actions.consult_version(by=cast.redaktion, version=draft)
    assert actions.consult_version(by=cast.leitung, version=draft).state == State.CONSULTATION
    assert actions.end_consultation(by=cast.leitung, version=draft).state == State.DRAFT
    with pytest.raises(NotPossible):
        actions.end_consultation(by=cast.leitung, version=draft)


def test_a_draft_is_deleted_with_its_parts(cast: Cast, draft: StrategyVersion) -> None:
    actions.delete_version(by=cast.leitung, version=draft)
    assert not StrategyVersion.objects.exists()
    assert not FieldEdition.objects.exists()


def test_ranks_part_the_resolved_from_the_others(cast: Cast, draft: StrategyVersion) -> None:
    actions.set_adopted_ranks(by=cast.redaktion, version=draft, ranks=1)
    assert StrategyVersion.objects.get(pk=draft.pk).adopted_ranks == 1


def test_a_field_is_named_once(cast: Cast, draft: StrategyVersion) -> None:
    rows = [*edition_rows(draft), {"action_field": ActionFieldFactory()}]
    actions.save_editions(by=cast.redaktion, version=draft, rows=rows)
    assert draft.editions.count() == 3
