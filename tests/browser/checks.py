"""What every page has to keep, asked of a page in the browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > width && e.checkVisibility())
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
}"""


def axe(page: Page) -> None:
    """No violation of WCAG 2.2 AA and of the best practice on the page as it stands."""
    # Without `preload` axe leaves the stylesheets alone; it would write copies, which the policy blocks.
    options = {"runOnly": {"type": "tag", "values": TAGS}, "preload": False}
    result = Axe().run(page, options=options).response
    found = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n    "
        + "\n    ".join(f"{node['target']} {node['html'][:160]}" for node in rule["nodes"][:4])
        for rule in result["violations"]
    ]
    assert not found, f"{page.url}\n" + "\n".join(found)


def no_sideways_scroll(page: Page, width: int = 320) -> None:
    """The page fits into `width` pixels; leaves the window at that width."""
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url}: {wide} px too wide at {width}: {page.evaluate(TOO_WIDE)}"
