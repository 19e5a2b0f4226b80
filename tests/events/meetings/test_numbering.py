"""Ten resolutions at the same instant: no number is left out and none is given twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from events.meetings.models import AgendaItem, Resolution
from tests.factories import minutes as make

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TEN = 10


def test_ten_at_once() -> None:
    items = list(make.held_meeting(items=TEN).items.all())
    start = threading.Barrier(TEN)

    def record(item: AgendaItem) -> int:
        try:
            start.wait(30)
            return make.resolution(item).number
        finally:
            connection.close()

    with ThreadPoolExecutor(TEN) as pool:
        numbers = list(pool.map(record, items))
    assert sorted(numbers) == list(range(1, TEN + 1))
    assert sorted(Resolution.objects.values_list("number", flat=True)) == sorted(numbers)
