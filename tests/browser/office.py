"""What the office does again and again in the stories, by mouse and keyboard."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PASTED = Path(__file__).parent.parent / "core" / "pasted"
PASTE = """(editor, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Text");
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
ADD = "/verwaltung/news/article/add/"


def editor(page: Page) -> Locator:
    """The box of the rich text."""
    box = page.locator("#id_text-editor")
    expect(box).to_be_visible()
    return box


def paste(box: Locator, sample: str) -> None:
    """Paste what another program puts on the clipboard: `word`, `libreoffice` or `docs`."""
    box.click()
    box.evaluate(PASTE, (PASTED / f"{sample}.html").read_text(encoding="utf-8"))


def choose(within: Page | Locator, label: str, words: str, option: str) -> None:
    """Choose from another list by what one types, without the mouse."""
    page = within if isinstance(within, Page) else within.page
    box = within.get_by_role("combobox", name=label)
    # A list of one opens by its box, a list of many by the field inside it.
    search = box.get_by_role("searchbox")
    target = search if search.count() else box
    target.focus()
    if not search.count():
        page.keyboard.press("Enter")
    page.keyboard.type(words)
    expect(page.get_by_role("option", name=option)).to_be_visible()
    page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    """Press the button of this name and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def situation(page: Page) -> Locator:
    """Where the article stands, as its form says above."""
    return page.locator(".situation strong")
