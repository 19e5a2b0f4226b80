"""How much the first visit of the home page costs, with the demo data, over the wire."""

from urllib.parse import urlsplit

import brotli
import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Response

from tests.browser.conftest import Windows

pytestmark = pytest.mark.slow

MOST = 250_000
MOST_SCRIPT = 20_000
SCREENS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True},
    "desk": {"viewport": {"width": 1280, "height": 900}},
}


def on_the_wire(response: Response) -> int:
    """Bytes of an answer's body as the portal serves it: static text lies there compressed, pages do not."""
    body = response.body()
    kind = urlsplit(response.url).path.rsplit(".", 1)[-1]
    is_static = urlsplit(response.url).path.startswith(settings.STATIC_URL)
    return len(brotli.compress(body)) if is_static and kind in ("css", "js", "svg") else len(body)


def test_first_load_of_the_home_page(live_server: object, new_page: Windows) -> None:
    call_command("demo", verbosity=0)
    for name, screen in SCREENS.items():
        seen: list[Response] = []
        page = new_page(**screen)
        page.on("response", lambda response: seen.append(response))  # noqa: B023
        page.goto("/", wait_until="networkidle")
        weights = {response: on_the_wire(response) for response in seen}
        scripts = sum(
            size for response, size in weights.items() if response.request.resource_type == "script"
        )
        table = "\n".join(f"{size:8} {response.url}" for response, size in weights.items())
        assert sum(weights.values()) <= MOST, f"{name}: {sum(weights.values())}\n{table}"
        assert scripts <= MOST_SCRIPT, f"{name}: {scripts}\n{table}"
        print(f"{name}: {sum(weights.values())} bytes, {scripts} of them JavaScript\n{table}")
