"""Who gets a document, and with which headers."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from alliance.files.actions import add_document_version
from alliance.files.models import Document
from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.files import PDF, DocumentFactory, document_file, office_bytes

pytestmark = pytest.mark.django_db
OFFICE = {"redaktion", "leitung", "administration"}
MEMBERS = OFFICE | {"northeim", "goettingen", "stellvertretung"}


def of(audience: Audience, belongs_to: str) -> Document:
    """A document for an audience; GROUP is that of Northeim's working group or organisation."""
    values: dict[str, Any] = {"audience": audience}
    if belongs_to == "group":
        values["working_group"] = WorkingGroup.objects.get(slug="strategie")
    if belongs_to == "organisation":
        values["organisation"] = Organisation.objects.get(slug="landkreis-northeim")
    return DocumentFactory(**values)


@pytest.mark.parametrize(
    ("audience", "belongs_to", "who"),
    [
        (Audience.PUBLIC, "", set(EVERYBODY)),
        (Audience.MEMBERS, "", MEMBERS),
        (Audience.MEMBERS, "organisation", MEMBERS),
        (Audience.GROUP, "group", OFFICE | {"northeim"}),
        (Audience.GROUP, "organisation", OFFICE | {"northeim", "stellvertretung"}),
        (Audience.OFFICE, "", OFFICE),
        # Belonging to somebody opens nothing by itself.
        (Audience.OFFICE, "group", OFFICE),
        (Audience.OFFICE, "organisation", OFFICE),
    ],
)
def test_the_whole_cast(
    audience: Audience, belongs_to: str, who: set[str], cast: Cast, client_of: ClientOf
) -> None:
    document = of(audience, belongs_to)
    for name in EVERYBODY:
        answer = client_of(name).get(document.get_absolute_url())
        assert (name, answer.status_code) == (name, 200 if name in who else 404)
        if name in who:
            assert answer.getvalue() == PDF
            public = audience == Audience.PUBLIC
            assert answer["Cache-Control"] == ("public, max-age=300" if public else "private, no-store")


def test_hidden_looks_like_missing(visitor: Client) -> None:
    hidden = DocumentFactory(audience=Audience.OFFICE)
    for name in ("Urkunde.pdf", "falsch.pdf"):
        address = reverse("files:download", args=[hidden.uuid, name])
        missing = reverse("files:download", args=[uuid4(), name])
        pages = [visitor.get(path).content.decode().replace(path, "") for path in (address, missing)]
        assert pages[0] == pages[1]
        assert visitor.get(address + "?version=1").status_code == 404


def test_a_public_answer_does_not_depend_on_who_asks(visitor: Client, client_of: ClientOf) -> None:
    document = DocumentFactory()
    answers = [client.get(document.get_absolute_url()) for client in (visitor, client_of("redaktion"))]
    assert not any(answer.has_header("Vary") or answer.cookies for answer in answers)
    assert all(int(answer["Content-Length"]) == len(PDF) for answer in answers)
    assert visitor.post(document.get_absolute_url()).status_code == 405
    assert visitor.head(document.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "kind", "way"),
    [
        ("Urkunde.pdf", PDF, "application/pdf", "inline"),
        ("Brief.docx", office_bytes("docx"), "application/vnd.openxml", "attachment"),
        ("Zahlen.csv", b"a;b\n", "text/csv", "attachment"),
        ("Notiz.txt", b"Nur Worte", "text/plain", "attachment"),
    ],
)
def test_headers(visitor: Client, name: str, content: bytes, kind: str, way: str) -> None:
    document = DocumentFactory(file=document_file(name, content))
    answer = visitor.get(document.get_absolute_url())
    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"] == f'{way}; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name",
    [
        'x"; filename="b.html',
        "a\r\nSet-Cookie: x=1.pdf",
        "Größe & Maß; 100 %.pdf",
        "日本.pdf",
        "a\u202efdp.pdf",
    ],
)
def test_names_cannot_break_out_of_the_header(visitor: Client, name: str) -> None:
    document = DocumentFactory(file=document_file(name))
    current = document.current
    assert current
    answer = visitor.get(document.get_absolute_url())
    assert answer.status_code == 200
    assert not answer.cookies
    header = answer["Content-Disposition"]
    assert "\n" not in header
    assert header.count("filename") == 1 or "filename=-" in header
    if not current.name.isascii():
        assert header.startswith("inline; filename*=utf-8''")
        assert unquote(header.partition("''")[2]) == current.name


def test_the_current_version_and_for_the_office_earlier_ones(client_of: ClientOf, visitor: Client) -> None:
    document = DocumentFactory()
    old = document.get_absolute_url()
    add_document_version(by=None, document=document, file=document_file("Neu.txt", b"neu"))
    moved = visitor.get(old)
    assert (moved.status_code, moved["Location"]) == (
        302,
        reverse("files:download", args=[document.uuid, "Neu.txt"]),
    )
    assert visitor.get(moved["Location"]).getvalue() == b"neu"
    assert visitor.get(moved["Location"] + "?version=2").getvalue() == b"neu"
    assert client_of("redaktion").get(old + "?version=1").getvalue() == PDF
    for name in ("visitor", "northeim"):
        assert client_of(name).get(old + "?version=1").status_code == 404
    for number in ("0", "3", "-1", "x", "", "²", "1" * 99):
        assert client_of("redaktion").get(f"{old}?version={number}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../../secret_key",
        "..%2f..%2fsecret_key",
        "%2e%2e/%2e%2e/secret_key",
        "/etc/passwd",
        "x/../y",
        "",
        "x\0",
    ],
)
def test_no_way_out_of_the_folder(visitor: Client, path: str) -> None:
    document = DocumentFactory()
    answer = visitor.get(f"/dokumente/{document.uuid}/{path}")
    assert answer.status_code in (302, 404)
    assert answer.get("Location", "").endswith("Urkunde.pdf") or answer.status_code == 404


def test_files_lie_apart_from_the_pictures(visitor: Client) -> None:
    version = DocumentFactory(file=document_file("../../Urkunde.pdf")).current
    path = Path(version.file.path)
    assert path.is_relative_to(settings.DATA_DIR / "documents")
    assert not path.is_relative_to(settings.MEDIA_ROOT)
    assert "Urkunde" not in version.file.name
    assert visitor.get(f"/bilder/{version.file.name}").status_code == 404
    with pytest.raises(ValueError, match="no address"):
        version.file.url  # noqa: B018


def test_a_file_that_the_disk_lost_and_a_document_without_one(visitor: Client) -> None:
    lost = DocumentFactory()
    lost.current.file.storage.delete(lost.current.file.name)
    assert visitor.get(lost.get_absolute_url()).status_code == 404
    assert visitor.get(DocumentFactory(file=None).get_absolute_url()).status_code == 404


def test_queries(visitor: Client, client_of: ClientOf, django_assert_max_num_queries: Any) -> None:
    address = DocumentFactory().get_absolute_url()
    hidden = DocumentFactory(audience=Audience.MEMBERS).get_absolute_url()
    member = client_of("northeim")
    with django_assert_max_num_queries(2):
        visitor.get(address)
    with django_assert_max_num_queries(6):
        member.get(hidden)
