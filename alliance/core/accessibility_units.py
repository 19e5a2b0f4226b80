"""Cuts rich text into what a person reads in one go, each piece with the words an editor finds it by."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NAMES = {
    "p": "Absatz",
    "ul": "Liste",
    "ol": "Liste",
    "blockquote": "Zitat",
    "table": "Tabelle",
    "figure": "Bild",
}
PIECES = ("li", "td", "th", "figcaption")
SHOWN_WORDS = 6
LONGEST_WORDS = 48


@dataclass(frozen=True)
class Unit:
    """A heading, paragraph, item, cell or caption: where it stands, its element and its own words."""

    tag: str
    place: str
    element: HtmlElement
    text: str

    @property
    def links(self) -> list[HtmlElement]:
        """Its links, without those of lists inside it."""
        return list(_own_links(self.element))


@dataclass(frozen=True)
class Block:
    """A top-level element with the name of its place: „Tabelle 2“."""

    tag: str
    place: str
    element: HtmlElement


def blocks(html: str) -> list[Block]:
    """The top-level elements in their order, counted by kind."""
    if not html.strip():
        return []
    body = lxml_html.document_fromstring(f"<html><body>{html}</body></html>").body
    found, counts = [], Counter[str]()
    for element in body:
        if not isinstance(element.tag, str):
            continue
        name = NAMES.get(element.tag, "")
        counts[name] += 1
        place = f"{name} {counts[name]}" if name else quoted("Überschrift", own_text(element))
        found.append(Block(element.tag, place, element))
    return found


def units(block: Block) -> Iterator[Unit]:
    """The pieces of a block that are read in one go; lists inside an item or a cell are pieces too."""
    if block.tag in HEADINGS:
        yield Unit(block.tag, block.place, block.element, own_text(block.element))
        return
    rows, items = list(block.element.iter("tr")), list(block.element.iter("li"))
    for element in block.element.iter("p", *PIECES):
        # The paragraphs of an item or a cell are read with it.
        if element.tag != "p" or next(element.iterancestors(*PIECES), None) is None:
            row = next(element.iterancestors("tr"), None)
            place = block.place
            if row in rows:
                place = f"{place}, Zeile {rows.index(row) + 1}"
            elif element.tag == "li":
                place = f"{place}, Punkt {items.index(element) + 1}"
            yield _unit(element, place)


def _unit(element: HtmlElement, place: str) -> Unit:
    text = own_text(element)
    return Unit(str(element.tag), quoted(place, text, ": "), element, text)


def own_text(element: HtmlElement) -> str:
    """The words of an element without lists inside it; a line break stays one."""
    lines = "".join(_texts(element)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _texts(element: HtmlElement) -> Iterator[str]:
    yield (element.text or "").replace("\n", " ")
    for child in element:
        if child.tag in ("br", "p"):
            yield "\n"
        if isinstance(child.tag, str) and child.tag not in ("ul", "ol"):
            yield from _texts(child)
        yield (child.tail or "").replace("\n", " ")


def _own_links(element: HtmlElement) -> Iterator[HtmlElement]:
    for child in element:
        if child.tag == "a":
            yield child
        elif isinstance(child.tag, str) and child.tag not in ("ul", "ol"):
            yield from _own_links(child)


def quoted(place: str, text: str, between: str = " ") -> str:
    """The place with its first words: `Absatz 3: „Wer in die Region …“`."""
    shown = " ".join(text.split()[:SHOWN_WORDS])
    if len(shown) > LONGEST_WORDS:
        shown = shown[:LONGEST_WORDS].rsplit(" ", 1)[0]
    if len(shown) < len(" ".join(text.split())):
        shown += " …"
    return f"{place}{between}„{shown}“" if shown else place
