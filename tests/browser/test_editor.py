"""The editor for rich text in a real browser; the watch over every page sees violations of the CSP."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login, Windows
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db(transaction=True)
PASTED = Path(__file__).parent.parent / "core" / "pasted"
PASTE = """([editor, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Text");
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(autouse=True)
def addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.browser.editor_page"


def opened(page: Page, text: str = "") -> Locator:
    page.goto(f"/probe/?text={quote(text)}")
    # The text area has the same name until the editor takes its place.
    expect(page.locator(".prose-text")).to_be_visible()
    return page.get_by_role("textbox", name="Text des Artikels")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def saved(page: Page) -> str:
    page.get_by_role("button", name="Speichern").click()
    return page.locator("output").inner_text()


def paste(editor: Locator, html: str) -> None:
    editor.click()
    editor.evaluate("(editor, html) => (" + PASTE + ")([editor, html])", html)


def test_typing_and_every_button(page: Page) -> None:
    editor = opened(page)
    editor.click()
    button(page, "H2: Überschrift 2").click()
    page.keyboard.type("Erst sammeln")
    expect(button(page, "H2: Überschrift 2")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("Ein ")
    button(page, "Fett").click()
    page.keyboard.type("fettes")
    button(page, "Fett").click()
    page.keyboard.type(" und ")
    page.keyboard.press("Control+i")
    page.keyboard.type("schräges")
    page.keyboard.press("Control+i")
    page.keyboard.type(" Wort.")
    page.keyboard.press("Enter")
    button(page, "Liste").click()
    page.keyboard.type("eins")
    page.keyboard.press("Enter")
    page.keyboard.type("zwei")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    button(page, "Nummern: nummerierte Liste").click()
    page.keyboard.type("erstens")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    button(page, "Zitat").click()
    page.keyboard.type("So sei es.")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    button(page, "H3: Überschrift 3").click()
    page.keyboard.type("Dann")
    assert saved(page) == (
        "<h2>Erst sammeln</h2> <p>Ein <strong>fettes</strong> und <em>schräges</em> Wort.</p> "
        "<ul><li>eins</li><li>zwei</li></ul> <ol><li>erstens</li></ol> "
        "<blockquote><p>So sei es.</p></blockquote> <h3>Dann</h3>"
    )


def test_what_was_stored_comes_back_the_same(page: Page) -> None:
    picture = PictureFactory(rendered=True)
    text = (
        '<h2>A</h2>\n<p>b<br>c <a href="/x">d</a> <a href="https://example.org">e</a></p>\n'
        '<ol start="3"><li>f<ul><li>g</li></ul></li></ol>\n<blockquote><p>h</p></blockquote>\n<hr>\n'
        '<table><tbody><tr><th scope="col">i</th><th scope="col">j</th></tr>'
        '<tr><td colspan="2">k</td></tr></tbody></table>\n'
        f'<figure><img data-picture="{picture.pk}"><figcaption>l <em>m</em></figcaption></figure>\n'
        "<p>z.\u00a0B.</p>"
    )
    editor = opened(page, text)
    editor.locator("p").last.click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    assert saved(page).replace("\u00a0", " ") == text.replace("\n", " ").replace("\u00a0", " ").replace(
        "B.</p>", "B.!</p>"
    )


def test_links(page: Page) -> None:
    editor = opened(page, "<p>Zur Strategie</p>")
    editor.click()
    page.keyboard.press("Control+a")
    button(page, "Link").click()
    dialog = page.get_by_role("dialog", name="Link setzen")
    dialog.get_by_label("Adresse").fill("javascript:alert(1)")
    dialog.get_by_role("button", name="Link setzen").click()
    expect(dialog).to_be_visible()
    dialog.get_by_label("Adresse").fill("www.example.org/strategie")
    page.keyboard.press("Enter")
    expect(editor.locator("a")).to_have_attribute("href", "https://www.example.org/strategie")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Link ändern")
    dialog.get_by_label("Adresse").fill("office@example.org")
    page.keyboard.press("Enter")
    expect(editor.locator("a")).to_have_attribute("href", "mailto:office@example.org")
    button(page, "Link").click()
    page.get_by_role("button", name="Link entfernen").click()
    expect(editor.locator("a")).to_have_count(0)
    page.keyboard.press("End")
    button(page, "Link").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Text des Links").fill(" Mitmachen")
    dialog.get_by_label("Adresse").fill("/mitmachen/")
    page.keyboard.press("Enter")
    assert saved(page) == '<p>Zur Strategie<a href="/mitmachen/">Mitmachen</a></p>'


def test_tables(page: Page) -> None:
    opened(page).click()
    button(page, "Tabelle einfügen").click()
    for word in ("Jahr", "Zahl", "Quelle", "2023", "7", "a", "2024", "9", "b"):
        page.keyboard.type(word)
        if word != "b":
            page.keyboard.press("Tab")
    button(page, "Spalte löschen").click()
    button(page, "Zeile dazu").click()
    expect(button(page, "Tabelle einfügen")).to_have_attribute("aria-disabled", "true")
    assert saved(page) == (
        '<table><tbody><tr><th scope="col">Jahr</th><th scope="col">Zahl</th></tr>'
        "<tr><td>2023</td><td>7</td></tr>"
        "<tr><td>2024</td><td>9</td></tr><tr><td></td><td></td></tr></tbody></table>"
    )


def test_undo(page: Page) -> None:
    editor = opened(page, "<p>alt</p>")
    expect(button(page, "Rückgängig")).to_have_attribute("aria-disabled", "true")
    editor.click()
    page.keyboard.press("End")
    page.keyboard.type(" neu")
    button(page, "Rückgängig").click()
    expect(editor).to_have_text("alt")
    button(page, "Wiederholen").click()
    expect(editor).to_have_text("alt neu")


def test_the_form_hears_of_every_change_and_an_emptied_text_is_nothing(page: Page) -> None:
    editor = opened(page, "<p>alt</p>")
    page.evaluate(
        """() => {
          window.heard = 0
          document.querySelector("form").addEventListener("input", () => window.heard++)
        }"""
    )
    editor.click()
    assert page.evaluate("window.heard") == 0
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert page.evaluate("window.heard") > 0
    assert page.evaluate("document.querySelector('textarea').value") == ""
    assert saved(page) == ""


@pytest.mark.parametrize("name", ["word", "libreoffice", "docs"])
def test_pasting_from_other_programs(page: Page, name: str) -> None:
    paste(opened(page), (PASTED / f"{name}.html").read_text(encoding="utf-8"))
    wanted = PASTED / f"{name}.pasted.html"
    assert saved(page).replace("> <", ">\n<") == wanted.read_text(encoding="utf-8").strip()


def test_nothing_pasted_runs(page: Page) -> None:
    page.add_init_script("window.alert = () => { throw new Error('alert') }")
    editor = opened(page)
    for vector in (
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<p style='background:red' onclick=alert(1)>y</p>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    ):
        paste(editor, vector)
    assert saved(page).replace("</p> <p>", "") == "<p>xy</p>"


def test_pictures_from_the_library(page: Page, login: Login) -> None:
    login(page, "redaktion")
    for n in range(13):
        PictureFactory(title=f"Saal {n}", rendered=True)
    chosen = PictureFactory(title="Fachtag", caption="Der Fachtag", rendered=True)
    editor = opened(page, "<p>vorher</p>")
    editor.click()
    button(page, "Bild einfügen").click()
    dialog = page.get_by_role("dialog", name="Bild aus der Bibliothek")
    search = dialog.get_by_role("searchbox", name="Bilder suchen")
    expect(search).to_be_focused()
    dialog.get_by_role("link", name="Nächste Seite").click()
    expect(dialog.get_by_text("Seite 2 von 2")).to_be_visible()
    search.fill("fachtag")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("1 Bild zu „fachtag“")).to_be_visible()
    dialog.get_by_role("button", name="Fachtag").focus()
    page.keyboard.press("Enter")
    figure = editor.locator("figure")
    expect(figure.get_by_role("img", name="Ein Saal voller Menschen")).to_be_visible()
    page.keyboard.type("Im Saal")
    page.keyboard.press("Enter")
    page.keyboard.type("nachher")
    assert saved(page) == (
        f'<p>vorher</p> <figure><img data-picture="{chosen.pk}"><figcaption>Im Saal</figcaption></figure> '
        "<p>nachher</p>"
    )


def test_a_picture_is_swapped_and_removed(page: Page, login: Login) -> None:
    login(page, "redaktion")
    first, second = (
        PictureFactory(title="Erstes", rendered=True),
        PictureFactory(title="Zweites", rendered=True),
    )
    editor = opened(
        page,
        f'<p>a</p><figure><img data-picture="{first.pk}"></figure><figure><img data-picture="4711"></figure>',
    )
    expect(editor.get_by_text("Dieses Bild gibt es nicht mehr.")).to_be_visible()
    editor.locator("figcaption").first.click()
    button(page, "Bild tauschen").click()
    page.get_by_role("dialog").get_by_role("button", name="Zweites").click()
    page.keyboard.type("Neu")
    editor.locator("figcaption").last.click()
    button(page, "Bild entfernen").click()
    assert (
        saved(page)
        == f'<p>a</p> <figure><img data-picture="{second.pk}"><figcaption>Neu</figcaption></figure>'
    )


def test_in_the_admin_it_warns_before_what_was_typed_gets_lost(page: Page, login: Login) -> None:
    login(page, "redaktion")
    page.goto("/verwaltung/news/article/add/")
    warned: list[str] = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    page.get_by_role("textbox", name="Text", exact=True).or_(page.locator(".prose-text")).first.click()
    page.keyboard.type("Getippt")
    page.get_by_role("link", name="Website ansehen").click()
    page.wait_for_url("/")
    assert warned == ["beforeunload"]


def test_keyboard_alone(page: Page) -> None:
    opened(page, "<p>Wort</p>").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    # The browser tells the editor of a selection a moment later.
    page.wait_for_timeout(200)
    page.keyboard.press("Alt+F10")
    expect(button(page, "H2: Überschrift 2")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(button(page, "Fett")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.get_by_role("toolbar").locator("button[tabindex='0']").count() == 1
    page.keyboard.type("Ersetzt")
    assert saved(page) == "<p><strong>Ersetzt</strong></p>"


def test_without_javascript_it_is_a_text_area(new_page: Windows) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/probe/")
    page.get_by_label("Text des Artikels").fill("<h1>A</h1><script>x</script>b")
    assert saved(page) == "<h2>A</h2> <p>b</p>"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_accessible_and_fits(new_page: Windows, login: Login, scheme: str, width: int) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    login(page, "redaktion")
    picture = PictureFactory(rendered=True, title="Saal")
    table = "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>"
    editor = opened(
        page,
        f'<h2>A</h2><p>b <a href="/x">c</a></p>{table}<figure><img data-picture="{picture.pk}"></figure>',
    )
    editor.locator("td").click()
    expect(editor.get_by_role("img")).to_be_visible()
    axe(page)
    button(page, "Link").click()
    axe(page)
    page.keyboard.press("Escape")
    button(page, "Bild einfügen").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Saal")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    no_sideways_scroll(page)
    page.goto("/verwaltung/bilder/auswahl/")
    axe(page)
    no_sideways_scroll(page)
