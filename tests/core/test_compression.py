"""What we write goes out compressed; what is compressed already stays as it is."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory

from alliance.core.middleware import Compression

TEXT = "Fachkräftebündnis Südniedersachsen " * 50


def answer(response: HttpResponse, accepts: str = "gzip, br") -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return Compression(lambda request: response)(request)


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "application/json", "application/atom+xml; charset=utf-8"]
)
def test_text_is_compressed(kind: str) -> None:
    response = answer(HttpResponse(TEXT, content_type=kind))
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < 500
    assert gzip.decompress(response.content).decode() == TEXT
    assert response.headers["Vary"] == "Accept-Encoding"


def test_only_for_browsers_that_take_it() -> None:
    assert "Content-Encoding" not in answer(HttpResponse(TEXT), accepts="").headers


def test_pictures_and_files_stay_as_they_are() -> None:
    assert "Content-Encoding" not in answer(HttpResponse(b"x" * 999, content_type="image/avif")).headers
    stream = FileResponse([b"x" * 999], content_type="text/plain")
    assert "Content-Encoding" not in answer(stream).headers


@pytest.mark.django_db
def test_pages_are_compressed(visitor: Client) -> None:
    response = visitor.get("/anmelden/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
