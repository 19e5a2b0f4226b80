"""The result of a workshop: what is shown of it, to whom, as page, PDF and table."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from alliance.members.access import Audience
from alliance.members.models import Organisation
from events.workshops.models import Cluster, Idea, Round, Workshop
from events.workshops.result import gather
from events.workshops.states import Kind, Phase, State
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.workshops import (
    give,
    make_idea,
    make_member,
    make_participant,
    make_round,
    make_workshop,
    recount,
)

pytestmark = pytest.mark.django_db
ENDS = ("result", "result_pdf", "result_table")
OFFICE = {"redaktion", "leitung", "administration"}
MEMBERS = {"northeim", "goettingen", "stellvertretung"}


def finished(**values: Any) -> Workshop:
    """An ended workshop with a round of topics, one about the motto, and one that was never revealed."""
    workshop = make_workshop(**{"audience": Audience.PUBLIC, "state": State.CLOSED, **values})
    topics = make_round(workshop, state=Phase.CLOSED)
    first, second, _ = topics.clusters.all()
    guest = make_participant(workshop, "Anna")
    give(guest, second, 2)
    give(guest, first)
    make_idea(topics, "Kurse am Abend", cluster=second)
    make_idea(topics, "Ein Laufzettel")
    recount(topics)
    motto = make_round(workshop, state=Phase.CLOSED, clusters=1, kind=Kind.MOTTO, question="Welches Motto?")
    Cluster.objects.filter(round=motto).update(name="Wege in die Region")
    give(guest, motto.clusters.get())
    recount(motto)
    hidden = make_round(workshop, state=Phase.PRIORITISE, clusters=0, question="Noch geheim?")
    Cluster.objects.create(round=hidden, name="Verborgenes Thema")
    make_idea(hidden, "Verborgene Idee")
    return workshop


def test_ranks_ideas_motto_and_turnout() -> None:
    workshop = finished()
    result = gather(workshop)
    topics, motto = result.rounds
    assert [(row.row.rank, row.row.cluster.name, row.row.points) for row in topics.topics] == [
        (1, "Kalender für Weiterbildung", 2),
        (2, "Anerkennung beschleunigen", 1),
        (3, "Wiedereinstieg begleiten", 0),
    ]
    assert [idea.text for idea in topics.topics[0].ideas] == ["Kurse am Abend"]
    assert [idea.text for idea in topics.unsorted] == ["Ein Laufzettel"]
    assert topics.turnout == "1 von 1 hat gepunktet"
    assert topics.points == 3
    assert motto.round.kind == Kind.MOTTO
    assert result.motto == "Wege in die Region"


def test_two_equal_mottos_are_none() -> None:
    workshop = make_workshop(state=State.CLOSED)
    motto = make_round(workshop, state=Phase.CLOSED, clusters=2, kind=Kind.MOTTO)
    assert gather(workshop).motto == ""
    give(make_participant(workshop), motto.clusters.all()[0])
    recount(motto)
    assert gather(workshop).motto == motto.clusters.all()[0].name


def test_ideas_taken_off_the_board_do_not_come_back() -> None:
    workshop = finished()
    Idea.objects.filter(text="Kurse am Abend").update(removed_at="2024-02-20T14:00:00Z")
    assert not gather(workshop).rounds[0].topics[0].ideas


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(
    ("audience", "state", "readers"),
    [
        (Audience.PUBLIC, State.CLOSED, set(EVERYBODY)),
        (Audience.MEMBERS, State.CLOSED, OFFICE | MEMBERS),
        (Audience.PUBLIC, State.OPEN, OFFICE),
        (Audience.PUBLIC, State.DRAFT, OFFICE),
    ],
)
def test_who_may_have_it(
    cast: Cast, client_of: ClientOf, end: str, audience: str, state: str, readers: set[str]
) -> None:
    workshop = make_workshop(audience=audience, state=state)
    address = reverse(f"workshops:{end}", args=[workshop.slug])
    found = {name for name in EVERYBODY if client_of(name).get(address).status_code == 200}
    assert found == readers


def test_who_leads_reads_it_before_it_ends(cast: Cast, client_of: ClientOf) -> None:
    workshop = make_workshop(leads=[cast.goettingen])
    address = workshop.get_absolute_url()
    assert client_of("goettingen").get(address).status_code == 200
    assert client_of("northeim").get(address).status_code == 404


@pytest.mark.parametrize("name", ["visitor", "leitung"])
def test_what_is_not_revealed_is_in_none_of_the_three(
    cast: Cast, client_of: ClientOf, name: str, tmp_path: Path, settings: Any
) -> None:
    settings.DATA_DIR = tmp_path
    workshop, client = finished(), client_of(name)
    page, pdf, table = (client.get(reverse(f"workshops:{end}", args=[workshop.slug])) for end in ENDS)
    words = page.content.decode()
    paper = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.content)).pages)
    cells = excel_words(table.content)
    for text in (words, paper, cells):
        assert "Kurse am Abend" in text
        assert "Verborgen" not in text
        assert "Noch geheim" not in text
        assert "Anna" not in text


def excel_words(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    return "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
    )


def test_the_table_has_all_of_it() -> None:
    from events.workshops.result_table import excel

    book = load_workbook(io.BytesIO(excel(gather(finished()))))
    assert book.sheetnames == ["Runden", "Themen", "Ideen"]
    topics = list(book["Themen"].iter_rows(min_row=2, values_only=True))
    assert topics[0][:3] == (1, 1, "Kalender für Weiterbildung")
    assert topics[0][4] == 2
    assert [row[2] for row in book["Ideen"].iter_rows(min_row=2, values_only=True)] == [
        "Kurse am Abend",
        "Ein Laufzettel",
    ]


def by_kind(cast: Cast, voters: int) -> Round:
    """A round in which so many members of one kind gave a dot."""
    workshop = make_workshop(state=State.CLOSED, audience=Audience.PUBLIC)
    round = make_round(workshop, state=Phase.PRIORITISE)
    kind = Organisation.objects.get(slug="stadt-goettingen").kind
    for number in range(voters):
        organisation = Organisation.objects.create(
            name=f"Kommune {number}", short_name=f"K{number}", slug=f"kommune-{number}", kind=kind
        )
        give(make_member(workshop, organisation), round.clusters.all()[0])
    round.state = Phase.CLOSED
    recount(round)
    return round


@pytest.mark.parametrize(("voters", "shown"), [(4, False), (5, True)])
def test_kinds_are_shown_only_where_nobody_can_be_recognised(
    cast: Cast, client_of: ClientOf, voters: int, shown: bool
) -> None:
    round = by_kind(cast, voters)
    page = client_of("visitor").get(round.workshop.get_absolute_url()).content.decode()
    assert ("Nach Art der Mitglieder" in page) is shown
    assert (f"Kommunen ({voters})" in page) is shown


def test_the_same_content_is_the_same_paper(client_of: ClientOf, tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    address = reverse("workshops:result_pdf", args=[finished().slug])
    first, second = client_of("visitor").get(address), client_of("visitor").get(address)
    assert first.content == second.content
    assert client_of("visitor").get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert first["Cache-Control"] == "public, max-age=300"


def test_few_and_many_cost_the_same(client_of: ClientOf, django_assert_num_queries: Any) -> None:
    workshop, client = finished(), client_of("visitor")
    address = workshop.get_absolute_url()
    client.get(address)
    for more in (0, 12):
        for number in range(more):
            round = make_round(workshop, state=Phase.CLOSED, clusters=3, order=10 + number)
            for cluster in round.clusters.all():
                make_idea(round, f"Idee {number}", cluster=cluster)
        with django_assert_num_queries(10):
            client.get(address)
