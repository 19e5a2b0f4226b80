"""Fixtures of all tests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests import cast as people

ClientOf = Callable[[str], Client]


DATABASE = {"db", "transactional_db", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks no database need not be repeated on the second one."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if not (item.get_closest_marker("django_db") or DATABASE & fixtures):
            item.add_marker(pytest.mark.once)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Nobody's wrong passwords count for the next test."""
    cache.clear()


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    """Pictures that a test uploads go into a folder of that test."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def cast(db: None) -> people.Cast:
    """The whole cast, saved: `cast.redaktion`, `cast["northeim"]`."""
    return people.assemble()


@pytest.fixture
def client_of(request: pytest.FixtureRequest, db: None) -> ClientOf:
    """`client_of("redaktion")`: a client logged in as that person of the cast; "visitor" is nobody."""

    def client_of(name: str) -> Client:
        client = Client()
        if name != people.VISITOR:
            client.force_login(request.getfixturevalue("cast")[name])
        return client

    return client_of


@pytest.fixture
def visitor(db: None) -> Client:
    """A client that is not logged in."""
    return Client()
