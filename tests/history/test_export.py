"""The log as a table, for administrators only."""

import csv
import io
from typing import Any

import pytest

from alliance.history.models import Entry
from alliance.news import actions as news
from alliance.news.models import Topic
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db
LOG = "/verwaltung/history/entry/"


def table(client: Any, query: str = "") -> list[list[str]]:
    """The lines of the downloaded file."""
    response = client.get(f"{LOG}export/{query}")
    assert response.status_code == 200
    assert response.streaming
    assert response.headers["Content-Disposition"] == 'attachment; filename="verlauf.csv"'
    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeffWann;Wer;Vorgang;Art;")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_administrators_take_the_log_with_them(name: str, client_of: ClientOf) -> None:
    expected = {"administration": 200, "leitung": 403, "redaktion": 403, "visitor": 302}.get(name, 404)
    assert client_of(name).get(f"{LOG}export/").status_code == expected


def test_the_table_holds_what_the_list_shows(cast: Cast, client_of: ClientOf) -> None:
    for name in ("Öffentlich; ja", 'Mit "Zeichen"'):
        news.save_topic(by=cast.redaktion, topic=Topic(name=name))
    client = client_of("administration")
    lines = table(client)
    assert [line[4] for line in lines[1:]] == ['Mit "Zeichen"', "Öffentlich; ja"]
    assert lines[1][1:4] == [cast.redaktion.full_name, "angelegt", "Thema"]
    assert [line[4] for line in table(client, "?q=oeffentlich")[1:]] == ["Öffentlich; ja"]
    assert table(client, "?verb=gibt-es-nicht")[1:] == []
    assert client.get(f"{LOG}export/?at__gibt_es_nicht=1").status_code in (302, 400)


@pytest.mark.parametrize("title", ["=1+1", "+49 551", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_stay_text(title: str, cast: Cast, client_of: ClientOf) -> None:
    for values in ({"title": title}, {"title": "x", "note": title}, {"title": "x", "by_name": title}):
        Entry.objects.create(verb="angelegt", kind="news.topic", object_id=1, **values)
    cells = [cell for line in table(client_of("administration"))[1:] for cell in line]
    assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []
    assert sum(cell.startswith("'") for cell in cells) == 3


def test_the_list_leads_to_the_table_with_its_filters(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("administration")
    assert 'href="export/?q=x&amp;art=news.topic"' in client.get(f"{LOG}?q=x&art=news.topic").content.decode()


def test_a_long_log_takes_as_many_queries_as_a_short_one(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    client = client_of("administration")
    for count in (1, 50):
        Entry.objects.bulk_create(
            Entry(verb="geändert", kind="news.topic", object_id=1, title="x") for _ in range(count)
        )
        with django_assert_num_queries(6):
            table(client)
