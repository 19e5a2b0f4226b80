"""Documents in the admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alliance.files.models import Document
from alliance.members.models import WorkingGroup
from tests.conftest import ClientOf
from tests.factories.files import DocumentFactory, document_file
from tests.factories.versions import PeriodFactory
from tests.office_form import opened

pytestmark = pytest.mark.django_db
LIST = reverse("admin:files_document_changelist")
ADD = reverse("admin:files_document_add")


@pytest.fixture
def office(client_of: ClientOf) -> Client:
    return client_of("redaktion")


def change(document: Document) -> str:
    return reverse("admin:files_document_change", args=[document.pk])


def test_adding(office: Client) -> None:
    fields = {**opened(office, ADD), "title": "Urkunde", "audience": "public", "file": document_file()}
    answer = office.post(ADD, fields)
    assert answer.status_code == 302, answer.context["errors"]
    document = Document.objects.get()
    assert document.current
    assert (document.title, document.language, document.current.name) == ("Urkunde", "de", "Urkunde.pdf")
    page = office.get(LIST).content.decode()
    assert "Urkunde" in page
    assert "PDF, " in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"file": document_file("a.svg", b"<svg/>")}, "SVG-Grafik"),
        ({"file": document_file("a.pdf", b"")}, "Die Datei ist leer."),
        ({"file": ""}, "Bitte wählen Sie eine Datei."),
        ({"audience": "group"}, "Bitte wählen Sie die Arbeitsgruppe oder das Mitglied."),
    ],
)
def test_refusals_are_told_at_the_field(office: Client, changes: dict[str, Any], words: str) -> None:
    fields = {**opened(office, ADD), "title": "Große Urkunde", "file": document_file(), **changes}
    answer = office.post(ADD, fields)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count(words) == 1
    assert 'value="Große Urkunde"' in page
    assert not Document.objects.exists()


def test_the_addressee_is_enough(office: Client) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    fields = {**opened(office, ADD), "title": "x", "audience": "group", "working_group": group.pk}
    assert office.post(ADD, {**fields, "file": document_file()}).status_code == 302


def test_changing_with_and_without_a_new_file(office: Client) -> None:
    document = DocumentFactory()
    fields = opened(office, change(document))
    assert office.post(change(document), {**fields, "title": "Neu"}).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.versions.count()) == ("Neu", 1)
    fields = opened(office, change(document))
    office.post(change(document), {**fields, "file": document_file("Zwei.txt", b"zwei")})
    assert [row.name for row in document.versions.all()] == ["Zwei.txt", "Urkunde.pdf"]
    page = office.get(change(document)).content.decode()
    assert "Zwei.txt</a> <strong>aktuell</strong>" in page
    assert "Urkunde.pdf?version=1" in page
    assert page.count('type="file"') == 1


def test_the_second_of_two_is_told(office: Client) -> None:
    document = DocumentFactory()
    fields = opened(office, change(document))
    office.post(change(document), {**fields, "title": "Erste"})
    answer = office.post(change(document), {**fields, "title": "Zweite", "file": document_file("b.pdf")})
    assert "während Sie geschrieben haben" in answer.content.decode()
    document.refresh_from_db()
    assert (document.title, document.versions.count()) == ("Erste", 1)


def test_where_it_is_used_and_deleting(office: Client) -> None:
    document = DocumentFactory(title="Zeugnis")
    period = PeriodFactory(certificate=document)
    delete = reverse("admin:files_document_delete", args=[document.pk])
    assert "2024–2027" in office.get(change(document)).content.decode()
    assert "2024–2027" in office.get(delete).content.decode()
    assert office.post(delete, {"post": "yes"}).status_code in (200, 403)
    assert Document.objects.exists()
    period.certificate = None
    period.save()
    assert office.post(delete, {"post": "yes"}).status_code == 302
    assert not Document.objects.exists()


def test_history_opens(office: Client) -> None:
    document = DocumentFactory()
    fields = opened(office, change(document))
    office.post(change(document), {**fields, "title": "Neu"})
    assert office.get(reverse("admin:files_document_history", args=[document.pk])).status_code == 200


def test_the_list_costs_the_same_for_few_and_many(office: Client, django_assert_max_num_queries: Any) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            DocumentFactory()
        with django_assert_max_num_queries(20) as captured:
            office.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["visitor", "northeim", "ehemalig"])
def test_others_find_nothing(client_of: ClientOf, name: str) -> None:
    assert client_of(name).get(LIST).status_code in (302, 404)
