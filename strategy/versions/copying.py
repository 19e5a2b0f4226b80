"""A new draft as a copy of a version."""

import datetime
from typing import Any

from django.db import transaction

from alliance.accounts.models import User
from alliance.history.actions import save_content, saved_by
from alliance.pictures.actions import keep_text_pictures
from strategy.versions.models import (
    EditionContinues,
    FieldEdition,
    Figure,
    Goal,
    Priority,
    Section,
    StrategyVersion,
    VersionPicture,
)


@transaction.atomic
def copy_version(
    *,
    by: User | None,
    version: StrategyVersion,
    title: str,
    slug: str,
    starts: datetime.date,
    ends: datetime.date,
) -> StrategyVersion:
    """Begin a new draft as a copy: every section, edition and priority points to what it continues.

    Block ids in the texts stay the same, so that the comparison and deep links follow.
    """
    draft = StrategyVersion(
        title=title,
        slug=slug,
        period_starts=starts,
        period_ends=ends,
        motto=version.motto,
        foreword=version.foreword,
        working_group=version.working_group,
        adopted_ranks=version.adopted_ranks,
        predecessor=version,
    )
    save_content(draft, by=by, verb="als Kopie begonnen")
    _copy_sections(version, draft, by)
    editions = _copy_editions(version, draft, by)
    for row in version.priorities.all():
        edition = editions.get(row.edition_id)
        values = _values(row, "rank", "title", "text", "points", "origin")
        _add(Priority(version=draft, edition=edition, continues=row, **values), by)
    texts = [draft.foreword, *version.sections.values_list("text", flat=True)]
    texts += version.editions.values_list("text", flat=True)
    keep_text_pictures(owner=draft, through=VersionPicture, html="\n".join(texts))
    return draft


def _values(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _copy_sections(version: StrategyVersion, draft: StrategyVersion, by: User | None) -> None:
    for row in version.sections.prefetch_related("figures"):
        values = _values(row, "order", "heading", "anchor", "text")
        copy = _add(Section(version=draft, continues=row, **values), by)
        for figure in row.figures.all():
            _add(Figure(section=copy, **_values(figure, "order", "value", "caption", "source", "as_of")), by)


def _copy_editions(
    version: StrategyVersion, draft: StrategyVersion, by: User | None
) -> dict[Any, FieldEdition]:
    copies = {}
    for row in version.editions.select_related("action_field").prefetch_related("goals"):
        copy = _add(FieldEdition(version=draft, **_values(row, "action_field", "order", "text")), by)
        _add(EditionContinues(edition=copy, earlier=row), by)
        for goal in row.goals.all():
            _add(Goal(edition=copy, **_values(goal, "order", "title", "text")), by)
        copies[row.pk] = copy
    return copies


def _add(row: Any, by: User | None) -> Any:
    row.full_clean()
    saved_by(row, by).save()
    return row
