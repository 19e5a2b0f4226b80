"""Rich text as the page shows it: with the pictures of the library."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from alliance.core.richtext import blocks, picture_ids
from alliance.core.richtext_block import Block, with_id
from alliance.pictures.models import Picture


def pictures_in(*texts: str) -> dict[int, Picture]:
    """Return the pictures inside all these texts by number; one query, none where there is no picture."""
    wanted = set().union(*(picture_ids(text) for text in texts))
    return {picture.pk: picture for picture in Picture.objects.filter(pk__in=wanted)} if wanted else {}


def render(html: str, pictures: dict[int, Picture] | None = None) -> SafeString:
    """Return the text for the page; what is not of our grammar is not in it, whatever was stored.

    Pictures are taken from `pictures` (see `pictures_in`) or fetched in one query. A picture that no
    longer exists drops out.
    """
    found = blocks(html)
    if pictures is None:
        wanted = {block.picture for block in found if block.picture is not None}
        pictures = Picture.objects.in_bulk(wanted) if wanted else {}
    many = sum(block.tag == "table" for block in found) > 1
    parts, tables = [], 0
    for block in found:
        if block.tag == "table":
            tables += 1
            parts.append(_table(block, f"Tabelle {tables}" if many else "Tabelle"))
        else:
            parts.append(_shown(block, pictures))
    return mark_safe("\n".join(part for part in parts if part))  # blocks are written anew by core.richtext


def _table(block: Block, name: str) -> str:
    """A wide table scrolls by itself, with the keyboard too; regions need names of their own."""
    inner = block.html.removeprefix("<table>")
    outer = f'<div class="scroll-x" tabindex="0" role="region" aria-label="{name}, seitlich verschiebbar">'
    return f'{with_id(outer, "div", block.id)}<table class="table">{inner}</div>'


def _shown(block: Block, pictures: dict[int, Picture]) -> str:
    if block.tag == "blockquote":
        shown = '<blockquote class="pull">' + block.html.removeprefix("<blockquote>")
        return with_id(shown, "blockquote", block.id)
    if block.picture is None:
        return block.marked
    picture = pictures.get(block.picture)
    if picture is None:
        return ""
    # `caption` is the text's own, already written safely; the library's is plain and escaped by the template.
    context = {"picture": picture, "caption": mark_safe(block.caption)}
    return with_id(render_to_string("pictures/figure.html", context).strip(), "figure", block.id)
