"""Fills in a form of the admin as a browser would: what the page shows is what is sent."""

from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

Fields = dict[str, str | list[str]]
BUTTONS = {"submit", "button", "image", "reset", "file"}


def read(html: str, form_id: str) -> Fields:
    """The fields that a browser would send for the form with this id, buttons left out."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    form = next(element for element in tree.iter("form") if element.get("id") == form_id)
    found: dict[str, list[str]] = {}
    for element in form.iter():
        name = element.get("name")
        if name and "__prefix__" not in name and element.get("disabled") is None:
            found.setdefault(name, []).extend(_values(element))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items() if values}


def _values(element: Element) -> list[str]:
    kind = element.get("type") or "text"
    if element.tag == "textarea":
        # A browser sends the text without the line break that the template puts first.
        return [(element.text or "").removeprefix("\n")]
    if element.tag == "select":
        return [
            option.get("value", "") for option in element.iter("option") if option.get("selected") is not None
        ] or _first(element)
    if element.tag != "input" or kind in BUTTONS:
        return []
    if kind in ("checkbox", "radio"):
        return [element.get("value", "on")] if element.get("checked") is not None else []
    return [element.get("value", "")]


def _first(select: Element) -> list[str]:
    """A select for one value sends its first option when none is marked."""
    options = list(select.iter("option"))
    return [options[0].get("value", "")] if options and select.get("multiple") is None else []


def opened(client: Client, address: str) -> Fields:
    """The fields of the admin form at `address`."""
    response = client.get(address)
    assert response.status_code == 200, response
    model = address.split("/")[3]
    return read(response.content.decode(), f"{model}_form")
