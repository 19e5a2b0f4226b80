"""Minutes, resolutions and ballots of the demo data: only through names that exist, whole, and once."""

import pytest

from alliance.accounts.models import User
from alliance.portal.demo import minutes_2026 as data
from alliance.portal.demo import occasions, organisations
from alliance.portal.demo.fill import fill
from events.meetings.models import Ballot, Resolution
from events.minutes.models import Minutes, Task
from tests.portal.test_demo import small_pictures

__all__ = ["small_pictures"]


def test_every_name_exists() -> None:
    items = {point.title for row in occasions.OCCASIONS if row.title == data.MEETING for point in row.points}
    assert {record.item for record in data.RECORDS} == items
    members = {member.short_name for member in organisations.MEMBERS}
    duties = [duty for record in data.RECORDS for motion in record.motions for duty in motion.duties]
    assert {duty.member for duty in duties} <= members
    for row in data.PROCEDURES:
        voted = (*row.yes, *row.no, *row.abstained)
        assert set(voted) <= members and len(set(voted)) == len(voted)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("small_pictures")
def test_it_is_there_once() -> None:
    fill()
    minutes = Minutes.objects.get()
    assert minutes.state == "circulated" and all(entry.text for entry in minutes.entries.all())
    assert [row.is_carried for row in Resolution.objects.all()] == [True, True, True]
    northeim = User.objects.get(email="northeim@example.org")
    assert Task.objects.asked_of(northeim).undone().count() == 2
    running = Ballot.objects.visible_to(northeim).running()
    assert running.filter(is_secret=True).count() == running.filter(is_secret=False).count() == 1
    before = [model.objects.count() for model in (Minutes, Resolution, Task, Ballot)]
    fill()
    assert [model.objects.count() for model in (Minutes, Resolution, Task, Ballot)] == before
