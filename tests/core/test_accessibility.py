"""What keeps people out of a text is found and named with its place; what is fine is left alone."""

import pytest

from alliance.core.accessibility import Finding, check, sentences
from alliance.core.richtext import sanitise
from alliance.portal.demo.articles import STORIES
from alliance.portal.legal import TEMPLATES

pytestmark = pytest.mark.once
LONG = "Wort " * 29


def told(html: str, **more: object) -> list[tuple[str, str]]:
    """Place and message of each finding."""
    return [(found.place, found.message) for found in check(html, **more)]  # type: ignore[arg-type]


def only(html: str, **more: object) -> tuple[str, str]:
    """The one finding there is."""
    [found] = told(html, **more)
    return found


def test_a_good_text_has_no_findings() -> None:
    html = sanitise(
        "<p>Am 20. Februar 2024 trafen sich z. B. Dr. Meier und 25 Mitglieder von DGB, IHK und HWK.</p>"
        "<h2>Was folgt</h2><p>Das <a href='/programm/'>Programm</a> und das <strong>Protokoll</strong>.</p>"
        "<h3>Zahlen</h3><p>Die Tabelle zeigt das Jahr 2024.</p>"
        "<table><tr><th>Jahr</th><th>Zahl</th></tr><tr><td>2024</td><td>25</td></tr></table>"
        "<figure><img data-picture='3'><figcaption>Im Saal</figcaption></figure>"
        "<ul><li>Mail an <a href='mailto:wer@example.org'>wer@example.org</a></li></ul>"
    )
    assert not told(html, title="Austausch zur Strategie", lead="Ein Satz.", described={3: True})


@pytest.mark.parametrize("html", ["", "   ", "<p></p>", "nur Text", "<table></table>", "<figure></figure>"])
def test_nothing_to_find_and_nothing_breaks(html: str) -> None:
    assert [message for _, message in told(html) if "Tabelle" not in message] == []


@pytest.mark.parametrize(
    ("html", "place", "words"),
    [
        ("<h3>Zahlen</h3>", "Überschrift „Zahlen“", "beginnt mit Ebene 3. Bitte „Überschrift 2“"),
        ("<h2>A</h2><p>b</p><h4>Zahlen</h4>", "Überschrift „Zahlen“", "Auf Ebene 2 folgt Ebene 4"),
        ("<h1>Zahlen</h1>", "Überschrift „Zahlen“", "der Titel der Seite"),
        ("<h2> <br></h2>", "Überschrift", "ist leer"),
        (f"<h2>{'Wort ' * 15}</h2>", "Überschrift „Wort Wort Wort Wort Wort Wort …“", "sehr lang"),
        (
            "<p><strong>Wie es weitergeht</strong></p>",
            "Absatz 1: „Wie es weitergeht“",
            "wie eine Überschrift",
        ),
        ("<p>a</p><p><strong>So ist es.</strong></p>", "Absatz 2: „So ist es.“", "ganze Absatz ist fett"),
    ],
)
def test_headings(html: str, place: str, words: str) -> None:
    found = only(html)
    assert found[0] == place and words in found[1]


def test_levels_may_go_up_again() -> None:
    assert not told("<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2><h3>E</h3>")


@pytest.mark.parametrize(
    "text", ["hier", "Hier", "mehr", "Mehr erfahren", "weiterlesen »", "Klicken Sie hier!", "PDF"]
)
def test_links_that_say_nothing(text: str) -> None:
    place, message = only(f'<p>Alles steht <a href="/a/">{text}</a>.</p>')
    assert place == f"Absatz 1: „Alles steht {text}.“"
    assert message == f"Der Link „{text}“ sagt nicht, wohin er führt. Bitte das Ziel nennen."


@pytest.mark.parametrize("text", ["https://www.example.org/", "www.example.org/a", "http://example.org"])
def test_links_that_are_addresses(text: str) -> None:
    assert "zeigt die Adresse" in only(f'<p>Siehe <a href="https://example.org/">{text}</a></p>')[1]


def test_one_text_for_two_targets() -> None:
    first, second = '<p><a href="/a/">Programm</a></p>', '<p>und <a href="/b/">programm</a></p>'
    assert only(first + second + first) == (
        "Absatz 2: „und programm“",
        "Der Link „programm“ führt an zwei verschiedene Stellen. Bitte unterscheidbar benennen.",
    )


def test_links_in_lists_inside_lists_are_told_once() -> None:
    html = '<ul><li>Außen<ul><li>Innen <a href="/a/">hier</a></li></ul></li></ul>'
    assert only(html)[0] == "Liste 1, Punkt 2: „Innen hier“"


def test_pictures() -> None:
    html = '<figure><img data-picture="7"></figure><figure><img data-picture="8"></figure>'
    assert not check(html, described={7: True, 8: True})
    assert not check(html)
    [found] = check(html, described={7: True, 8: False})
    assert found == Finding(
        "Bild 2", "Das Bild hat keinen Alternativtext. Bitte in der Bilderbibliothek ergänzen.", must=True
    )
    assert check('<figure><img src="x"></figure>')[0].must
    assert not check('<figure><img src="x" alt=""></figure>')


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<table><tr><td>2024</td><td>25</td></tr></table>", "fehlen Kopfzellen"),
        ("<table><tr><th>Jahr</th></tr></table>", "sagt nicht, ob sie für ihre Zeile"),
        ('<table><tr><th scope="col">Jahr</th><th scope="col"></th></tr></table>', "ist leer"),
    ],
)
def test_table_heads(html: str, words: str) -> None:
    place, message = only(f"<p>Die Tabelle zeigt Zahlen.</p>{html}")
    assert place == "Tabelle 1" and words in message


def test_a_table_says_what_it_shows() -> None:
    table = '<table><tr><th scope="col">Jahr</th></tr></table>'
    assert "Vor der Tabelle" in only(table)[1]
    assert only(f"<p>Zahlen:</p>{table}{table}")[0] == "Tabelle 2"
    assert not told(table.replace("<tr>", "<caption>Zahlen</caption><tr>", 1))


@pytest.mark.parametrize(
    "text", ["WICHTIGE INFORMATION FÜR ALLE", "BUNDESAGENTUR", "WIR SUCHEN SIE", "GROẞE STRAßE IN GÖTTINGEN"]
)
def test_capitals(text: str) -> None:
    place, message = only(f"<p>Bitte lesen: {text}, danke.</p>")
    assert place.startswith("Absatz 1") and f"„{text}“ steht in Großbuchstaben" in message


@pytest.mark.parametrize(
    "text",
    [
        "IHK HWK DGB",
        "DGB, IHK, HWK und NBank",
        "DSGVO",
        "ESF-Plus",
        "GmbH & Co. KG",
        "IT-Fachkräfte",
        "SGB II",
    ],
)
def test_short_forms_are_fine(text: str) -> None:
    assert not told(f"<p>Dabei sind {text}.</p>")


def test_titles_and_headings_in_capitals() -> None:
    assert only("", title="HERBST") == (
        "Titel",
        "„HERBST“ steht in Großbuchstaben. Bitte in normaler Schreibung.",
    )
    assert only("<h2>TERMINE</h2>")[0] == "Überschrift „TERMINE“"
    assert only("", lead="JETZT ALLE ANMELDEN")[0] == "Vorspann"
    assert not told("<h2>DGB</h2>", title="IHK")


def test_long_sentences() -> None:
    assert not told(f"<p>{LONG}.</p>")
    place, message = only(f"<p>Kurz. {LONG}und aus. Kurz.</p>")
    assert place.startswith("Absatz 1: „Kurz. Wort")
    assert message.startswith("Ein Satz hat 31 Wörter.")
    assert only(f"<ul><li>a</li><li>{LONG}b c</li></ul>")[0].startswith("Liste 1, Punkt 2: ")
    assert only(f"<blockquote><p>{LONG}b c</p></blockquote>")[0].startswith("Zitat 1: ")
    assert only("", lead=LONG + "b c")[0] == "Vorspann"


def test_where_sentences_end() -> None:
    assert sentences("Am 20. Februar 2024 kam z. B. Dr. Meier. „Gut“, sagte er. Ende\nNeue Zeile") == [
        *("Am 20. Februar 2024 kam z. B. Dr. Meier.", "„Gut“, sagte er.", "Ende", "Neue Zeile"),
    ]


def test_long_paragraphs_and_texts_without_headings() -> None:
    sentence = "Dies sind fünf kurze Wörter. "
    assert "Der Absatz hat 155 Wörter" in only(f"<p>{sentence * 31}</p>")[1]
    many = f"<p>{sentence * 20}</p>" * 5
    assert only(many) == ("Text", "Der lange Text hat keine Zwischenüberschrift. Sie hilft beim Überfliegen.")
    assert not told(f"<h2>Ja</h2>{many}")


def test_places_have_short_names() -> None:
    place, _ = only(f"<p>Donaudampfschifffahrtsgesellschaft {'und ' * 10}<a href='/a/'>hier</a></p>")
    assert place == "Absatz 1: „Donaudampfschifffahrtsgesellschaft und und und …“"


def test_our_own_texts_are_good_examples() -> None:
    wrong = [(story.title, *found) for story in STORIES for found in told(story.text, title=story.title)]
    wrong += [
        (page.title, *found) for page in TEMPLATES.values() for found in told(page.text, title=page.title)
    ]
    assert not wrong
