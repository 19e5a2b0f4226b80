"""Pages for what went wrong. Those for 400, 429, 500 and 503 need neither database nor session."""

import sys
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

PAUSE = {"Retry-After": "300", "Cache-Control": "no-store"}
SHORTLY = {"Retry-After": "60", "Cache-Control": "no-store"}
PLAIN = '<!doctype html><html lang="de"><title>Fehler</title><h1>Hier ist ein Fehler passiert.</h1>'


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request makes no sense, or comes for a host that is not ours."""
    return _without_anything(HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a verb that is not allowed; what is hidden is a 404 instead."""
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old, or a browser without cookies."""
    return render(request, "403.html", {"reload": True}, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for unknown and hidden addresses; who is not logged in is offered to log in."""
    context = {"next_address": quote(request.get_full_path(), safe="/")}
    return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: a limit of the log-in is reached."""
    return _without_anything(HTTPStatus.TOO_MANY_REQUESTS, PAUSE)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database cannot be reached, or is busy for too long."""
    return _without_anything(HTTPStatus.SERVICE_UNAVAILABLE, SHORTLY)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 where the database is what failed."""
    if isinstance(sys.exception(), InterfaceError | OperationalError):
        return unavailable(request)
    return _without_anything(HTTPStatus.INTERNAL_SERVER_ERROR, {"Cache-Control": "no-store"})


def _without_anything(status: HTTPStatus, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The page of this status without request and context; plain words if even its files are missing."""
    try:
        text = loader.get_template(f"{status.value}.html").render()
    except Exception:
        text = PLAIN
    return HttpResponse(text, status=status, headers=headers)
