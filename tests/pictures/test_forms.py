"""The form of a picture: what it asks for and what it keeps."""

import pytest

from alliance.pictures.cleaning import CleanPicture
from alliance.pictures.forms import PictureForm
from tests.factories.pictures import picture_file

pytestmark = pytest.mark.django_db


def test_the_form_says_it_at_the_field_and_keeps_the_words() -> None:
    data = {
        "title": "Sitzung",
        "alternative_text": "Ein Saal",
        "caption": "Im Saal",
        "focal_x": "20",
        "focal_y": "30",
    }
    form = PictureForm(data, {"file": picture_file(content=b"<svg/>")})
    assert not form.is_valid()
    assert set(form.errors) == {"file"}
    page = form.as_p()
    assert all(word in page for word in ("Sitzung", "Ein Saal", "Im Saal", 'value="20"', 'value="30"'))


@pytest.mark.parametrize(
    ("text", "decorative", "valid"), [("", "", False), ("Saal", "", True), ("", "on", True)]
)
def test_the_form_asks_for_the_alternative_text(text: str, decorative: str, valid: bool) -> None:
    data = {
        "title": "x",
        "alternative_text": text,
        "decorative": decorative,
        "focal_x": "50",
        "focal_y": "50",
    }
    form = PictureForm(data, {"file": picture_file()})
    assert form.is_valid() is valid
    assert set(form.errors) == (set() if valid else {"alternative_text", "file"})


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("0", True),
        ("33.3", True),
        ("100", True),
        *((wrong, False) for wrong in ("-1", "101", "x", "NaN", "")),
    ],
)
def test_the_form_wants_a_point_inside_the_picture(value: str, valid: bool) -> None:
    data = {"title": "x", "decorative": "on", "focal_x": value, "focal_y": "50"}
    form = PictureForm(data, {"file": picture_file()})
    assert form.is_valid() is valid
    if valid:
        assert isinstance(form.values()["focal_point"], tuple)
        assert isinstance(form.cleaned_data["file"], CleanPicture)


def test_a_file_that_the_browser_drops_is_asked_for_again() -> None:
    data = {"title": "", "alternative_text": "Ein Bild", "focal_x": "50", "focal_y": "50"}
    form = PictureForm(data, {"file": picture_file()})

    assert set(form.errors) == {"title", "file"}
    assert form.errors["file"] == ["Die Datei ist in Ordnung. Bitte wählen Sie sie noch einmal aus."]
