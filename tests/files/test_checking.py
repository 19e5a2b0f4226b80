"""What may be kept, judged by what is in it."""

import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from alliance.files import checking
from alliance.files.checking import PDF as PDF_TYPE
from alliance.files.checking import CheckedFile, check, safe_name
from tests.factories.files import PDF, document_file, office_bytes
from tests.factories.pictures import picture_bytes

pytestmark = pytest.mark.once
OOXML = "application/vnd.openxmlformats-officedocument."


def archive(*names: str) -> bytes:
    """A ZIP with files of these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name in names:
            opened.writestr(zipfile.ZipInfo(name), "x")  # the same bytes at any time
    return buffer.getvalue()


def checked(name: str, content: bytes) -> CheckedFile:
    return check(document_file(name, content))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, PDF_TYPE),
        ("a.docx", office_bytes("docx"), f"{OOXML}wordprocessingml.document"),
        ("a.xlsx", office_bytes("xlsx"), f"{OOXML}spreadsheetml.sheet"),
        ("a.pptx", office_bytes("pptx"), f"{OOXML}presentationml.presentation"),
        ("a.odt", office_bytes("odt"), "application/vnd.oasis.opendocument.text"),
        ("a.ods", office_bytes("ods"), "application/vnd.oasis.opendocument.spreadsheet"),
        ("a.png", picture_bytes(kind="PNG"), "image/png"),
        ("a.jpg", picture_bytes(kind="JPEG"), "image/jpeg"),
        ("a.webp", picture_bytes(kind="WEBP"), "image/webp"),
        ("a.txt", "Grüße aus Göttingen\n".encode(), "text/plain"),
        ("a.csv", "Straße;Zahl\n1;2\n".encode("cp1252"), "text/csv"),
        # Two letters at the start make no picture.
        ("a.txt", b"BMW und andere", "text/plain"),
        (
            "a.xlsx",
            archive("[Content_Types].xml", *map(str, range(9)), "xl/a"),
            f"{OOXML}spreadsheetml.sheet",
        ),
    ],
)
def test_kept(name: str, content: bytes, kind: str) -> None:
    found = checked(name, content)
    assert (found.content_type, found.name, found.size) == (kind, name, len(content))
    assert found.checksum == hashlib.sha256(content).hexdigest()
    assert check(found) is found


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "leer"),
        ("a.html", b"<!doctype html><script>alert(1)</script>", "Webseite"),
        ("a.pdf", b"  <html>", "Webseite"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
        ("a.txt", b"\xef\xbb\xbf<svg/>", "SVG"),
        ("a.csv", b"a;b\0c", "nehmen wir nicht an"),
        ("a.txt", b"#!/bin/sh\nrm -rf /\n", "nehmen wir nicht an"),
        ("a.txt", b"{\\rtf1 x}", "nehmen wir nicht an"),
        ("a.exe", b"MZ" + b"\0" * 100, "nehmen wir nicht an"),
        ("a.pdf", b"MZ" + b"\0" * 100, "nehmen wir nicht an"),
        ("notiz", b"nur Worte", "nehmen wir nicht an"),
        ("a.js", b"alert(1)", "nehmen wir nicht an"),
        ("a.gif", b"GIF89a" + b"\0" * 20, "nehmen wir nicht an"),
        ("a.zip", archive("a.txt"), "Archive"),
        ("a.docx", archive("a.txt"), "Archive"),
        ("a.docx", office_bytes("docx")[:60], "beschädigt"),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "Makros"),
        ("a.jar", archive("META-INF/MANIFEST.MF"), "Archive"),
    ],
)
def test_refused_with_a_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        checked(name, content)
    assert words in refusal.value.message
    assert "Bitte wählen Sie eine andere Datei" in refusal.value.message


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checking.LARGEST_FILE == 25 * 1024 * 1024
    monkeypatch.setattr(checking, "LARGEST_FILE", len(PDF) - 1)
    with pytest.raises(ValidationError, match="höchstens 25 MB"):
        checked("a.pdf", PDF)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("Bericht 2024.pdf", "Bericht 2024.pdf"),
        ("Übersicht – Größe.PDF", "Übersicht - Größe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\a.pdf", "a.pdf"),
        ("/etc/x.pdf", "x.pdf"),
        ("rechnung.pdf.exe", "rechnung.pdf"),
        ("rechnung.exe", "rechnung.pdf"),
        ("a.pdf\r\nSet-Cookie: x=1", "a.pdfSet-Cookie- x=1.pdf"),
        ('a";filename="b.html', "a-filename=-b.pdf"),
        ("x\u202efdp.exe", "xfdp.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "dokument.pdf"),
        ("", "dokument.pdf"),
        ("?.pdf", "dokument.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("100%25.pdf", "100-25.pdf"),
        ("v1..2.pdf", "v1.2.pdf"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
    ],
)
def test_safe_names(given: str, safe: str) -> None:
    assert safe_name(given, PDF_TYPE) == safe
