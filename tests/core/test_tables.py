"""Excel and CSV, however an office has written them."""

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from alliance.core import tables
from alliance.core.tables import TableProblem, as_text, guarded, read

HEADS = ("Name", "Straße")
ROWS = [("Ärzte", "Hüttenweg 1"), ("Zoo", "")]
pytestmark = pytest.mark.once


def excel(*rows: tuple[object, ...]) -> bytes:
    """An Excel file as openpyxl writes it: what begins with `=` is a formula."""
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def zipped(**files: bytes) -> bytes:
    """An archive with these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def words(content: bytes) -> list[tuple[str, ...]]:
    """Heads and rows of a file as words."""
    table = read(content)
    return [tuple(table.heads), *(tuple(as_text(cell) for cell in line.cells) for line in table.lines)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_in_every_usual_writing(encoding: str, sign: str, end: str) -> None:
    text = end.join(sign.join(row) for row in [HEADS, *ROWS]) + end
    assert words(text.encode(encoding)) == [HEADS, *ROWS]


def test_a_separator_inside_quotes_does_not_count() -> None:
    assert words(b'Name;"Ort, Land, Kreis, mehr"\nA;"x; y"\n') == [
        ("Name", "Ort, Land, Kreis, mehr"),
        ("A", "x; y"),
    ]


def test_excel_may_say_the_separator_in_a_line_of_its_own() -> None:
    table = read(b"sep=,\r\nName,Ort\r\nA,B\r\n")
    assert (table.heads, table.lines[0].number) == (["Name", "Ort"], 2)


def test_rows_keep_the_number_that_the_spreadsheet_shows() -> None:
    rows = [("Name", "Ort"), (None, None), ("A", "x"), ("", " "), ("B", "zwei\nZeilen"), ("C", "")]
    as_csv = "\n".join(";".join(f'"{cell or ""}"' for cell in row) for row in rows).encode()
    for content in (excel(*rows), as_csv):
        assert [line.number for line in read(content).lines] == [3, 5, 6]


def test_dates_numbers_and_ticks_become_words() -> None:
    day = datetime.date(2024, 12, 31)
    content = excel(("a", "b", "c", "d"), (day, 4711, 2.0, True))
    assert words(content)[1] == ("31.12.2024", "4711", "2", "ja")


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 551", "-x", "@sum", "\tx", "\rx", "'=x", "''=x", "'quoted'", "plain", "Ä=b"]
)
def test_formulas_stay_text_there_and_back(text: str) -> None:
    shown = " ".join(text.split())
    assert as_text(guarded(text)) == shown
    for content in (
        tables.csv_file(["a", "b"], [[text, "x"]]),
        tables.excel_file({"Blatt": (["a", "b"], [[text, "x"]])}),
    ):
        assert words(content)[1] == (shown, "x")


def test_no_cell_of_an_excel_file_is_a_formula() -> None:
    content = tables.excel_file({"Blatt": (["=a"], [["=1+1"], ["@x"]])})
    cells = [cell for row in load_workbook(io.BytesIO(content)).active for cell in row]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert all(cell.quotePrefix for cell in cells)


def test_formulas_of_others_are_read_and_not_reckoned() -> None:
    assert words(excel(("a",), ("=1+1",), ('=HYPERLINK("http://example.org";"x")',)))[1:] == [
        ("=1+1",),
        ('=HYPERLINK("http://example.org";"x")',),
    ]


def test_csv_goes_out_as_a_german_excel_opens_it() -> None:
    content = tables.csv_file(HEADS, [["Ärzte", datetime.date(2024, 2, 1)], [None, "=1"]])
    assert content.decode() == "\ufeffName;Straße\r\nÄrzte;01.02.2024\r\n;'=1\r\n"


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert as_text("A\u0308rzte\u00a0 und\x00 mehr ") == "Ärzte und mehr"


OPEN_DOCUMENT = zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<x/>")
BOMB = zipped(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b"\0" * (tables.MAX_UNPACKED + 1))
LAUGHS = zipped(
    xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Kennwort"),
        (OPEN_DOCUMENT, "keine Excel-Arbeitsmappe"),
        (BOMB, "ausgepackt zu groß"),
        (LAUGHS, "nicht erlaubt"),
        (zipped(xl__workbook_xml=b"<broken"), "lässt sich nicht lesen"),
        (excel(("a",), ("b",))[:-900], "lässt sich nicht lesen"),
        (b"PK\x03\x04 nothing more", "lässt sich nicht lesen"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "keine Tabelle"),
        (b"%PDF-1.7\n\x00\x01\x02", "keine Tabelle"),
        (b"  \n;;\n", "leer"),
        (b"Name;Ort\n;\n", "nur Spaltenköpfe"),
        (b'Name;Ort\n"A;B\n', "Anführungszeichen"),
        (b"Name\n" + b"x\n" * (tables.MAX_ROWS + 1), "mehr als 2000 Zeilen"),
        (b"x" * (tables.MAX_BYTES + 1), "größer als 5 MB"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(content: bytes, told: str) -> None:
    with pytest.raises(TableProblem, match=told):
        read(content)


def test_as_many_rows_as_may_be() -> None:
    assert len(read(b"Name\n" + b"x\n" * tables.MAX_ROWS).lines) == tables.MAX_ROWS


def test_a_cell_far_below_costs_nothing() -> None:
    book, file = Workbook(), io.BytesIO()
    book.active["A1"], book.active["A2"], book.active["XFD1048576"] = "Name", "x", "weit weg"
    book.save(file)
    assert len(read(file.getvalue()).lines) == 1
