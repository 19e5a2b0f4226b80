"""The addresses of pictures."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from alliance.pictures.actions import add_picture
from tests.factories.pictures import picture_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("natural_480_avif", "avif"),
        ("natural_480_webp", "webp"),
        ("natural_480_jpeg", "jpeg"),
        ("card", "jpeg"),
    ],
)
def test_served_for_ever(visitor: Client, name: str, kind: str) -> None:
    picture = add_picture(by=None, file=picture_file(), title="x", decorative=True)
    address = getattr(picture.image, name)
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == f"image/{kind}"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert int(answer["Content-Length"]) == len(answer.getvalue())
    assert not answer.cookies
    assert not answer.has_header("Vary")


def test_the_original_too_and_only_for_reading(visitor: Client) -> None:
    picture = add_picture(by=None, file=picture_file(), title="x", decorative=True)
    assert visitor.head(picture.image.url).status_code == 200
    assert visitor.post(picture.image.url).status_code == 405


def test_no_query_and_no_session(visitor: Client, django_assert_num_queries: object) -> None:
    address = add_picture(by=None, file=picture_file(), title="x", decorative=True).image.url
    with django_assert_num_queries(0):  # type: ignore[operator]
        visitor.get(address).close()


@pytest.mark.parametrize(
    "path",
    [
        "original/aa/unbekannt.jpeg",
        "original",
        "original/",
        "../secret_key",
        "original/../../secret_key",
        "original/..%2f..%2fsecret_key",
        "original/aa/../x.jpeg",
        "/etc/passwd",
        "//etc/x.jpeg",
        "x.jpeg",
        "original/aa/x.svg",
        "original/aa/x.html",
        "original/aa/x.jpeg\n",
        "original/aa/x.jpeg/",
        "original/aa/.x.jpeg",
        "original\\aa\\x.jpeg",
        "original/aa/x.jpeg\0.html",
    ],
)
def test_anything_else_does_not_exist(visitor: Client, path: str) -> None:
    default_storage.save("original/aa/x.svg", ContentFile(b"<svg/>"))
    default_storage.save("original/aa/x.html", ContentFile(b"<p>"))
    Path(default_storage.path("x")).parent.parent.joinpath("secret_key").write_text(
        "geheim", encoding="utf-8"
    )
    answer = visitor.get(reverse("pictures:file", args=["x"])[:-1] + path)
    assert answer.status_code == 404
    assert b"geheim" not in answer.content


def test_a_folder_is_no_picture(visitor: Client) -> None:
    default_storage.save("original/ordner.jpeg/x.jpeg", ContentFile(b"x"))
    assert visitor.get("/bilder/original/ordner.jpeg").status_code == 404
