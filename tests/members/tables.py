"""Tables of members as an office might bring them, for the tests of the import."""

from typing import Any

from django.test import Client

from alliance.core import tables
from alliance.core.exchange import Report, TableResource
from alliance.members.resources import MandateResource, OrganisationResource

HEADS = (
    "Name",
    "Kurzname",
    "Art",
    "Ort",
    "Website",
    "Mitglied seit",
    "ausgetreten am",
    "stimmberechtigt",
    "aufgegangen in",
)
FAULTS = {
    "Art": ("Vereine", "„Vereine“ gibt es nicht"),
    "Website": ("kein netz", "gültige Adresse"),
    "Mitglied seit": ("31.2.2024", "kein Datum"),
    "stimmberechtigt": ("vielleicht", "„ja“ oder „nein“"),
    "aufgegangen in": ("Niemand e.V.", "„Niemand e.V.“ gibt es nicht"),
}


def member(number: int, **changed: Any) -> dict[str, Any]:
    """One right row."""
    row = dict.fromkeys(HEADS, "") | {
        "Name": f"Mitglied für Nr. {number}",
        "Art": "hochschulen",
        "Ort": "Göttingen",
        "Website": f"www.example.org/{number}",
        "Mitglied seit": "1.2.2024",
        "stimmberechtigt": "ja",
    }
    return row | changed


def faulty(rows: list[dict[str, Any]], every: int) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    """The rows with a mistake in every so many of them, and where: row of the spreadsheet and column."""
    spoiled, places = [], []
    kinds = list(FAULTS.items())
    for index, row in enumerate(rows):
        if index % every == every - 1:
            head, (words, _) = kinds[len(places) % len(kinds)]
            row = row | {head: words}
            places.append((index + 2, head))
        spoiled.append(row)
    return spoiled, places


def as_csv(rows: list[dict[str, Any]], encoding: str = "cp1252") -> bytes:
    """As an old Excel saves it: semicolons, Windows-1252."""
    heads = list(rows[0])
    return (
        tables.csv_file(heads, [[row[head] for head in heads] for row in rows])
        .decode("utf-8-sig")
        .encode(encoding)
    )


def bring(
    content: bytes, by: Any, *, dry_run: bool = False, resource: type[TableResource] = OrganisationResource
) -> Report:
    """Run the import without its pages."""
    run = resource(by=by)
    return run.run(run.dataset(tables.read(content)), dry_run=dry_run)


def bring_mandates(content: bytes, by: Any, *, dry_run: bool = False) -> Report:
    """The same for mandates."""
    return bring(content, by, dry_run=dry_run, resource=MandateResource)


def problems(report: Report) -> list[tuple[int, str, str]]:
    """What is wrong, as (row, column, reason)."""
    return [(finding.number, finding.column, finding.problem) for finding in report.findings]


def ticket(client: Client, address: str, file: Any) -> str:
    """Upload a file; what the page hands on for saving."""
    html = client.post(address, {"file": file}).content.decode()
    return html.split('name="datei" value="')[1].split('"')[0]
