"""What the office does with documents. The only way to write them."""

from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction

from alliance.accounts.models import User
from alliance.core.usage import Usage, usages
from alliance.core.workflow import NotPossible
from alliance.files.checking import CheckedFile, check
from alliance.files.models import Document, DocumentVersion
from alliance.history.actions import delete_content, save_content


class DocumentInUse(NotPossible):
    """Something names the document, so it cannot be deleted; `usages` says what."""

    def __init__(self, document: Document, places: list[Usage]) -> None:
        super().__init__(f"„{document}“ wird noch gebraucht und kann nicht gelöscht werden.")
        self.usages = places


@transaction.atomic
def add_document(
    *, by: User | None, file: File | CheckedFile, title: str, audience: str, **values: Any
) -> Document:
    """Keep a file as a new document; `values` are further fields of Document.

    Raises ValidationError for a file or values that cannot be.
    """
    checked = check(file)
    document = save_content(Document(title=title, audience=audience, **values), by=by)
    _keep(document, checked, by=by, number=1)
    return document


@transaction.atomic
def add_document_version(*, by: User | None, document: Document, file: File | CheckedFile) -> DocumentVersion:
    """Put a newer file in place of the current one, which stays as an earlier version.

    Raises ValidationError for a file that cannot be, StaleRevision when somebody saved the document since.
    """
    checked = check(file)
    Document.objects.select_for_update().get(pk=document.pk)
    latest = DocumentVersion.objects.filter(document=document).first()
    number = latest.number + 1 if latest else 1
    save_content(document, by=by, verb="neue Datei" if latest else "Datei hinzugefügt", note=checked.name)
    return _keep(document, checked, by=by, number=number)


def _keep(document: Document, checked: CheckedFile, *, by: User | None, number: int) -> DocumentVersion:
    """Write file and row; a file whose row fails is taken away again."""
    version = DocumentVersion(
        document=document,
        number=number,
        name=checked.name,
        size=checked.size,
        content_type=checked.content_type,
        checksum=checked.checksum,
        uploaded_by_name=by.full_name if by else "",
    )
    version.file.save(checked.name, File(checked.file), save=False)
    try:
        version.save()
    except Exception:
        version.file.storage.delete(str(version.file.name))
        raise
    return version


def change_document(*, by: User | None, document: Document) -> Document:
    """Save what is said about a document and whom it is for. Raises ValidationError, StaleRevision."""
    return save_content(document, by=by)


@transaction.atomic
def delete_document(*, by: User | None, document: Document) -> None:
    """Delete a document that nothing names, its files too once that is certain. Raises DocumentInUse."""
    fresh = Document.objects.select_for_update().get(pk=document.pk)
    if places := usages(fresh):
        raise DocumentInUse(fresh, places)
    files = [(version.file.storage, str(version.file.name)) for version in fresh.versions.all()]
    delete_content(fresh, by=by)
    transaction.on_commit(lambda: _remove(files))


def _remove(files: list[tuple[Storage, str]]) -> None:
    for storage, name in files:
        storage.delete(name)
