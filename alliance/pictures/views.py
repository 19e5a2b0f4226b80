"""The files of pictures."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

TYPES = {"jpeg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
# Only names that we give ourselves: no dots but the one before the type, so no way out of the folder.
NAME = re.compile(r"(?:[a-z0-9_]+/)+[A-Za-z0-9_-]+\.(jpeg|webp|avif)", re.ASCII)


@require_safe
def file(request: HttpRequest, path: str) -> FileResponse:
    """One picture or rendition. Its name holds the hash of its content, so it may be kept for ever."""
    match = NAME.fullmatch(path)
    if not match:
        raise Http404
    try:
        response = FileResponse(default_storage.open(path), content_type=TYPES[match[1]])
    except OSError as error:
        raise Http404 from error
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    # Feed readers show our pictures beside our articles.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
