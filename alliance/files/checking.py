"""From a file that somebody uploads to one that may be kept.

The type is judged by the content, never by the name or by what the browser says. What is not on the list is
refused, and so is what carries programs.
"""

import hashlib
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

import filetype
from django.core.exceptions import ValidationError
from django.core.files.base import File

LARGEST_FILE = 25 * 1024 * 1024
PDF = "application/pdf"
OOXML = "application/vnd.openxmlformats-officedocument."
# What we keep, with the endings it may have; the first one is put on when the name has none of them.
ENDINGS = {
    PDF: ("pdf",),
    f"{OOXML}wordprocessingml.document": ("docx",),
    f"{OOXML}spreadsheetml.sheet": ("xlsx",),
    f"{OOXML}presentationml.presentation": ("pptx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/webp": ("webp",),
    "text/plain": ("txt",),
    "text/csv": ("csv",),
}
# What browsers show in a page of its own without running anything.
SHOWN = frozenset({PDF, "image/png", "image/jpeg", "image/webp"})
_FOLDERS = {
    "word/": "wordprocessingml.document",
    "xl/": "spreadsheetml.sheet",
    "ppt/": "presentationml.presentation",
}
ACCEPTED = "Möglich sind PDF, Word, Excel, PowerPoint, ODT, ODS, PNG, JPEG, WebP, Text und CSV."
AGAIN = "Bitte wählen Sie eine andere Datei; Ihre übrigen Angaben bleiben stehen."
LONGEST_NAME = 100
_UNWANTED = re.compile(r"[^\w .,()+&=@-]", re.ASCII)


@dataclass(frozen=True)
class CheckedFile:
    """A file that `check` let through; `checksum` is the SHA-256 of its content."""

    file: File
    name: str
    content_type: str
    size: int
    checksum: str

    def __str__(self) -> str:
        return self.name


def check(file: "File | CheckedFile") -> CheckedFile:
    """The file with what it really is; one that was checked before is returned as it is.

    Raises ValidationError with a German sentence when it is empty, too large or of a type we do not keep.
    """
    if isinstance(file, CheckedFile):
        return file
    size = file.size
    if size > LARGEST_FILE:
        shown = f"{size / 1024 / 1024:.1f}".replace(".", ",")
        raise _refused(f"Die Datei ist {shown} MB groß, höchstens 25 MB sind möglich.", "too_large")
    file.seek(0)
    content = file.read()
    file.seek(0)
    if not content:
        raise _refused("Die Datei ist leer.", "empty")
    kind = _kind(content, file.name or "")
    name = safe_name(file.name or "", kind)
    return CheckedFile(file, name, kind, len(content), hashlib.sha256(content).hexdigest())


def _refused(message: str, code: str) -> ValidationError:
    return ValidationError(f"{message} {AGAIN}", code=code)


def _kind(content: bytes, name: str) -> str:
    guess = filetype.guess_mime(content)
    if content.startswith(b"PK"):
        return _kind_of_archive(content, guess)
    if guess in ENDINGS:
        return str(guess)
    ending = name.rpartition(".")[2].lower()
    if ending in ("txt", "csv") and _is_text(content):
        return "text/csv" if ending == "csv" else "text/plain"
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise _refused(
            f"Das ist eine Webseite oder eine SVG-Grafik, die Programme enthalten kann. {ACCEPTED}", "type"
        )
    if guess in ("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"):
        raise _refused(
            "Das alte Office-Format nehmen wir nicht an. Speichern Sie die Datei als DOCX, XLSX oder PDF.",
            "type",
        )
    raise _refused(f"Diese Art von Datei nehmen wir nicht an. {ACCEPTED}", "type")


def _kind_of_archive(content: bytes, guess: str | None) -> str:
    """Office files are archives; the list of what is in it tells more than its first bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _refused("Die Datei ist beschädigt oder unvollständig.", "broken") from error
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise _refused(
            "Die Datei enthält Makros. Speichern Sie sie ohne Makros, zum Beispiel als DOCX.", "macros"
        )
    if guess in ENDINGS:
        return str(guess)
    if "[Content_Types].xml" in names:
        for folder, kind in _FOLDERS.items():
            if any(name.startswith(folder) for name in names):
                return OOXML + kind
    raise _refused(f"Archive nehmen wir nicht an. {ACCEPTED}", "type")


def _is_text(content: bytes) -> bool:
    """Words in UTF-8 or the Windows alphabet, without control characters, and no page in disguise."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            return False
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text):
        return False
    return not text.lstrip().startswith(("<", "#!", "{\\rtf", "%!"))


def safe_name(name: str, kind: str) -> str:
    """The name as it may stand in an address and in a header: letters, digits and a few signs, right ending.

    Folders, control characters and marks that turn the direction of writing go; umlauts stay.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    written = "".join(
        char if char.isalnum() else _UNWANTED.sub("-", char) for char in last if char.isprintable()
    )
    stem, _, ending = written.rpartition(".")
    endings = ENDINGS[kind]
    if not stem or not re.fullmatch(r"[A-Za-z0-9]{1,5}", ending):
        stem, ending = written, ""
    if ending.lower() not in endings:
        ending = endings[0]
    stem = re.sub(rf"(?i)\.({'|'.join(endings)})$", "", stem)
    stem = re.sub(r"\.{2,}", ".", re.sub(r"-{2,}", "-", re.sub(r" +", " ", stem))).strip(" .-")
    return f"{stem[:LONGEST_NAME].rstrip(' .-') or 'dokument'}.{ending.lower()}"
