"""PDF files of templates: words are data, never code; broken ones are refused; kept files are used again."""

import io
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader

from alliance.core import pdf

PAGE = '#set document(title: "Probe")\n#set text(lang: "de")\n#json(bytes(sys.inputs.data)).words'


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates of the test, and a folder to keep files in."""
    settings.DATA_DIR = tmp_path
    picture = '#set document(title: "Probe")\n#image("a.svg")'
    templates = {"probe.typ": PAGE.encode(), "picture.typ": picture.encode()}
    monkeypatch.setattr(pdf, "_templates", lambda: templates)


def test_words_are_never_code() -> None:
    hostile = '#read("/etc/passwd") $x$ #panic() \\ = " */ <a> \u0000'
    assert pdf.compile("probe", {"words": hostile}).startswith(b"%PDF")


def test_what_no_font_shows_costs_only_itself() -> None:
    content = pdf.compile("probe", {"words": "Heute 😀🎉 und 漢字 und שלום"})
    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert text.startswith("Heute ") and " und " in text and "😀" not in text


def test_what_was_made_once_is_kept_whole(tmp_path: Path) -> None:
    made = pdf.compile("probe", {"words": "einmal"})
    kept = list((tmp_path / "pdf").iterdir())
    assert [path.name for path in kept] == [f"{pdf.key('probe', {'words': 'einmal'})}.pdf"]
    assert kept[0].read_bytes() == made
    kept[0].write_bytes(b"taken from there")
    assert pdf.compile("probe", {"words": "einmal"}) == b"taken from there"


def test_a_picture_without_words_is_refused_and_nothing_kept(tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    with pytest.raises(pdf.NotPrintable, match=r"picture: .*alt"):
        pdf.compile("picture", {}, files={"a.svg": svg})
    assert not (tmp_path / "pdf").exists()


def test_a_file_takes_no_template_away() -> None:
    with pytest.raises(pdf.NotPrintable, match="probe"):
        pdf.compile("probe", {"words": ""}, files={"probe.typ": b"#panic()"})


@pytest.mark.parametrize(
    "html", ["<p>a<br>b &amp; c&nbsp;d</p><hr>", "<p>\x0b</p>", "", "<p>ä</p>\n<p>b</p>"]
)
def test_rich_text_becomes_well_formed(html: str) -> None:
    assert etree.fromstring(pdf.markup(html)).tag == "text"
