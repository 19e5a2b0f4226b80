"""Steps of somebody who writes by the contact form."""

import re
from typing import Any

import html5lib
import time_machine
from django.http import HttpResponse
from django.test import Client

from alliance.core.traps import LEAST_SECONDS
from alliance.members.models import Contact
from alliance.notifications.models import Message

ADDRESS = "/kontakt/"
OFFICE = "buero@example.org"
TYPED = {"name": "Ada Lovelace", "email": "ada@example.org", "text": "Guten Tag,\n\neine Frage."}


def office(**values: Any) -> Contact:
    """The office's point of contact."""
    defaults = {"function": "Geschäftsstelle", "email": OFFICE, "phone": "0551 123", "is_default": True}
    return Contact.objects.create(**{**defaults, **values})


def fields(html: str) -> dict[str, str]:
    """What the form on a page holds: every field by name, ticks left out."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    form = next(form for form in tree.iter("form") if form.get("action") == ADDRESS)
    found = {}
    for element in form.iter():
        if element.tag == "textarea":
            found[element.get("name", "")] = (element.text or "").removeprefix("\n")
        elif element.tag == "input" and element.get("type") != "checkbox":
            found[element.get("name", "")] = element.get("value", "")
    return found


def write(client: Client | None = None, *, after: float = LEAST_SECONDS + 1, **typed: Any) -> HttpResponse:
    """Open the form, wait, type and send; returns the answer."""
    client = client or Client()
    return send_again(client, client.get(ADDRESS), after=after, **{**TYPED, **typed})


def send_again(client: Client, answer: HttpResponse, *, after: float = 0, **typed: Any) -> HttpResponse:
    """Type into the form that `answer` shows and send it, so many seconds later."""
    import time

    with time_machine.travel(time.time() + after, tick=False):
        return client.post(ADDRESS, {**fields(answer.content.decode()), **typed})


def mail_of(what: str) -> Message:
    """The only mail of this sort: "office", "confirm" or "copy"."""
    return Message.objects.get(occasion__endswith=f":{what}")


def link() -> str:
    """The path of the link in the mail that asks for confirmation."""
    found = re.search(r"https?://[^/]+(/kontakt/kopie/\S+)", mail_of("confirm").text)
    assert found
    return found[1]
