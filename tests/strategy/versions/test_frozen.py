"""An adopted version stays as it was resolved, whichever way somebody comes in."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import models, transaction
from django.db.models import F, ProtectedError

from alliance.core.workflow import NotPossible
from alliance.history.actions import saved_by
from alliance.pictures.actions import keep_text_pictures
from strategy.versions import actions
from strategy.versions.models import (
    EditionContinues,
    FieldEdition,
    Figure,
    Goal,
    Priority,
    Section,
    StrategyVersion,
    VersionNote,
    VersionPicture,
)
from strategy.versions.querysets import Frozen
from strategy.versions.states import State
from tests.cast import Cast
from tests.factories import versions as make
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db
KINDS = (StrategyVersion, Section, Figure, FieldEdition, EditionContinues, Goal, Priority, VersionPicture)
# A column of each that somebody would like to change.
COLUMN: dict[type[models.Model], dict[str, Any]] = {
    StrategyVersion: {"title": "anders"},
    Section: {"heading": "anders"},
    Figure: {"value": "anders"},
    FieldEdition: {"text": "<p>anders</p>"},
    EditionContinues: {"earlier_id": 0},
    Goal: {"title": "anders"},
    Priority: {"title": "anders"},
    VersionPicture: {"picture_id": 0},
}


def whole() -> StrategyVersion:
    """A draft with one of every part, continuing an adopted version of the same."""
    version = make.VersionFactory()
    edition = make.EditionFactory(version=version)
    make.ContinuesFactory(edition=edition)
    make.GoalFactory(edition=edition)
    make.FigureFactory(section=make.SectionFactory(version=version))
    make.PriorityFactory(version=version, edition=edition)
    VersionPicture.objects.create(owner=version, picture=PictureFactory())
    return version


@pytest.fixture
def adopted() -> StrategyVersion:
    return make.adopt(whole())


def of(version: StrategyVersion, kind: type[models.Model]) -> Any:
    """The row of a kind that belongs to the version."""
    rows = kind._default_manager.all()
    return next(row for row in rows if kind.keys_of(rows.filter(pk=row.pk)) == {version.pk})  # type: ignore[attr-defined]


def everything() -> dict[str, list[dict[str, Any]]]:
    return {
        kind.__name__: list(kind._default_manager.order_by("pk").values()) for kind in (*KINDS, VersionNote)
    }


def refused(act: Callable[[], Any], error: Any = Frozen) -> None:
    before = everything()
    with pytest.raises(error), transaction.atomic():
        act()
    assert everything() == before


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_single_rows(adopted: StrategyVersion, kind: type[models.Model]) -> None:
    row = of(adopted, kind)
    for name, value in COLUMN[kind].items():
        setattr(row, name, value)
        refused(row.save)
        refused(partial(row.save, update_fields=[name]))
        refused(partial(row.save, force_update=True))
        refused(partial(kind._default_manager.update_or_create, pk=row.pk, defaults={name: value}))
    refused(of(adopted, kind).delete)
    refused(of(adopted, kind).save)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("manager", ["_default_manager", "_base_manager", "objects"])
def test_many_rows(adopted: StrategyVersion, kind: type[models.Model], manager: str) -> None:
    rows: Any = getattr(kind, manager)
    row = of(adopted, kind)
    for name, value in COLUMN[kind].items():
        refused(partial(rows.update, **{name: value}))
        refused(partial(rows.filter(pk=row.pk).update, **{name: value}))
        refused(partial(rows.filter(pk=row.pk).update, **{name: F(name)}))
        refused(partial(rows.bulk_update, [row], [name.removesuffix("_id")]))
        refused(partial(rows.select_for_update().filter(pk=row.pk).update, **{name: value}))
    refused(lambda: rows.all().delete())
    refused(lambda: rows.filter(pk=row.pk).delete())
    row.pk = None
    refused(lambda: rows.bulk_create([row]))
    refused(lambda: rows.bulk_create([row], ignore_conflicts=True))


PARTS = [kind for kind in KINDS if kind is not StrategyVersion]


@pytest.mark.parametrize("kind", PARTS, ids=lambda kind: kind.__name__)
def test_nothing_comes_in_and_nothing_leaves(adopted: StrategyVersion, kind: type[models.Model]) -> None:
    draft = whole()
    path = getattr(kind, "path", "").partition("__")[0]
    inside, outside = of(adopted, kind), of(draft, kind)
    new = of(draft, kind)
    new.pk, new._state.adding = None, True
    setattr(new, path, getattr(inside, path))
    refused(new.save)
    moved = of(draft, kind)
    setattr(moved, path, getattr(inside, path))
    refused(moved.save)
    rows = type(moved)._default_manager.filter(pk=outside.pk)
    refused(lambda: rows.update(**{path: getattr(inside, path)}))
    leaving = of(adopted, kind)
    setattr(leaving, path, getattr(outside, path))
    refused(leaving.save)
    refused(leaving.delete)
    disguised = of(draft, kind)
    disguised.pk = inside.pk
    refused(disguised.save)


def test_what_the_instance_carries_does_not_count(adopted: StrategyVersion) -> None:
    section = of(adopted, Section)
    section.version = make.VersionFactory()
    refused(Figure(section=section, value="1", caption="x", source="y", as_of="z").save)
    adopted.state = State.DRAFT
    refused(Section(version=adopted, heading="x", anchor="x").save)
    refused(adopted.save)
    refused(lambda: StrategyVersion.objects.filter(pk=adopted.pk).update(state=State.DRAFT))
    refused(lambda: StrategyVersion.objects.filter(pk=adopted.pk).update(in_force_from=None))


def test_related_managers(adopted: StrategyVersion) -> None:
    draft = whole()
    edition, earlier = of(adopted, FieldEdition), of(draft, FieldEdition)
    refused(lambda: adopted.sections.create(heading="x", anchor="x"))
    refused(lambda: adopted.sections.get_or_create(heading="x", anchor="x"))
    refused(lambda: adopted.sections.update_or_create(heading="x", defaults={"anchor": "x"}))
    refused(lambda: adopted.sections.add(of(draft, Section)))
    refused(lambda: adopted.sections.add(of(draft, Section), bulk=False))
    refused(lambda: adopted.sections.all().delete())
    refused(lambda: adopted.sections.update(text=""))
    refused(lambda: draft.sections.add(of(adopted, Section)))
    refused(lambda: edition.continues.add(earlier))
    refused(lambda: edition.continues.set([earlier]))
    refused(lambda: edition.continues.set([]))
    refused(lambda: edition.continues.remove(*edition.continues.all()))
    refused(lambda: edition.continues.clear())
    refused(lambda: edition.priorities.clear())
    refused(lambda: edition.priorities.remove(*edition.priorities.all()))
    refused(lambda: edition.priorities.set([]))
    refused(lambda: earlier.priorities.add(*edition.priorities.all()))
    refused(lambda: earlier.continued_by.add(edition))


def test_links_from_other_things(adopted: StrategyVersion) -> None:
    draft, period = make.VersionFactory(), make.PeriodFactory()
    refused(lambda: period.versions.add(adopted))
    refused(lambda: draft.successors.add(adopted))


def test_links_that_a_period_and_a_predecessor_would_cut() -> None:
    period, former = make.PeriodFactory(), make.VersionFactory()
    version = make.adopt(make.VersionFactory(recognition=period, predecessor=former))
    refused(lambda: period.versions.clear())
    refused(lambda: period.versions.remove(version))
    refused(lambda: former.successors.clear())
    refused(former.delete, ProtectedError)
    refused(period.delete, ProtectedError)


def test_deleting_from_above(adopted: StrategyVersion) -> None:
    edition = of(adopted, FieldEdition)
    refused(edition.action_field.delete, ProtectedError)
    refused(type(edition.action_field).objects.all().delete, ProtectedError)
    refused(of(adopted, VersionPicture).picture.delete, ProtectedError)
    earlier = of(adopted, EditionContinues).earlier
    refused(earlier.delete, ProtectedError)
    refused(earlier.version.delete, ProtectedError)


def test_a_draft_that_an_adopted_version_continues_cannot_vanish() -> None:
    draft, version = whole(), make.VersionFactory()
    section, priority = of(draft, Section), of(draft, Priority)
    make.SectionFactory(version=version, continues=section)
    make.PriorityFactory(version=version, continues=priority)
    # A wrong key that only code could write: its edition is another version's.
    make.PriorityFactory(version=version, edition=of(draft, FieldEdition))
    make.adopt(version)
    for thing in (section, priority, of(draft, FieldEdition), draft):
        refused(thing.delete, ProtectedError)
    refused(lambda: Section.objects.filter(pk=section.pk).delete(), ProtectedError)


def test_drafts_stay_free() -> None:
    draft, other = whole(), make.VersionFactory()
    follower = make.SectionFactory(version=other, continues=of(draft, Section))
    of(draft, Section).delete()
    follower.refresh_from_db()
    assert follower.continues is None
    Section.objects.filter(version=other).update(heading="Neu")
    Goal.objects.all().delete()
    keep_text_pictures(owner=draft, through=VersionPicture, html="")
    shown = f'<img data-picture="{PictureFactory().pk}">'
    keep_text_pictures(owner=draft, through=VersionPicture, html=shown)
    assert draft.text_pictures.count() == 1
    other.delete()
    draft.delete()
    assert not StrategyVersion.objects.filter(pk__in=[other.pk, draft.pk]).exists()


def test_the_actions_refuse_in_words(adopted: StrategyVersion, cast: Cast) -> None:
    day = datetime.date(2030, 1, 1)
    adopted.title = "anders"
    refused(lambda: actions.save_version(by=cast.leitung, version=adopted), NotPossible)
    refused(
        lambda: actions.adopt_version(by=cast.leitung, version=adopted, resolved_on=day, in_force_from=day),
        NotPossible,
    )


def test_the_history_goes_on(cast: Cast) -> None:
    version = make.VersionFactory()
    section = saved_by(make.SectionFactory(version=version), cast.redaktion)
    section.heading = "Neu"
    section.save()
    assert section.history.count() == 2
    assert section.history.first().history_user == cast.redaktion
    assert make.adopt(version).history.first().state == State.ADOPTED


def test_notes_beside_the_text(adopted: StrategyVersion, cast: Cast) -> None:
    note = actions.add_note(by=cast.redaktion, version=adopted, text="Die Zahl war 7.", anchor="b-k3f9")
    assert (note.made_by_name, list(adopted.notes.all())) == (cast.redaktion.full_name, [note])
    note.text = "anders"
    refused(note.save)
    refused(note.delete)
    refused(lambda: VersionNote.objects.update(text="anders"))
    refused(lambda: VersionNote._base_manager.update(text="anders"))
    refused(lambda: VersionNote.objects.all().delete())
    refused(lambda: adopted.notes.all().delete())
    refused(lambda: VersionNote.objects.bulk_update([note], ["text"]))
    refused(lambda: VersionNote.objects.bulk_create([VersionNote(version=adopted, text="x")]))
    refused(lambda: VersionNote.objects.update_or_create(pk=note.pk, defaults={"text": "anders"}))
    refused(VersionNote(pk=note.pk, version=adopted, text="anders").save)
    draft = make.VersionFactory()
    refused(lambda: actions.add_note(by=cast.redaktion, version=draft, text="x"), NotPossible)
    refused(lambda: draft.notes.add(note))
