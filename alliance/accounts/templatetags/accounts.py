"""How pages of the own account name things."""

import re

from django import template

register = template.Library()

# The first that is found: browsers claim to be each other, the rarer name is the true one.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device_name(user_agent: str) -> str:
    """A browser and its device in words, as „Firefox auf Windows“; what is not known stays as it is."""
    browser, system = (_first(names, user_agent) for names in (BROWSERS, SYSTEMS))
    if browser and system:
        return f"{browser} auf {system}"
    return browser or system or user_agent[:60] or "Unbekanntes Gerät"


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, user_agent)), "")
