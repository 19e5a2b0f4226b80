"""Ids of blocks in the texts of versions: where they come from and how far they go."""

import datetime

import pytest

from alliance.core.blocks import ids
from strategy.versions import actions
from strategy.versions.models import FieldEdition, Section, StrategyVersion
from tests.cast import Cast
from tests.factories import versions as make

pytestmark = pytest.mark.django_db
TEXTS = ((StrategyVersion, "foreword"), (Section, "text"), (FieldEdition, "text"))


@pytest.mark.parametrize(("kind", "name"), TEXTS, ids=lambda value: getattr(value, "__name__", value))
def test_each_long_text_has_ids_and_keeps_them(kind: type, name: str) -> None:
    factories = {
        StrategyVersion: make.VersionFactory,
        Section: make.SectionFactory,
        FieldEdition: make.EditionFactory,
    }
    row = factories[kind]()  # type: ignore[index]
    first = ids(getattr(row, name))
    assert first
    setattr(
        row, name, "<p>Das hier stand noch niemals dort.</p>" + getattr(row, name).replace("der ", "dieser ")
    )
    row.save()
    row.refresh_from_db()
    assert ids(getattr(row, name))[1:] == first
    assert getattr(row.history.first(), name) == getattr(row, name)


def test_a_copy_keeps_the_ids_through_changes_and_adoption(cast: Cast) -> None:
    version = make.VersionFactory()
    make.SectionFactory(version=version)
    make.EditionFactory(version=version)
    version = make.adopt(version)
    start = datetime.date(2028, 1, 1)
    draft = actions.copy_version(
        by=cast.redaktion,
        version=version,
        title="Neu",
        slug="neu",
        starts=start,
        ends=start.replace(year=2031),
    )
    old, new = version.sections.get(), draft.sections.get()
    assert new.continues == old
    assert new.text == old.text
    assert draft.foreword == version.foreword
    assert draft.editions.get().text == version.editions.get().text
    new.text = "<p>Ein ganz anderer neuer Absatz.</p><p>Davor steht jetzt Fremdes.</p>"
    new.save()
    assert ids(new.text)[0] == ids(old.text)[1]
    assert ids(new.text)[1] not in ids(old.text)
    old.refresh_from_db()
    assert len(ids(old.text)) == 2
