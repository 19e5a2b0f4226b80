"""The pages of the import and export, from upload to the list."""

import io
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.core import tables, uploads
from alliance.members.models import Mandate, Organisation
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.members import KindFactory, MandateFactory, OrganisationFactory, day
from tests.members.tables import ticket

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/members/organisation/"
MANDATES = "/verwaltung/members/mandate/"
IMPORT, WRITE = f"{LIST}import/", f"{LIST}import/schreiben/"
GOOD = "Name;Art;Bemerkung\nÄpfel;Kommunen;x\nStadt Göttingen;Kommunen;\n".encode("cp1252")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "uploads"


@pytest.fixture
def redaktion(client_of: ClientOf) -> Client:
    return client_of("redaktion")


def file(content: bytes, name: str = "liste.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def told(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def text(response: Any) -> str:
    return response.content.decode()


def test_looked_at_agreed_to_and_written(redaktion: Client, cast: Cast, folder: Path) -> None:
    page = redaktion.post(IMPORT, {"file": file(GOOD)})
    html = text(page)
    assert "Geprüft, noch nicht gespeichert" in html
    assert "liste.csv: 1 neu, 0 geändert, 1 unverändert." in html
    assert "Nicht gelesen werden die Spalten: Bemerkung." in html
    assert not Organisation.objects.filter(name="Äpfel").exists()
    assert len(list(folder.iterdir())) == 1

    kept = html.split('name="datei" value="')[1].split('"')[0]
    done = redaktion.post(WRITE, {"datei": kept}, follow=True)
    assert done.redirect_chain == [(LIST, 302)]
    assert told(done) == ["Mitglieder eingelesen: 1 neu, 0 geändert, 1 unverändert."]
    assert Organisation.objects.get(name="Äpfel").history.get().history_user == cast.redaktion
    assert list(folder.iterdir()) == []

    again = redaktion.post(WRITE, {"datei": kept}, follow=True)
    assert again.redirect_chain == [(IMPORT, 302)]
    assert "schon verwendet" in told(again)[0]
    assert Organisation.objects.filter(name="Äpfel").count() == 1


def test_mistakes_are_listed_and_nothing_is_kept(redaktion: Client, folder: Path) -> None:
    content = b"Name;Art;Mitglied seit\nNeu;Kommunen;\n<b>x</b>;Vereine;gestern\n"
    html = text(redaktion.post(IMPORT, {"file": file(content)}))
    assert "In einer Zeile stimmt etwas nicht. Es ist nichts gespeichert." in html
    assert '<th scope="row">3</th><td>Art</td><td>Die Art „Vereine“ gibt es nicht.' in html
    assert "<td>Mitglied seit</td><td>„gestern“ ist kein Datum. Bitte so schreiben: 31.12.2024.</td>" in html
    assert "Jetzt speichern" not in html
    assert "<b>x</b>" not in html
    assert not folder.exists()
    assert not Organisation.objects.filter(name="Neu").exists()


def test_nothing_to_do_offers_no_button(redaktion: Client, cast: Cast) -> None:
    html = text(redaktion.post(IMPORT, {"file": file("Name;Art\nStadt Göttingen;Kommunen\n".encode())}))
    assert "Alles steht schon so in der Verwaltung." in html
    assert "Jetzt speichern" not in html


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Die Datei ist leer."),
        (b"\x89PNG\r\n\x1a\n\0\0", "Das ist keine Tabelle."),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "mit einem Kennwort geschützt"),
        (b"PK\x03\x04 broken", "lässt sich nicht lesen"),
        (b"x" * (tables.MAX_BYTES + 1), "größer als 5 MB"),
        (b"Titel;Text\na;b\n", "fehlt als Spaltenkopf: „Name“, „Art“."),
    ],
)
def test_a_file_that_is_no_table(content: bytes, message: str, redaktion: Client, cast: Cast) -> None:
    response = redaktion.post(IMPORT, {"file": file(content, "liste.xlsx")})
    assert response.status_code == 200
    assert message in response.context["form"].errors["file"][0]
    assert "<title>Bitte prüfen: " in text(response)


def test_no_file(redaktion: Client, cast: Cast) -> None:
    assert redaktion.post(IMPORT).context["form"].errors["file"] == ["Bitte wählen Sie eine Datei."]


def test_a_file_belongs_to_one_person_and_one_list(client_of: ClientOf, cast: Cast) -> None:
    kept = ticket(client_of("redaktion"), IMPORT, file(GOOD))
    for client, address in (
        (client_of("leitung"), WRITE),
        (client_of("leitung"), f"{MANDATES}import/schreiben/"),
    ):
        assert "schon verwendet" in told(client.post(address, {"datei": kept}, follow=True))[0]
    assert not Organisation.objects.filter(name="Äpfel").exists()
    client_of("redaktion").post(WRITE, {"datei": kept})
    assert Organisation.objects.filter(name="Äpfel").exists()


@pytest.mark.parametrize("made_up", ["", "falsch", "../../alliance.sqlite3"])
def test_a_made_up_file_is_none(made_up: str, redaktion: Client, cast: Cast) -> None:
    assert "schon verwendet" in told(redaktion.post(WRITE, {"datei": made_up}, follow=True))[0]


def test_after_an_hour_a_file_is_gone(redaktion: Client, cast: Cast, folder: Path, monkeypatch: Any) -> None:
    kept = ticket(redaktion, IMPORT, file(GOOD))
    (path,) = folder.iterdir()
    old = time.time() - uploads.KEPT_SECONDS - 1
    os.utime(path, (old, old))
    fresh = folder / "fresh"
    fresh.touch()
    assert uploads.delete_expired() == 1
    assert list(folder.iterdir()) == [fresh]
    assert "älter als eine Stunde" in told(redaktion.post(WRITE, {"datei": kept}, follow=True))[0]


def test_an_expired_ticket_opens_nothing(redaktion: Client, cast: Cast, monkeypatch: Any) -> None:
    kept = ticket(redaktion, IMPORT, file(GOOD))
    monkeypatch.setattr(uploads, "KEPT_SECONDS", -1)
    assert "schon verwendet" in told(redaktion.post(WRITE, {"datei": kept}, follow=True))[0]


def test_what_changed_since_the_look_is_told(redaktion: Client, cast: Cast) -> None:
    kind = KindFactory(name="Vorläufig")
    kept = ticket(redaktion, IMPORT, file("Name;Art\nNeu;Vorläufig\n".encode()))
    kind.name = "Endgültig"
    kind.save()
    html = text(redaktion.post(WRITE, {"datei": kept}))
    assert "Inzwischen hat sich etwas geändert." in html
    assert "„Vorläufig“ gibt es nicht" in html
    assert not Organisation.objects.filter(name="Neu").exists()


def test_many_rows_are_shown_in_part(redaktion: Client, cast: Cast) -> None:
    content = "Name;Art\n" + "".join(f"Neu {number};Kommunen\n" for number in range(203))
    html = text(redaktion.post(IMPORT, {"file": file(content.encode())}))
    assert "203 neu" in html and "und 3 weitere Zeilen" in html


# ---- Export


def rows(response: Any) -> list[list[str]]:
    table = tables.read(response.content)
    return [[tables.as_text(cell) for cell in line.cells] for line in table.lines]


@pytest.mark.parametrize("query", ["", "?format=csv"])
def test_what_goes_out_comes_back_without_a_change(query: str, redaktion: Client, cast: Cast) -> None:
    kind = KindFactory(name="Gebiets\u00adkörperschaften")
    later = OrganisationFactory(name="Ä =1", kind=kind, website="https://example.org", joined=day(-9))
    OrganisationFactory(name="=1+1", kind=kind, place="'=x", left=day(0), succeeded_by=later, has_vote=False)
    response = redaktion.get(f"{LIST}export/{query}")
    assert "no-store" in response["Cache-Control"]
    suffix = "csv" if query else "xlsx"
    assert response["Content-Disposition"] == f'attachment; filename="mitglieder-{day(0)}.{suffix}"'
    found = {row[0]: row for row in rows(response)}
    assert found["=1+1"][2:4] == ["Gebietskörperschaften", "'=x"]
    assert found["=1+1"][-2:] == ["nein", "Ä =1"]
    page = redaktion.post(IMPORT, {"file": io.BytesIO(response.content)})
    assert page.context["report"].findings == []
    assert (page.context["report"].same, page.context["report"].steps) == (len(found), [])


def test_export_follows_search_and_filters(redaktion: Client, cast: Cast) -> None:
    OrganisationFactory(name="Früher", left=day(-1))
    assert [row[0] for row in rows(redaktion.get(f"{LIST}export/?q=goettingen"))] == ["Stadt Göttingen"]
    former = redaktion.get(f"{LIST}export/?format=csv&mitglied=frueher")
    assert [row[0] for row in rows(former)] == ["Früher"]
    assert redaktion.get(f"{LIST}export/?gibt=es&nicht=1").status_code == 302
    page = text(redaktion.get(f"{LIST}?mitglied=frueher&q=x"))
    assert f'href="{LIST}export/?mitglied=frueher&amp;q=x"' in page


def test_export_of_many_asks_no_more(
    redaktion: Client, client_of: ClientOf, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    leitung = client_of("leitung")
    for _ in (1, 3):
        OrganisationFactory(succeeded_by=OrganisationFactory())
        MandateFactory()
        for client, address, count in ((redaktion, LIST, 6), (leitung, MANDATES, 4)):
            # Session, person, what the list counts and filters by, and one query for all rows.
            with django_assert_num_queries(count):
                assert client.get(f"{address}export/?format=csv").status_code == 200


def test_the_empty_table_has_all_heads_and_explains_them(redaktion: Client, client_of: ClientOf) -> None:
    for client, address, head in (
        (redaktion, LIST, "Name"),
        (client_of("leitung"), MANDATES, "E-Mail-Adresse der Person"),
    ):
        response = client.get(f"{address}import/vorlage/")
        page = client.post(f"{address}import/", {"file": io.BytesIO(response.content)})
        assert page.context["form"].errors["file"] == [
            "In der Datei stehen nur Spaltenköpfe und keine Zeilen."
        ]
        filled = tables.excel_file({"x": ([head], [["x"]])})
        assert "fehlt als Spaltenkopf" in text(client.post(f"{address}import/", {"file": io.BytesIO(filled)}))


# ---- Who may


def test_mandates_are_the_chiefs(client_of: ClientOf, cast: Cast) -> None:
    content = "E-Mail;Mitglied;von\nnortheim@example.org;Stadt Göttingen;1.1.2025\n".encode()
    redaktion, leitung = client_of("redaktion"), client_of("leitung")
    assert "import/" not in text(redaktion.get(MANDATES))
    assert f'href="{MANDATES}import/"' in text(leitung.get(MANDATES))
    before = Mandate.objects.count()
    assert redaktion.post(f"{MANDATES}import/", {"file": file(content)}).status_code == 403
    kept = ticket(leitung, f"{MANDATES}import/", file(content))
    assert redaktion.post(f"{MANDATES}import/schreiben/", {"datei": kept}).status_code == 403
    assert Mandate.objects.count() == before
    assert leitung.post(f"{MANDATES}import/schreiben/", {"datei": kept}).status_code == 302
    assert Mandate.objects.count() == before + 1


@pytest.mark.parametrize("name", ["visitor", "ehemalig", "northeim"])
def test_nobody_else(name: str, client_of: ClientOf, cast: Cast) -> None:
    client = client_of(name)
    expected = 302 if name == "visitor" else 404
    for address in (IMPORT, WRITE, f"{LIST}export/", f"{MANDATES}export/", f"{LIST}import/vorlage/"):
        assert client.get(address).status_code == expected
        assert client.post(address, {"file": file(GOOD)}).status_code == expected
