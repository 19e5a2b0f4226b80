"""Error pages: the same hand, and whole when nothing else is."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from alliance.portal import errors
from alliance.urls import handler400, handler403, handler404, handler429, handler500
from alliance.urls import urlpatterns as real_urls
from tests.conftest import ClientOf
from tests.markup import assert_sound

FREE_OF_EVERYTHING = {
    400: errors.bad_request,
    429: errors.too_many_requests,
    500: errors.server_error,
    503: errors.unavailable,
}


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def no_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    path("kaputt/", broken),
    path("ohne-datenbank/", no_database),
    path("verboten/", forbidden),
    *real_urls,
]
__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]


@pytest.fixture
def broken_site() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def calm(visitor: Client) -> Client:
    visitor.raise_request_exception = False
    return visitor


@pytest.mark.parametrize("status", FREE_OF_EVERYTHING)
def test_these_pages_need_neither_database_nor_session(status: int) -> None:
    # No `db` mark: any query would raise. A request without session and user.
    response = FREE_OF_EVERYTHING[status](RequestFactory().get("/"))
    html = response.content.decode()
    assert response.status_code == status
    assert '<html lang="de">' in html and html.count("<h1") == 1 and "css/theme.css" in html
    assert_sound(html)


def test_plain_words_if_even_the_files_are_missing(monkeypatch: Any) -> None:
    monkeypatch.setattr("alliance.portal.errors.loader.get_template", lambda name: 1 / 0)
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500 and "Fehler" in response.content.decode()


@pytest.mark.django_db
def test_a_fault_is_a_500(broken_site: None, calm: Client) -> None:
    response = calm.get("/kaputt/")
    assert response.status_code == 500
    assert "Hier ist ein Fehler passiert." in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_missing_database_is_a_503(broken_site: None, calm: Client) -> None:
    response = calm.get("/ohne-datenbank/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"


def test_a_foreign_host_is_a_400(visitor: Client) -> None:
    response = visitor.get("/", headers={"host": "fremd.example"})
    assert response.status_code == 400
    assert "unverständlich" in response.content.decode()


@pytest.mark.parametrize("address", ["/gibt/es/nicht/", "/aktuelles/geheim/", "/x/?a=1&b=ä"])
def test_visitors_are_offered_to_log_in_on_every_unknown_address(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    html = response.content.decode()
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht." in html and "Mitglied? Anmelden" in html
    assert "/anmelden/?next=/" in html
    assert not response.cookies and "csrfmiddlewaretoken" not in html
    assert_sound(html)


def test_unknown_addresses_answer_alike(visitor: Client) -> None:
    pages = {
        visitor.get(address).content.decode().replace(address.strip("/"), "…")
        for address in ("/gibtesnicht/", "/auch/dies/nicht/")
    }
    assert len(pages) == 1


def test_members_are_not_offered_to_log_in(client_of: ClientOf) -> None:
    response = client_of("northeim").get("/gibt/es/nicht/")
    assert response.status_code == 404
    assert "Mitglied? Anmelden" not in response.content.decode()


@pytest.mark.django_db
def test_the_address_goes_on_whole(visitor: Client) -> None:
    html = visitor.get("/x/?a=1&b=2#c").content.decode()
    assert "next=/x/%3Fa%3D1%26b%3D2" in html


def test_a_forbidden_verb_is_a_403(broken_site: None, client_of: ClientOf) -> None:
    response = client_of("northeim").get("/verboten/")
    assert response.status_code == 403
    assert "Das dürfen Sie hier nicht." in response.content.decode()


@pytest.mark.django_db
def test_an_old_form_says_how_to_mend_it() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/anmelden/", {"login": "a@example.org", "password": "x"})
    assert response.status_code == 403
    assert "Bitte laden Sie die Seite neu." in response.content.decode()


@pytest.mark.django_db
def test_404_costs_few_queries(visitor: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(10):
        visitor.get("/gibt/es/nicht/")
