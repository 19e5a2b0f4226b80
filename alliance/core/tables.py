"""Tables as offices have them: Excel and CSV, read without asking how they are written.

Nothing is ever reckoned: a formula is read as the text it is, and what begins like one is written as text.
"""

import csv
import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 30 * 1024 * 1024
MAX_ROWS = 2000
MAX_EMPTY = 5000
MAX_COLUMNS = 40
DAY_FORMAT = "%d.%m.%Y"

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class TableProblem(Exception):
    """The file cannot be read; the message tells the office what to do."""


@dataclass(frozen=True)
class Line:
    """A row with the number that the spreadsheet shows beside it."""

    number: int
    cells: Sequence[Any]


@dataclass(frozen=True)
class Table:
    """The heads of the columns and the rows below that are not empty."""

    heads: Sequence[str]
    lines: Sequence[Line]


# ---- Cells


def as_text(cell: Any) -> str:
    """The words of a cell: no control characters, no double blanks, no apostrophe put before a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.date):
        return cell.strftime(DAY_FORMAT)
    words = _CONTROL.sub("", unicodedata.normalize("NFC", str(cell))).strip()
    return " ".join((words[1:] if _GUARDED.match(words) else words).split())


def guarded(words: str, *, against: re.Pattern[str] = _FORMULA) -> str:
    """With an apostrophe before what a spreadsheet would take for a formula; `as_text` takes it off again."""
    return f"'{words}" if against.match(words) else words


# ---- Reading


def read(content: bytes) -> Table:
    """The first sheet of an Excel file, or a CSV file in any usual writing. Raises TableProblem."""
    if len(content) > MAX_BYTES:
        raise TableProblem("Die Datei ist größer als 5 MB. Bitte teilen Sie sie auf.")
    if content.startswith(OLE):
        raise TableProblem(
            "Die Datei ist mit einem Kennwort geschützt oder im alten Excel-Format (.xls). "
            "Bitte speichern Sie sie ohne Kennwort als Excel-Arbeitsmappe (.xlsx)."
        )
    records = _excel(content) if content.startswith(ZIP) else _csv(content)
    return _table(records)


def _table(records: Iterable[Sequence[Any]]) -> Table:
    """The first row with words holds the heads."""
    heads: list[str] | None = None
    lines = []
    for number, cells in enumerate(records, start=1):
        if not any(as_text(cell) for cell in cells):
            continue
        if heads is None:
            heads = [as_text(cell) for cell in cells]
            while not heads[-1]:
                heads.pop()
            continue
        lines.append(Line(number, cells[: len(heads)]))
        if len(lines) > MAX_ROWS:
            raise TableProblem(f"Die Datei hat mehr als {MAX_ROWS} Zeilen. Bitte teilen Sie sie auf.")
    if heads is None:
        raise TableProblem("Die Datei ist leer.")
    if not lines:
        raise TableProblem("In der Datei stehen nur Spaltenköpfe und keine Zeilen.")
    return Table(heads, lines)


def _excel(content: bytes) -> list[Sequence[Any]]:
    unreadable = "Die Datei lässt sich nicht lesen. Bitte speichern Sie sie neu als .xlsx oder CSV."
    try:
        _look_inside(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # What a file says of its own size need not be true.
        sheet.reset_dimensions()
        return _rows(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True))
    except TableProblem:
        raise
    except Exception as error:  # A broken file breaks anywhere in the library, in many ways.
        raise TableProblem(unreadable) from error


def _rows(rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """The rows as far as they are wanted; a table ends where nothing follows for very long."""
    found: list[Sequence[Any]] = []
    filled = empty = 0
    for cells in rows:
        is_filled = any(cell is not None for cell in cells)
        found.append(cells if is_filled else ())
        filled, empty = filled + is_filled, 0 if is_filled else empty + 1
        if filled > MAX_ROWS + 1 or empty > MAX_EMPTY:
            break
    return found


def _look_inside(content: bytes) -> None:
    """Refuse what is no Excel file, or one that would swell beyond measure, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise TableProblem("Die Datei ist ausgepackt zu groß. Bitte lassen Sie nur die Tabelle darin.")
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            raise TableProblem(
                "Das ist keine Excel-Arbeitsmappe. Bitte speichern Sie die Tabelle als .xlsx oder CSV."
            )
        if any(b"<!DOCTYPE" in archive.read(name) for name in names if name.endswith((".xml", ".rels"))):
            raise TableProblem(
                "Die Datei enthält Anweisungen, die hier nicht erlaubt sind. Bitte speichern Sie sie neu."
            )


def _csv(content: bytes) -> list[Sequence[Any]]:
    text = _decoded(content)
    told = _SEPARATOR_LINE.match(text)
    if told:
        return _split(text[told.end() :], told[1])
    # What stands in quotes separates nothing.
    first = _QUOTED.sub("", text.lstrip()).splitlines()[:1]
    return _split(text, max(";,\t", key=lambda sign: first[0].count(sign) if first else 0))


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for name in (encoding, "cp1252"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
        break
    raise TableProblem(
        "Das ist keine Tabelle. Bitte wählen Sie eine Excel-Arbeitsmappe (.xlsx) oder eine CSV-Datei."
    )


def _split(text: str, sign: str) -> list[Sequence[Any]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        return _rows([cell or None for cell in cells[:MAX_COLUMNS]] for cells in reader)
    except csv.Error as error:
        raise TableProblem(
            f"In Zeile {reader.line_num} der Datei stimmen die Anführungszeichen nicht."
        ) from error


# ---- Writing


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """As a German Excel opens it: semicolons, UTF-8 with its mark, formulas as text."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(heads)
    writer.writerows([_flat(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _flat(cell: Any) -> str:
    if isinstance(cell, datetime.date):
        return cell.strftime(DAY_FORMAT)
    return guarded("" if cell is None else str(cell))


def excel_file(sheets: dict[str, tuple[Sequence[str], Iterable[Sequence[Any]]]]) -> bytes:
    """Sheets by name, each with heads and rows; dates are dates, and all words are text, formulas too."""
    book = Workbook(write_only=True)
    for title, (heads, rows) in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for index, head in enumerate(heads, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = max(len(head) + 4, 24)
        sheet.append(list(_cells(sheet, heads, Font(bold=True))))
        for row in rows:
            sheet.append(list(_cells(sheet, row)))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(sheet: Any, values: Iterable[Any], font: Font | None = None) -> Iterator[WriteOnlyCell]:
    for value in values:
        if isinstance(value, str):
            value = guarded(_CONTROL.sub("", value), against=_GUARDED)
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = bool(_FORMULA.match(value))
        elif isinstance(value, datetime.date):
            cell.number_format = "DD.MM.YYYY"
        if font:
            cell.font = font
        yield cell
