"""Rich text: the small part of HTML that the office may write, and nothing else.

`blocks()` reads any HTML (typed, pasted, imported, hostile) and writes it anew from the grammar below; no
string of the input is ever passed on as markup. What is stored is the same as what this module writes.

    text       = (p | h2 | h3 | h4 | ul | ol | blockquote | table | figure | hr)*
    p, h*      = words, br, strong, em, a[href]          li, td, th = words or p, with ul and ol
    blockquote = p, ul, ol                               table      = tbody of tr of th[scope], td
    figure     = img[data-picture], figcaption?          (a picture is named by its number, never by address)

Each of the blocks of a text may have an id (`b-k3f9ab`), in fields that ask for it; see `blocks`.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

import nh3
from lxml import html as lxml_html

from alliance.core import richtext_tree
from alliance.core.richtext_block import Block

WORDS_A_MINUTE = 200
DEEPEST = 100
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_SELF_CLOSING = {
    "p", "li", "td", "th", "tr", "dt", "dd", "thead", "tbody", "tfoot", "br", "hr", "img", "col", "input",
    "meta", "link", "base", "wbr", "area", "embed", "param", "source", "track",
}  # fmt: skip
_ROUGH = nh3.Cleaner(
    tags=set(richtext_tree.READ_TAGS),
    attributes={
        **{tag: {"id"} for tag in sorted(richtext_tree.WITH_ID)},
        "a": {"href"},
        "img": {"data-picture"},
        "ol": {"start", "id"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    clean_content_tags={
        "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "textarea",
        "select", "noembed", "noframes", "xmp", "audio", "video", "canvas", "head",
    },
    # Links are judged by `inline.safe_href`, which knows more than a list of schemes.
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """A heading of a text, for tables of contents."""

    level: int
    text: str


def blocks(html: str) -> list[Block]:
    """Read any HTML and return its top-level blocks, each written anew and safe to print."""
    if not html or not html.strip():
        return []
    rough = _ROUGH.clean(_shallow(html.replace("\x00", "")))
    root = lxml_html.document_fromstring(f"<html><body><div>{rough}</div></body></html>")
    return richtext_tree.read(root.body)


def _shallow(html: str) -> str:
    """Drop tags that would open more than DEEPEST elements; parsing them takes time by their square.

    Counts by name, so it never finds fewer open elements than a browser does.
    """
    if html.count("<") <= DEEPEST:
        return html
    opened: Counter[str] = Counter()
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        name, step = match[2].lower(), -1 if match[1] else 1
        if name in _SELF_CLOSING or (step < 0 and not opened[name]):
            return match[0]
        if depth + step > DEEPEST:
            return ""
        opened[name] += step
        depth += step
        return match[0]

    return _TAG.sub(kept, html)


def sanitise(html: str, *, ids: bool = False) -> str:
    """Return the text as it is stored: one block a line, "" when there is nothing to read. Idempotent.

    `ids` keeps the ids of blocks, where they are ours and name one block each.
    """
    return "\n".join(block.marked if ids else block.html for block in blocks(html))


def plain_text(html: str) -> str:
    """Return the words without markup, blocks separated by a line break."""
    return "\n".join(text for text in (block_text(block) for block in blocks(html)) if text)


def block_text(block: Block) -> str:
    """Return the words of one block; cells and items are separated by spaces."""
    spaced = re.sub(r"<br>|</(?:p|li|td|th)>|<(?:ul|ol)[^>]*>", " ", block.html)
    return " ".join(re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]*>", "", spaced))).strip().split(" "))


def reading_minutes(html: str) -> int:
    """Return the minutes a reader needs, at 200 words a minute; at least 1."""
    return max(1, round(len(plain_text(html).split()) / WORDS_A_MINUTE))


def picture_ids(html: str) -> set[int]:
    """Return the numbers of the pictures inside the text."""
    return {block.picture for block in blocks(html) if block.picture is not None}


def headings(html: str) -> list[Heading]:
    """Return the headings in their order."""
    found = (block for block in blocks(html) if block.tag in ("h2", "h3", "h4"))
    return [Heading(int(block.tag[1]), block_text(block)) for block in found]
