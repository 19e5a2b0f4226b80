"""The log as a table for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.utils.timezone import localtime

from alliance.history.models import Entry

HEADS = ("Wann", "Wer", "Vorgang", "Art", "Titel", "Nummer", "Anmerkung")
# A spreadsheet would take what begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """Hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def kind_in_words(kind: str) -> str:
    """The German name of a model such as `accounts.user`; the word itself where there is none any more."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind


def csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """The log line by line as a German Excel opens it: semicolons, UTF-8 with its mark, formulas as text."""
    writer: Any = csv.writer(_Line(), delimiter=";")
    yield "\ufeff" + writer.writerow(HEADS)
    for entry in entries:
        at = f"{localtime(entry.at):%d.%m.%Y %H:%M:%S}"
        words = (entry.by_name or "System", entry.verb, kind_in_words(entry.kind), entry.title)
        yield writer.writerow([at, *map(_as_text, words), entry.object_id, _as_text(entry.note)])


def _as_text(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA) else words
