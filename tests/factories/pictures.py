"""Pictures and picture files for tests."""

import io
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from alliance.pictures.models import Picture


def picture_bytes(
    size: tuple[int, int] = (64, 48), kind: str = "JPEG", mode: str = "RGB", **options: Any
) -> bytes:
    """A picture file whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, (200, 30, 40))
    image.paste((30, 60, 200), (size[0] // 2, 0, *size))
    buffer = io.BytesIO()
    image.convert(mode).save(buffer, kind, **options)
    return buffer.getvalue()


def picture_file(name: str = "bild.jpg", content: bytes | None = None, **options: Any) -> SimpleUploadedFile:
    """The same as an upload; `content` replaces the picture, `options` go to `picture_bytes`."""
    return SimpleUploadedFile(name, picture_bytes(**options) if content is None else content)


class PictureFactory(factory.django.DjangoModelFactory[Picture]):
    """A saved picture of 64 x 48 pixels. Without renditions, which cost time: `rendered=True` makes them."""

    class Meta:
        model = Picture

    title = factory.Sequence(lambda n: f"Bild {n}")
    alternative_text = "Ein Saal voller Menschen"
    revision = 1

    @classmethod
    def _create(
        cls, model_class: type[Picture], *args: Any, rendered: bool = False, **values: Any
    ) -> Picture:
        size = values.pop("size", (64, 48))
        picture = model_class(*args, **values)
        picture._skip_generate_files = not rendered  # type: ignore[attr-defined]
        picture.image = picture_file(f"{picture.title.replace(' ', '-').lower()}.jpg", size=size)
        picture.save()
        return picture
