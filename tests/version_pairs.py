"""Pairs of versions as an alliance changes them, with the fate of every part that a comparison has to tell.

Sections are heading, text and the old heading that they continue; fields are name, goal and the old names
that they continue; priorities are titles in their order.
"""

from typing import NamedTuple


class Shape(NamedTuple):
    """A version in few words."""

    sections: tuple[tuple[str, str, str], ...] = ()
    fields: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    priorities: tuple[str, ...] = ()


class VersionPair(NamedTuple):
    """Two versions and what became of the parts, in the order told."""

    name: str
    old: Shape
    new: Shape
    sections: list[str]
    fields: list[str]
    priorities: list[str]


A, B, C = ("Leitbild", "Gute Arbeit.", ""), ("Lage", "Es fehlen Leute.", ""), ("Wege", "Wir gehen los.", "")


def of(*sections: tuple[str, str, str]) -> Shape:
    """Sections only."""
    return Shape(sections)


def areas(*fields: tuple[str, str, tuple[str, ...]]) -> Shape:
    """Fields only: name, goal, what it continues."""
    return Shape((), fields)


def ranks(*titles: str) -> Shape:
    """Priorities only."""
    return Shape((), (), titles)


BILDUNG, REKRUT = ("Berufliche Bildung", "Lernen", ()), ("Rekrutierung", "Finden", ())
MARKT, BINDUNG = ("Arbeitsmarkt", "Vermitteln", ()), ("Bindung", "Halten", ())
STRUCTURES = [
    VersionPair("nichts", of(A, B), of(A, B), ["stayed", "stayed"], [], []),
    VersionPair("beide leer", Shape(), Shape(), [], [], []),
    VersionPair("leer zu voll", Shape(), of(A, B), ["came", "came"], [], []),
    VersionPair("voll zu leer", of(A, B), Shape(), ["went", "went"], [], []),
    VersionPair("Abschnitt dazu", of(A, C), of(A, B, C), ["stayed", "came", "stayed"], [], []),
    VersionPair("Abschnitt weg", of(A, B, C), of(A, C), ["stayed", "went", "stayed"], [], []),
    VersionPair("erster weg", of(A, B), of(B), ["went", "stayed"], [], []),
    VersionPair("verschoben", of(A, B, C), of(B, C, A), ["stayed", "stayed", "moved"], [], []),
    VersionPair("getauscht", of(A, B), of(B, A), ["stayed", "moved"], [], []),
    VersionPair("Text geändert", of(A), of(("Leitbild", "Sehr gute Arbeit.", "")), ["changed"], [], []),
    VersionPair(
        "umbenannt, fortgeführt",
        of(A),
        of(("Woran wir glauben", "Gute Arbeit.", "Leitbild")),
        ["changed"],
        [],
        [],
    ),
    VersionPair(
        "umbenannt, ähnlich",
        of(("Ausgangslage", "Text.", "")),
        of(("Die Ausgangslage", "Text.", "")),
        ["changed"],
        [],
        [],
    ),
    VersionPair(
        "Umlaut in der Überschrift", of(("Faelle", "T", "")), of(("Fälle", "T", "")), ["changed"], [], []
    ),
    VersionPair("ganz anderes", of(A), of(("Verfahren", "Abstimmen.", "")), ["went", "came"], [], []),
    VersionPair(
        "verschoben und geändert",
        of(A, B, C),
        of(B, C, ("Leitbild", "Neu.", "")),
        ["stayed", "stayed", "changed"],
        [],
        [],
    ),
    VersionPair(
        "vier zu drei",
        areas(BILDUNG, REKRUT, MARKT, BINDUNG),
        areas(
            ("Integration", "Finden", ("Rekrutierung", "Arbeitsmarkt")),
            ("Aktivierung", "Vermitteln", ("Arbeitsmarkt",)),
            ("Weiterbildung", "Lernen", ("Berufliche Bildung", "Bindung")),
        ),
        [],
        ["merged", "split", "merged"],
        [],
    ),
    VersionPair(
        "eins geteilt",
        areas(MARKT),
        areas(("Ankommen", "a", ("Arbeitsmarkt",)), ("Bleiben", "b", ("Arbeitsmarkt",))),
        [],
        ["split", "split"],
        [],
    ),
    VersionPair("Feld gleich", areas(MARKT), areas(MARKT), [], ["stayed"], []),
    VersionPair(
        "Feld umbenannt", areas(MARKT), areas(("Markt", "Vermitteln", ("Arbeitsmarkt",))), [], ["changed"], []
    ),
    VersionPair("Ziel geändert", areas(MARKT), areas(("Arbeitsmarkt", "Begleiten", ())), [], ["changed"], []),
    VersionPair("Feld neu, Feld weg", areas(MARKT), areas(BINDUNG), [], ["came", "went"], []),
    VersionPair("Rang gleich", ranks("Eins", "Zwei"), ranks("Eins", "Zwei"), [], [], ["stayed", "stayed"]),
    VersionPair("Ränge getauscht", ranks("Eins", "Zwei"), ranks("Zwei", "Eins"), [], [], ["moved", "moved"]),
    VersionPair("Priorität dazu", ranks("Eins"), ranks("Eins", "Kalender"), [], [], ["stayed", "came"]),
    VersionPair("Priorität weg", ranks("Eins", "Kalender"), ranks("Eins"), [], [], ["stayed", "went"]),
    VersionPair(
        "neu formuliert", ranks("Gemeinsamer Kalender"), ranks("Gemeinsame Kalender"), [], [], ["changed"]
    ),
]
