"""Differences of two texts."""

import random
import re

import html5lib
import pytest

from alliance.core.difference import html_difference, one_side, text_difference
from alliance.core.richtext import plain_text, sanitise
from tests.vectors import VECTORS, alive

TOLD = re.compile(r'<span class="visually-hidden">(?:eingefügt|gestrichen): </span>')


def short(html: str) -> str:
    """The difference without the words for screen readers and in one line."""
    return TOLD.sub("", html).replace("\n", "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("<p></p>", "", ""),
        ("<p>a</p>", "<p>a</p>", "<p>a</p>"),
        ("", "<p>a</p>", "<p><ins>a</ins></p>"),
        ("<h2>a</h2>", "", "<h2><del>a</del></h2>"),
        ("<p>eins zwei</p>", "<p>eins drei</p>", "<p>eins <del>zwei</del><ins>drei</ins></p>"),
        ("<p>eins</p>", "<p>eins zwei</p>", "<p>eins <ins>zwei</ins></p>"),
        ("<p>eins zwei</p>", "<p>eins</p>", "<p>eins <del>zwei</del></p>"),
        ("<h2>Alt</h2><p>x y z</p>", "<p>x y z</p>", "<h2><del>Alt</del></h2><p>x y z</p>"),
        ("<p>x y z</p>", "<h2>x y z</h2>", "<p><del>x y z</del></p><h2><ins>x y z</ins></h2>"),
        (
            "<p>ein Wort</p>",
            "<p>ein <strong>Wort</strong></p>",
            "<p>ein <del>Wort</del><ins><strong>Wort</strong></ins></p>",
        ),
        (
            '<p>siehe <a href="/a">hier</a></p>',
            '<p>siehe <a href="/b">hier</a></p>',
            '<p>siehe <del><a href="/a">hier</a></del><ins><a href="/b">hier</a></ins></p>',
        ),
        ("<p>a<br>b</p>", "<p>a<br>c</p>", "<p>a<br><del>b</del><ins>c</ins></p>"),
        ("<hr>", "<p>a</p>", "<hr><p><ins>a</ins></p>"),
        (
            "<ul><li>eins</li><li>zwei drei</li></ul>",
            "<ul><li>eins</li><li>neu</li><li>zwei vier<ul><li>tief</li></ul></li></ul>",
            "<ul><li>eins</li><li><ins>neu</ins></li><li>zwei <del>drei</del><ins>vier</ins>"
            "<ul><li><ins>tief</ins></li></ul></li></ul>",
        ),
        (
            "<table><tr><th>A<th>B<tr><td>1<td>2<tr><td>3<td>4</table>",
            "<table><tr><th>A<th>B<tr><td>1<td>9<tr><td>5<td>6<tr><td>3<td>4</table>",
            '<table><tbody><tr><th scope="col">A</th><th scope="col">B</th></tr>'
            "<tr><td>1</td><td><del>2</del><ins>9</ins></td></tr>"
            "<tr><td><ins>5</ins></td><td><ins>6</ins></td></tr><tr><td>3</td><td>4</td></tr></tbody></table>",
        ),
        (
            "<figure><img data-picture=3><figcaption>Ein Bild</figcaption></figure>",
            "<figure><img data-picture=3><figcaption>Ein neues Bild</figcaption></figure>",
            "<figure>[Bild 3]<figcaption>Ein <ins>neues </ins>Bild</figcaption></figure>",
        ),
        (
            "<figure><img data-picture=3></figure>",
            "<figure><img data-picture=4></figure>",
            "<figure><del>[Bild 3]</del></figure><figure><ins>[Bild 4]</ins></figure>",
        ),
    ],
)  # fmt: skip
def test_html_difference(old: str, new: str, expected: str) -> None:
    assert short(html_difference(old, new)) == expected


def test_the_marks_are_told_in_words() -> None:
    html = html_difference("<p>a b</p>", "<p>a c</p>")
    assert '<del><span class="visually-hidden">gestrichen: </span>b</del>' in html
    assert '<ins><span class="visually-hidden">eingefügt: </span>c</ins>' in html


def test_a_long_text_with_one_change_has_one_mark() -> None:
    parts = [f"<h2>Teil {n}</h2><p>{'Wort ' * 60}{n}.</p>" for n in range(150)]
    new = parts.copy()
    new[70] = new[70].replace("70.", "siebzig.")
    html = html_difference("".join(parts), "".join(new))
    assert (html.count("<ins>"), html.count("<del>")) == (1, 1)


@pytest.mark.once
@pytest.mark.parametrize("vector", VECTORS)
def test_no_vector_lives_in_a_difference(vector: str) -> None:
    for old, new in (
        (vector, ""),
        ("", vector),
        (f"<p>a {vector}</p>", f"<p>a b {vector} c</p>"),
        ("<p>x</p>", vector),
    ):
        html = html_difference(old, new)
        assert alive(html) == []
        html5lib.HTMLParser(strict=True).parseFragment(html)
        assert alive(text_difference(old, new)) == []


def test_text_difference() -> None:
    assert short(text_difference("Titel eins", "Titel zwei")) == "Titel <del>eins</del><ins>zwei</ins>"
    assert short(text_difference("a\nb", "a\nc")) == "a<br><del>b</del><ins>c</ins>"
    assert text_difference("", "") == ""
    assert text_difference("<b>", "<b>") == "&lt;b&gt;"
    assert short(text_difference("", "neu & alt")) == "<ins>neu &amp; alt</ins>"


def test_without_what_was_inserted_it_is_the_old_text_and_without_what_was_struck_out_the_new() -> None:
    chance = random.Random(7)
    words = ["Haus", "Rat", "der", "die", "neu,", "alt.", "<strong>fett</strong>", '<a href="/x">Link</a>']

    def text() -> str:
        kinds = [
            "<p>{}</p>",
            "<h2>{}</h2>",
            "<ul><li>{}</li><li>{}</li></ul>",
            "<blockquote><p>{}</p></blockquote>",
        ]
        parts = []
        for _ in range(chance.randint(0, 6)):
            kind = chance.choice(kinds)
            parts.append(
                kind.format(*(" ".join(chance.choices(words, k=5)) for _ in range(kind.count("{}"))))
            )
        return "".join(parts)

    for _ in range(150):
        old, new = text(), text()
        html = TOLD.sub("", html_difference(old, new))
        before = re.sub(r"<ins>.*?</ins>", "", html)
        after = re.sub(r"<del>.*?</del>", "", html)
        for seen, wanted in ((before, old), (after, new)):
            assert re.findall(r"\w+", plain_text(seen)) == re.findall(r"\w+", plain_text(sanitise(wanted)))


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        ("<p>Alt und gut.</p>", "<p>Neu und gut.</p>", "Alt und gut.", "Neu und gut."),
        ("", "<p>Nur neu.</p>", "", "Nur neu."),
        ("<ul><li>A</li><li>B</li></ul>", "<ul><li>A</li></ul>", "A B", "A"),
        ("<table><tr><td>1</td></tr></table>", "<p>Kein Tisch.</p>", "1", "Kein Tisch."),
    ],
)
def test_each_side_reads_as_the_text_it_was(old: str, new: str, was: str, now: str) -> None:
    merged = html_difference(old, new)
    for is_old, words in ((True, was), (False, now)):
        side = one_side(merged, old=is_old)
        plain = plain_text(side).replace("gestrichen: ", "").replace("eingefügt: ", "")
        assert " ".join(plain.split()) == words
        assert not re.search(r"<(li|p|tr|ul)[^>]*>\s*</\1>", side)
        assert ("<ins" if is_old else "<del") not in side


@pytest.mark.once
@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_comes_alive_on_either_side(vector: str) -> None:
    merged = html_difference(vector, f"<p>neu</p>{vector}")
    assert not alive(one_side(merged, old=True) + one_side(merged, old=False))
