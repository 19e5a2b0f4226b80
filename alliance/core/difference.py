"""What changed between two texts, word by word, as HTML with <ins> and <del>.

Blocks are aligned first (and items, rows and cells inside them), and only what became one another is compared
word by word. Both texts are sanitised before, and the result is written anew with every word escaped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from django.utils.safestring import SafeString, mark_safe
from lxml import html as lxml_html

from alliance.core.difference_tree import Node, nodes
from alliance.core.inline import BREAK, Run, inline_html

SIMILAR = 0.3
BLOCKS = frozenset("p h2 h3 h4 ul ol li blockquote table tbody tr figure".split())
WORDS = {"ins": "eingefügt: ", "del": "gestrichen: "}
Pair = tuple[Node | None, Node | None]
# A number with its points, a time of day and a date are one word each.
_TOKEN = re.compile(r"(?:\d+(?:[.,:]\d+)+|[\w\u00ad]+)\s*|[^\w\s]\s*|\s+")


def html_difference(old: str, new: str, pictures: Mapping[int, str] | None = None) -> SafeString:
    """Return the rich text `new` with everything inserted and struck out since `old` marked.

    `pictures` are the titles of pictures by number, as plain text.
    """
    both = nodes(old, pictures), nodes(new, pictures)
    return mark_safe("\n".join(_compared(*both)))  # written anew by the functions below


def text_difference(old: str, new: str) -> SafeString:
    """Return the difference of two plain texts (titles, teasers), escaped; line breaks become <br>."""
    return mark_safe(_changed_words(_lines(old), _lines(new)))  # inline_html escapes every word


def _lines(text: str) -> list[Run]:
    parts = re.split(r"(\n)", text.replace("\r\n", "\n"))
    return [Run(part) for part in parts if part]


def _compared(before: list[Node], after: list[Node]) -> Iterator[str]:
    for old, new in _aligned(before, after):
        if old is None or new is None:
            yield _whole(new, "ins") if new else _whole(old, "del") if old else ""
        elif old == new:
            yield _whole(new, "")
        else:
            yield _both(old, new)


def _whole(node: Node, mark: str) -> str:
    """A node that is new or gone with all that is in it, or (without a mark) the same as before."""
    if node.children:
        return _enclosed(node, "".join(_whole(child, mark) for child in node.children))
    return _enclosed(node, _marked(node.runs, mark))


def _both(old: Node, new: Node) -> str:
    """A node that became another one of its kind."""
    if not old.children and not new.children:
        return _enclosed(new, _changed_words(old.runs, new.runs))
    before = list(old.children) or [Node("", runs=old.runs)]
    after = list(new.children) or [Node("", runs=new.runs)]
    if new.tag == "tr" and len(before) == len(after):
        # Cells of a row keep their columns, however little their words resemble each other.
        cells = (_both(*pair) for pair in zip(before, after, strict=True))
        return _enclosed(new, "".join(cells))
    return _enclosed(new, "".join(_compared(before, after)))


def _enclosed(node: Node, content: str) -> str:
    if not node.tag:
        return content
    if node.tag == "hr":
        return "<hr>"
    return f"<{node.tag}{node.attributes}>{content}</{node.tag}>"


def _marked(runs: Sequence[Run], mark: str) -> str:
    content = inline_html(runs)
    if not mark or not content:
        return content
    return f'<{mark}><span class="visually-hidden">{WORDS[mark]}</span>{content}</{mark}>'


# ---- Words


def _changed_words(old: Sequence[Run], new: Sequence[Run]) -> str:
    """Compare two runs of words; a word with another link or emphasis counts as another word."""
    before, after = _tokens(old), _tokens(new)
    parts: list[str] = []
    for same, first, last, start, end in _stretches(before, after):
        if same:
            pairs = zip(before[first:last], after[start:end], strict=True)
            parts.append(inline_html(_wider(*pair) for pair in pairs))
        else:
            parts.append(_marked(before[first:last], "del") + _marked(after[start:end], "ins"))
    return "".join(parts)


def _tokens(runs: Iterable[Run]) -> list[Run]:
    """Single words with the space that follows them."""
    found: list[Run] = []
    for run in runs:
        if run.text == BREAK:
            found.append(run)
        else:
            found.extend(run._replace(text=text) for text in _TOKEN.findall(run.text))
    return found


def _key(token: Run) -> Run:
    return token if token.text == BREAK else token._replace(text=token.text.rstrip() or " ")


def _wider(old: Run, new: Run) -> Run:
    """Of two equal words the one with a space after it, so that words do not stick together."""
    return old if len(old.text) > len(new.text) else new


def _stretches(before: list[Run], after: list[Run]) -> list[tuple[bool, int, int, int, int]]:
    """Equal and changed stretches in turn; a lone short word between two changes belongs to the change."""
    old, new = [_key(run) for run in before], [_key(run) for run in after]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    codes = matcher.get_opcodes()
    result: list[tuple[bool, int, int, int, int]] = []
    for place, (kind, first, last, start, end) in enumerate(codes):
        inside = 0 < place < len(codes) - 1
        lone = inside and last - first == 1 and len(old[first].text) <= 3 and old[first].text != BREAK
        same = kind == "equal" and not lone
        if result and not same and not result[-1][0]:
            _, earlier, _, begun, _ = result.pop()
            first, start = earlier, begun
        result.append((same, first, last, start, end))
    return result


# ---- Alignment


def _aligned(before: list[Node], after: list[Node]) -> Iterator[Pair]:
    """Pair what stayed and what became what, in order; the rest is alone: struck out or inserted."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(before[first:last], after[start:end], strict=True)
        else:
            yield from _paired(before[first:last], after[start:end])


def _paired(before: list[Node], after: list[Node]) -> Iterator[Pair]:
    alike = [[likeness(old, new) for new in after] for old in before]
    table = _gains(alike, len(after))
    i = j = 0
    while i < len(before) or j < len(after):
        both = i < len(before) and j < len(after) and alike[i][j]
        if both and table[i][j] == table[i + 1][j + 1] + alike[i][j]:
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif j == len(after) or (i < len(before) and table[i + 1][j] >= table[i][j + 1]):
            yield before[i], None
            i += 1
        else:
            yield None, after[j]
            j += 1


def _gains(alike: list[list[float]], width: int) -> list[list[float]]:
    """The most likeness that pairs from each place on can have (longest common subsequence with weights)."""
    table = [[0.0] * (width + 1) for _ in range(len(alike) + 1)]
    for i in reversed(range(len(alike))):
        for j in reversed(range(width)):
            paired = table[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
            table[i][j] = max(paired, table[i + 1][j], table[i][j + 1])
    return table


def likeness(old: Node, new: Node) -> float:
    """The share of common words, 0 when the two are different things."""
    if old.tag != new.tag or old.picture != new.picture:
        return 0.0
    if old.picture is not None or not (old.words or new.words):
        return 1.0
    ratio = 2 * len(old.words & new.words) / (len(old.words) + len(new.words))
    return ratio if ratio > SIMILAR else 0.0


def one_side(merged: str, *, old: bool) -> SafeString:
    """What was (`old`) or what is, out of a difference made here: the other's words and blocks left empty go.

    For two columns beside each other; marks of the words that differ stay.
    """
    if not merged.strip():
        return mark_safe("")
    root = lxml_html.fragment_fromstring(merged, create_parent="div")
    for element in root.xpath("//ins" if old else "//del"):
        element.drop_tree()
    for element in reversed(list(root.iterdescendants())):
        if element.tag in BLOCKS and not element.text_content().strip() and not element.xpath(".//img"):
            element.drop_tree()
    return mark_safe("".join(lxml_html.tostring(child, encoding="unicode") for child in root))
