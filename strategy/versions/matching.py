"""Which row of one version became which of another."""

from difflib import SequenceMatcher
from typing import Any

from alliance.core.german import fold

ALIKE = 0.7
Pairs = set[tuple[int, int]]


def chained(old: list[Any], new: list[Any], links: dict[int, set[int]]) -> Pairs:
    """Pairs of keys that lead to each other through the versions between, whichever is the later one."""
    before, after = {row.pk for row in old}, {row.pk for row in new}
    forth = {(found, key) for key in after for found in _reached(key, before, links)}
    back = {(key, found) for key in before for found in _reached(key, after, links)}
    return forth | back


def _reached(key: int, goal: set[int], links: dict[int, set[int]]) -> set[int]:
    found: set[int] = set()
    seen, waiting = {key}, [key]
    while waiting:
        for earlier in links.get(waiting.pop(), ()):
            if earlier in goal:
                found.add(earlier)
            elif earlier not in seen:
                seen.add(earlier)
                waiting.append(earlier)
    return found


def one_to_one(old: list[Any], new: list[Any], links: dict[int, set[int]], names: tuple[str, ...]) -> Pairs:
    """Each row with one partner at most: by chain, by equal attributes `names`, by a similar last one."""
    pairs: Pairs = set()
    left, right = {row.pk: row for row in old}, {row.pk: row for row in new}

    def take(first: int, second: int) -> None:
        if first in left and second in right:
            pairs.add((left.pop(first).pk, right.pop(second).pk))

    for first, second in sorted(chained(old, new, links)):
        take(first, second)
    for name in names:
        known = {fold(getattr(row, name)): key for key, row in reversed(left.items())}
        for key, row in list(right.items()):
            take(known.get(fold(getattr(row, name)), 0), key)
    likes = [
        (_alike(getattr(one, names[-1]), getattr(other, names[-1])), first, second)
        for first, one in left.items()
        for second, other in right.items()
    ]
    for ratio, first, second in sorted(likes, key=lambda like: -like[0]):
        if ratio >= ALIKE:
            take(first, second)
    return pairs


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def moved(places: list[int]) -> set[int]:
    """Of old places in their new order those that left the longest row of the others."""
    best: list[list[int]] = []
    for place in places:
        best.append([*_longest([row for row in best if row[-1] < place]), place])
    return set(places) - set(_longest(best))


def _longest(rows: list[list[int]]) -> list[int]:
    return max(rows, key=len) if rows else []


def in_order(old: list[Any], new: list[Any], pairs: Pairs) -> list[tuple[Any, Any]]:
    """Pairs in the order of `new`; what went stands after what stood before it."""
    origin = {second: first for first, second in pairs}
    rows = {row.pk: row for row in old}
    result: list[tuple[Any, Any]] = [(rows.get(origin.get(row.pk, 0)), row) for row in new]
    kept = set(origin.values())
    for place, row in enumerate(old):
        if row.pk not in kept:
            before = old[place - 1].pk if place else None
            at = next((n for n, (was, _) in enumerate(result) if was is not None and was.pk == before), -1)
            result.insert(at + 1, (row, None))
    return result
