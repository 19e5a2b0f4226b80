"""Ids of blocks stay with what a reader would call the same block, whatever is done to the text."""

import re

import pytest

from alliance.core.blocks import ids, with_ids
from alliance.core.richtext import block_text, blocks, sanitise

pytestmark = pytest.mark.once

AIM = "<p>Das Bündnis will Menschen für Berufe in der Region gewinnen und sie hier halten.</p>"
FAIR = "<p>Auf drei Messen im Jahr zeigen Betriebe, welche Ausbildung sie anbieten.</p>"
CARE = "<p>Kinderbetreuung am Abend hilft allen, deren Schicht bis acht Uhr dauert.</p>"
ROAD = "<p>Wer ohne Auto wohnt, braucht einen Bus, der vor Beginn der Frühschicht fährt.</p>"
HEAD = "<h2>Ziele bis 2027</h2>"
LIST = "<ul><li>Praktika im Handwerk</li><li>Sprachkurse am Arbeitsplatz</li><li>Wohnheime</li></ul>"
HEADS = "<tr><th scope='col'>Jahr</th><th scope='col'>Zahl</th></tr>"
TABLE = f"<table><tbody>{HEADS}<tr><td>2024</td><td>25</td></tr></tbody></table>"
FIGURE = "<figure><img data-picture='7'><figcaption>Im Saal</figcaption></figure>"
QUOTE = "<blockquote><p>Viele Hände, ein Faden.</p></blockquote>"
OTHER = "<p>Zwölf Partner unterschrieben gestern einen ganz neuen Vertrag über Forschung.</p>"
RULE = "<hr>"
LONG = (
    "<p>Erstens kommen viele Gäste aus allen Landkreisen. Zweitens bleiben manche davon länger. "
    "Drittens freut das jeden Wirt.</p>"
)
FIRST, SECOND = (
    "<p>Erstens kommen viele Gäste aus allen Landkreisen. Zweitens bleiben manche davon länger.</p>",
    "<p>Drittens freut das jeden Wirt.</p>",
)

# What stood there, what stands there now, and for each new block the old one it is; None: a new one.
SCRIPTS: list[tuple[str, list[str], list[str], list[int | None]]] = [
    ("nothing", [HEAD, AIM, FAIR], [HEAD, AIM, FAIR], [0, 1, 2]),
    ("first text", [], [AIM, FAIR], [None, None]),
    ("emptied", [AIM, FAIR], [], []),
    ("word changed", [AIM, FAIR], [AIM.replace("will", "möchte"), FAIR], [0, 1]),
    ("umlaut changed", [AIM, FAIR], [AIM.replace("ü", "ue"), FAIR], [0, 1]),
    ("words added", [AIM, FAIR], [AIM, FAIR.replace(".</p>", " und wie sie bezahlen.</p>")], [0, 1]),
    ("words struck", [AIM, FAIR], [AIM.replace(" und sie hier halten", ""), FAIR], [0, 1]),
    ("all words changed", [AIM, FAIR], [AIM, OTHER], [0, None]),
    ("made bold", [AIM], [AIM.replace("Menschen", "<strong>Menschen</strong>")], [0]),
    ("linked", [AIM], [AIM.replace("Region", "<a href='/mitglieder/'>Region</a>")], [0]),
    (
        "link changed",
        ["<p>Mehr <a href='/a/'>dazu steht hier</a></p>"],
        ["<p>Mehr <a href='/b/'>dazu steht hier</a></p>"],
        [0],
    ),
    ("inserted first", [AIM, FAIR], [OTHER, AIM, FAIR], [None, 0, 1]),
    ("inserted between", [AIM, FAIR], [AIM, OTHER, FAIR], [0, None, 1]),
    ("inserted last", [AIM, FAIR], [AIM, FAIR, OTHER], [0, 1, None]),
    ("deleted first", [AIM, FAIR, CARE], [FAIR, CARE], [1, 2]),
    ("deleted between", [AIM, FAIR, CARE], [AIM, CARE], [0, 2]),
    ("deleted last", [AIM, FAIR, CARE], [AIM, FAIR], [0, 1]),
    ("replaced", [AIM, FAIR, CARE], [AIM, OTHER, CARE], [0, None, 2]),
    ("moved up", [AIM, FAIR, CARE], [CARE, AIM, FAIR], [2, 0, 1]),
    ("moved down", [AIM, FAIR, CARE], [FAIR, CARE, AIM], [1, 2, 0]),
    ("swapped", [AIM, FAIR], [FAIR, AIM], [1, 0]),
    ("reversed", [AIM, FAIR, CARE, ROAD], [ROAD, CARE, FAIR, AIM], [3, 2, 1, 0]),
    ("moved and changed", [AIM, FAIR, CARE], [CARE.replace("acht", "neun"), AIM, FAIR], [2, 0, 1]),
    (
        "swapped and both changed",
        [AIM, FAIR],
        [FAIR.replace("drei", "vier"), AIM.replace("will", "möchte")],
        [1, 0],
    ),
    ("moved and another inserted", [AIM, FAIR, CARE], [OTHER, CARE, AIM, FAIR], [None, 2, 0, 1]),
    ("split", [HEAD, LONG, FAIR], [HEAD, FIRST, SECOND, FAIR], [0, 1, None, 2]),
    (
        "split, larger part last",
        [LONG, FAIR],
        [SECOND.replace("Drittens", "Vorab"), FIRST, FAIR],
        [None, 0, 1],
    ),
    ("merged", [HEAD, FIRST, SECOND, FAIR], [HEAD, LONG, FAIR], [0, 1, 3]),
    ("merged with the next", [AIM, FAIR], [AIM[:-4] + " " + FAIR[3:]], [0]),
    ("pasted twice", [AIM, FAIR], [AIM, FAIR, AIM], [0, 1, None]),
    ("all pasted twice", [AIM, FAIR], [AIM, FAIR, AIM, FAIR], [0, 1, None, None]),
    ("pasted twice and changed", [AIM, FAIR], [AIM, FAIR, AIM.replace("Region", "Stadt")], [0, 1, None]),
    ("was there twice", [AIM, FAIR, AIM], [AIM, FAIR, AIM], [0, 1, 2]),
    ("twice, the first goes", [AIM, FAIR, AIM], [FAIR, AIM], [1, 2]),
    ("twice, the second goes", [AIM, FAIR, AIM], [AIM, FAIR], [0, 1]),
    (
        "twice, much before them",
        [AIM, CARE, AIM],
        [HEAD, OTHER, ROAD, AIM, CARE, AIM],
        [None, None, None, 0, 1, 2],
    ),
    ("heading renamed", [HEAD, AIM], ["<h2>Unsere Ziele bis 2028</h2>", AIM], [0, 1]),
    ("heading with one letter", ["<h2>Fachkraefte</h2>", AIM], ["<h2>Fachkräfte</h2>", AIM], [0, 1]),
    ("heading of other words", ["<h2>Ziele</h2>", AIM], ["<h2>Kosten</h2>", AIM], [None, 1]),
    ("heading of lower level", [HEAD, AIM, "<h2>Wege</h2>"], [HEAD, AIM, "<h3>Wege</h3>"], [0, 1, 2]),
    ("heading gone, levels follow", [HEAD, AIM, "<h3>Erste Wege</h3>"], [AIM, "<h3>Erste Wege</h3>"], [1, 2]),
    ("paragraph to heading", ["<p>Was wir tun</p>", AIM], ["<h2>Was wir tun</h2>", AIM], [0, 1]),
    ("heading inserted", [AIM, FAIR], [AIM, HEAD, FAIR], [0, None, 1]),
    ("item added", [AIM, LIST], [AIM, LIST.replace("</ul>", "<li>Fahrgemeinschaften</li></ul>")], [0, 1]),
    ("item removed", [LIST, AIM], [LIST.replace("<li>Wohnheime</li>", ""), AIM], [0, 1]),
    (
        "items turned",
        [LIST],
        ["<ul><li>Wohnheime</li><li>Praktika im Handwerk</li><li>Sprachkurse am Arbeitsplatz</li></ul>"],
        [0],
    ),
    ("numbered list", [LIST, AIM], [LIST.replace("ul>", "ol>"), AIM], [0, 1]),
    ("list to table", [AIM, "<ul><li>Jahr 2024</li><li>Zahl 25</li></ul>"], [AIM, TABLE], [0, 1]),
    ("cell changed", [TABLE, AIM], [TABLE.replace("25", "26"), AIM], [0, 1]),
    ("row added", [TABLE], [TABLE.replace("</tbody>", "<tr><td>2025</td><td>31</td></tr></tbody>")], [0]),
    ("caption changed", [FIGURE, AIM], [FIGURE.replace("Saal", "Hof"), AIM], [0, 1]),
    ("another picture", [FIGURE, AIM], [FIGURE.replace("7", "8"), AIM], [None, 1]),
    ("picture moved", [FIGURE, AIM, FAIR], [AIM, FAIR, FIGURE], [1, 2, 0]),
    ("quotation changed", [QUOTE, AIM], [QUOTE.replace("ein Faden", "ein roter Faden"), AIM], [0, 1]),
    ("rule inserted", [AIM, RULE, FAIR], [AIM, RULE, FAIR, RULE, CARE], [0, 1, 2, None, None]),
    ("rule removed", [AIM, RULE, FAIR], [AIM, FAIR], [0, 2]),
    ("one of two rules", [AIM, RULE, FAIR, RULE, CARE], [AIM, FAIR, RULE, CARE], [0, 2, 3, 4]),
    (
        "everything at once",
        [HEAD, AIM, FAIR, CARE],
        [OTHER, CARE, HEAD, AIM.replace("will", "wird")],
        [None, 3, 0, 1],
    ),
    ("short before long", ["<p>Ja.</p>", AIM], ["<p>Nein, danke.</p>", AIM], [None, 1]),
    ("spaces only", [AIM], [AIM.replace(" ", "  ")], [0]),
]


def bare(html: str) -> str:
    """What the editor sends: it knows no ids."""
    return re.sub(r' id="[^"]*"', "", html)


def place(script: tuple[str, list[str], list[str], list[int | None]]) -> list[int | None]:
    """For each new block the place of the old one whose id it has."""
    _, before, after, _ = script
    old = with_ids("".join(before), "")
    new = with_ids("".join(after), old)
    former, now = ids(old), ids(new)
    assert len(set(former)) == len(former) == len(blocks(old))
    assert len(set(now)) == len(now) == len(blocks(new))
    assert sanitise(new) == sanitise("".join(after))
    return [former.index(block_id) if block_id in former else None for block_id in now]


@pytest.mark.parametrize("script", SCRIPTS, ids=[script[0] for script in SCRIPTS])
def test_by_hand(script: tuple[str, list[str], list[str], list[int | None]]) -> None:
    assert place(script) == script[3]


def test_there_are_sixty() -> None:
    assert len(SCRIPTS) >= 60


def test_the_same_text_is_saved_as_it_is() -> None:
    text = with_ids(HEAD + AIM + LIST + TABLE + FIGURE + QUOTE + RULE, "")
    assert with_ids(text, text) == text
    assert with_ids(bare(text), text) == text


def test_ids_that_the_client_makes_up_or_takes_twice() -> None:
    old = with_ids(AIM + FAIR, "")
    first, second = ids(old)
    assert "b-zzzz" not in ids(with_ids('<p id="b-zzzz">Neues ganz allein</p>', old))
    swapped = f'<p id="{second}">Ein völlig neuer Absatz</p><p id="{second}">Noch einer dazu</p>{AIM}'
    found = ids(with_ids(swapped, old))
    assert found[0] == second
    assert found[1] not in (first, second)
    assert found[2] == first


@pytest.mark.parametrize(
    "bad",
    [
        "x",
        "b-",
        "b-abc",
        "b-ABCD",
        "b-abcdefghi",
        "b-ab cd",
        "b-abcd\n",
        'b-abcd"onclick="x',
        "content",
        "b-äöüß",
    ],
)
def test_other_ids_go(bad: str) -> None:
    assert sanitise(f"<p id='{bad}'>x</p>", ids=True) == "<p>x</p>"


def test_only_the_outermost_keeps_an_id_and_only_where_asked_for() -> None:
    html = '<ul id="b-aaaa"><li id="b-bbbb"><p id="b-cccc">x</p></li></ul><div id="b-dddd"><p>y</p></div>'
    assert sanitise(html, ids=True) == '<ul id="b-aaaa"><li>x</li></ul>\n<p>y</p>'
    assert sanitise(html) == "<ul><li>x</li></ul>\n<p>y</p>"
    assert (
        sanitise('<ol start="3" id="b-aaaa"><li>x</li></ol>', ids=True)
        == '<ol id="b-aaaa" start="3"><li>x</li></ol>'
    )


def test_words_and_headings_do_not_see_ids() -> None:
    text = with_ids(HEAD + LIST, "")
    assert block_text(blocks(text)[0]) == "Ziele bis 2027"
    assert "b-" not in "".join(block.html for block in blocks(text))
