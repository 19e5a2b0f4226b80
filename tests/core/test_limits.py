"""How often, and who."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.utils import timezone

from alliance.core import limits
from alliance.core.limits import client_address, is_over


def test_limits_count_exactly_and_run_out() -> None:
    def ask(who: str) -> bool:
        return is_over(name="probe", who=who, most=3, seconds=60)

    assert [ask("a") for _ in range(5)] == [False, False, False, True, True]
    assert not ask("b")
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert not ask("a")


@pytest.mark.django_db
def test_the_cache_of_production_counts_as_exactly(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "probe_cache"}
    }
    call_command("createcachetable", verbosity=0)
    monkeypatch.setattr(limits, "cache", DatabaseCache("probe_cache", {}))
    assert [is_over(name="probe", who="a", most=2, seconds=60) for _ in range(3)] == [False, False, True]


@pytest.mark.parametrize(
    ("proxies", "passed", "found"),
    [
        (0, "203.0.113.1", "127.0.0.1"),
        (1, "6.6.6.6, 203.0.113.1", "203.0.113.1"),
        (2, "6.6.6.6, 203.0.113.1, 10.0.0.1", "203.0.113.1"),
        (1, "", "127.0.0.1"),
        (2, "203.0.113.1", "127.0.0.1"),
    ],
)
def test_nobody_makes_up_their_address(settings: Any, rf: Any, proxies: int, passed: str, found: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert client_address(rf.get("/", headers={"X-Forwarded-For": passed})) == found
