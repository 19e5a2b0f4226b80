"""Rows of a spreadsheet become things and things rows, with a run before that writes nothing.

Built on django-import-export, which reads each row into an instance, gathers what is wrong with it and
rolls everything back; the writing itself is the action's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import Result, RowResult

from alliance.core.columns import Column, Named
from alliance.core.german import slugify_german
from alliance.core.revision import StaleRevision
from alliance.core.tables import Table, TableProblem, as_text

# The column that carries the spreadsheet's own number of a row.
NUMBER = "#"


@dataclass(frozen=True)
class Finding:
    """What is wrong in a row, in which column, and what stands there."""

    number: int
    column: str
    problem: str
    found: str


@dataclass(frozen=True)
class Step:
    """What is done with a row."""

    number: int
    title: str
    is_new: bool
    columns: Sequence[str]


@dataclass
class Report:
    """All rows of a run."""

    findings: list[Finding] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    same: int = 0

    @property
    def new(self) -> int:
        """How many things are new."""
        return sum(step.is_new for step in self.steps)

    @property
    def changed(self) -> int:
        """How many things are changed."""
        return len(self.steps) - self.new

    @property
    def faulty(self) -> int:
        """How many rows have something wrong."""
        return len({finding.number for finding in self.findings})


class TableResource(resources.Resource):
    """Base: a subclass declares columns, `find`, `same_row` and `save`; `prepare` loads what rows name."""

    # Keys that a row of the export names.
    related: ClassVar[tuple[str, ...]] = ()

    class Meta:
        instance_loader_class = BaseInstanceLoader
        skip_diff = True
        report_skipped = True

    def __init__(self, *, by: Any = None) -> None:
        super().__init__()
        self.by = by
        self.report = Report()
        self._writes = False
        self._refused = False
        self._rows: list[dict[str, Any]] = []
        self._numbers: dict[Any, int] = {}
        self._before: dict[str, Any] = {}
        self._changed: list[str] = []

    @property
    def columns(self) -> list[Column]:
        """In their order."""
        return list(self.fields.values())

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The stored thing, or None for a new one."""
        return self.find(row)

    def init_instance(self, row: Any = None) -> Any:
        """A new thing."""
        return self._meta.model()

    # ---- of a subclass

    def prepare(self, dataset: tablib.Dataset) -> None:
        """Load what the rows name, so that no row asks for it."""

    def ordered(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows in the order in which they can be written."""
        return rows

    def find(self, row: dict[str, Any]) -> models.Model | None:
        """The stored thing that a row means."""
        raise NotImplementedError

    def same_row(self, row: dict[str, Any]) -> Any:
        """What two rows must not have in common; None where the row does not say it."""
        raise NotImplementedError

    def save(self, instance: Any) -> None:
        """Write through the action, by `self.by`."""
        raise NotImplementedError

    # ---- the run

    def dataset(self, table: Table) -> tablib.Dataset:
        """The known columns under their own heads. Raises TableProblem for missing or double ones."""
        places: dict[str, int] = {}
        for place, head in enumerate(table.heads):
            column = next((item for item in self.columns if slugify_german(head) in item.names), None)
            if column is None:
                continue
            if column.column_name in places:
                raise TableProblem(f"Die Spalte „{column.column_name}“ steht zweimal in der Datei.")
            places[column.column_name] = place
        missing = [item.column_name for item in self.columns if item.must and item.column_name not in places]
        if missing:
            words = ", ".join(f"„{head}“" for head in missing)
            raise TableProblem(f"In der ersten Zeile fehlt als Spaltenkopf: {words}.")
        rows = [
            {head: line.cells[place] if place < len(line.cells) else None for head, place in places.items()}
            | {NUMBER: line.number}
            for line in table.lines
        ]
        return tablib.Dataset(*(list(row.values()) for row in self.ordered(rows)), headers=[*places, NUMBER])

    def unknown_heads(self, table: Table) -> list[str]:
        """Heads of columns that stay unread."""
        names = set().union(*(item.names for item in self.columns))
        return [head for head in table.heads if head and slugify_german(head) not in names]

    def run(self, dataset: tablib.Dataset, *, dry_run: bool) -> Report:
        """Read all rows. Writes nothing in a dry run, else all of them or, if one is wrong, none."""
        self._writes = not dry_run
        if dry_run:
            # Not even a transaction: it would keep others from writing while it only looks.
            self._gather(self._all_rows(dataset))
            return self.report
        with transaction.atomic():
            self._gather(self._all_rows(dataset))
            if self.report.findings:
                transaction.set_rollback(True)
        return self.report

    def _all_rows(self, dataset: tablib.Dataset) -> Result:
        # `import_data` would put a savepoint around each row, though one wrong row undoes them all.
        return self.import_data_inner(dataset, not self._writes, False, False, False)

    def _gather(self, result: Result) -> None:
        for error in result.base_errors:
            raise error.error
        for invalid in result.invalid_rows:
            self._tell(self._rows[invalid.number - 1], invalid.error_dict)
        for _, (error, *_) in result.row_errors()[:1]:
            if not isinstance(error.error, (StaleRevision, IntegrityError)):
                raise error.error
            words = (
                "Das hat inzwischen jemand anderes gespeichert. Bitte laden Sie die Datei noch einmal hoch."
            )
            self._tell(error.row, {NON_FIELD_ERRORS: [words]})
        places = {column.column_name: place for place, column in enumerate(self.columns)}
        self.report.findings.sort(key=lambda found: (found.number, places.get(found.column, len(places))))
        self.report.steps.sort(key=lambda step: step.number)

    def _tell(self, row: dict[str, Any], problems: dict[str, list[str]]) -> None:
        heads = {column.attribute: column.column_name for column in self.columns}
        for attribute, words in problems.items():
            head = heads.get(attribute, "")
            self.report.findings.append(Finding(row[NUMBER], head, " ".join(words), as_text(row.get(head))))

    # ---- one row

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        """Load what is needed once."""
        self.prepare(dataset)

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        """After the first mistake the rest is only looked at: nothing of it will stay."""
        result = super().import_row(row, instance_loader, **kwargs)
        self._refused = self._refused or not result.is_valid()
        return result

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """Refuse a row that says the same as an earlier one."""
        self._rows.append(row)
        key = self.same_row(row)
        if key is None:
            return
        first = self._numbers.setdefault(key, row[NUMBER])
        if first != row[NUMBER]:
            raise ValidationError({self.columns[0].attribute: f"Das steht schon in Zeile {first}."})

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Remember what is stored."""
        self._before = self._values(instance)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """What says nothing new stays as it is, without a state in its history."""
        now = self._values(instance)
        self._changed = [head for head, value in now.items() if value != self._before[head]]
        return not (self._changed or import_validation_errors or instance._state.adding)

    def _values(self, instance: Any) -> dict[str, Any]:
        return {column.column_name: column.get_value(instance) for column in self.columns}

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """In a dry run, or where a cell is wrong already; otherwise the action checks the same."""
        if self._writes and not self._refused and not import_validation_errors:
            return
        errors = dict(import_validation_errors or {})
        # Things found by name exist, and `find` and `same_row` have seen to it that nothing is there twice.
        known = {column.attribute for column in self.columns if isinstance(column.widget, Named)}
        try:
            instance.full_clean(exclude={*errors, *known}, validate_unique=False)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Through the action, unless nothing shall be written."""
        if self._writes and not self._refused:
            self.save(instance)

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        """Note what was done."""
        if row_result.is_skip():
            self.report.same += 1
        else:
            title = row_result.object_repr or ""
            self.report.steps.append(Step(row[NUMBER], title, row_result.is_new(), self._changed))
