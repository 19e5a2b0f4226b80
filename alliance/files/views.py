"""The download of documents: the one way to their files."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from alliance.files import rules
from alliance.files.checking import SHOWN
from alliance.files.models import Document, DocumentVersion


@require_safe
def download(request: HttpRequest, uuid: UUID, name: str) -> HttpResponseBase:
    """One file of a document. Who may not have it learns no more than that nothing is there."""
    document = _visible(request, uuid)
    version = _version(request, document)
    if name != version.name:
        # The current file may have got another name since the link was made.
        query = f"?version={version.number}" if "version" in request.GET else ""
        return HttpResponseRedirect(reverse("files:download", args=[uuid, version.name]) + query)
    return answer(version, is_public=document.is_public)


def _visible(request: HttpRequest, uuid: UUID) -> Document:
    """The document; who asks is looked at only where it matters, so a public answer is the same for all."""
    document = Document.objects.with_versions().filter(uuid=uuid).first()
    if document is None:
        raise Http404
    if document.is_public or Document.objects.visible_to(request.user).filter(pk=document.pk).exists():
        return document
    raise Http404


def _version(request: HttpRequest, document: Document) -> DocumentVersion:
    """The current version, or for the office the one that `?version=` names."""
    current, asked = document.current, request.GET.get("version")
    if asked is not None and (current is None or asked != str(current.number)):
        if not (rules.may_see_versions(request.user, document) and asked.isascii() and asked.isdigit()):
            raise Http404
        current = next((row for row in document.versions.all() if str(row.number) == asked), None)
    if current is None:
        raise Http404
    return current


def answer(version: DocumentVersion, *, is_public: bool) -> FileResponse:
    """The file with the headers that keep it what it is; 404 where the disk has lost it."""
    try:
        file: Any = version.file.open("rb")
    except OSError as error:
        raise Http404 from error
    # FileResponse writes the name as RFC 6266 and RFC 5987 want it.
    saved = version.content_type not in SHOWN
    response = FileResponse(
        file, as_attachment=saved, filename=version.name, content_type=version.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=300" if is_public else "private, no-store"
    return response
