"""Who gets what answer at which address. A new address without a line fails; so does a line too many.

The tables stand in `tests/access/`, one module a room, each with TABLE, OFFICE, WITH_COOKIE and `things`. In
TABLE `login` sends to the log-in page, `->` leads elsewhere; a number is the status. Names in braces are things
of the module and people of `tests/cast.py`. Each line is asked for with GET, unless POST stands before it.
"""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.access import (
    accounts,
    answers,
    calendar,
    groups,
    letters,
    meetings,
    minutes,
    portal,
    taking_part,
    workshops,
)
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf

ROOMS = (portal, accounts, letters, calendar, groups, taking_part, meetings, answers, minutes, workshops)
PEOPLE = (
    "visitor",
    "ehemalig",
    "goettingen",
    "northeim",
    "stellvertretung",
    "redaktion",
    "leitung",
    "administration",
)
LINES = [
    line for room in ROOMS for line in room.TABLE.splitlines() if line.strip() and not line.startswith("#")
]

# Which of the office may: R redaktion, L leitung, A administration, . nobody. Who may not gets 403, or 404 at
# what may not even be looked at; a member 404, a visitor the log-in page. `view` asks for the form, `change`
# sends it; that of a published article is answered with the form and the reason why it cannot be saved.
# Column: the requests it speaks of, with what who may and who may not gets.
COLUMNS = {
    "list": [("GET", "", "200", "403")],
    "add": [("GET", "add/", "200", "403")],
    "view": [("GET", "{pk}/change/", "200", "403")],
    "change": [("POST", "{pk}/change/", "200", "403")],
    "history": [("GET", "{pk}/history/", "200", "404")],
    "restore": [("POST", "{pk}/verlauf/{state}/herstellen/", "->", "403")],
    "delete": [("GET", "{pk}/delete/", "200", "403")],
}
# Where content states are kept, whoever sees the history sees them.
STATES = [("GET", "{pk}/verlauf/{state}/", "200", "404"), ("GET", "{pk}/verlauf/vergleich/", "->", "404")]
LETTERS = {"redaktion": "R", "leitung": "L", "administration": "A"}


def routes(resolver: URLResolver | None = None, above: str = "") -> Iterator[str]:
    """Every route of the resolver, joined as `resolve().route` tells it."""
    for entry in (resolver or get_resolver()).url_patterns:
        part = str(entry.pattern)
        route = above + part.removeprefix("^") if above else part
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from routes(entry, route)


def split(line: str) -> tuple[str, str, list[str]]:
    """A line of the table as method, address and the answers in the order of the people."""
    parts = line.split()
    method = parts.pop(0) if parts[0] == "POST" else "GET"
    return method, parts[0], parts[1:]


def answer(client: Client, method: str, address: str) -> str:
    """What the client gets, in the words of the table. Whatever it changed is undone."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code in (301, 302):
        return "login" if response.headers["Location"].startswith("/anmelden/") else "->"
    return str(response.status_code)


@pytest.fixture
def names(cast: Cast) -> dict[str, Any]:
    """All that stands in braces."""
    people = {name: cast[name] for name in EVERYBODY[1:]}
    return {**people, **{name: thing for room in ROOMS for name, thing in room.things(cast).items()}}


@pytest.fixture
def clients(client_of: ClientOf, caplog: pytest.LogCaptureFixture) -> dict[str, Client]:
    """One client for each person; an exception is an answer too."""
    caplog.set_level(logging.CRITICAL)
    found = {name: client_of(name) for name in PEOPLE}
    for client in found.values():
        client.raise_request_exception = False
    return found


def office_lines(names: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """The lines of OFFICE as those of TABLE: method, address and what each of PEOPLE gets."""
    for line in (row for room in ROOMS for row in room.OFFICE.strip().splitlines()[1:]):
        model, thing, *cells = line.split()
        row = names[thing.strip("{}")]
        columns = dict(zip(COLUMNS, cells, strict=True))
        state = "" if columns["restore"] == "-" else row.history.first().history_id
        for column, whose in columns.items():
            requests = [*COLUMNS[column], *(STATES if column == "history" and state else [])]
            for method, end, may, may_not in requests if whose != "-" else []:
                address = f"/verwaltung/{model}/{end.format(pk=row.pk, state=state)}"
                yield method, address, _expected(whose, may, may_not)
        yield "GET", f"/verwaltung/{model}/{row.pk}/", _expected("->", "", "")
        yield "POST", f"/verwaltung/{model}/{row.pk}/tun/gibt-es-nicht/", _expected("RLA", "404", "")


def _expected(letters: str, may: str, may_not: str) -> list[str]:
    office = [may if letter in letters else may_not for letter in LETTERS.values()]
    return ["login", *["404"] * 4, *(["->"] * 3 if letters == "->" else office)]


def all_lines(names: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Both tables with what stands in braces filled in."""
    for method, address, expected in map(split, LINES):
        yield method, address.format(**names), expected
    yield from office_lines(names)


def test_everybody_gets_the_answer_of_the_table(names: dict[str, Any], clients: dict[str, Client]) -> None:
    wrong = []
    for method, address, expected in all_lines(names):
        found = [answer(clients[name], method, address) for name in PEOPLE]
        if found != expected:
            wrong.append(f"{method} {address}\n  is     {' '.join(found)}\n  should {' '.join(expected)}")
    assert not wrong, "\n".join(wrong)


def test_every_address_has_a_line(names: dict[str, Any]) -> None:
    lined = {resolve(address.partition("?")[0]).route for _, address, _ in all_lines(names)}
    missing = [route for route in routes() if route not in lined]
    assert not missing, "Without a line in the table:\n" + "\n".join(missing)


def test_the_whole_cast_is_asked() -> None:
    assert sorted(PEOPLE) == sorted(EVERYBODY)


def test_visitors_get_a_cookie_only_with_a_form(names: dict[str, Any], clients: dict[str, Client]) -> None:
    found, kept = set(), set()
    for method, address, _ in all_lines(names):
        response = Client(raise_request_exception=False).generic(method, address)
        if response.cookies:
            found.add(address)
        if response.cookies and "no-store" not in response.headers.get("Cache-Control", ""):
            kept.add(address)
    assert found == {address for room in ROOMS for address in room.WITH_COOKIE}
    assert not kept
