"""Documents and files for tests."""

import io
import zipfile
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile

from alliance.files.actions import add_document_version
from alliance.files.models import Document
from alliance.members.access import Audience

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def office_bytes(kind: str) -> bytes:
    """A small file of an office suite: docx, xlsx, pptx, odt or ods; the same bytes at any time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if kind in ("odt", "ods"):
            body = {"odt": "text", "ods": "spreadsheet"}[kind]
            archive.writestr(zipfile.ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{body}")
            archive.writestr(zipfile.ZipInfo("content.xml"), "<office/>")
        else:
            folder = {"docx": "word", "xlsx": "xl", "pptx": "ppt"}[kind]
            archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
            archive.writestr(zipfile.ZipInfo("_rels/.rels"), "<Relationships/>")
            archive.writestr(zipfile.ZipInfo(f"{folder}/main.xml"), "<main/>")
    return buffer.getvalue()


def document_file(name: str = "Urkunde.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """The same as an upload."""
    return SimpleUploadedFile(name, content)


class DocumentFactory(factory.django.DjangoModelFactory[Document]):
    """A public document with one version, a PDF unless `file` is given; `file=None` leaves it out."""

    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Dokument {n}")
    audience = Audience.PUBLIC
    revision = 1

    @classmethod
    def _create(cls, model_class: type[Document], *args: Any, **values: Any) -> Document:
        file = values.pop("file", document_file())
        document = model_class.objects.create(*args, **values)
        if file is not None:
            add_document_version(by=None, document=document, file=file)
            document.refresh_from_db()
        return document
