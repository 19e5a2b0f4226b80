"""What remains of a text when it is stored."""

import random
import time
from pathlib import Path

import html5lib
import pytest

from alliance.core.inline import safe_href
from alliance.core.richtext import blocks, headings, picture_ids, plain_text, reading_minutes, sanitise
from alliance.core.richtext_tree import READ_TAGS
from tests.vectors import VECTORS, alive

PASTED = Path(__file__).parent / "pasted"


def test_there_are_enough_vectors() -> None:
    assert len(set(VECTORS)) == len(VECTORS) >= 60


def test_the_judge_sees_what_lives() -> None:
    assert all(
        alive(text)
        for text in ("<script>", "<p onclick=x>", "<a href=javascript:x>", "<a href=//x>", "<!-- -->")
    )
    assert not alive(
        '<p><a href="/x">x</a> &lt;script&gt;</p><picture><source srcset="/a 1w"><img src="/b"></picture>'
    )


@pytest.mark.once
@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize(
    "around", ["{}", "<p>a {} b</p>", "<ul><li>{}</ul>", "<table><tr><td>{}</td></tr></table>"]
)
def test_no_vector_lives(vector: str, around: str) -> None:
    stored = sanitise(around.replace("{}", vector))
    assert alive(stored) == []
    assert sanitise(stored) == stored
    html5lib.HTMLParser(strict=True).parseFragment(stored)


def test_a_vector_that_is_only_text_stays_text() -> None:
    assert sanitise("&lt;script&gt;alert(1)&lt;/script&gt;") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("   \n ", ""),
        ("<p></p>", ""),
        ("<p><br></p>", ""),
        ("<p>&nbsp;</p><h2> </h2><ul><li></li></ul><blockquote><p></p></blockquote>", ""),
        ("<table><tbody><tr><td><p></p></td></tr></tbody></table>", ""),
        ("<figure><img><figcaption>weg</figcaption></figure>", ""),
        ("nur Text", "<p>nur Text</p>"),
        ("<p></p><p>a</p><p><br></p>", "<p>a</p>"),
        ("<h1>A</h1><h5>B</h5>", "<h2>A</h2>\n<h3>B</h3>"),
        ("<h3>a</h3><h3>b</h3><h4>c</h4>", "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>"),
        ("<h2>a</h2><h4>b</h4><h3>c</h3>", "<h2>a</h2>\n<h3>b</h3>\n<h3>c</h3>"),
        ("<p>a <b>b</b> <i>c</i> <u>d</u></p>", "<p>a <strong>b</strong> <em>c</em> d</p>"),
        ("<p><strong>a</strong><strong> b</strong></p>", "<p><strong>a b</strong></p>"),
        ("<div>a</div><div>b</div>", "<p>a</p>\n<p>b</p>"),
        ("<p>a<br>b<br></p>", "<p>a<br>b</p>"),
        ("a<br><br>b", "<p>a</p>\n<p>b</p>"),
        ("<p>z.&nbsp;B. &nbsp; so&nbsp;&nbsp;&nbsp;weit&nbsp;</p>", "<p>z.\u00a0B. so weit</p>"),
        ("<ul><li><p>a</p></li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ('<ol start="3" type="a"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'),
        ("<ol start=1><li>a<p>b</p><p>c</p></ol>", "<ol><li><p>a</p><p>b</p><p>c</p></li></ol>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<hr><p>a</p>", "<hr>\n<p>a</p>"),
        ("<li><h2>a</h2></li>", "<h2>a</h2>"),
        ("<ul><li><h2>a</h2></li></ul>", "<ul><li>a</li></ul>"),
    ],
)
def test_the_grammar(typed: str, stored: str) -> None:
    assert sanitise(typed) == stored
    assert sanitise(stored) == stored


def test_tables_keep_heads_and_spans_and_hold_no_tables() -> None:
    typed = (
        "<table><caption>Zahlen</caption><thead><tr><th>Jahr<th>Zahl</tr></thead><tbody><tr><th>2024"
        "<td colspan=2 rowspan=0 width=9><p>eins</p><table><tr><td>innen</table></tbody></table>"
    )
    assert sanitise(typed) == (
        '<p>Zahlen</p>\n<table><tbody><tr><th scope="col">Jahr</th><th scope="col">Zahl</th></tr>'
        '<tr><th scope="row">2024</th><td colspan="2"><p>eins</p><p>innen</p></td></tr></tbody></table>'
    )
    assert 'scope="row"' in sanitise('<table><tr><th scope="row">a</th></tr></table>')


def test_pictures_are_those_of_the_library_and_stand_between_blocks() -> None:
    typed = (
        '<p>a<img src="https://elsewhere.example/x.png"><img data-picture="7" src="x" alt="y" width=3>b</p>'
        '<figure class=x><img data-picture="8"><figcaption>Da <b>steht</b> <a href="/x">es</a></figure>'
        '<ul><li>c<img data-picture="9"></li></ul>'
        '<img data-picture="-1"><img data-picture="1e3"><img data-picture=0>'
    )
    assert sanitise(typed) == (
        '<p>ab</p>\n<figure><img data-picture="7"></figure>\n'
        '<figure><img data-picture="8">'
        '<figcaption>Da <strong>steht</strong> <a href="/x">es</a></figcaption></figure>\n'
        '<ul><li>c</li></ul>\n<figure><img data-picture="9"></figure>'
    )
    assert picture_ids(typed) == {7, 8, 9}
    assert next(block.caption for block in blocks(typed) if block.picture == 8).startswith("Da <strong>")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        (" HTTP://example.org ", "http://example.org"),
        ("www.example.org", "https://www.example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+49 551 123", "tel:+49%20551%20123"),
        ("/mitmachen/", "/mitmachen/"),
        ("/a b\"<>`", "/a%20b%22%3C%3E%60"),
    ],
)  # fmt: skip
def test_links_that_are_kept(typed: str, stored: str) -> None:
    assert safe_href(typed) == safe_href(stored) == stored


@pytest.mark.parametrize(
    "typed",
    ["", "x", "#a", "a/b", "?a=b", "//x.example", "/\\x", "\\\\x", "http:x", "http://", "https://[",
     "https:///x", "javascript:alert(1)", "java\tscript:x", "data:,x", "ftp://x", "file:///x", "mailto:",
     "tel:abc", "/" + "x" * 2001],
)  # fmt: skip
def test_links_that_are_not(typed: str) -> None:
    assert safe_href(typed) == ""
    assert "<a" not in sanitise(f'<p><a href="{typed}">Wort</a></p>')


def test_a_link_without_words_goes_and_one_around_blocks_is_divided() -> None:
    assert sanitise('<p>a<a href="/x"> </a>b<a href="/x"></a></p>') == "<p>a b</p>"
    assert (
        sanitise('<a href="/x"><p>a</p><p>b</p></a>')
        == '<p><a href="/x">a</a></p>\n<p><a href="/x">b</a></p>'
    )


def test_any_mixture_is_stored_the_same_twice() -> None:
    """Random trees of everything that is read; what is stored must be a fixed point and valid."""
    texts = ["a", "b c", " ", "&nbsp;", "\n", "&lt;b&gt;", "&amp;", "\u200b", "&#133;", "\x1c", "„ö“"]
    marks = ["", ' href="/x"', " href=javascript:x", " data-picture=7", " start=3", " colspan=2 scope=col"]
    tags = sorted(READ_TAGS | {"span", "svg", "font"})

    def tree(chance: random.Random, depth: int = 0) -> str:
        parts = ""
        for _ in range(chance.randint(0, 5)):
            if chance.random() < 0.45 or depth > 5:
                parts += chance.choice(texts)
                continue
            tag = chance.choice(tags)
            parts += f"<{tag}{chance.choice(marks)}>" + tree(chance, depth + 1)
            parts += f"</{tag}>" if chance.random() < 0.9 else ""
        return parts

    for seed in range(1500):
        stored = sanitise(tree(random.Random(seed)))
        assert sanitise(stored) == stored, seed
        if seed % 10 == 0:
            html5lib.HTMLParser(strict=True).parseFragment(stored)


@pytest.mark.parametrize("name", ["word", "libreoffice", "docs", "wordpress"])
def test_what_other_programs_write_arrives_clean(name: str) -> None:
    stored = sanitise((PASTED / f"{name}.html").read_text(encoding="utf-8"))
    assert stored == (PASTED / f"{name}.stored.html").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    "text",
    ["<div>" * 50_000, "<b><div></b>" * 20_000, "<ul><li>" * 20_000, "<i>a<p>" * 10_000, "a<br>" * 20_000],
)
def test_nothing_takes_the_server_down(text: str) -> None:
    start = time.process_time()
    sanitise(text + "Ende")
    assert time.process_time() - start < 5


def test_words_minutes_and_headings() -> None:
    html = "<h2>Erst</h2><ul><li>a<ul><li>b</li></ul></li></ul><p>c<br>d &amp; <b>e</b></p><h3>Dann</h3>"
    assert plain_text(html) == "Erst\na b\nc d & e\nDann"
    assert [(heading.level, heading.text) for heading in headings(html)] == [(2, "Erst"), (3, "Dann")]
    assert reading_minutes("") == reading_minutes("<p>ein Wort</p>") == 1
    assert reading_minutes(f"<p>{'Wort ' * 800}</p>") == 4
