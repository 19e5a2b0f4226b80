"""Reads a parsed tree into blocks of rich text. The grammar stands in `richtext`."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from alliance.core.inline import BREAK, Run, canonical, inline_html, safe_href
from alliance.core.richtext_block import Block, valid_id

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
LISTS = {"ul", "ol", "menu"}
STRONG = {"strong", "b"}
EM = {"em", "i", "cite", "dfn"}
TABLE_PARTS = {"table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr", "td", "th"}
CONTAINERS = {
    "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "center",
    "details", "summary", "fieldset", "form", "legend", "pre", "dl", "dt", "dd", "li", "figcaption",
}  # fmt: skip
SINGLE = {"a", "br", "hr", "img", "figure", "blockquote"}
READ_TAGS = {*HEADINGS} | SINGLE | LISTS | STRONG | EM | TABLE_PARTS | CONTAINERS
BLOCKS = {*HEADINGS, "blockquote", "figure"} | LISTS | TABLE_PARTS | CONTAINERS
WITH_ID = {*HEADINGS, "p", "ul", "ol", "blockquote", "table", "figure", "hr"}
MOST_CELLS = 100
HIGHEST_PICTURE = 2**31 - 1


@dataclass(frozen=True)
class Marks:
    """The marks that hold at one place of the tree."""

    href: str = ""
    strong: bool = False
    em: bool = False


@dataclass
class Flow:
    """Blocks in the making: at the top, or inside a quotation, an item, a cell."""

    figures: list[Block]
    top: bool = False
    result: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    kind: str = "p"

    def text(self, text: str | None, marks: Marks) -> None:
        if text:
            self.runs.append(Run(text.replace(BREAK, " "), marks.href, marks.strong, marks.em))

    def line_break(self) -> None:
        """Two line breaks in a row were meant as a new paragraph."""
        last = next((run for run in reversed(self.runs) if run.text == BREAK or run.text.strip()), None)
        if self.kind == "p" and last is not None and last.text == BREAK:
            self.close()
        else:
            self.runs.append(Run(BREAK))

    def close(self) -> None:
        """End the paragraph or heading that is open, if it has a word."""
        content = inline_html(canonical(self.runs))
        self.runs = []
        if content:
            self.add(Block(self.kind, f"<{self.kind}>{content}</{self.kind}>"))
        elif self.top:
            self.flush()

    def add(self, block: Block) -> None:
        self.result.append(block)
        if self.top:
            self.flush()

    def flush(self) -> None:
        """Pictures stand between blocks, wherever they were found."""
        self.result.extend(self.figures)
        self.figures.clear()


def read(body: HtmlElement) -> list[Block]:
    """Return the blocks of a tree."""
    flow = Flow(figures=[], top=True)
    _walk(body, Marks(), flow)
    flow.close()
    flow.flush()
    return _in_order(flow.result)


def _in_order(blocks: list[Block]) -> list[Block]:
    """Let headings begin with h2 and skip no level, whatever sizes were chosen, and ids name one block."""
    above: list[str] = []
    seen: set[str] = set()
    result = []
    for block in blocks:
        if block.id in seen:
            block = replace(block, id="")
        seen.add(block.id)
        if block.tag in HEADINGS:
            while above and above[-1] >= block.tag:
                above.pop()
            above.append(block.tag)
            tag = f"h{len(above) + 1}"
            block = replace(block, tag=tag, html=f"<{tag}{block.html[3:-3]}{tag}>")
        result.append(block)
    return result


def _walk(node: HtmlElement, marks: Marks, flow: Flow) -> None:
    flow.text(node.text, marks)
    for child in node:
        if isinstance(child.tag, str):
            _child(child, marks, flow)
        flow.text(child.tail, marks)


def _child(node: HtmlElement, marks: Marks, flow: Flow) -> None:
    tag = node.tag
    if tag == "br":
        flow.line_break()
    elif tag == "a":
        _walk(node, Marks(safe_href(node.get("href", "")), marks.strong, marks.em), flow)
    elif tag in STRONG | EM:
        # Around whole blocks it is the wrapper of some office suite, not an emphasis.
        if not any(inner.tag in BLOCKS for inner in node.iterdescendants()):
            marks = Marks(marks.href, marks.strong or tag in STRONG, marks.em or tag in EM)
        _walk(node, marks, flow)
    elif tag == "img":
        _picture(node, "", flow)
    else:
        _block(node, tag, marks, flow)


def _block(node: HtmlElement, tag: str, marks: Marks, flow: Flow) -> None:
    if tag not in READ_TAGS:
        _walk(node, marks, flow)
        return
    flow.close()
    first = len(flow.result)
    _kind_of_block(node, tag, marks, flow)
    if flow.top and first < len(flow.result) and not flow.result[first].id:
        flow.result[first] = replace(flow.result[first], id=valid_id(node.get("id")))


def _kind_of_block(node: HtmlElement, tag: str, marks: Marks, flow: Flow) -> None:
    if tag in HEADINGS and flow.top:
        outer, flow.kind = flow.kind, HEADINGS[tag]
        _walk(node, marks, flow)
        flow.close()
        flow.kind = outer
    elif tag in LISTS:
        _list(node, flow)
    elif tag == "hr":
        if flow.top:
            flow.add(Block("hr", "<hr>"))
    elif tag == "blockquote" and flow.top:
        if inner := _inner(node, flow):
            flow.add(Block(tag, f"<blockquote>{''.join(block.html for block in inner)}</blockquote>"))
        flow.flush()
    elif tag == "table" and flow.top:
        _table(node, flow)
    elif tag == "figure":
        _figure(node, marks, flow)
    else:
        _walk(node, marks, flow)
        flow.close()


def _inner(node: HtmlElement, flow: Flow) -> list[Block]:
    inner = Flow(figures=flow.figures)
    _walk(node, Marks(), inner)
    inner.close()
    return inner.result


def _words_or_blocks(node: HtmlElement, flow: Flow) -> str:
    """What an item or a cell holds; a single paragraph at the start is written as its words."""
    found = _inner(node, flow)
    if found and [block.tag for block in found].count("p") == 1 and found[0].tag == "p":
        found[0] = Block("", found[0].html.removeprefix("<p>").removesuffix("</p>"))
    return "".join(block.html for block in found)


def _list(node: HtmlElement, flow: Flow) -> None:
    tag = "ul" if node.tag == "menu" else node.tag
    items: list[str] = []
    for child in node:
        if not isinstance(child.tag, str):
            continue
        if child.tag in LISTS:
            # Word processors hang a nested list beside the item, not into it.
            inner = Flow(figures=flow.figures)
            _list(child, inner)
            nested = "".join(block.html for block in inner.result)
            items[-1:] = [items[-1] + nested] if items else [nested]
        else:
            items.append(_words_or_blocks(child, flow))
    written = "".join(f"<li>{item}</li>" for item in items if item)
    if written:
        start = _number(node.get("start"), most=9999) if tag == "ol" else 1
        begins = f' start="{start}"' if start > 1 else ""
        flow.add(Block(tag, f"<{tag}{begins}>{written}</{tag}>"))
    elif flow.top:
        flow.flush()


def _table(node: HtmlElement, flow: Flow) -> None:
    for caption in _own(node, {"caption"}):
        # The editor knows no captions; their words must not get lost in it.
        _walk(caption, Marks(), flow)
        flow.close()
    written = []
    seen = False
    for row in _own(node, {"tr"}):
        cells, row_cells = "", list(_own(row, {"td", "th"}))
        heads = all(cell.tag == "th" for cell in row_cells)
        for cell in row_cells:
            content = _words_or_blocks(cell, flow)
            seen = seen or bool(content)
            cells += f"<{cell.tag}{_cell_attributes(cell, heads)}>{content}</{cell.tag}>"
        if cells:
            written.append(f"<tr>{cells}</tr>")
    if seen:
        flow.add(Block("table", f"<table><tbody>{''.join(written)}</tbody></table>"))
    else:
        flow.flush()


def _own(node: HtmlElement, tags: set[str]) -> Iterator[HtmlElement]:
    """Descendants with one of the tags, but none of a table inside the table."""
    for child in node:
        if child.tag in tags:
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _own(child, tags)


def _cell_attributes(cell: HtmlElement, heads: bool) -> str:
    """`heads`: the row has nothing but head cells."""
    attributes = ""
    if cell.tag == "th":
        scope = cell.get("scope", "").lower()
        if scope not in ("col", "row"):
            scope = "col" if heads else "row"
        attributes += f' scope="{scope}"'
    for name in ("colspan", "rowspan"):
        value = _number(cell.get(name), most=MOST_CELLS)
        if value > 1:
            attributes += f' {name}="{value}"'
    return attributes


def _number(text: str | None, *, most: int) -> int:
    """A whole number from 1 to `most`, else 1."""
    if text and text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 10:
        return min(max(1, int(text)), most)
    return 1


def _caption(node: HtmlElement) -> str:
    """The words of a caption in one line; blocks inside it are run together."""
    inner = Flow(figures=[])
    _walk(node, Marks(), inner)
    inner.close()
    lines = (block.html for block in inner.result if block.tag == "p")
    return " ".join(line.removeprefix("<p>").removesuffix("</p>") for line in lines)


def _figure(node: HtmlElement, marks: Marks, flow: Flow) -> None:
    pictures = list(node.iter("img"))
    captions = list(node.iter("figcaption"))
    if pictures:
        caption = _caption(captions[0]) if captions else ""
        for picture in pictures:
            _picture(picture, caption, flow)
            caption = ""
    else:
        # Some sources wrap tables and quotations into figures.
        _walk(node, marks, flow)
    flow.close()


def _picture(node: HtmlElement, caption: str, flow: Flow) -> None:
    """A picture that is not named by a number is not of our library and goes."""
    number = node.get("data-picture", "")
    if not (number.isascii() and number.isdigit() and 0 < int(number[:12]) <= HIGHEST_PICTURE):
        return
    pk = int(number[:12])
    written = f"<figcaption>{caption}</figcaption>" if caption else ""
    flow.figures.append(Block("figure", f'<figure><img data-picture="{pk}">{written}</figure>', pk, caption))
