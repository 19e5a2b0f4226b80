"""What is let into the library, and what is thrown away on the way."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from alliance.pictures import cleaning
from alliance.pictures.cleaning import prepare
from tests.factories.pictures import picture_bytes, picture_file

ORIENTATION, GPS, CAMERA = 0x0112, 0x8825, 0x010F


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=100)
    return buffer.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 20,000 x 20,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def large_plain(side: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (side, side)).save(buffer, "PNG")
    return buffer.getvalue()


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("gif", lambda: picture_bytes(kind="GIF"), "GIF"),
    ("gif, animated", lambda: animated("GIF"), "GIF"),
    ("png, animated", lambda: animated("PNG"), "bewegt sich"),
    ("webp, animated", lambda: animated("WEBP"), "bewegt sich"),
    ("avif, animated", lambda: animated("AVIF"), "bewegt sich"),
    ("svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
    (
        "svg with declaration",
        lambda: b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><SVG onload='alert(1)'/>",
        "SVG",
    ),
    ("html", lambda: b"<!doctype html><script>alert(1)</script>", "Textseite"),
    ("pdf", lambda: b"%PDF-1.7 ...", "PDF"),
    ("heic", lambda: b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
    ("tiff", lambda: picture_bytes(kind="TIFF"), "TIFF"),
    ("bmp", lambda: picture_bytes(kind="BMP"), "BMP"),
    ("ico", lambda: picture_bytes(kind="ICO"), "kein Bild"),
    ("text", lambda: b"Guten Tag", "kein Bild"),
    ("zeros", lambda: bytes(2000), "kein Bild"),
    ("empty", lambda: b"", "leer"),
    ("bomb beyond Pillow's limit", bomb, "50 Millionen"),
    ("bomb beyond ours", lambda: large_plain(7100), "50 Millionen"),
    ("jpeg cut short", lambda: picture_bytes(size=(300, 300))[:-300], "beschädigt"),
    ("png cut short", lambda: picture_bytes(size=(300, 300), kind="PNG")[:150], "beschädigt"),
    ("webp cut short", lambda: picture_bytes(size=(300, 300), kind="WEBP")[:-60], ""),
    ("avif cut short", lambda: picture_bytes(size=(300, 300), kind="AVIF")[:-60], ""),
    ("jpeg, only its head", lambda: picture_bytes()[:20], ""),
    ("too large", lambda: b"\xff" * (cleaning.LARGEST_FILE + 1), "15,0 MB groß"),
]


@pytest.mark.parametrize(("make", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused_with_a_sentence(make: Callable[[], bytes], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        prepare(picture_file("foto.jpg", make()))
    message = caught.value.messages[0]
    assert said in message
    assert "Bitte wählen Sie eine andere Datei" in message


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("name", ["foto.jpg", "foto.exe", "<script>.svg", "ohne"])
def test_the_content_decides_not_the_name(kind: str, name: str) -> None:
    clean = prepare(picture_file(name, kind=kind))
    assert Image.open(clean).format == "JPEG"
    assert clean.name.endswith(".jpeg")
    assert "script" not in clean.name


@pytest.mark.parametrize(
    ("kind", "mode"),
    [*(("PNG", mode) for mode in ("L", "1", "P", "LA", "RGBA", "I;16")), ("JPEG", "CMYK"), ("JPEG", "L")],
)
def test_every_mode_becomes_plain_colour(kind: str, mode: str) -> None:
    assert Image.open(prepare(picture_file(kind=kind, mode=mode))).mode == "RGB"


def test_grey_of_sixteen_bits_keeps_its_brightness() -> None:
    buffer = io.BytesIO()
    Image.new("I;16", (8, 8), 128 * 256).save(buffer, "PNG")
    assert abs(Image.open(prepare(picture_file(content=buffer.getvalue()))).getpixel((4, 4))[0] - 128) < 3


def test_transparent_becomes_white() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(buffer, "PNG")
    assert Image.open(prepare(picture_file(content=buffer.getvalue()))).getpixel((4, 4)) == (255, 255, 255)


def test_place_and_camera_go_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[CAMERA] = 6, "Kamera"
    exif.get_ifd(GPS)[1] = "N"
    content = picture_bytes(size=(60, 40), exif=exif, comment=b"geheim")
    assert b"Kamera" in content and b"geheim" in content

    clean = prepare(picture_file(content=content))

    image = Image.open(clean)
    assert image.size == (40, 60)
    assert not image.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(image.info)
    assert b"Kamera" not in clean.read()


def test_a_colour_profile_is_applied() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    clean = prepare(picture_file(content=picture_bytes(icc_profile=profile)))
    red = Image.open(clean).getpixel((5, 5))
    assert all(abs(a - b) < 12 for a, b in zip(red, (200, 30, 40), strict=True))


def test_a_broken_colour_profile_does_no_harm() -> None:
    assert prepare(picture_file(content=picture_bytes(icc_profile=b"kein Profil"))).size


def test_the_second_picture_of_a_telephone_is_left_out() -> None:
    buffer = io.BytesIO()
    first, second = Image.new("RGB", (30, 20), "red"), Image.new("RGB", (10, 10), "blue")
    first.save(buffer, "MPO", save_all=True, append_images=[second])
    assert Image.open(prepare(picture_file(content=buffer.getvalue()))).size == (30, 20)


def test_large_photos_shrink() -> None:
    assert Image.open(prepare(picture_file(size=(3400, 34)))).size == (3200, 32)


def test_prepared_once_is_enough() -> None:
    clean = prepare(picture_file())
    assert prepare(clean) is clean
