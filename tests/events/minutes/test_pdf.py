"""The PDF of minutes and the papers of a meeting: accessible, the same twice, nothing in them that is not theirs."""

import io
import time
from pathlib import Path
from typing import Any

import pdfua
import pytest
from pypdf import PdfReader

from alliance.core import pdf as engine
from alliance.members.models import Organisation
from events.meetings.models import Meeting
from events.minutes import actions, pdf
from events.minutes.models import Minutes
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.events.minutes.test_pages import OFFICE, address, object_to, release, whole_minutes
from tests.factories import minutes as make
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """What is kept lies in a folder of the test."""
    settings.DATA_DIR = tmp_path


def words(content: bytes) -> str:
    """The text of all pages."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def is_accessible(content: bytes, path: Path) -> None:
    """No finding of the validator."""
    path.write_bytes(content)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []


def test_it_is_accessible_and_whole(cast: Cast, client_of: ClientOf, tmp_path: Path) -> None:
    minutes = whole_minutes()
    object_to(minutes, cast)
    response = client_of("northeim").get(address(minutes, "protokoll.pdf"))
    is_accessible(response.content, tmp_path / "minutes.pdf")
    said = words(response.content)
    title = minutes.entries.first().title
    for part in (
        f"1. {title}",
        f"Gesagt zu {title}.",
        "So sei es.",
        f"Aufgabe zu {title}: Stadt Göttingen",
        "Das war anders.",
        "Nummer Gegenstand Ergebnis",
        "Mitglied wie stimmberechtigt Stadt Göttingen im Saal ja",
        "1 von 2 Mitgliedern anwesend",
        "Seite 1 von",
        "im Umlauf",
    ):
        assert part in said, part
    assert response["Cache-Control"] == "private, no-store"


def test_the_same_content_makes_the_same_bytes(
    cast: Cast, client_of: ClientOf, settings: Any, tmp_path: Path
) -> None:
    minutes = whole_minutes()
    client = client_of("northeim")
    first = client.get(address(minutes, "protokoll.pdf"))
    settings.DATA_DIR = tmp_path / "other"
    assert client.get(address(minutes, "protokoll.pdf")).content == first.content
    again = client.get(address(minutes, "protokoll.pdf"), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_the_internal_part_is_for_those_whose_it_is(cast: Cast, client_of: ClientOf) -> None:
    minutes = whole_minutes()
    for name in EVERYBODY:
        response = client_of(name).get(address(minutes, "protokoll.pdf"))
        if name in ("visitor", "ehemalig"):
            assert response.status_code == 404, name
        else:
            assert ("Interne Zahlen" in words(response.content)) == (name in OFFICE), name


def test_the_extract_tells_only_what_is_released(cast: Cast, client_of: ClientOf, tmp_path: Path) -> None:
    minutes = whole_minutes(2, days=-40)
    first, second = minutes.entries.all()[:2]
    object_to(minutes, cast)
    release(minutes)
    response = client_of("visitor").get(address(minutes, "protokoll.pdf"))
    is_accessible(response.content, tmp_path / "extract.pdf")
    said = words(response.content)
    assert f"Gesagt zu {first.title}." in said and "Auszug aus dem Protokoll, genehmigt am" in said
    for part in (
        second.title,
        "Interne Zahlen",
        "Das war anders.",
        "Aufgabe zu",
        "So sei es.",
        "Stadt Göttingen",
    ):
        assert part not in said, part
    assert "max-age" in response["Cache-Control"]


def next_of(minutes: Minutes) -> Meeting:
    meeting: Meeting = MeetingFactory(kind=minutes.meeting.kind)
    AgendaItemFactory(meeting=meeting, title="Begrüßung")
    actions.put_approval_on_agenda(by=None, minutes=minutes, meeting=meeting)
    return meeting


def test_papers_of_a_meeting(cast: Cast, client_of: ClientOf, tmp_path: Path) -> None:
    minutes = whole_minutes()
    meeting = next_of(minutes)
    place = f"/termine/{meeting.address}/unterlagen.pdf"
    content = client_of("northeim").get(place).content
    is_accessible(content, tmp_path / "papers.pdf")
    said, title = words(content), minutes.entries.first().title
    for part in (
        "Begrüßung",
        "Genehmigung des Protokolls vom",
        f"Gesagt zu {title}.",
        "Offene Aufgaben",
        f"Aufgabe zu {title}",
    ):
        assert part in said, part
    assert "Gesagt zu Interne Zahlen" not in said and "Aufgabe zu Interne Zahlen" not in said
    assert "Gesagt zu Interne Zahlen" in words(client_of("redaktion").get(place).content)
    assert client_of("visitor").get(place).status_code == 404


def test_the_public_gets_the_agenda_alone(cast: Cast, client_of: ClientOf) -> None:
    minutes = whole_minutes()
    meeting = next_of(minutes)
    Meeting.objects.filter(pk=meeting.pk).update(audience="public")
    said = words(client_of("visitor").get(f"/termine/{meeting.address}/unterlagen.pdf").content)
    assert "Begrüßung" in said and "Gesagt zu" not in said and "Aufgabe" not in said


def test_twenty_pages_in_two_seconds(cast: Cast, tmp_path: Path) -> None:
    minutes = make.draft(make.held_meeting(items=20))
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    text = "<h3>Aussprache</h3>" + "<p>Die Mitglieder beraten ausführlich. " * 70 + "</p>"
    for entry in minutes.entries.all():
        actions.save_entry(by=None, entry=entry, text=text, revision=entry.revision)
        make.task(entry=entry, organisation=goettingen)
    begun = time.process_time()
    data, files = pdf.gather(minutes, cast.leitung)
    content = engine.compile(pdf.TEMPLATE, data, files=files)
    seconds = time.process_time() - begun
    assert len(PdfReader(io.BytesIO(content)).pages) >= 20
    assert seconds < 2, seconds
