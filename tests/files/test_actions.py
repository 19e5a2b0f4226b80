"""What the office does with documents."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from alliance.core.revision import StaleRevision
from alliance.files.actions import (
    DocumentInUse,
    add_document,
    add_document_version,
    change_document,
    delete_document,
)
from alliance.files.models import Document, DocumentVersion
from alliance.history.models import Entry
from alliance.members.access import Audience
from strategy.versions.models import RecognitionPeriod
from tests.cast import Cast
from tests.factories.files import PDF, DocumentFactory, document_file
from tests.factories.versions import PeriodFactory

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_adding_and_a_newer_file(cast: Cast) -> None:
    by = cast.redaktion
    document = add_document(by=by, file=document_file(), title="Urkunde", audience=Audience.PUBLIC)
    assert document.current
    assert (document.current.number, document.current.uploaded_by_name) == (1, by.full_name)
    newer = add_document_version(by=by, document=document, file=document_file("b.txt", b"neu"))
    document = Document.objects.get()
    assert document.current == newer
    assert [(row.number, row.name) for row in document.versions.all()] == [(2, "b.txt"), (1, "Urkunde.pdf")]
    assert verbs() == ["angelegt", "neue Datei"]
    assert document.history.count() == 2
    assert document.get_absolute_url().endswith("/b.txt")


def test_a_bad_file_leaves_nothing_behind(cast: Cast) -> None:
    for act in (
        lambda: add_document(by=None, file=document_file("a.exe", b"MZ\0"), title="x", audience="public"),
        lambda: add_document(by=None, file=document_file(), title="", audience="public"),
        lambda: add_document(by=None, file=document_file(), title="x", audience="group"),
        lambda: add_document(by=None, file=document_file(), title="x", audience="unsinn"),
    ):
        with pytest.raises(ValidationError):
            act()
    assert not Document.objects.exists()
    assert not Entry.objects.exists()


def test_a_file_goes_when_its_row_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Path] = []

    def fail(version: DocumentVersion, *args: Any, **kwargs: Any) -> None:
        kept.append(Path(version.file.path))
        raise IntegrityError

    monkeypatch.setattr(DocumentVersion, "save", fail)
    with pytest.raises(IntegrityError), transaction.atomic():
        add_document(by=None, file=document_file(), title="x", audience="public")
    assert kept
    assert not kept[0].exists()


def test_changing(cast: Cast) -> None:
    first = DocumentFactory()
    second = Document.objects.get(pk=first.pk)
    first.title = "Größer"
    change_document(by=cast.redaktion, document=first)
    with pytest.raises(StaleRevision):
        change_document(by=cast.redaktion, document=second)
    with pytest.raises(StaleRevision):
        add_document_version(by=cast.redaktion, document=second, file=document_file())
    assert Document.objects.get().sort_name == "groesser"


def test_a_version_never_changes() -> None:
    version = DocumentFactory().current
    version.name = "anders.pdf"
    with pytest.raises(TypeError):
        version.save()


def test_deleting_takes_the_files(django_capture_on_commit_callbacks: Any) -> None:
    document = DocumentFactory()
    add_document_version(by=None, document=document, file=document_file(content=PDF + b"\n"))
    paths = [Path(row.file.path) for row in document.versions.all()]
    assert len(paths) == 2
    with django_capture_on_commit_callbacks(execute=True):
        delete_document(by=None, document=document)
        assert all(path.exists() for path in paths)
    assert not any(path.exists() for path in paths)
    assert not Document.objects.exists()


def test_what_is_named_stays() -> None:
    period: RecognitionPeriod = PeriodFactory(certificate=DocumentFactory(title="Urkunde"))
    assert period.certificate
    with pytest.raises(DocumentInUse, match="Urkunde") as refusal:
        delete_document(by=None, document=period.certificate)
    assert [usage.title for usage in refusal.value.usages] == ["2024–2027"]


def test_the_database_wants_an_addressee_and_each_number_once() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(title="x", audience=Audience.GROUP)
    document = DocumentFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.create(document=document, number=1, name="x.pdf", size=1, content_type="x")
