"""Puts recognition periods and strategy versions into the database, through actions only.

A version is built as a draft, filled and then adopted: from there on it is frozen.
"""

from alliance.accounts.models import User
from alliance.core.blocks import with_ids
from alliance.members.models import WorkingGroup
from alliance.portal.demo import fields, strategy
from alliance.portal.demo.strategy_shapes import Chapter, Edition, Rank, Version
from events.workshops.models import Cluster
from strategy.fields.models import ActionField
from strategy.versions.actions import (
    add_note,
    adopt_version,
    save_edition,
    save_period,
    save_priorities,
    save_section,
    save_version,
    take_clusters,
)
from strategy.versions.models import FieldEdition, RecognitionPeriod, Section, StrategyVersion


def add_periods(*, by: User) -> int:
    """Add the recognition periods, unless the office keeps some already."""
    if RecognitionPeriod.objects.exists():
        return 0
    for data in strategy.PERIODS:
        period = RecognitionPeriod(
            starts=data.starts, ends=data.ends, authority=data.authority, virtual_budget=data.budget
        )
        save_period(by=by, period=period)
    return len(strategy.PERIODS)


def add_versions(*, by: User) -> int:
    """Write and adopt the versions, oldest first, unless there are some already."""
    if StrategyVersion.objects.exists():
        return 0
    for data in strategy.VERSIONS:
        version = save_version(by=by, version=_version(data))
        _add_sections(version, data.chapters, by)
        editions = _add_editions(version, data.editions, by)
        if data.priorities:
            taken = _take_over(version, data, editions, by)
            rows = [_priority(rank, editions, taken) for rank in data.priorities]
            save_priorities(by=by, version=version, rows=rows)
        version = adopt_version(
            by=by, version=version, resolved_on=data.resolved_on, in_force_from=data.in_force_from
        )
        add_note(by=by, version=version, text=data.note)
    return len(strategy.VERSIONS)


def _version(data: Version) -> StrategyVersion:
    return StrategyVersion(
        slug=data.slug,
        title=data.title,
        period_starts=data.starts,
        period_ends=data.ends,
        recognition=RecognitionPeriod.objects.filter(starts=data.starts).first(),
        motto=data.motto,
        foreword=data.foreword,
        is_example=True,
        working_group=WorkingGroup.objects.filter(name=data.working_group).first(),
        predecessor=StrategyVersion.objects.filter(slug=data.predecessor).first(),
        adopted_ranks=data.adopted_ranks,
    )


def _add_sections(version: StrategyVersion, chapters: tuple[Chapter, ...], by: User) -> None:
    earlier = {row.anchor: row for row in Section.objects.filter(version=version.predecessor)}
    for order, data in enumerate(chapters, start=1):
        before = earlier.get(data.continues)
        section = Section(
            version=version,
            order=order,
            heading=data.heading,
            anchor=data.anchor,
            text=_going_on(data.text, before),
            continues=before,
        )
        figures = [vars(figure) for figure in data.figures]
        save_section(by=by, section=section, figures=figures)


def _add_editions(
    version: StrategyVersion, editions: tuple[Edition, ...], by: User
) -> dict[str, FieldEdition]:
    rows = FieldEdition.objects.filter(version=version.predecessor).select_related("action_field")
    earlier = {row.action_field.slug: row for row in rows}
    origins = {field.slug: field.continues for field in fields.FIELDS}
    written = {}
    for order, data in enumerate(editions, start=1):
        before = [earlier[slug] for slug in origins[data.field] if slug in earlier]
        edition = FieldEdition(
            version=version,
            action_field=ActionField.objects.get(slug=data.field),
            order=order,
            text=_going_on(data.text, before[0] if before else None),
        )
        goals = [vars(goal) for goal in data.goals]
        written[data.field] = save_edition(by=by, edition=edition, continues=before, goals=goals)
    return written


def _going_on(text: str, before: Section | FieldEdition | None) -> str:
    """The text with the block ids of what it goes on from, as if somebody had rewritten a copy of it."""
    return with_ids(text, before.text) if before else text


def _take_over(
    version: StrategyVersion, data: Version, editions: dict[str, FieldEdition], by: User
) -> dict[str, int]:
    """Take clusters of the workshop over: as priorities, and as the origin of fields of the same name.

    Returns the keys of the priorities by title.
    """
    titles = [rank.title for rank in data.priorities]
    rows = Cluster.objects.filter(round__workshop__title=data.workshop).select_related("total")
    clusters = {row.name: row for row in rows}
    by_name = {edition.action_field.name: edition for edition in editions.values()}
    take_clusters(
        by=by,
        version=version,
        priorities=[clusters[title] for title in titles if title in clusters],
        origins=[(by_name[name], clusters[name]) for name in by_name if name in clusters],
    )
    return dict(version.priorities.values_list("title", "pk"))


def _priority(data: Rank, editions: dict[str, FieldEdition], taken: dict[str, int]) -> dict[str, object]:
    columns = {"title": data.title, "text": data.text, "edition": editions[data.field], "points": data.points}
    return {**columns, "id": taken.get(data.title)}
