"""What the office does with strategy versions: one verb, one function, one transaction."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import delete_content, record, save_content, save_rows, saved_by
from alliance.pictures.actions import keep_text_pictures
from events.meetings.models import Resolution
from strategy.versions.copying import copy_version
from strategy.versions.models import (
    OTHER_RESOLUTION,
    SAME_DAY,
    EditionContinues,
    FieldEdition,
    Figure,
    Goal,
    Priority,
    RecognitionPeriod,
    Section,
    StrategyVersion,
    VersionNote,
    VersionPicture,
)
from strategy.versions.rules import WORKFLOW
from strategy.versions.taking import take_clusters

__all__ = [
    "VERBS",
    "add_note",
    "adopt_version",
    "consult_version",
    "copy_version",
    "delete_version",
    "end_consultation",
    "save_edition",
    "save_editions",
    "save_period",
    "save_priorities",
    "save_section",
    "save_sections",
    "save_version",
    "set_adopted_ranks",
    "take_clusters",
]
# One row of a list as it is from now on: its columns, and under `id` the key of the stored row that it is.
Row = Mapping[str, Any]
GONE = "Diese Fassung gibt es nicht mehr."


def save_period(*, by: User | None, period: RecognitionPeriod) -> RecognitionPeriod:
    """Add or change a recognition period; raises ValidationError for a gap or an overlap."""
    return save_content(period, by=by)


@transaction.atomic
def save_version(*, by: User | None, version: StrategyVersion) -> StrategyVersion:
    """Add a draft or change what stands above its text. Raises NotPossible once it is adopted."""
    if version.pk:
        _editable(version)
    save_content(version, by=by)
    _keep_pictures(version)
    return version


def set_adopted_ranks(*, by: User | None, version: StrategyVersion, ranks: int | None) -> StrategyVersion:
    """Draw the line between the resolved priorities and those kept for later; None resolves all."""
    version.adopted_ranks = ranks
    return save_version(by=by, version=version)


@transaction.atomic
def delete_version(*, by: User | None, version: StrategyVersion) -> None:
    """Delete a draft with all that is in it; raises NotPossible for what was resolved."""
    delete_content(_editable(version), by=by)


def _editable(version: StrategyVersion) -> StrategyVersion:
    row = StrategyVersion.objects.select_for_update().filter(pk=version.pk).first()
    if row is None:
        raise NotPossible(GONE)
    if not row.is_editable:
        raise NotPossible(
            "Diese Fassung ist beschlossen und bleibt, wie sie ist. Möglich ist eine Anmerkung."
        )
    return row


def _keep_pictures(version: StrategyVersion) -> None:
    """What any text of the version shows stays in the library."""
    texts = [version.foreword, *_texts(version.sections), *_texts(version.editions)]
    keep_text_pictures(owner=version, through=VersionPicture, html="\n".join(texts))


def _texts(rows: Any) -> list[str]:
    return list(rows.order_by().values_list("text", flat=True))


@transaction.atomic
def save_sections(*, by: User | None, version: StrategyVersion, rows: Sequence[Row]) -> None:
    """Make these the sections of a draft, in this order; texts stay with the rows that keep their key."""
    _editable(version)
    _write(version.sections.all(), Section(version=version), rows, ("heading", "anchor"), by)
    _keep_pictures(version)


@transaction.atomic
def save_editions(*, by: User | None, version: StrategyVersion, rows: Sequence[Row]) -> None:
    """Make these the action fields of a draft, in order. Priorities of one that goes stay without a field."""
    _editable(version)
    kept = [row["id"] for row in rows if row.get("id")]
    for priority in version.priorities.filter(edition__isnull=False).exclude(edition__in=kept):
        priority.edition = None
        saved_by(priority, by).save()
    _write(version.editions.all(), FieldEdition(version=version), rows, ("action_field",), by)
    _keep_pictures(version)


@transaction.atomic
def save_priorities(*, by: User | None, version: StrategyVersion, rows: Sequence[Row]) -> None:
    """Make these the priorities of a draft, ranked in this order."""
    _editable(version)
    present = set(version.editions.values_list("pk", flat=True))
    # A field that went at the same time leaves its priorities without one.
    wanted = [
        row if getattr(row["edition"], "pk", None) in present else {**row, "edition": None} for row in rows
    ]
    columns = ("title", "text", "edition", "points")
    _write(version.priorities.all(), Priority(version=version), wanted, columns, by, order="rank")


def _write(
    stored: models.QuerySet,
    empty: Any,
    rows: Sequence[Row],
    columns: tuple[str, ...],
    by: User | None,
    *,
    order: str = "order",
) -> None:
    """Change, add and delete, so that a row keeps its key: later versions and texts hold on to it."""
    present: dict[Any, Any] = {row.pk: row for row in stored}
    owner = {"version": empty.version}
    wanted = [(present.pop(row.get("id"), None) or type(empty)(**owner), row) for row in rows]
    for left_over in present.values():
        saved_by(left_over, by).delete()
    for number, (obj, row) in enumerate(wanted, start=1):
        values = {**{name: row[name] for name in columns}, order: number}
        if obj._state.adding or any(getattr(obj, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(obj, name, value)
            obj.full_clean()
            saved_by(obj, by).save()


@transaction.atomic
def save_section(*, by: User | None, section: Section, figures: Iterable[Row] | None = None) -> Section:
    """Write the text of a section and, where given, all its figures from now on."""
    _editable(section.version)
    save_content(section, by=by)
    if figures is not None:
        save_rows(section.figures.all(), [Figure(section=section, **row) for row in figures], by=by)
    _keep_pictures(section.version)
    return section


@transaction.atomic
def save_edition(
    *,
    by: User | None,
    edition: FieldEdition,
    continues: Iterable[FieldEdition] | None = None,
    goals: Iterable[Row] | None = None,
) -> FieldEdition:
    """Write what a draft says of a field; where given, all that it goes on from and all its goals."""
    _editable(edition.version)
    save_content(edition, by=by)
    if continues is not None:
        _set_origins(edition, {earlier.pk for earlier in continues}, by)
    if goals is not None:
        save_rows(edition.goals.all(), [Goal(edition=edition, **row) for row in goals], by=by)
    _keep_pictures(edition.version)
    return edition


def _set_origins(edition: FieldEdition, wanted: set[Any], by: User | None) -> None:
    for origin in edition.origins.exclude(earlier__in=wanted):
        saved_by(origin, by).delete()
    for key in sorted(wanted - set(edition.origins.values_list("earlier", flat=True))):
        origin = EditionContinues(edition=edition, earlier_id=key)
        origin.full_clean()
        saved_by(origin, by).save()


@transaction.atomic
def _move(version: StrategyVersion, verb: str, by: User | None, said: str) -> StrategyVersion:
    row = StrategyVersion.objects.select_for_update().get(pk=version.pk)
    if by is not None and not WORKFLOW.rules[verb](by, row):
        raise PermissionDenied
    WORKFLOW.move(verb, row)
    return save_content(row, by=by, verb=said)


def consult_version(*, by: User | None, version: StrategyVersion) -> StrategyVersion:
    """Show a draft to its audience for consultation."""
    return _move(version, "consult", by, "in die Konsultation gegeben")


def end_consultation(*, by: User | None, version: StrategyVersion) -> StrategyVersion:
    """Make it a draft again that only its working group and the office read."""
    return _move(version, "end_consultation", by, "Konsultation beendet")


@transaction.atomic
def adopt_version(
    *,
    by: User | None,
    version: StrategyVersion,
    resolved_on: datetime.date,
    in_force_from: datetime.date,
    resolution: Resolution | None = None,
) -> StrategyVersion:
    """Record that the members resolved the version and from which day it holds; it is frozen from now on.

    `resolution` is the one that adopted it, where the register has it. Raises ValidationError when another
    adopted version begins on the same day or the resolution does not fit, PermissionDenied, NotPossible.
    """
    row = StrategyVersion.objects.select_for_update().get(pk=version.pk)
    if by is not None and not WORKFLOW.rules["adopt"](by, row):
        raise PermissionDenied
    WORKFLOW.move("adopt", row)
    if in_force_from < resolved_on:
        raise ValidationError({"in_force_from": "Die Fassung kann nicht vor dem Beschluss in Kraft treten."})
    if resolution is not None and (not resolution.is_carried or resolution.resolved_on != resolved_on):
        raise ValidationError({"resolution": OTHER_RESOLUTION})
    row.resolved_on, row.in_force_from, row.resolution = resolved_on, in_force_from, resolution
    try:
        return save_content(row, by=by, verb="beschlossen")
    except IntegrityError as clash:
        # Somebody adopted another one for this day at the same instant; the check before could not see it.
        raise ValidationError({"in_force_from": SAME_DAY}) from clash


@transaction.atomic
def add_note(*, by: User, version: StrategyVersion, text: str, anchor: str = "") -> VersionNote:
    """Put a dated correction beside the text of an adopted version; the text stays."""
    note = VersionNote(version=version, text=text, anchor=anchor, made_by_name=by.full_name)
    note.full_clean()
    note.save()
    record(verb="Anmerkung geschrieben", obj=version, by=by, note=text)
    return note


# Adopting asks for two dates first and is no button of one press.
VERBS = {"consult": consult_version, "end_consultation": end_consultation}
