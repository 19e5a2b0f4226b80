"""Headers of every answer."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
        "browsing-topics",
    )
)


WRITTEN = frozenset(
    {
        "application/atom+xml",
        "application/json",
        "application/xml",
        "text/calendar",
        "text/html",
        "text/plain",
    }
)


class Compression(GZipMiddleware):
    """Compress the text we write ourselves; pictures and static files are compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed where the browser takes it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in WRITTEN:
            return response
        return super().process_response(request, response)


class SecurityHeaders:
    """What a page may use of the device: nothing it does not need."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class _Counter:
    """Counts the queries of one request and the time they take."""

    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - start


class ServerTiming:
    """Tell what a page cost, in demo and development only (the settings leave it out in production)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        counter, start = _Counter(), time.perf_counter()
        with connection.execute_wrapper(counter):
            response = self.get_response(request)
        total = (time.perf_counter() - start) * 1000
        response.headers["Server-Timing"] = (
            f'sql;desc="{counter.queries}";dur={counter.seconds * 1000:.1f}, view;dur={total:.1f}'
        )
        return response
