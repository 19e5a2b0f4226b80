"""PDF files made of a template and data: accessible (PDF/UA-1), the same bytes for the same content.

A template is `templates/pdf/<name>.typ`. Whatever people wrote comes in as data only, never as code of the
template: words as JSON, rich text as XML (`markup`), pictures and drawings as files beside the template.
"""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from lxml import html as lxml_html
from lxml.etree import tostring

FOLDER = Path(settings.ROOT) / "templates" / "pdf"
ENGINE = version("typst")
STANDARD: Literal["ua-1"] = "ua-1"
# Stands for what no font of ours can show.
REPLACEMENT = "\ufffd"
MOST_REPLACED = 40
_UNKNOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
# What XML cannot say; no font can show it either.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class NotPrintable(Exception):
    """No PDF could be made; the message says why, for whoever maintains the template."""


def markup(html: str) -> str:
    """Return sanitised rich text as well-formed XML in one `<text>`, as `richtext.typ` reads it."""
    root = lxml_html.fragment_fromstring(_CONTROL.sub("", html), create_parent="text")
    return str(tostring(root, method="xml", encoding="unicode", with_tail=False))


def key(template: str, data: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> str:
    """Return the hash that names the PDF of this content; also good as its ETag."""
    digest = hashlib.sha256(f"{ENGINE} {STANDARD} {template}\n{_said(data)}".encode())
    for name, content in [*sorted(_templates().items()), *sorted((files or {}).items())]:
        digest.update(f"\n{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def compile(template: str, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None) -> bytes:
    """Return the PDF of `templates/pdf/<template>.typ` with `data`; made once, then kept by its hash.

    The template finds `data` as JSON in `sys.inputs.data`, and `files` beside itself under their names.
    Raises NotPrintable where the content breaks the standard or the template.
    """
    path = Path(settings.DATA_DIR) / "pdf" / f"{key(template, data, files)}.pdf"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        made = _compiled(template, data, files or {})
    _keep(path, made)
    return made


def _compiled(template: str, data: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    sources = _templates()
    if clash := sources.keys() & files.keys():
        raise NotPrintable(f"{template}: a file may not take the name of a template: {sorted(clash)}")
    said = _said(data)
    # The engine reads nothing outside this folder.
    with tempfile.TemporaryDirectory() as folder:
        for name, content in {**sources, **files}.items():
            (Path(folder) / name).write_bytes(content)
        for _ in range(MOST_REPLACED):
            try:
                return _written(Path(folder) / f"{template}.typ", said)
            except (typst.TypstError, RuntimeError) as error:
                unknown = _UNKNOWN.search(str(error))
                if unknown is None or unknown[1] not in said:
                    hints = " ".join(getattr(error, "hints", ()))
                    raise NotPrintable(f"{template}: {error} {hints}".strip()) from error
                # The standard refuses what no font can show: one emoji must not cost the whole PDF.
                said = said.replace(unknown[1], REPLACEMENT)
    raise NotPrintable(f"{template}: too many characters that no font can show")


def _written(source: Path, said: str) -> bytes:
    made = typst.compile(
        str(source),
        root=str(source.parent),
        format="pdf",
        font_paths=[str(FOLDER / "fonts")],
        ignore_system_fonts=True,
        pdf_standards=STANDARD,
        sys_inputs={"data": said},
    )
    assert isinstance(made, bytes)  # one document, not one picture a page
    return made


def _said(data: Mapping[str, Any]) -> str:
    return json.dumps(_printable(data), ensure_ascii=False, sort_keys=True)


def _printable(value: Any) -> Any:
    """The same without control characters, which no font can show."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {name: _printable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


@cache
def _read() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.typ"))}


def _templates() -> dict[str, bytes]:
    """The templates by name; read once, and anew each time where somebody works on them."""
    return _read.__wrapped__() if settings.DEBUG else _read()


def _keep(path: Path, content: bytes) -> None:
    """Write the file as a whole or not at all, whoever else writes the same."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
