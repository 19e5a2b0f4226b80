"""Rich text as a small tree that can be compared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape

from lxml import html as lxml_html
from lxml.html import HtmlElement

from alliance.core.inline import BREAK, Run
from alliance.core.richtext import blocks

_STRUCTURE = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "tbody", "tr", "td", "th", "figure",
    "figcaption", "hr",
}  # fmt: skip
_KEPT = ("scope", "colspan", "rowspan", "start")


@dataclass(frozen=True)
class Node:
    """A piece of structure with either children or words; without a tag: words beside other children."""

    tag: str
    attributes: str = ""
    runs: tuple[Run, ...] = ()
    children: tuple["Node", ...] = ()
    picture: int | None = None

    @cached_property
    def words(self) -> frozenset[str]:
        """All the words in it, for a quick look at how alike two nodes are."""
        own = frozenset(word for run in self.runs for word in re.findall(r"\w+", run.text))
        return own.union(*(child.words for child in self.children))


def nodes(html: str, pictures: Mapping[int, str] | None = None) -> list[Node]:
    """Return the blocks of any HTML as nodes; it is sanitised first. `pictures` are titles by number."""
    titles = pictures or {}
    return [
        _node(lxml_html.fragment_fromstring(block.html), block.picture, titles.get(block.picture or 0, ""))
        for block in blocks(html)
    ]


def _node(element: HtmlElement, picture: int | None = None, title: str = "") -> Node:
    found = [(name, element.get(name, "")) for name in _KEPT if element.get(name)]
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in found)
    parts: list[Node | Run] = []
    _collect(element, Run(""), parts, f"[Bild „{title}“]" if title else f"[Bild {picture}]")
    if any(isinstance(part, Node) for part in parts):
        return Node(element.tag, attributes, children=_gathered(parts), picture=picture)
    runs = tuple(part for part in parts if isinstance(part, Run))
    return Node(element.tag, attributes, runs=runs, picture=picture)


def _collect(element: HtmlElement, marks: Run, parts: list[Node | Run], picture: str) -> None:
    """Gather words with their marks, and structure, in reading order."""
    if element.text:
        parts.append(marks._replace(text=element.text))
    for child in element:
        if child.tag in _STRUCTURE:
            parts.append(_node(child))
        elif child.tag == "br":
            parts.append(Run(BREAK))
        elif child.tag == "img":
            # A comparison tells that there is a picture; showing it twice would not show what changed.
            parts.append(Run(picture))
        else:
            _collect(child, _with_mark(child, marks), parts, picture)
        if child.tail and child.tail.strip("\n"):
            parts.append(marks._replace(text=child.tail))


def _with_mark(element: HtmlElement, marks: Run) -> Run:
    if element.tag == "a":
        return marks._replace(href=element.get("href", ""))
    return marks._replace(strong=True) if element.tag == "strong" else marks._replace(em=True)


def _gathered(parts: list[Node | Run]) -> tuple[Node, ...]:
    """Put words that stand beside structure into nodes of their own."""
    result: list[Node] = []
    for part in parts:
        if isinstance(part, Node):
            result.append(part)
        elif result and not result[-1].tag:
            result[-1] = Node("", runs=(*result[-1].runs, part))
        else:
            result.append(Node("", runs=(part,)))
    return tuple(result)
