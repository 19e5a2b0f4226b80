"""The files that are made of every picture when it is uploaded, and how big they are.

Each of the three file types exists in every width that the original can fill; nothing is enlarged (but the
one card for social networks, which has a fixed size). A width that the original cannot fill shrinks to the
widest possible one, so two of them may be the same file: the name of a rendition is the hash of the
original's name, of its size and quality and, where something is cut off, of the focal point.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from imagefield.processing_pillow import register_pillow
from PIL import Image

# Width divided by height; None keeps the original's proportions and cuts nothing off.
RATIOS: dict[str, float | None] = {"natural": None, "wide": 16 / 9, "square": 1.0}
WIDTHS: dict[str, tuple[int, ...]] = {
    "natural": (480, 960, 1600),
    "wide": (480, 960, 1600),
    "square": (160, 320),
}
ENCODERS: dict[str, tuple[str, dict[str, int]]] = {
    "avif": ("AVIF", {"quality": 55, "speed": 8}),
    "webp": ("WEBP", {"quality": 76, "method": 4}),
    "jpeg": ("JPEG", {"quality": 80}),
}
CARD = (1200, 630)
CENTRE = (0.5, 0.5)

Spec = Callable[[Any, Any], None]
Handler = Callable[[Image.Image, Any], Image.Image]


class Shown(Protocol):
    """What a rendition needs to know of a picture."""

    image: Any
    width: Any
    height: Any


@dataclass(frozen=True)
class Sources:
    """What one `<picture>` needs: a srcset for each type, a plain address, the size of the widest file."""

    avif: str
    webp: str
    jpeg: str
    src: str
    width: int
    height: int


def fitted(width: int, height: int, ratio: float | None, target: int) -> tuple[int, int]:
    """Width and height in pixels of a rendition at most `target` wide, never larger than the original."""
    if ratio is None:
        across = min(target, width)
        return across, max(1, round(height * across / width))
    across = max(1, min(target, width, int(height * ratio)))
    return across, max(1, round(across / ratio))


def cut_out(x: float, y: float, ratio: float) -> dict[str, float]:
    """What the wide shape keeps of a picture of these proportions: x, y, width, height as shares."""
    wide = 16 / 9
    width, height = min(1.0, wide / ratio), min(1.0, ratio / wide)
    left, top = (min(1 - size, max(0.0, centre - size / 2)) for centre, size in ((x, width), (y, height)))
    return {"x": left, "y": top, "width": width, "height": height}


@register_pillow
def picture_encode(get_image: Handler, kind: str, options: tuple[tuple[str, int], ...]) -> Handler:
    """Write the rendition as `kind`, without anything that came with the original."""

    def processor(image: Image.Image, context: Any) -> Image.Image:
        image = get_image(image, context)
        context.save_kwargs.clear()
        context.save_kwargs.update(options, format=kind)
        return image

    return processor


@register_pillow
def picture_decode(get_image: Handler, share: float) -> Handler:
    """Let the JPEG decoder deliver `share` of the original's size where it can: a quarter of the time."""

    def processor(image: Image.Image, context: Any) -> Image.Image:
        image.draft("RGB", (int(image.width * share), int(image.height * share)))
        return get_image(image, context)

    return processor


@register_pillow
def picture_fit(get_image: Handler, size: tuple[int, int]) -> Handler:
    """Scale the whole picture to exactly `size`."""

    def processor(image: Image.Image, context: Any) -> Image.Image:
        return get_image(image, context).resize(size, Image.Resampling.LANCZOS)

    return processor


def _fill(context: Any, kind: str, size: tuple[int, int], *, cut: bool, share: float) -> None:
    name, options = ENCODERS[kind]
    context.extension = f".{kind}"
    if not cut:
        context.ppoi = list(CENTRE)
    context.processors = [
        ("picture_encode", name, tuple(sorted(options.items()))),
        ("crop" if cut else "picture_fit", size),
        ("picture_decode", round(min(1.0, share), 3)),
    ]


def _spec(shape: str, target: int, kind: str) -> Spec:
    """The recipe of one rendition, in the form the library asks for."""
    ratio = RATIOS[shape]

    def recipe(file: Any, context: Any) -> None:
        width, height = file.instance.width, file.instance.height
        size = fitted(width, height, ratio, target)
        share = max(size[0] / width, size[1] / height)
        # Nothing is cut off a picture that has the shape already: one file serves both.
        cut = ratio is not None and size != fitted(width, height, None, target)
        _fill(context, kind, size, cut=cut, share=share)

    return recipe


def _card(file: Any, context: Any) -> None:
    """The recipe of the card that social networks show beside a link."""
    share = max(CARD[0] / file.instance.width, CARD[1] / file.instance.height)
    _fill(context, "jpeg", CARD, cut=True, share=share)


FORMATS: dict[str, Spec] = {
    f"{shape}_{target}_{kind}": _spec(shape, target, kind)
    for shape, targets in WIDTHS.items()
    for target in targets
    for kind in ENCODERS
} | {"card": _card}


def sources(picture: Shown, shape: str = "natural") -> Sources:
    """Addresses and sizes of a picture's renditions in one shape; asks neither database nor disk."""
    sizes: dict[int, tuple[tuple[int, int], int]] = {}
    for target in WIDTHS[shape]:
        size = fitted(picture.width, picture.height, RATIOS[shape], target)
        sizes.setdefault(size[0], (size, target))

    def srcset(kind: str) -> str:
        return ", ".join(
            f"{_url(picture, shape, target, kind)} {size[0]}w" for size, target in sizes.values()
        )

    width, height = list(sizes.values())[-1][0]
    middle = list(sizes.values())[len(sizes) // 2][1]
    return Sources(
        srcset("avif"), srcset("webp"), srcset("jpeg"), _url(picture, shape, middle, "jpeg"), width, height
    )


def _url(picture: Shown, shape: str, target: int, kind: str) -> str:
    return str(getattr(picture.image, f"{shape}_{target}_{kind}"))


def current_files(picture: Shown) -> set[str]:
    """Names of the original and of the renditions that belong to the present focal point."""
    return {
        str(picture.image.name),
        *(picture.image._process_context(recipe).name for recipe in FORMATS.values()),
    }


def all_files(picture: Shown) -> set[str]:
    """Names of everything on the disk that was ever made of the picture, and of the original."""
    base = picture.image._process_base(picture.image.name)
    storage = picture.image.storage
    made = storage.listdir(base.path)[1] if storage.exists(base.path) else []
    return {
        str(picture.image.name),
        *(f"{base.path}/{name}" for name in made if name.startswith(base.basename)),
    }
