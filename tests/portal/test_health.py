"""What machines ask: alive, and ready to serve."""

import json
from typing import Any, NamedTuple

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.portal import views

pytestmark = pytest.mark.django_db
READY = {"database": True, "migrations": True, "disk": True}


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def answer(client: Client) -> tuple[int, Any]:
    response = client.get("/readyz")
    assert response.headers["Content-Type"] == "application/json"
    assert "no-store" in response.headers["Cache-Control"]
    return response.status_code, json.loads(response.content)


def test_alive_without_asking_the_database(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = visitor.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response.headers["Cache-Control"]


def test_ready(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MigrationExecutor", Executor)
    monkeypatch.setattr(views.shutil, "disk_usage", lambda path: Usage(10**12, 0, 10**12))
    assert answer(visitor) == (200, READY)


class Executor:
    """A migration executor that finds nothing to do, or what the test puts into `plan`."""

    plan: list[str] = []

    def __init__(self, connection: Any) -> None:
        self.loader = self
        self.graph = self

    def leaf_nodes(self) -> list[str]:
        return []

    def migration_plan(self, targets: list[str]) -> list[str]:
        return self.plan


def test_not_ready_before_the_last_migration(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MigrationExecutor", type("Behind", (Executor,), {"plan": ["0002"]}))
    assert answer(visitor) == (503, {**READY, "migrations": False})


def test_the_real_migrations_are_asked(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    # Also where the tests themselves do without them.
    settings.MIGRATION_MODULES = {}
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: {})
    assert answer(visitor) == (503, {**READY, "migrations": False})


def test_not_ready_when_the_database_is_gone(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("connection refused at 10.0.0.3:5432 as geheim")

    monkeypatch.setattr(connection, "cursor", gone)
    status, found = answer(visitor)
    assert (status, found) == (503, {"database": False, "migrations": False, "disk": True})


def test_not_ready_when_the_disk_is_nearly_full(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MigrationExecutor", Executor)
    monkeypatch.setattr(views.shutil, "disk_usage", lambda path: Usage(10**12, 10**12, 10**8))
    assert answer(visitor) == (503, {**READY, "disk": False})


def test_not_ready_when_the_folder_is_gone(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(views, "MigrationExecutor", Executor)
    settings.DATA_DIR = settings.DATA_DIR / "gibt-es-nicht"
    assert answer(visitor) == (503, {**READY, "disk": False})


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_no_session_and_no_cookie(address: str, visitor: Client) -> None:
    assert not visitor.get(address).cookies
