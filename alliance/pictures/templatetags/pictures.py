"""Showing pictures in templates."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from alliance.pictures.models import Picture
from alliance.pictures.richtext import render

register = template.Library()


@register.inclusion_tag("pictures/picture.html")
def picture(pic: Picture | None, **options: Any) -> dict[str, Any]:
    """One `<picture>` in AVIF, WebP and JPEG, or nothing where there is none.

    `sizes`: how wide it is shown (default `100vw`); `class`: of the `<img>`; `eager`: True for the picture
    that is seen first; `ratio`: natural (default), wide (16:9) or square; `alt`: another alternative text.
    """
    if pic is None:
        return {"picture": None}
    return {
        "picture": pic,
        "sources": pic.sources(options.get("ratio", "natural")),
        "sizes": options.get("sizes", "100vw"),
        "css": options.get("class", ""),
        "eager": options.get("eager", False),
        "alt": options.get("alt", pic.alt),
    }


@register.filter
def richtext(html: str | None) -> SafeString:
    """Rich text for the page, with its pictures, whatever was stored made safe; one query if there are pictures."""
    return render(html or "")
