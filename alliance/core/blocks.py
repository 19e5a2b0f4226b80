"""Ids of blocks: what deep links, comments and threads hang on, however the text around it changes.

The editor knows nothing of ids. So on saving, each block of the new text is looked for in the stored one: the
same words first, in order and then moved, then what is most alike. What is not found gets a new id.
"""

import secrets
import string
from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from alliance.core.difference import likeness
from alliance.core.difference_tree import Node, nodes
from alliance.core.richtext import block_text, blocks
from alliance.core.richtext_block import Block

_LETTERS = string.ascii_lowercase + string.digits
LENGTH = 6
# Elsewhere in the text, or as another kind of block, only much the same is the same.
FAR = 0.6
NEAR_BONUS = 0.1
KIND_CHANGED = 0.9
# So short a text is compared by letters too: one word corrected may be all its words.
SHORT = 80
SAME_LETTERS = 0.7


class Piece(NamedTuple):
    """A block as it is compared: its structure, and its words in a row."""

    node: Node
    text: str


@dataclass(frozen=True)
class Gaps:
    """Stretches between what stayed: places of the old text, and what stands there in the new one."""

    stretches: list[tuple[range, range]]

    def __contains__(self, pair: tuple[int, int]) -> bool:
        return any(pair[0] in old and pair[1] in new for old, new in self.stretches)


def ids(html: str) -> list[str]:
    """Return the ids of the text's blocks in their order."""
    return [block.id for block in blocks(html) if block.id]


def with_ids(new: str, old: str) -> str:
    """Return the text `new` sanitised, each block with an id: that of the block of `old` which it was.

    An id that `new` brings along counts only if `old` has it. No id names two blocks, and none that `old`
    had goes to another block.
    """
    before, after = blocks(old), blocks(new)
    given = {block.id: place for place, block in enumerate(before) if block.id}
    pairs = {place: given[block.id] for place, block in enumerate(after) if block.id in given}
    _match(before, after, pairs)
    taken = {*given, ""}
    result = []
    for place, block in enumerate(after):
        block_id = before[pairs[place]].id if place in pairs else ""
        if not block_id:
            block_id = _new_id(taken)
        taken.add(block_id)
        result.append(replace(block, id=block_id).marked)
    return "\n".join(result)


def _new_id(taken: set[str]) -> str:
    while True:
        block_id = "b-" + "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))
        if block_id not in taken:
            return block_id


def _match(before: list[Block], after: list[Block], pairs: dict[int, int]) -> None:
    """Find for places of `after` the places of `before`; `pairs` holds what is known and gets the rest."""
    old, new = _pieces(before), _pieces(after)
    gaps = _same(old, new, pairs)
    _moved(old, new, pairs)
    used = set(pairs.values())
    rows = [place for place in range(len(old)) if place not in used]
    columns = [place for place in range(len(new)) if place not in pairs]
    found = []
    for i in rows:
        for j in columns:
            score = _score(old[i], new[j], near=(i, j) in gaps)
            if score:
                found.append((-score, abs(i - j), i, j))
    for _, _, i, j in sorted(found):
        if j not in pairs and i not in used:
            pairs[j] = i
            used.add(i)


def _pieces(found: list[Block]) -> list[Piece]:
    html = "\n".join(block.html for block in found)
    return [Piece(node, block_text(block)) for node, block in zip(nodes(html), found, strict=True)]


def _same(old: list[Piece], new: list[Piece], pairs: dict[int, int]) -> Gaps:
    """Pair what stayed as it was, in order; returns where between them something changed."""
    matcher = SequenceMatcher(
        None, [piece.node for piece in old], [piece.node for piece in new], autojunk=False
    )
    used, gaps = set(pairs.values()), []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            for i, j in zip(range(first, last), range(start, end), strict=True):
                if j not in pairs and i not in used:
                    pairs[j] = i
        else:
            gaps.append((range(first, last), range(start, end)))
    return Gaps(gaps)


def _moved(old: list[Piece], new: list[Piece], pairs: dict[int, int]) -> None:
    """Pair what has the same words elsewhere, the first with the first."""
    used, places = set(pairs.values()), defaultdict(list)
    for i, piece in enumerate(old):
        if i not in used:
            places[piece.node].append(i)
    for j, piece in enumerate(new):
        if j not in pairs and places[piece.node]:
            pairs[j] = places[piece.node].pop(0)


def _score(old: Piece, new: Piece, *, near: bool) -> float:
    """How sure a reader would be that the one became the other; 0 for another thing."""
    if old.node.tag == new.node.tag:
        ratio = likeness(old.node, new.node)
    elif old.node.picture is None and new.node.picture is None:
        ratio = KIND_CHANGED * _common_words(old.node, new.node)
    else:
        ratio = 0.0
    if not near:
        return ratio if ratio >= FAR else 0.0
    if old.node.tag != new.node.tag and ratio < FAR:
        ratio = 0.0
    ratio = ratio or _common_letters(old, new)
    return ratio + NEAR_BONUS if ratio else 0.0


def _common_words(old: Node, new: Node) -> float:
    together = len(old.words) + len(new.words)
    return 2 * len(old.words & new.words) / together if together else 0.0


def _common_letters(old: Piece, new: Piece) -> float:
    """The share of common letters of two short texts of one kind, for a heading with one letter corrected."""
    if old.node.tag != new.node.tag or old.node.picture is not None or new.node.picture is not None:
        return 0.0
    if not (old.text and new.text) or max(len(old.text), len(new.text)) > SHORT:
        return 0.0
    matcher = SequenceMatcher(None, old.text, new.text, autojunk=False)
    if matcher.real_quick_ratio() < SAME_LETTERS or matcher.quick_ratio() < SAME_LETTERS:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= SAME_LETTERS else 0.0
