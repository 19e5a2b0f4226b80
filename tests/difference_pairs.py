"""Forty pairs of rich texts as an office changes them, with the words that a difference has to mark.

Each line: what was done, the older text, the newer text, the struck out stretches, the inserted stretches.
`{a}` and `{b}` are the numbers of two pictures, titled as in TITLES.
"""

from typing import NamedTuple

TITLES = {"a": "Der Saal", "b": "Das Podium"}


class Pair(NamedTuple):
    """One change that somebody made."""

    name: str
    old: str
    new: str
    struck: list[str]
    inserted: list[str]


FIGURE = '<figure><img data-picture="{%s}"><figcaption>%s</figcaption></figure>'
ROWS = '<table><tr><th scope="col">Jahr</th><th scope="col">Zahl</th></tr>%s</table>'

PAIRS = [
    Pair("nichts", "<p>Gleich.</p>", "<p>Gleich.</p>", [], []),
    Pair("leer zu Text", "", "<p>Ein erster Satz.</p>", [], ["Ein erster Satz."]),
    Pair("Text zu leer", "<p>Ein letzter Satz.</p>", "", ["Ein letzter Satz."], []),
    Pair("ein Wort", "<p>Der Saal war voll.</p>", "<p>Der Saal war leer.</p>", ["voll"], ["leer"]),
    Pair(
        "Umlaut", "<p>Fachkraefte gesucht</p>", "<p>Fachkräfte gesucht</p>", ["Fachkraefte"], ["Fachkräfte"]
    ),
    Pair("ß", "<p>Große Straße</p>", "<p>Grosse Straße</p>", ["Große"], ["Grosse"]),
    Pair("groß und klein", "<p>die Region</p>", "<p>Die Region</p>", ["die"], ["Die"]),
    Pair("Wort dazu", "<p>Wir laden ein.</p>", "<p>Wir laden herzlich ein.</p>", [], ["herzlich"]),
    Pair("Wort weg", "<p>Wir laden herzlich ein.</p>", "<p>Wir laden ein.</p>", ["herzlich"], []),
    Pair("Satz dazu", "<p>Erstens.</p>", "<p>Erstens. Und zweitens.</p>", [], ["Und zweitens."]),
    Pair("Satzzeichen", "<p>Kommen Sie.</p>", "<p>Kommen Sie!</p>", ["."], ["!"]),
    Pair("Zahl", "<p>Es kamen 25 Personen.</p>", "<p>Es kamen 27 Personen.</p>", ["25"], ["27"]),
    Pair("Datum", "<p>Am 20. Februar 2024</p>", "<p>Am 21. Februar 2024</p>", ["20"], ["21"]),
    Pair("Uhrzeit", "<p>Beginn 14:30 Uhr</p>", "<p>Beginn 15:00 Uhr</p>", ["14:30"], ["15:00"]),
    Pair("Betrag", "<p>Es sind 1.500 Euro.</p>", "<p>Es sind 1.750 Euro.</p>", ["1.500"], ["1.750"]),
    Pair(
        "Absatz dazu",
        "<p>Anfang hier.</p><p>Ende dort.</p>",
        "<p>Anfang hier.</p><p>Mitte neu.</p><p>Ende dort.</p>",
        [],
        ["Mitte neu."],
    ),
    Pair(
        "Absatz weg",
        "<p>Anfang hier.</p><p>Mitte alt.</p><p>Ende dort.</p>",
        "<p>Anfang hier.</p><p>Ende dort.</p>",
        ["Mitte alt."],
        [],
    ),
    Pair(
        "Absatz verschoben",
        "<p>Eins geht voran.</p><p>Zwei folgt nach.</p><p>Drei schließt ab.</p>",
        "<p>Zwei folgt nach.</p><p>Drei schließt ab.</p><p>Eins geht voran.</p>",
        ["Eins geht voran."],
        ["Eins geht voran."],
    ),
    Pair(
        "Absatz geteilt",
        "<p>Der erste Teil des Textes. Danach kommt der andere.</p>",
        "<p>Der erste Teil des Textes.</p><p>Danach kommt der andere.</p>",
        ["Danach kommt der andere."],
        ["Danach kommt der andere."],
    ),
    Pair(
        "Absätze vereint",
        "<p>Der erste Teil des Textes.</p><p>Danach kommt der andere.</p>",
        "<p>Der erste Teil des Textes. Danach kommt der andere.</p>",
        ["Danach kommt der andere."],
        ["Danach kommt der andere."],
    ),
    Pair("Umbruch dazu", "<p>Haus A<br>Weg 1</p>", "<p>Haus A<br>Hof B<br>Weg 1</p>", [], ["Hof B"]),
    Pair("fett", "<p>Sehr wichtig</p>", "<p>Sehr <strong>wichtig</strong></p>", ["wichtig"], ["wichtig"]),
    Pair("nicht mehr kursiv", "<p>ein <em>Zitat</em></p>", "<p>ein Zitat</p>", ["Zitat"], ["Zitat"]),
    Pair(
        "Link geändert",
        '<p>Mehr <a href="/alt/">lesen</a> dazu</p>',
        '<p>Mehr <a href="/neu/">lesen</a> dazu</p>',
        ["lesen"],
        ["lesen"],
    ),
    Pair("Link dazu", "<p>Mehr lesen</p>", '<p>Mehr <a href="/neu/">lesen</a></p>', ["lesen"], ["lesen"]),
    Pair(
        "Wort im Link",
        '<p><a href="/x/">Programm lesen</a></p>',
        '<p><a href="/x/">Programm öffnen</a></p>',
        ["lesen"],
        ["öffnen"],
    ),
    Pair("Überschrift", "<h2>Was war</h2><p>Text.</p>", "<h2>Was wird</h2><p>Text.</p>", ["war"], ["wird"]),
    Pair("Stufe", "<h2>A</h2><h2>Was war</h2>", "<h2>A</h2><h3>Was war</h3>", ["Was war"], ["Was war"]),
    Pair("Absatz zu Überschrift", "<p>Was war</p>", "<h2>Was war</h2>", ["Was war"], ["Was war"]),
    Pair(
        "Punkt dazu",
        "<ul><li>Brot</li><li>Wasser</li></ul>",
        "<ul><li>Brot</li><li>Salz</li><li>Wasser</li></ul>",
        [],
        ["Salz"],
    ),
    Pair(
        "Punkt verschoben",
        "<ul><li>Brot</li><li>Salz</li><li>Wasser</li></ul>",
        "<ul><li>Salz</li><li>Wasser</li><li>Brot</li></ul>",
        ["Brot"],
        ["Brot"],
    ),
    Pair("Punkte zu Ziffern", "<ul><li>Brot</li></ul>", "<ol><li>Brot</li></ol>", ["Brot"], ["Brot"]),
    Pair(
        "Liste zu Tabelle",
        "<ul><li>2024: 25</li><li>2025: 30</li></ul>",
        ROWS % "<tr><td>2024</td><td>25</td></tr>",
        ["2024: 25", "2025: 30"],
        ["Jahr", "Zahl", "2024", "25"],
    ),
    Pair(
        "Zelle",
        ROWS % "<tr><td>2024</td><td>25</td></tr>",
        ROWS % "<tr><td>2024</td><td>30</td></tr>",
        ["25"],
        ["30"],
    ),
    Pair(
        "Zeile dazu",
        ROWS % "<tr><td>2024</td><td>25</td></tr>",
        ROWS % "<tr><td>2024</td><td>25</td></tr><tr><td>2025</td><td>30</td></tr>",
        [],
        ["2025", "30"],
    ),
    Pair(
        "Zitat",
        "<p>Viele Hände.</p>",
        "<blockquote><p>Viele Hände.</p></blockquote>",
        ["Viele Hände."],
        ["Viele Hände."],
    ),
    Pair(
        "Bild dazu",
        "<p>Text.</p>",
        "<p>Text.</p>" + FIGURE % ("a", "Im Saal"),
        [],
        ["[Bild „Der Saal“]", "Im Saal"],
    ),
    Pair(
        "Bild getauscht",
        FIGURE % ("a", "Im Saal"),
        FIGURE % ("b", "Im Saal"),
        ["[Bild „Der Saal“]", "Im Saal"],
        ["[Bild „Das Podium“]", "Im Saal"],
    ),
    Pair("Bildunterschrift", FIGURE % ("a", "Im Saal"), FIGURE % ("a", "Vor dem Saal"), ["Im"], ["Vor dem"]),
    Pair("spitze Klammern", "<p>a &lt; b</p>", "<p>a &gt; b</p>", ["<"], [">"]),
]
