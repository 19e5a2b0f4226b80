"""A real browser against the live portal.

Every page is watched: a violation of the Content-Security-Policy, an error in the console, an exception in a
script, a missing file, a server error or a request to another host makes the test fail.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Response,
    sync_playwright,
)

from tests.cast import Cast
from tests.machine import chromium

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Told through the console, where all that goes wrong is gathered.
LISTENER = """document.addEventListener("securitypolicyviolation", event =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))"""
OWN_FILES = {"stylesheet", "script", "image", "font", "manifest"}

Login = Callable[[Page, str], None]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if f"{os.sep}browser{os.sep}" in str(item.path):
            item.add_marker(pytest.mark.browser)


def missing(what: str) -> None:
    """Skip, or fail where nothing may be skipped (CI)."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright runs an event loop in this thread, which Django would take for asynchronous code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium: the system's, else the one that `playwright install chromium` brought."""
    path = chromium()
    if not path and not os.path.exists(playwright.chromium.executable_path):
        missing("Chromium fehlt: `apt-get install chromium` oder `python -m playwright install chromium`.")
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


class Watch:
    """Gathers what goes wrong in the pages of a test."""

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.found: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch all pages of this context."""
        context.add_init_script(LISTENER)
        context.on("console", self.console)
        context.on("weberror", lambda error: self.found.append(f"script: {error.error}"))
        context.on("request", lambda request: self.request(request.url))
        context.on("response", self.response)

    def console(self, message: ConsoleMessage) -> None:
        """An error in the console; what could not be loaded is told by `response`."""
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.found.append(f"console: {message.text}")

    def request(self, url: str) -> None:
        """Nothing may be asked of another host."""
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.found.append(f"other host: {url}")

    def response(self, response: Response) -> None:
        """A file that is missing, or an error of the server."""
        kind, status = response.request.resource_type, response.status
        if status >= 500 or (status >= 400 and kind in OWN_FILES):
            self.found.append(f"{status}: {response.url}")


class Windows:
    """Opens pages that are watched. Each is a browser context of its own, like another person's browser."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.contexts: list[BrowserContext] = []
        self.watch = Watch(url)

    def __call__(self, **options: Any) -> Page:
        """`new_page(viewport=…, color_scheme="dark", java_script_enabled=False)`."""
        defaults = {"viewport": {"width": 1280, "height": 900}, "locale": "de-DE", "reduced_motion": "reduce"}
        context = self.browser.new_context(base_url=self.url, **{**defaults, **options})
        context.set_default_timeout(15_000)
        self.watch.over(context)
        self.contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close all of them; what is still under way is told to the watch first."""
        while self.contexts:
            self.contexts.pop().close()


@pytest.fixture
def new_page(live_server: Any, browser: Browser) -> Iterator[Windows]:
    """`new_page()`: one more watched page; `new_page.watch.found` is what went wrong until now."""
    windows = Windows(browser, live_server.url)
    yield windows
    windows.close()
    assert not windows.watch.found, "\n".join(windows.watch.found)


@pytest.fixture
def page(new_page: Windows) -> Page:
    """One page at 1280 px."""
    return new_page()


@pytest.fixture
def login(live_server: Any, cast: Cast) -> Login:
    """`login(page, "redaktion")`: as if that person had logged in; the log-in form has tests of its own."""

    def login(page: Page, name: str) -> None:
        client = Client()
        client.force_login(cast[name])
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url, "httpOnly": True}]
        )

    return login
