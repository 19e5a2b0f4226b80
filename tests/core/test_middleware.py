"""Headers of every answer."""

import re

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from alliance.core.middleware import PERMISSIONS, SecurityHeaders, ServerTiming

pytestmark = pytest.mark.django_db


def test_pages_may_use_nothing_of_the_device() -> None:
    answer = SecurityHeaders(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert answer.headers["Permissions-Policy"] == PERMISSIONS
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for name in ("camera", "microphone", "geolocation", "payment"):
        assert f"{name}=()" in PERMISSIONS


def test_a_view_may_say_otherwise() -> None:
    own = HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})
    answer = SecurityHeaders(lambda request: own)(RequestFactory().get("/"))
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("count", [0, 3])
def test_the_cost_counts_the_queries_of_this_request(count: int) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        for _ in range(count):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        return HttpResponse()

    with connection.cursor() as cursor:
        cursor.execute("SELECT 2")
    answer = ServerTiming(view)(RequestFactory().get("/"))
    assert re.fullmatch(rf'sql;desc="{count}";dur=\d+\.\d, view;dur=\d+\.\d', answer.headers["Server-Timing"])


def test_a_query_that_fails_counts_too() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        from django.db import DatabaseError, transaction

        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT nonsense FROM nowhere")
        except DatabaseError:
            pass
        return HttpResponse()

    header = ServerTiming(view)(RequestFactory().get("/")).headers["Server-Timing"]
    # Savepoint, query, rollback of the savepoint.
    assert int(re.findall(r'desc="(\d+)"', header)[0]) >= 1


def test_nobody_counts_after_the_answer() -> None:
    ServerTiming(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert not connection.execute_wrappers


def test_the_demo_says_what_a_page_cost(visitor: Client) -> None:
    assert re.search(r'sql;desc="[1-9]\d*"', visitor.get("/").headers["Server-Timing"])
