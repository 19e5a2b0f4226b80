"""Tokens do not stand in the log of requests."""

from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config

from alliance.accesslog import AccessLog, without_secrets

pytestmark = pytest.mark.once
TOKEN = "Zm9vYmFyYmF6cXV4:1tRkXy:abc-def_123"


@pytest.mark.parametrize(
    "address",
    [
        f"/antwort/{TOKEN}/",
        f"/einladung/{TOKEN}/",
        f"/abbestellen/{TOKEN}/",
        f"/vorschau/{TOKEN}/",
        f"/termine/kalender/{TOKEN}.ics",
        f"/w/ABCDEF/?k={TOKEN}",
    ],
)
def test_a_token_is_left_out(address: str) -> None:
    assert TOKEN not in without_secrets(f"GET {address} HTTP/1.1")
    assert without_secrets(address).startswith(address.split(TOKEN)[0])


@pytest.mark.parametrize(
    "address",
    ["/", "/termine/kalender.ics", "/termine/2027-01-20-strategieaustausch-2027/", "/konto/kalender/"],
)
def test_all_else_stays(address: str) -> None:
    assert without_secrets(f"GET {address} HTTP/1.1") == f"GET {address} HTTP/1.1"


def test_the_server_uses_it() -> None:
    request = SimpleNamespace(headers=[], path="")
    response: Any = SimpleNamespace(status="200 OK", sent=1, headers=[], response_length=1)
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"/antwort/{TOKEN}/",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": f"/antwort/{TOKEN}/",
    }
    took = SimpleNamespace(seconds=0, microseconds=0)
    atoms = AccessLog(Config()).atoms(response, request, environ, took)
    assert atoms["r"] == "GET /antwort/…/ HTTP/1.1"
    assert TOKEN not in str({name: atoms[name] for name in ("r", "U", "q", "f")})
