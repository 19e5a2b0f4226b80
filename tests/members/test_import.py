"""Members and mandates from tables: all or nothing, and never twice."""

import datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from alliance.core import tables
from alliance.core.models import FormerAddress
from alliance.core.tables import TableProblem
from alliance.history.models import Entry
from alliance.members.models import Mandate, Organisation, OrganisationKind
from alliance.members.resources import OrganisationResource
from tests.cast import Cast
from tests.factories.members import KindFactory, MandateFactory, OrganisationFactory
from tests.members.tables import FAULTS, as_csv, bring, bring_mandates, faulty, member, problems

pytestmark = pytest.mark.django_db
PERSON = "E-Mail-Adresse der Person"


@pytest.fixture
def kind(db: None) -> OrganisationKind:
    return KindFactory(name="Hoch\u00adschulen", slug="hochschulen")


def everything() -> list[Any]:
    """All that an import could have written."""
    models = (Organisation, Organisation.history.model, Mandate, Mandate.history.model, Entry, FormerAddress)
    return [list(model.objects.order_by("pk").values()) for model in models]


def csv(text: str) -> bytes:
    return text.encode()


@pytest.mark.slow
@pytest.mark.once
def test_a_thousand_members_with_fifty_mistakes(kind: OrganisationKind, cast: Cast) -> None:
    good = [member(number) for number in range(1000)]
    spoiled, places = faulty(good, every=20)
    assert len(places) == 50
    before = everything()
    report = bring(as_csv(spoiled), cast.redaktion, dry_run=True)
    assert [(finding.number, finding.column) for finding in report.findings] == places
    for finding in report.findings:
        assert FAULTS[finding.column][1] in finding.problem
    assert everything() == before

    report = bring(as_csv(good), cast.redaktion)
    assert (report.new, report.changed, report.same, report.findings) == (1000, 0, 0, [])
    assert Organisation.objects.filter(kind=kind).count() == 1000

    after = everything()
    report = bring(as_csv(good), cast.redaktion)
    assert (report.new, report.changed, report.same) == (0, 0, 1000)
    assert everything() == after


def test_one_mistake_undoes_all_and_all_are_told(kind: OrganisationKind, cast: Cast) -> None:
    spoiled, places = faulty([member(number) for number in range(20)], every=5)
    before = everything()
    for dry_run in (True, False):
        report = bring(as_csv(spoiled), cast.redaktion, dry_run=dry_run)
        assert [(finding.number, finding.column) for finding in report.findings] == places
        assert everything() == before


def test_a_row_becomes_a_member_through_the_action(kind: OrganisationKind, cast: Cast) -> None:
    row = member(1, Website="WWW.example.org", **{"ausgetreten am": "2024-12-31", "stimmberechtigt": "Nein"})
    report = bring(as_csv([row]), cast.redaktion)
    assert report.findings == []
    found = Organisation.objects.get(name="Mitglied für Nr. 1")
    assert (found.short_name, found.slug, found.kind) == ("Mitglied für Nr. 1", "mitglied-fuer-nr-1", kind)
    assert (found.place, found.website, found.has_vote) == ("Göttingen", "https://WWW.example.org", False)
    assert (found.joined, found.left) == (datetime.date(2024, 2, 1), datetime.date(2024, 12, 31))
    assert found.history.get().history_user == cast.redaktion
    entry = Entry.objects.get(object_id=found.pk, kind="members.organisation")
    assert (entry.verb, entry.by) == ("angelegt", cast.redaktion)


def test_a_dry_run_writes_nothing_and_tells_what_would_happen(kind: OrganisationKind, cast: Cast) -> None:
    OrganisationFactory(name="Alt", kind=kind, place="Northeim")
    before = everything()
    text = "Name;Art;Ort\nAlt;Hochschulen;Göttingen\nNeu;Hochschulen;Northeim\nStadt Göttingen;Kommunen;\n"
    report = bring(csv(text), cast.redaktion, dry_run=True)
    assert everything() == before
    assert [(step.number, step.title, step.is_new) for step in report.steps] == [
        (2, "Alt", False),
        (3, "Neu", True),
    ]
    assert (report.steps[0].columns, report.same) == (["Ort"], 1)


def test_columns_are_known_by_any_usual_head(kind: OrganisationKind, cast: Cast) -> None:
    text = "Bemerkung;SITZ; art ;Mitglied  Seit;stimmberechtigt;NAME\nx;Hann. Münden;HOCHSCHULEN;1.2.24;X;Ä\n"
    assert bring(csv(text), cast.redaktion).findings == []
    found = Organisation.objects.get(name="Ä")
    assert (found.place, found.joined, found.has_vote) == ("Hann. Münden", datetime.date(2024, 2, 1), True)
    table = tables.read(csv(text))
    assert OrganisationResource().unknown_heads(table) == ["Bemerkung"]


def test_missing_columns_leave_what_is_stored(kind: OrganisationKind, cast: Cast) -> None:
    OrganisationFactory(
        name="Alt", short_name="A", kind=kind, place="Northeim", has_vote=False, slug="eigene"
    )
    report = bring(csv("Name;Art\nAlt;Hochschulen\n"), cast.redaktion)
    assert (report.same, report.changed) == (1, 0)
    report = bring(csv("Name;Art;Ort;Kurzname\nAlt;Hochschulen;;\n"), cast.redaktion)
    found = Organisation.objects.get(name="Alt")
    assert (report.changed, found.place, found.short_name, found.has_vote) == (1, "", "A", False)
    assert found.slug == "eigene"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kurzname;Art\nA;B\n", "„Name“"),
        ("Ort\nA\n", "„Name“, „Art“"),
        ("Name;Art;name\nA;B;C\n", "„Name“ steht zweimal"),
    ],
)
def test_heads_that_do_not_fit(text: str, told: str) -> None:
    with pytest.raises(TableProblem, match=told):
        OrganisationResource().dataset(tables.read(csv(text)))


def test_the_same_name_in_other_letters_is_the_same_member(kind: OrganisationKind, cast: Cast) -> None:
    OrganisationFactory(name="Universität Göttingen", kind=kind)
    report = bring(csv("Name;Art;Ort\n  UNIVERSITAET  goettingen;hochschulen;Göttingen\n"), cast.redaktion)
    assert (report.new, report.changed) == (0, 1)
    assert Organisation.objects.get(kind=kind).name == "Universität Göttingen"


def test_two_stored_names_that_fold_to_the_same_stay_apart(kind: OrganisationKind, cast: Cast) -> None:
    for name in ("Müller", "Mueller"):
        OrganisationFactory(name=name, kind=kind)
    report = bring(csv("Name;Art;Ort\nMüller;Hochschulen;A\nMueller;Hochschulen;B\n"), cast.redaktion)
    assert (report.changed, report.findings) == (2, [])
    assert Organisation.objects.get(name="Mueller").place == "B"


def test_a_row_that_stands_twice_is_a_mistake(kind: OrganisationKind, cast: Cast) -> None:
    text = (
        "Name;Art\nNeu;Hochschulen\n\nNEU;Hochschulen\nStadt Göttingen;Kommunen\nStadt Goettingen;Kommunen\n"
    )
    report = bring(csv(text), cast.redaktion, dry_run=True)
    assert problems(report) == [
        (4, "Name", "Das steht schon in Zeile 2."),
        (6, "Name", "Das steht schon in Zeile 5."),
    ]


def test_what_the_model_refuses_is_told_by_row_and_column(kind: OrganisationKind, cast: Cast) -> None:
    rows = [
        member(1, Name=""),
        member(2, Name="x" * 201, Kurzname="x"),
        member(3, Kurzname="y" * 81),
        member(4, **{"ausgetreten am": "31.12.2023"}),
        member(5, Art=""),
        member(6, Website="javascript:alert(1)"),
        member(7, **{"aufgegangen in": "mitglied fuer NR. 7"}),
        member(8, stimmberechtigt=""),
    ]
    found = problems(bring(as_csv(rows), cast.redaktion, dry_run=True))
    assert [(number, head) for number, head, _ in found] == [
        (2, "Name"),
        (2, "Kurzname"),
        (3, "Name"),
        (4, "Kurzname"),
        (5, ""),
        (6, "Art"),
        (7, "Website"),
        (8, "aufgegangen in"),
        (9, "stimmberechtigt"),
    ]
    told = {(number, head): problem for number, head, problem in found}
    assert told[5, ""] == "Das Ende liegt vor dem Beginn."
    assert told[6, "Art"] == "Bitte eine Art angeben."
    assert told[8, "aufgegangen in"] == "Ein Mitglied kann nicht in sich selbst aufgehen."


def test_successors_may_stand_below_in_the_same_file(kind: OrganisationKind, cast: Cast) -> None:
    text = "Name;Art;aufgegangen in\nA;Hochschulen;B\nB;Hochschulen;c\nC;Hochschulen;Stadt Göttingen\n"
    for dry_run in (True, False):
        assert bring(csv(text), cast.redaktion, dry_run=dry_run).findings == []
    names = Organisation.objects.filter(kind=kind).values_list("name", "succeeded_by__name")
    assert sorted(names) == [("A", "B"), ("B", "C"), ("C", "Stadt Göttingen")]
    assert Organisation.objects.get(name="A").history.count() == 1
    assert bring(csv(text), cast.redaktion).same == 3


def test_a_circle_of_new_members_is_a_mistake(kind: OrganisationKind, cast: Cast) -> None:
    text = "Name;Art;aufgegangen in\nA;Hochschulen;B\nB;Hochschulen;A\n"
    for dry_run in (True, False):
        found = problems(bring(csv(text), cast.redaktion, dry_run=dry_run))
        assert [(number, head) for number, head, _ in found] == [(3, "aufgegangen in")]
        assert "gehen ineinander auf" in found[0][2]
    assert not Organisation.objects.filter(kind=kind).exists()


def test_a_mistake_in_the_successor_is_told_once(kind: OrganisationKind, cast: Cast) -> None:
    text = "Name;Art;Mitglied seit;aufgegangen in\nA;Hochschulen;;B\nB;Hochschulen;gestern;\n"
    assert [number for number, _, _ in problems(bring(csv(text), cast.redaktion, dry_run=True))] == [3]


def test_new_members_with_one_short_name_get_addresses_of_their_own(
    kind: OrganisationKind, cast: Cast
) -> None:
    text = "Name;Kurzname;Art\nA;Gleich;Hochschulen\nB;Gleich;Hochschulen\n"
    assert bring(csv(text), cast.redaktion, dry_run=True).findings == []
    assert bring(csv(text), cast.redaktion).findings == []
    assert sorted(Organisation.objects.filter(kind=kind).values_list("slug", flat=True)) == [
        "gleich",
        "gleich-2",
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://example.org")'])
def test_formulas_stay_text(name: str, kind: OrganisationKind, cast: Cast) -> None:
    rows = [[name, "Hochschulen"]]
    for content in (
        tables.csv_file(["Name", "Art"], rows),
        tables.excel_file({"x": (["Name", "Art"], rows)}),
        csv("Name\tArt\n" + "\t".join(['"' + name.replace('"', '""') + '"', "Hochschulen"])),
    ):
        assert bring(content, cast.redaktion).findings == []
    assert Organisation.objects.get(kind=kind).name == name


def test_somebody_else_saves_in_between(
    kind: OrganisationKind, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    OrganisationFactory(name="Alt", kind=kind)
    prepare = OrganisationResource.prepare

    def late(self: OrganisationResource, dataset: Any) -> None:
        prepare(self, dataset)
        Organisation.objects.filter(name="Alt").update(revision=7)

    monkeypatch.setattr(OrganisationResource, "prepare", late)
    report = bring(csv("Name;Art;Ort\nNeu;Hochschulen;\nAlt;Hochschulen;X\n"), cast.redaktion)
    assert [(number, words[:22]) for number, _, words in problems(report)] == [(3, "Das hat inzwischen jem")]
    assert not Organisation.objects.filter(name="Neu").exists()


def test_rows_do_not_ask_for_what_is_known(
    kind: OrganisationKind, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        names = [f"Alt {number}" for number in range(count)]
        for name in names:
            Organisation.objects.filter(name=name).exists() or OrganisationFactory(name=name, kind=kind)
        text = "Name;Art\n" + "".join(f"{name};Hochschulen\n" for name in names)
        with django_assert_num_queries(2):
            assert bring(csv(text), cast.redaktion, dry_run=True).same == count


# ---- Mandates


def test_mandates_there_and_twice(cast: Cast) -> None:
    before = Mandate.objects.count()
    text = (
        f"{PERSON};Mitglied;Art;von;bis\n"
        "Northeim@Example.org;stadt goettingen;stellvertretung;1.1.2024;31.12.2026\n"
        "northeim@example.org;Landkreis Northeim;;1.1.2024;\n"
    )
    for dry_run, new, same in ((True, 1, 1), (False, 1, 1), (False, 0, 2)):
        report = bring_mandates(csv(text), cast.leitung, dry_run=dry_run)
        assert (report.findings, report.new, report.same) == ([], new, same)
    assert Mandate.objects.count() == before + 1
    found = Mandate.objects.get(person=cast.northeim, kind=Mandate.Kind.DEPUTY)
    assert (found.organisation.name, found.valid_to) == ("Stadt Göttingen", datetime.date(2026, 12, 31))
    assert found.history.get().history_user == cast.leitung
    assert Entry.objects.get(kind="members.mandate").by == cast.leitung


def test_an_end_is_entered_by_a_table(cast: Cast) -> None:
    mandate = Mandate.objects.get(person=cast.goettingen)
    text = f"{PERSON};Mitglied;von;bis\n{cast.goettingen.email};Stadt Göttingen;1.1.2024;31.12.2026\n"
    report = bring_mandates(csv(text), cast.leitung)
    assert (report.changed, report.steps[0].columns) == (1, ["bis"])
    mandate.refresh_from_db()
    assert (mandate.valid_to, mandate.revision) == (datetime.date(2026, 12, 31), 1)


def test_what_is_wrong_with_mandates(cast: Cast) -> None:
    rows = [
        "wer@example.org;Stadt Göttingen;;;",
        ";Stadt Göttingen;;;",
        "northeim@example.org;Niemand;;;",
        "northeim@example.org;;;;",
        "northeim@example.org;Stadt Göttingen;Vorsitz;;",
        "northeim@example.org;Stadt Göttingen;;morgen;",
        "northeim@example.org;Stadt Göttingen;;1.2.2024;1.1.2024",
        "northeim@example.org;Stadt Göttingen;;1.3.2024;",
        "NORTHEIM@example.org;Stadt Goettingen;Vertretung;2024-03-01;1.1.2030",
    ]
    before = everything()
    text = f"{PERSON};Mitglied;Art;von;bis\n" + "\n".join(rows)
    found = problems(bring_mandates(csv(text), cast.leitung))
    assert [(number, head) for number, head, _ in found] == [
        (2, PERSON),
        (3, PERSON),
        (4, "Mitglied"),
        (5, "Mitglied"),
        (6, "Art"),
        (7, "von"),
        (8, ""),
        (10, PERSON),
    ]
    assert found[0][2] == "Unter „wer@example.org“ hat niemand einen Zugang."
    assert "Vertretung, Stellvertretung" in found[4][2]
    assert everything() == before


def test_mandates_of_many_ask_no_more_than_those_of_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mandates = [MandateFactory() for _ in range(3)]
    for count in (1, 3):
        text = f"{PERSON};Mitglied;von\n" + "".join(
            f"{row.person.email};{row.organisation};{row.valid_from:%d.%m.%Y}\n" for row in mandates[:count]
        )
        with django_assert_num_queries(3):
            assert bring_mandates(csv(text), cast.leitung, dry_run=True).same == count
