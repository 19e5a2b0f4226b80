"""Rich text as a PDF shows it: with the pictures of the library as files."""

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from alliance.core.pdf import markup
from alliance.core.richtext import blocks
from alliance.core.richtext_block import Block
from alliance.pictures.models import Picture
from alliance.pictures.renditions import FORMATS

# Enough for the width of a page at 150 dots an inch; JPEG, because the PDF engine reads no AVIF.
RENDITION = FORMATS["natural_960_jpeg"]


def printed(html: str, pictures: Mapping[int, Picture]) -> str:
    """Return the text for `richtext.typ`; a picture that no longer exists drops out, as on the page."""
    return markup("\n".join(_printed(block, pictures) for block in blocks(html)))


def _printed(block: Block, pictures: Mapping[int, Picture]) -> str:
    if block.picture is None:
        return block.html
    picture = pictures.get(block.picture)
    if picture is None:
        return ""
    # `caption` is the text's own, already written safely.
    words: str | SafeString = mark_safe(block.caption) if block.caption else picture.caption
    credit = format_html(' <span class="credit">{}</span>', picture.credit) if picture.credit else ""
    said = format_html("<figcaption>{}{}</figcaption>", words, credit) if words or credit else ""
    return format_html('<figure><img src="{}" alt="{}">{}</figure>', _name(picture), picture.alt, said)


def _name(picture: Picture) -> str:
    return f"picture-{picture.pk}.jpg"


def files_of(pictures: Mapping[int, Picture]) -> dict[str, bytes]:
    """Return the pictures' JPEG files under the names that `printed` gives them."""
    return {_name(picture): _content(picture) for picture in pictures.values()}


def _content(picture: Picture) -> bytes:
    image = picture.image
    name = image._process_context(RENDITION).name
    # What was never rendered is shown as it was uploaded.
    with image.storage.open(name if image.storage.exists(name) else image.name) as file:
        return bytes(file.read())
