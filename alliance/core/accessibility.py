"""Looks through a text for what keeps people out: hints with their place, in plain German.

Nothing here refuses a text. That a picture has an alternative text or only decorates is made sure of by the
library of pictures, so a finding with `must` cannot come from stored content; it would be a fault.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from alliance.core.accessibility_units import HEADINGS, Block, Unit, blocks, units
from alliance.core.german import fold

MOST_WORDS_IN_SENTENCE = 30
MOST_WORDS_IN_PARAGRAPH = 150
MOST_WORDS_WITHOUT_HEADING = 400
MOST_WORDS_OF_HEADING = 14
# A run in capitals counts when it is no row of short forms such as „IHK HWK DGB“.
MOST_CAPITALS = 12
MOST_CAPITAL_WORDS = 2
SHORT_FORM = 4

SAYS_NOTHING = frozenset(
    fold(words)
    for words in (
        "hier|klick|klicken|hier klicken|klicken sie hier|bitte hier klicken|siehe hier|dort|da|dies|zum"
        "|mehr|mehr dazu|mehr hier|mehr erfahren|mehr lesen|mehr infos|mehr informationen|weiter|weiterlesen"
        "|weitere infos|weitere informationen|info|infos|informationen|details|öffnen|ansehen|herunterladen"
        "|link|dieser link|diesem link|unter diesem link|seite|diese seite|dieser seite|webseite|website"
        "|homepage|artikel|download|pdf"
    ).split("|")
)
_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’./:*][^\W_]+)*")
_CAPITAL_WORD = r"[A-ZÄÖÜẞ]{2,}(?:ß[A-ZÄÖÜẞ]*)?"
_CAPITALS = re.compile(rf"(?<![^\W\d_]){_CAPITAL_WORD}(?:[\s\-–]+{_CAPITAL_WORD})*(?![^\W\d_])")
_SENTENCE_END = re.compile(r"(?<=[.!?…:])[“”\"»)]*\s+(?=[„\"«(]*[A-ZÄÖÜ0-9])")
# After these a full stop ends no sentence: „20. Februar“, „z. B.“, „Dr. …“.
_NO_END = re.compile(
    r"(?:\b\d{1,2}|\b[A-Za-zÄÖÜäöü]|\b(?:bzw|ca|Nr|Dr|Prof|Abs|Art|Mio|Mrd|St|Str|inkl|ggf|vgl|sog|evtl))\.$"
)


@dataclass(frozen=True)
class Finding:
    """One hint: where, what is in the way and how to mend it. `must`: it shuts people out altogether."""

    place: str
    message: str
    must: bool = False


def check(
    html: str, *, title: str = "", lead: str = "", described: Mapping[int, bool] | None = None
) -> list[Finding]:
    """All findings in the order of the text. Pure: asks neither database nor disk.

    `described` says of each picture's number whether it has an alternative text or only decorates; without it
    pictures are not judged.
    """
    found = blocks(html)
    pieces = [list(units(block)) for block in found]
    every = [piece for group in pieces for piece in group]
    findings = [*_words("Titel", title, is_heading=True), *_words("Vorspann", lead), *_headings(found)]
    sent: dict[str, str] = {}
    for position, (block, group) in enumerate(zip(found, pieces, strict=True)):
        findings += _block(block, found[position - 1] if position else None, described)
        for piece in group:
            findings += [*_piece(piece), *_links(piece, sent)]
    length = sum(len(_WORD.findall(piece.text)) for piece in every)
    if length > MOST_WORDS_WITHOUT_HEADING and not any(block.tag in HEADINGS for block in found):
        findings.append(
            Finding("Text", "Der lange Text hat keine Zwischenüberschrift. Sie hilft beim Überfliegen.")
        )
    return findings


def _headings(found: list[Block]) -> Iterator[Finding]:
    """They begin with level 2 and go down one step at a time."""
    above = 1
    for block in found:
        if block.tag not in HEADINGS:
            continue
        level = int(block.tag[1])
        if level == 1:
            yield Finding(
                block.place, "Die Überschrift 1 ist der Titel der Seite. Bitte „Überschrift 2“ wählen."
            )
        elif level > above + 1:
            jump = f"Auf Ebene {above} folgt" if above > 1 else "Der Text beginnt mit"
            yield Finding(block.place, f"{jump} Ebene {level}. Bitte „Überschrift {above + 1}“ wählen.")
        above = level


def _block(block: Block, before: Block | None, described: Mapping[int, bool] | None) -> Iterator[Finding]:
    """What concerns a whole block: pictures and tables."""
    if any(not _is_described(image, described) for image in block.element.iter("img")):
        words = "Das Bild hat keinen Alternativtext. Bitte in der Bilderbibliothek ergänzen."
        yield Finding(block.place, words, must=True)
    if block.tag == "table":
        yield from _table(block, before)


def _is_described(image: HtmlElement, described: Mapping[int, bool] | None) -> bool:
    """Ours are named by number; of any other only the attribute can tell."""
    number = image.get("data-picture", "")
    if not number.isdecimal():
        return image.get("alt") is not None
    return described is None or described.get(int(number), True)


def _table(block: Block, before: Block | None) -> Iterator[Finding]:
    heads = list(block.element.iter("th"))
    if not heads:
        yield Finding(
            block.place,
            "Der Tabelle fehlen Kopfzellen. Bitte die erste Zeile oder Spalte als Kopf auszeichnen.",
        )
    elif any(head.get("scope") not in ("col", "row", "colgroup", "rowgroup") for head in heads):
        yield Finding(
            block.place, "Eine Kopfzelle sagt nicht, ob sie für ihre Zeile oder für ihre Spalte gilt."
        )
    elif any(not "".join(head.itertext()).strip() for head in heads[1:]):
        yield Finding(
            block.place, "Eine Kopfzelle ist leer. Bitte sagen, was in ihrer Zeile oder Spalte steht."
        )
    if block.element.find("caption") is None and (before is None or before.tag in ("table", "figure", "hr")):
        yield Finding(
            block.place, "Vor der Tabelle steht nicht, was sie zeigt. Ein Satz oder eine Überschrift genügt."
        )


def _piece(piece: Unit) -> Iterator[Finding]:
    """What concerns words read in one go."""
    if piece.tag in HEADINGS:
        yield from _heading(piece)
    elif piece.tag == "p":
        yield from _paragraph(piece)
    yield from _words(piece.place, piece.text, is_heading=piece.tag in HEADINGS)


def _heading(piece: Unit) -> Iterator[Finding]:
    if not piece.text:
        yield Finding(piece.place, "Die Überschrift ist leer. Bitte löschen.")
    elif len(_WORD.findall(piece.text)) > MOST_WORDS_OF_HEADING:
        yield Finding(
            piece.place, "Die Überschrift ist sehr lang. Sie soll sagen, worum es im Abschnitt geht."
        )


def _paragraph(piece: Unit) -> Iterator[Finding]:
    count = len(_WORD.findall(piece.text))
    if count > MOST_WORDS_IN_PARAGRAPH:
        yield Finding(piece.place, f"Der Absatz hat {count} Wörter. Zwei kürzere lesen sich leichter.")
    bold = " ".join(
        "".join("".join(strong.itertext()) for strong in piece.element.iter("strong", "b")).split()
    )
    if bold and bold == " ".join("".join(piece.element.itertext()).split()):
        if count <= MOST_WORDS_OF_HEADING and piece.text[-1] not in ".!?…":
            yield Finding(
                piece.place, "Der fette Absatz wirkt wie eine Überschrift. Bitte als Überschrift auszeichnen."
            )
        else:
            yield Finding(piece.place, "Der ganze Absatz ist fett. Bitte nur einzelne Wörter hervorheben.")


def _words(place: str, text: str, *, is_heading: bool = False) -> Iterator[Finding]:
    """Capitals and long sentences."""
    for match in _CAPITALS.finditer(text):
        if _shouts(match[0], alone=match[0] == text and is_heading):
            yield Finding(place, f"„{match[0]}“ steht in Großbuchstaben. Bitte in normaler Schreibung.")
            break
    longest = max((len(_WORD.findall(sentence)) for sentence in sentences(text)), default=0)
    if longest > MOST_WORDS_IN_SENTENCE:
        yield Finding(
            place,
            f"Ein Satz hat {longest} Wörter. Bitte teilen; bis {MOST_WORDS_IN_SENTENCE} liest er sich gut.",
        )


def _shouts(run: str, *, alone: bool) -> bool:
    words = re.split(r"[\s\-–]+", run)
    if max(map(len, words)) <= SHORT_FORM:
        return False
    return alone or len(words) > MOST_CAPITAL_WORDS or sum(map(len, words)) > MOST_CAPITALS


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends one too. Rather two too few than one too many."""
    result: list[str] = []
    for line in text.split("\n"):
        start = 0
        for match in _SENTENCE_END.finditer(line):
            if not _NO_END.search(line, start, match.start()):
                result.append(line[start : match.start()])
                start = match.end()
        result.append(line[start:])
    return [sentence for sentence in result if sentence.strip()]


def _links(piece: Unit, sent: dict[str, str]) -> Iterator[Finding]:
    """Texts that say where they lead; `sent` keeps the target of each text met so far."""
    for link in piece.links:
        text, href = " ".join("".join(link.itertext()).split()), link.get("href", "")
        key = fold(text).strip(" .,:;!?»«„“→>")
        if not key:
            yield Finding(piece.place, "Ein Link hat keinen Text.")
        elif key in SAYS_NOTHING:
            yield Finding(
                piece.place, f"Der Link „{text}“ sagt nicht, wohin er führt. Bitte das Ziel nennen."
            )
        elif _BARE_ADDRESS.fullmatch(text):
            yield Finding(
                piece.place,
                f"Der Link zeigt die Adresse „{_short(text)}“. Bitte stattdessen das Ziel nennen.",
            )
        elif sent.setdefault(key, href) != href:
            yield Finding(
                piece.place,
                f"Der Link „{text}“ führt an zwei verschiedene Stellen. Bitte unterscheidbar benennen.",
            )


def _short(address: str, most: int = 40) -> str:
    return address if len(address) <= most else f"{address[:most]}…"
