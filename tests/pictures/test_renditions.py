"""The files that are made of every picture, and the `<picture>` that shows them."""

import io

import pytest
from django.template import Context, Template
from PIL import Image

from alliance.pictures.actions import add_picture
from alliance.pictures.models import Picture
from alliance.pictures.renditions import CARD, WIDTHS, current_files, cut_out, fitted
from tests.factories.pictures import PictureFactory, picture_file

pytestmark = pytest.mark.django_db


def opened(picture: Picture, name: str) -> Image.Image:
    path = getattr(picture.image, name).removeprefix("/bilder/")
    with picture.image.storage.open(path) as file:
        return Image.open(io.BytesIO(file.read()))


@pytest.mark.parametrize(
    ("original", "ratio", "target", "expected"),
    [
        ((4000, 3000), None, 1600, (1600, 1200)),
        ((4000, 3000), 16 / 9, 1600, (1600, 900)),
        ((700, 500), None, 1600, (700, 500)),
        ((700, 500), 16 / 9, 960, (700, 394)),
        ((500, 700), 1.0, 320, (320, 320)),
        ((300, 100), 16 / 9, 480, (177, 100)),
        ((100, 300), 1.0, 160, (100, 100)),
        ((5000, 1), None, 480, (480, 1)),
        ((1, 1), 16 / 9, 480, (1, 1)),
        ((1, 3000), 16 / 9, 480, (1, 1)),
    ],
)
def test_never_larger_than_the_original(
    original: tuple[int, int], ratio: float | None, target: int, expected: tuple[int, int]
) -> None:
    assert fitted(*original, ratio, target) == expected


def test_every_type_in_every_width() -> None:
    picture = add_picture(by=None, file=picture_file(size=(1800, 1350)), title="Saal", decorative=True)
    for shape, widths in WIDTHS.items():
        for width in widths:
            for kind in ("avif", "webp", "jpeg"):
                image = opened(picture, f"{shape}_{width}_{kind}")
                assert image.format == kind.upper()
                assert image.size == fitted(
                    1800, 1350, {"natural": None, "wide": 16 / 9, "square": 1}[shape], width
                )
    assert opened(picture, "card").size == CARD
    assert opened(picture, "card").format == "JPEG"


def test_no_rendition_carries_anything_of_the_camera() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    picture = add_picture(by=None, file=picture_file(size=(60, 40), exif=exif), title="x", decorative=True)
    storage = picture.image.storage
    for name in current_files(picture):
        with storage.open(name) as file:
            content = file.read()
        assert b"Kamera" not in content
        assert not Image.open(io.BytesIO(content)).getexif()


def test_a_small_original_gives_few_files() -> None:
    picture = add_picture(by=None, file=picture_file(size=(300, 200)), title="x", decorative=True)
    assert picture.sources().avif.endswith(" 300w")
    assert picture.sources().avif.count(",") == 0
    assert (picture.sources().width, picture.sources().height) == (300, 200)
    assert len(current_files(picture)) == 14, (
        "original, card, and one natural, one wide, two squares of each type"
    )


def test_the_focal_point_stays_in_the_cut() -> None:
    """The left half is red, the right half blue: a square around a point on the left is all red."""
    left = add_picture(
        by=None, file=picture_file(size=(800, 200)), title="x", decorative=True, focal_point=(0, 0.5)
    )
    right = add_picture(
        by=None, file=picture_file(size=(800, 200)), title="y", decorative=True, focal_point=(1, 0.5)
    )
    red, blue = (opened(picture, "square_160_jpeg").getpixel((80, 80)) for picture in (left, right))
    assert red[0] > 150 > red[2]
    assert blue[2] > 150 > blue[0]


@pytest.mark.parametrize(
    ("point", "ratio", "expected"),
    [
        ((0.5, 0.5), 16 / 9, (0, 0, 1, 1)),
        ((0.0, 0.5), 32 / 9, (0, 0, 0.5, 1)),
        ((1.0, 0.5), 32 / 9, (0.5, 0, 0.5, 1)),
        ((0.5, 1.0), 8 / 9, (0, 0.5, 1, 0.5)),
    ],
)
def test_the_frame_shows_what_is_cut(
    point: tuple[float, float], ratio: float, expected: tuple[float, float, float, float]
) -> None:
    assert tuple(cut_out(*point, ratio).values()) == pytest.approx(expected)


def show(source: str, **context: object) -> str:
    return Template("{% load pictures %}" + source).render(Context(context))


def test_the_tag_prints_sizes_types_and_text() -> None:
    picture = PictureFactory(size=(1800, 1350), alternative_text='Ein "Saal" <voll>')
    html = show('{% picture pic sizes="50vw" class="lead" eager=True ratio="wide" %}', pic=picture)
    assert html.count("<source ") == 2
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    assert html.count(" 480w") == html.count(" 960w") == html.count(" 1600w") == 3
    assert 'width="1600" height="900"' in html
    assert 'alt="Ein &quot;Saal&quot; &lt;voll&gt;"' in html
    assert 'class="lead"' in html
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html
    assert "style=" not in html


def test_the_tag_waits_for_pictures_further_down() -> None:
    html = show("{% picture pic %}", pic=PictureFactory(alternative_text="", decorative=True))
    assert 'loading="lazy"' in html
    assert 'alt=""' in html
    assert 'sizes="100vw"' in html


def test_no_picture_prints_nothing() -> None:
    assert show("{% picture pic %}", pic=None).strip() == ""


def test_the_tag_asks_neither_database_nor_disk(django_assert_num_queries: object) -> None:
    picture = Picture.objects.get(pk=PictureFactory().pk)
    picture.image.storage.delete(picture.image.name)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert "srcset" in show("{% picture pic %}", pic=picture)
