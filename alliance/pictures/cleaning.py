"""From a file that somebody uploads to the original that is stored.

The type is judged by the content. What is stored is encoded anew: turned upright, in sRGB, on white where it
was transparent, at most 3,200 pixels long, without EXIF, GPS, comments and whatever else was in the file.
"""

import hashlib
import io
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image, ImageCms, ImageOps

TYPES = ("JPEG", "PNG", "WEBP", "AVIF")
LARGEST_FILE = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3200
QUALITY = 92
ACCEPTED = "Möglich sind JPEG, PNG, WebP und AVIF."
AGAIN = "Bitte wählen Sie eine andere Datei; Ihre übrigen Angaben bleiben stehen."
# How files that people take for pictures begin, with what to tell them.
KNOWN_OTHERS = (
    (b"GIF8", 0, "GIF-Dateien nehmen wir nicht an."),
    (b"%PDF", 0, "Das ist eine PDF-Datei."),
    (b"heic", 8, "HEIC-Fotos zeigen viele Browser nicht. Speichern Sie das Foto als JPEG."),
    (b"heix", 8, "HEIC-Fotos zeigen viele Browser nicht. Speichern Sie das Foto als JPEG."),
    (b"mif1", 8, "HEIC-Fotos zeigen viele Browser nicht. Speichern Sie das Foto als JPEG."),
    (b"II*\0", 0, "TIFF-Dateien zeigen Browser nicht. Speichern Sie das Bild als JPEG oder PNG."),
    (b"MM\0*", 0, "TIFF-Dateien zeigen Browser nicht. Speichern Sie das Bild als JPEG oder PNG."),
    (b"BM", 0, "BMP-Dateien nehmen wir nicht an. Speichern Sie das Bild als PNG."),
)


class CleanPicture(ContentFile):
    """A picture that `prepare` has checked and encoded; `checksum` is the SHA-256 of the uploaded file."""

    def __init__(self, content: bytes, checksum: str) -> None:
        super().__init__(content, name=f"{hashlib.sha256(content).hexdigest()[:24]}.jpeg")
        self.checksum = checksum


def refuse(message: str, code: str) -> ValidationError:
    """The error for the file field: what is wrong, and that only the file has to be chosen again."""
    return ValidationError(f"{message} {AGAIN}", code=code)


def prepare(file: File) -> CleanPicture:
    """The file as it is stored; a file that was prepared before is returned as it is.

    Raises ValidationError with a German sentence for the field when the file is too large, of another
    type, animated, broken or cut short. Never decodes more than MOST_PIXELS.
    """
    if isinstance(file, CleanPicture):
        return file
    if file.size > LARGEST_FILE:
        size = f"{file.size / 1024 / 1024:.1f}".replace(".", ",")
        raise refuse(f"Die Datei ist {size} MB groß, höchstens 15 MB sind möglich.", "too_large")
    file.seek(0)
    content = file.read()
    if not content:
        raise refuse("Die Datei ist leer.", "empty")
    image = _opened(content)
    _check(image)
    return CleanPicture(_encoded(image), hashlib.sha256(content).hexdigest())


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content), formats=TYPES)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception as error:
        raise _unknown(content) from error


def _unknown(content: bytes) -> ValidationError:
    for start, offset, message in KNOWN_OTHERS:
        if content[offset:].startswith(start):
            return refuse(f"{message} {ACCEPTED}", "type")
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return refuse(
            f"SVG-Grafiken nehmen wir nicht an, weil sie Programme enthalten können. {ACCEPTED}", "type"
        )
    if head.startswith(b"<"):
        return refuse(f"Das ist eine Textseite, kein Bild. {ACCEPTED}", "type")
    return refuse(f"Diese Datei ist kein Bild, das wir lesen können. {ACCEPTED}", "type")


def _too_many_pixels() -> ValidationError:
    return refuse("Das Bild hat mehr als 50 Millionen Bildpunkte. Verkleinern Sie es vorher.", "pixels")


def _check(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    # Telephones hide a second picture in a JPEG (type MPO); the first one is the photo.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise refuse("Das Bild bewegt sich. Wir zeigen nur stehende Bilder.", "animated")


def _encoded(image: Image.Image) -> bytes:
    try:
        if image.format == "JPEG":
            image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
        clean = _plain(_in_srgb(ImageOps.exif_transpose(image)))
    except Exception as error:
        # Broken files fail in as many ways as there are decoders.
        raise refuse("Die Datei ist beschädigt oder unvollständig.", "broken") from error
    clean.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    buffer: IO[bytes] = io.BytesIO()
    clean.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    buffer.seek(0)
    return buffer.read()


def _in_srgb(image: Image.Image) -> Image.Image:
    """The picture with its colour profile applied, because the profile is thrown away."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return (
            ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            or image
        )
    except (ImageCms.PyCMSError, OSError):
        return image


def _plain(image: Image.Image) -> Image.Image:
    """RGB pixels and nothing else; transparent parts become white, to look alike on any ground."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
    pixels = image.convert("RGB")
    bare = Image.new("RGB", pixels.size)
    bare.paste(pixels)
    return bare
