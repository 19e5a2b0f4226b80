"""A year of the alliance: 30 meetings with minutes, 300 resolutions, 400 tasks; no page asks more than before."""

from typing import Any

import pytest
from django.db import models
from pytest_django import DjangoAssertNumQueries

from alliance.members.models import Organisation
from events.meetings.models import Meeting, Resolution
from events.minutes.models import Task
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories import minutes as make
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, in_days

pytestmark = pytest.mark.django_db
MEETINGS, RESOLUTIONS, TASKS = 30, 300, 400


def copies(row: models.Model, count: int, **values: Any) -> list[Any]:
    """Unsaved rows like this one; `values` are functions of the number."""
    columns = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return [
        type(row)(**{**columns, **{name: make_value(number) for name, make_value in values.items()}})
        for number in range(2, count + 2)
    ]


def store(rows: list[Any]) -> None:
    """Past the managers that freeze what is recorded."""
    models.QuerySet(type(rows[0])).bulk_create(rows)


def fill() -> None:
    """Everything in one year, for Landkreis Northeim."""
    for number in range(MEETINGS):
        make.circulated(make.held_meeting(days=-10 * number - 1, items=1))
    resolution = make.resolution(AgendaItemFactory(meeting=Meeting.objects.first()))
    store(
        copies(
            resolution,
            RESOLUTIONS - 1,
            number=lambda number: 100 + number,
            address=lambda number: f"{resolution.year}-{100 + number}",
        )
    )
    task = make.task(organisation=Organisation.objects.get(slug="landkreis-northeim"), resolution=resolution)
    store(copies(task, TASKS - 1))
    for number in range(MEETINGS):
        MeetingFactory(starts_at=in_days(number + 1))


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/protokolle/", 12),
        ("/beschluesse/", 12),
        ("/aufgaben/", 12),
        ("/termine/", 12),
        ("/uebersicht/", 15),
    ],
)
def test_a_full_year_stays_within_the_limits(
    cast: Cast,
    client_of: ClientOf,
    address: str,
    queries: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make.rule()
    fill()
    assert Resolution.objects.count() == RESOLUTIONS
    assert Task.objects.count() == TASKS
    client = client_of("northeim")
    client.get(address)
    with django_assert_max_num_queries(queries):
        response = client.get(address)
    assert response.status_code == 200
    assert len(response.content) < 250_000
