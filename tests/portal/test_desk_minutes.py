"""Minutes and tasks on the office's desk."""

from typing import Any

import pytest

from alliance.members.models import Organisation
from alliance.portal.due_minutes import minutes_due
from events.minutes import actions
from tests.cast import Cast
from tests.factories import minutes as make

pytestmark = pytest.mark.django_db


def test_nothing_waits() -> None:
    assert minutes_due() == []


def test_each_line_counts_what_waits(cast: Cast, django_assert_num_queries: Any) -> None:
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    make.draft(make.held_meeting(days=-2))
    circulated = make.circulated(make.held_meeting(days=-30))
    for entry in circulated.entries.all():
        actions.object_to_entry(by=cast.goettingen, entry=entry, organisation=goettingen, text="Nein.")
    make.end_objections(circulated)
    make.task(organisation=goettingen, days=-3, entry=circulated.entries.all()[0])
    with django_assert_num_queries(2):
        found = {line.title for line in minutes_due()}
    assert found == {
        "2 Einwände ohne Antwort",
        "1 Protokoll zu genehmigen",
        "1 Protokoll im Entwurf",
        "1 Aufgabe überfällig",
    }
