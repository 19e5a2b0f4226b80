"""The weaves of the action fields as drawings for the PDF: warp and weft of the design in the field's dye."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

from strategy.fields.models import Weave

FOLDER = Path(settings.ROOT) / "static" / "img" / "illustrations" / "gewebe"
KRAPP = "#bf1431"
# Pattern, strong and middle colour of each dye, as in `static/css/tokens.css` and `theme.css`.
DYES = {
    Weave.WAID: ("koeper", "#1d4f91", "#9db8dc"),
    Weave.RESEDA: ("leinwand", "#1c6a4e", "#9cc8b3"),
    Weave.MALVE: ("atlas", "#75397f", "#d0a9d6"),
    Weave.WAU: ("panama", "#715900", "#dcc878"),
    Weave.EFEU: ("fischgrat", "#0d5c66", "#93c3c8"),
    Weave.NUSS: ("rips", "#6b4423", "#d2b398"),
    Weave.GALLE: ("damast", "#414a57", "#b1b8c2"),
    Weave.HEIDE: ("raute", "#8e2a6c", "#dfa5c9"),
}
CELL, CELLS, ROWS, RED_ROW = 10, 80, 4, 2
_TILE = re.compile(r'width="(\d+)" height="(\d+)"')
_PATH = re.compile(r' d="([^"]*)"')


def color(weave: str) -> str:
    """Return the strong colour of a weave."""
    return DYES[Weave(weave)][1]


@cache
def band(weave: str, *, plain: bool = False) -> bytes:
    """Return a long band of the weave as SVG, four threads high; one is red, unless `plain`."""
    pattern, strong, middle = DYES[Weave(weave)]
    width, height, top = CELLS * CELL, ROWS * CELL, RED_ROW * CELL
    red = f'<rect y="{top}" width="{width}" height="{CELL}" fill="url(#red)"/>'
    weft = "".join(
        f'<rect y="{y}" width="{width}" height="{size}" fill="url(#weft)"/>'
        for y, size in ((0, top), (top + CELL, height - top - CELL))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><defs>'
        f"{_tile('warp', f'{pattern}-kette', strong)}{_tile('weft', f'{pattern}-schuss', middle)}"
        f"{_tile('red', f'{pattern}-schuss', middle if plain else KRAPP)}</defs>"
        f'<rect width="{width}" height="{height}" fill="url(#warp)"/>{weft}{red}</svg>'
    ).encode()


def _tile(name: str, file: str, fill: str) -> str:
    drawn = (FOLDER / f"{file}.svg").read_text(encoding="utf-8")
    size, path = _TILE.search(drawn), _PATH.search(drawn)
    assert size and path  # our own drawings
    return (
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" width="{size[1]}" height="{size[2]}">'
        f'<path fill="{fill}" d="{path[1]}"/></pattern>'
    )
