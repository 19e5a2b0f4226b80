"""The agenda and the list to sign as PDF: accessible, the same twice, and nothing in it that is not theirs."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pdfua
import pytest
from django.utils import timezone
from pypdf import PdfReader

from alliance.core.addresses import remember
from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from alliance.portal.models import SiteLink, SiteSettings
from events.meetings import pdf
from events.meetings.models import Meeting, MeetingDocument
from events.meetings.states import Answer, ItemKind, State
from tests.cast import EVERYBODY, Cast
from tests.factories.files import DocumentFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    MeetingFactory,
    RegistrationFactory,
    VenueFactory,
    in_days,
    seated,
)
from tests.factories.members import OrganisationFactory
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db

OFFICE = {"redaktion", "leitung", "administration"}
TEXT = "<h2>Worum es geht</h2><p>Ein <strong>fetter</strong> Absatz.</p><ul><li>Eins</li><li>Zwei</li></ul>"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """What is kept lies in a folder of the test."""
    settings.DATA_DIR = tmp_path


def whole_meeting(**values: Any) -> Meeting:
    """A meeting with one of everything."""
    picture = PictureFactory()
    figure = f'<figure><img data-picture="{picture.pk}" alt=""></figure>'
    venue = VenueFactory(accessibility="Aufzug,\nInduktionsanlage", directions="Bus 41 bis Bahnhof")
    group, _ = WorkingGroup.objects.get_or_create(slug="strategie", defaults={"name": "AG Strategie"})
    defaults = {
        "title": "Rat der Übergänge",
        "venue": venue,
        "room": "Saal 2",
        "description": TEXT,
        "working_group": group,
        "online_url": "https://video.example.org/geheim",
    }
    meeting = MeetingFactory(**{**defaults, **values})
    rows: list[dict[str, Any]] = [
        {"title": "Begrüßung", "rapporteur": "Geschäftsstelle"},
        {"title": "Interne Zahlen", "audience": Audience.GROUP, "text": "<p>Nur für uns.</p>"},
        {"title": "Pause", "kind": ItemKind.BREAK, "minutes": 20},
        {"title": "Fahrplan", "kind": ItemKind.RESOLUTION, "text": TEXT + figure, "minutes": 1},
    ]
    items = [AgendaItemFactory(meeting=meeting, order=number, **row) for number, row in enumerate(rows)]
    items[3].changed_on = timezone.now()
    items[3].save()
    for item, audience in ((items[3], Audience.PUBLIC), (items[1], Audience.GROUP), (None, Audience.OFFICE)):
        document = DocumentFactory(title=f"Papier für {audience}", audience=audience, working_group=group)
        MeetingDocument.objects.create(meeting=meeting, item=item, document=document)
    return meeting


def words(content: bytes) -> str:
    """The text of all pages."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def is_accessible(content: bytes, path: Path) -> None:
    """No finding of the validator, a title and the language."""
    path.write_bytes(content)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    reader: Any = PdfReader(io.BytesIO(content))
    assert reader.metadata.title and reader.trailer["/Root"]["/Lang"].startswith("de")


def get(client: Any, meeting: Meeting, name: str = "tagesordnung") -> Any:
    """A file of the meeting."""
    return client.get(f"/termine/{meeting.address}/{name}.pdf")


def test_the_agenda_is_accessible_and_whole(cast: Cast, client_of: Any, tmp_path: Path) -> None:
    meeting = whole_meeting()
    content = get(client_of("northeim"), meeting).content
    is_accessible(content, tmp_path / "agenda.pdf")
    text = words(content)
    for said in (
        "Rat der Übergänge",
        "14 bis 17 Uhr",
        "Saal 2, Bahnhofsallee 5, 37081 Göttingen",
        "Aufzug, Induktionsanlage",
        "Bus 41 bis Bahnhof",
        "14:00 1. Begrüßung 10 Minuten · Geschäftsstelle",
        "14:10 Pause 20 Minuten",
        "14:30 2. Fahrplan 1 Minute · Beschluss vorgesehen · geändert am",
        "Interner Teil",
        "14:31 3. Interne Zahlen",
        "Papier für public",
    ):
        assert said in text, said
    assert "geheim" not in text and b"Ein Saal voller Menschen" in content


def test_the_internal_part_is_for_those_whose_it_is(cast: Cast, client_of: Any) -> None:
    meeting = whole_meeting(audience=Audience.PUBLIC)
    group, office = {"northeim"} | OFFICE, OFFICE
    for name in EVERYBODY:
        text = words(get(client_of(name), meeting).content)
        assert ("Interne Zahlen" in text) == ("Interner Teil" in text) == (name in group), name
        assert ("Papier für group" in text) == (name in group), name
        assert ("Papier für office" in text) == (name in office), name
        assert "2. Fahrplan" in text


@pytest.mark.parametrize("audience", Audience.values)
def test_the_agenda_is_for_who_may_see_the_meeting(cast: Cast, client_of: Any, audience: str) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    meeting = MeetingFactory(audience=audience, working_group=group)
    draft = MeetingFactory(audience=audience, working_group=group, state=State.DRAFT)
    people: dict[str, set[str]] = {
        Audience.PUBLIC: set(EVERYBODY),
        Audience.MEMBERS: {"goettingen", "northeim", "stellvertretung"} | OFFICE,
        Audience.GROUP: {"northeim"} | OFFICE,
        Audience.OFFICE: OFFICE,
    }
    for name in EVERYBODY:
        client = client_of(name)
        assert get(client, meeting).status_code == (200 if name in people[audience] else 404), name
        assert get(client, draft).status_code == (200 if name in OFFICE else 404), name
        for row in (meeting, draft):
            status = get(client, row, "teilnahmeliste").status_code
            assert status == (200 if name in OFFICE else 404), name


def test_the_same_content_is_the_same_file(cast: Cast, client_of: Any, tmp_path: Path) -> None:
    meeting = whole_meeting(audience=Audience.PUBLIC)
    client = client_of("visitor")
    first = get(client, meeting)
    assert len(list((tmp_path / "pdf").iterdir())) == 1
    assert get(client, meeting).content == first.content
    assert first["Cache-Control"] == "public, max-age=300" and not first.cookies
    assert first["Content-Disposition"] == f'inline; filename="tagesordnung-{meeting.address}.pdf"'
    address = f"/termine/{meeting.address}/tagesordnung.pdf"
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert get(client_of("northeim"), meeting)["Cache-Control"] == "private, no-store"
    Meeting.objects.filter(pk=meeting.pk).update(state=State.CANCELLED, reason="Sturm.")
    changed = get(client, meeting)
    assert changed["ETag"] != first["ETag"]
    assert "abgesagt" in words(changed.content) and "Sturm." in words(changed.content)


def test_an_agenda_without_items_says_so(cast: Cast, client_of: Any, tmp_path: Path) -> None:
    content = get(client_of("northeim"), MeetingFactory(is_example=True)).content
    is_accessible(content, tmp_path / "empty.pdf")
    assert "Die Tagesordnung steht noch nicht fest." in words(content) and "Beispiel" in words(content)


def test_a_former_address_leads_on(cast: Cast, client_of: Any) -> None:
    meeting = MeetingFactory()
    remember(meeting, old_slug="2024-02-20-frueher", new_slug=meeting.address)
    old = "/termine/2024-02-20-frueher/tagesordnung.pdf"
    answer = client_of("northeim").get(old)
    assert (answer.status_code, answer["Location"]) == (301, f"/termine/{meeting.address}/tagesordnung.pdf")
    assert client_of("visitor").get(old).status_code == 404


def test_the_list_names_who_is_expected_with_room_to_sign(cast: Cast, client_of: Any, tmp_path: Path) -> None:
    meeting = whole_meeting(seats_each=2)
    site = SiteSettings.objects.create(name="Bündnis der Probe", funding_note="Gefördert aus der Probe.")
    logo = PictureFactory(alternative_text="Logo der Probe")
    SiteLink.objects.create(site=site, kind=SiteLink.Kind.FUNDING, title="Probe", picture=logo)
    names = ("Ärztekammer", "Zentrum", "Online-Haus", "Fehlt", "Offen", "Kam doch")
    rows = [
        RegistrationFactory(meeting=meeting, organisation=OrganisationFactory(name=name)) for name in names
    ]
    seated(rows[0], number=1, nth=1, nth_limit=2)
    seated(rows[0], number=2, nth=2, nth_limit=2)
    rows[0].attendee_name = "Frau Beispiel"
    rows[0].save()
    seated(rows[1], number=3)
    rows[2].answer, rows[3].answer, rows[5].present_at = Answer.ONLINE, Answer.NO, timezone.now()
    for row in (rows[2], rows[3], rows[5]):
        row.save()
    guest = {
        "guest_name": "Herr Muster",
        "guest_email": "gast@example.org",
        "guest_confirmed_at": timezone.now(),
    }
    RegistrationFactory(meeting=meeting, answer=Answer.ROOM, **guest)
    RegistrationFactory(meeting=meeting, guest_name="Unbestätigt", guest_email="wer@example.org")
    data, _ = pdf.attendance(meeting)
    assert [(row["who"], row["name"], row["signature"]) for row in data["members"]] == [
        ("Ärztekammer", "Frau Beispiel", ""),
        ("Ärztekammer", "", ""),
        ("Kam doch", "", ""),
        ("Online-Haus", "", "online"),
        ("Zentrum", "", ""),
    ]
    assert [row["name"] for row in data["guests"]] == ["Herr Muster"]
    content = get(client_of("redaktion"), meeting, "teilnahmeliste").content
    is_accessible(content, tmp_path / "list.pdf")
    text = words(content)
    assert "Unterschrift" in text and "gast@example.org" not in text
    assert "Gefördert aus der Probe." in text and b"Logo der Probe" in content


@pytest.mark.parametrize("count", [3, 300])
def test_what_a_pdf_asks_does_not_grow(
    cast: Cast, client_of: Any, count: int, django_assert_num_queries: Any
) -> None:
    meeting = MeetingFactory(starts_at=in_days(9), ends_at=in_days(9) + timedelta(hours=3))
    item = AgendaItemFactory.build(meeting=meeting)
    type(item).objects.bulk_create(AgendaItemFactory.build_batch(count, meeting=meeting))
    kind = Organisation.objects.values_list("kind", flat=True)[0]
    rows = [
        Organisation(name=f"Mitglied {n}", slug=f"m-{n}", short_name=f"{n}", kind_id=kind, sort_name=f"{n}")
        for n in range(count)
    ]
    for row in Organisation.objects.bulk_create(rows):
        RegistrationFactory(meeting=meeting, organisation=row, present_at=timezone.now())
    member, office = client_of("northeim"), client_of("redaktion")
    with django_assert_num_queries(9):
        assert get(member, meeting).status_code == 200
    with django_assert_num_queries(7):
        assert get(office, meeting, "teilnahmeliste").status_code == 200
