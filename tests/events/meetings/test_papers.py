"""All papers of a meeting as one ZIP: to each their own, names that every system takes, the same bytes twice."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from alliance.files.models import Document
from alliance.members.access import Audience
from alliance.members.models import WorkingGroup
from events.meetings.models import Meeting, MeetingDocument
from events.meetings.papers import safe
from events.meetings.states import ItemKind, State
from tests.cast import EVERYBODY, Cast
from tests.factories.files import PDF, DocumentFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

MEMBERS = {"goettingen", "northeim", "stellvertretung"}
OFFICE = {"redaktion", "leitung", "administration"}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    """What is kept lies in a folder of the test."""
    settings.DATA_DIR = tmp_path


def add(meeting: Meeting, title: str, audience: str, item: Any = None, **values: Any) -> Document:
    """A paper of the meeting."""
    group = WorkingGroup.objects.get(slug="strategie")
    document: Document = DocumentFactory(title=title, audience=audience, working_group=group, **values)
    MeetingDocument.objects.create(meeting=meeting, item=item, document=document)
    return document


def whole_meeting(**values: Any) -> Meeting:
    """A public meeting with papers for everybody and for some."""
    group = WorkingGroup.objects.get(slug="strategie")
    meeting = MeetingFactory(**{"audience": Audience.PUBLIC, "working_group": group, **values})
    first = AgendaItemFactory(meeting=meeting, order=1, title="Begrüßung")
    AgendaItemFactory(meeting=meeting, order=2, title="Pause", kind=ItemKind.BREAK)
    second = AgendaItemFactory(meeting=meeting, order=3, title="Fahrplan")
    internal = AgendaItemFactory(meeting=meeting, order=0, title="Intern", audience=Audience.GROUP)
    add(meeting, "Anfahrt", Audience.PUBLIC)
    add(meeting, "Stärken/Schwächen", Audience.PUBLIC, second)
    add(meeting, "Zahlen", Audience.MEMBERS, second)
    add(meeting, "Eckpunkte", Audience.PUBLIC, first)
    # Wider than its item: what hangs on an internal item stays inside all the same.
    add(meeting, "Internes", Audience.PUBLIC, internal)
    add(meeting, "Vermerk", Audience.OFFICE)
    return meeting


def fetch(client: Any, meeting: Meeting, **values: Any) -> Any:
    """The answer of the ZIP's address."""
    return client.get(f"/termine/{meeting.address}/unterlagen.zip", **values)


def opened(response: Any) -> zipfile.ZipFile:
    """The ZIP of an answer, found sound."""
    assert response.status_code == 200, response.status_code
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.testzip() is None
    return archive


PUBLIC = ["00 Tagesordnung.pdf", "00-1 Anfahrt.pdf", "01-1 Eckpunkte.pdf", "02-1 Stärken Schwächen.pdf"]


def test_to_each_their_own(cast: Cast, client_of: Any) -> None:
    meeting = whole_meeting()
    for name in EVERYBODY:
        found = opened(fetch(client_of(name), meeting)).namelist()
        wanted = list(PUBLIC)
        if name in MEMBERS | OFFICE:
            wanted.append("02-2 Zahlen.pdf")
        if name in {"northeim"} | OFFICE:
            wanted.append("03-1 Internes.pdf")
        if name in OFFICE:
            wanted.insert(2, "00-2 Vermerk.pdf")
        assert found == wanted, name


def test_the_files_are_those_that_were_uploaded(cast: Cast, client_of: Any) -> None:
    meeting = whole_meeting()
    large = PDF + b"%" * 700_000
    add(meeting, "Groß", Audience.PUBLIC, file=SimpleUploadedFile("gross.pdf", large))
    archive = opened(fetch(client_of("visitor"), meeting))
    assert archive.read("00-1 Anfahrt.pdf") == PDF and archive.read("00-2 Groß.pdf") == large
    assert archive.read("00 Tagesordnung.pdf").startswith(b"%PDF")


def test_the_agenda_in_it_tells_no_more_than_its_page(cast: Cast, client_of: Any) -> None:
    meeting = whole_meeting()
    own = [opened(fetch(client_of(name), meeting)).read(PUBLIC[0]) for name in ("visitor", "northeim")]
    alone = client_of("visitor").get(f"/termine/{meeting.address}/tagesordnung.pdf").content
    assert own[0] == alone != own[1]


def test_nothing_for_the_person_is_a_404(cast: Cast, client_of: Any) -> None:
    empty, inside = MeetingFactory(audience=Audience.PUBLIC), MeetingFactory(audience=Audience.PUBLIC)
    add(inside, "Vermerk", Audience.OFFICE)
    lost = MeetingFactory(audience=Audience.PUBLIC)
    add(lost, "Ohne Datei", Audience.PUBLIC, file=None)
    hidden = whole_meeting(state=State.DRAFT)
    for name in EVERYBODY:
        client = client_of(name)
        assert fetch(client, empty).status_code == fetch(client, lost).status_code == 404
        for row in (inside, hidden):
            assert fetch(client, row).status_code == (200 if name in OFFICE else 404), name


def test_a_lost_file_is_left_out(cast: Cast, client_of: Any) -> None:
    meeting = whole_meeting()
    lost: Any = add(meeting, "Weg", Audience.PUBLIC, file=SimpleUploadedFile("weg.pdf", PDF + b"%1"))
    lost.current.file.storage.delete(lost.current.file.name)
    assert opened(fetch(client_of("visitor"), meeting)).namelist() == PUBLIC


def test_the_same_papers_are_the_same_file(cast: Cast, client_of: Any) -> None:
    meeting, client = whole_meeting(), client_of("visitor")
    first, again = fetch(client, meeting), fetch(client, meeting)
    assert b"".join(first.streaming_content) == b"".join(again.streaming_content)
    assert (first["Content-Type"], first["Cache-Control"]) == ("application/zip", "public, max-age=300")
    assert first["Content-Disposition"] == f'attachment; filename="unterlagen-{meeting.address}.zip"'
    assert fetch(client, meeting, headers={"if-none-match": first["ETag"]}).status_code == 304
    add(meeting, "Neu", Audience.PUBLIC)
    assert fetch(client, meeting)["ETag"] != first["ETag"]
    assert fetch(client_of("northeim"), meeting)["Cache-Control"] == "private, no-store"


def test_names_are_safe_everywhere() -> None:
    assert safe("../../etc/passwd") == "etc passwd"
    assert safe('a:b*c?"<d>|e\\f\n\x00g') == "a b c d e f g"
    assert safe("Fach\u00adkräfte\u202egnp") == "Fach kräfte gnp"
    assert safe(" . ") == "Dokument"
    assert len(safe("lang " * 60)) <= 100


@pytest.mark.parametrize("count", [3, 60])
def test_what_it_asks_does_not_grow(
    cast: Cast, client_of: Any, count: int, django_assert_num_queries: Any
) -> None:
    meeting = MeetingFactory()
    for number in range(count):
        add(meeting, f"Papier {number}", Audience.MEMBERS)
    client = client_of("northeim")
    fetch(client, meeting)
    with django_assert_num_queries(12):
        assert len(opened(fetch(client, meeting)).namelist()) == count + 1
