"""Meetings and documents of the demo data: true to themselves, and useful on any day."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from alliance.accounts.models import User
from alliance.files.models import Document
from alliance.news.models import Article
from alliance.portal.demo import fields, occasions, organisations, people, sheets
from alliance.portal.demo.fill import fill
from alliance.portal.demo.fill_meetings import shift_of
from alliance.portal.demo.meeting_shapes import Point
from alliance.portal.demo.shapes import at
from events.meetings.actions import quorum_of
from events.meetings.models import Meeting, VotingRule
from events.meetings.states import Answer, ItemKind, Kind
from tests.portal.test_demo import UNWANTED, small_pictures

__all__ = ["small_pictures"]

MEMBERS = {member.short_name for member in organisations.MEMBERS}


def points() -> Iterator[Point]:
    """All items of all agendas and templates."""
    yield from (point for occasion in occasions.OCCASIONS for point in occasion.points)
    yield from (point for rows in occasions.TEMPLATES.values() for point in rows)


# ---- What the data says


def test_every_name_that_a_meeting_uses_exists() -> None:
    documents = {sheet.title for sheet in sheets.SHEETS}
    houses, groups = {house.name for house in occasions.HOUSES}, {group.name for group in people.GROUPS}
    slugs = {field.slug for field in fields.FIELDS}
    for occasion in occasions.OCCASIONS:
        named = {*occasion.papers, *(title for point in occasion.points for title in point.papers)}
        assert named <= documents, occasion.title
        assert {occasion.house} <= houses | {""}
        assert {occasion.group} <= groups | {""}
        assert set(occasion.fields) <= slugs
        assert occasion.kind in Kind
        answers = (*occasion.answers.room, *occasion.answers.online, *occasion.answers.no)
        assert len(set(answers)) == len(answers)
        assert {*answers, *occasion.present} <= MEMBERS
    assert all(point.kind in ItemKind for point in points())
    assert set(occasions.TEMPLATES) == set(Kind)
    for sheet in sheets.SHEETS:
        assert {sheet.group} <= groups | {""}
        assert {sheet.organisation} <= MEMBERS | {""}


def test_what_is_invented_says_so() -> None:
    true = [occasion.title for occasion in occasions.OCCASIONS if not occasion.is_example]
    assert true == [occasions.HELD_2024]
    assert all(sheet.title.endswith("(Beispiel)") for sheet in sheets.SHEETS)
    assert all(house.accessibility.startswith("Beispiel") for house in occasions.HOUSES)


def test_the_tone_is_kept() -> None:
    texts = [f"{point.title} {point.text}" for point in points()]
    texts += [f"{row.title} {row.description} {row.reason}" for row in occasions.OCCASIONS]
    texts += [" ".join((sheet.title, *sheet.paragraphs)) for sheet in sheets.SHEETS]
    for text in texts:
        assert not [word for word in UNWANTED if word in text], text[:80]


@pytest.mark.parametrize(
    "now", [at(2024, 1, 2), at(2026, 11, 24, 12), at(2027, 1, 19), at(2031, 7, 1, 3)], ids=str
)
def test_on_any_day_what_is_to_come_lies_ahead_and_what_was_held_behind(now: datetime.datetime) -> None:
    for occasion in occasions.OCCASIONS:
        shift = shift_of(occasion, now)
        starts = (occasion.starts + shift).astimezone(occasion.starts.tzinfo)
        assert starts.weekday() == occasion.starts.weekday()
        if occasion.stage == "held":
            assert occasion.ends + shift <= now
        else:
            ends_answering = occasion.starts + shift - datetime.timedelta(days=occasion.register_days or 0)
            assert ends_answering > now


def test_on_the_day_of_the_design_the_dates_are_those_of_the_design() -> None:
    assert not any(shift_of(occasion, at(2026, 11, 25, 12)) for occasion in occasions.OCCASIONS)


# ---- How it gets in


def meeting(title: str) -> Meeting:
    return Meeting.objects.get(title=title)


@pytest.mark.django_db
def test_everything_stands_where_it_should(small_pictures: None) -> None:
    """One test, as filling takes a moment."""
    fill()
    assert Meeting.objects.count() == len(occasions.OCCASIONS)
    stages = dict(Meeting.objects.values_list("title", "state"))
    expected = {"held": "planned"}
    assert stages == {row.title: expected.get(row.stage, row.stage) for row in occasions.OCCASIONS}
    _seats_of_the_exchange()
    _people_of_the_cast()
    autumn = meeting(occasions.AUTUMN_2026)
    assert autumn.is_held
    assert str(quorum_of(autumn)) == "17 von 22 Stimmberechtigten anwesend – beschlussfähig"
    assert VotingRule.objects.count() == 1
    lead = Article.objects.get(is_pinned=True, replaces=None)
    assert [row.title for row in lead.meetings.all()] == [occasions.HELD_2024]
    _documents()
    _the_overview_of_northeim()
    _years_later_nothing_is_added()


def _seats_of_the_exchange() -> None:
    """As in the design: 25 of 25 seats, three wait, four online, two not."""
    exchange = meeting(occasions.EXCHANGE_2027)
    counts = exchange.registrations.counts()
    assert exchange.seats.count() == exchange.limit == 25
    assert (counts[Answer.WAITING], counts[Answer.ONLINE], counts[Answer.NO]) == (3, 4, 2)
    assert counts[Answer.OPEN] == 0


def _people_of_the_cast() -> None:
    group, forum = meeting(sheets.GROUP_2027), meeting("Fachforum Anerkennungsberatung")
    assert [row.organisation.short_name for row in group.registrations.unanswered()] == ["Landkreis Northeim"]
    line = [row.organisation.short_name for row in forum.registrations.waiting()]
    assert line.index("Landkreis Northeim") == 1
    assert forum.registrations.guests().filter(answer=Answer.ROOM).count() == 2


def _documents() -> None:
    assert Document.objects.count() == len(sheets.SHEETS)
    points = Document.objects.get(title=sheets.KEY_POINTS)
    assert points.versions.count() == 2
    assert all(row.current.content_type == "application/pdf" for row in Document.objects.with_versions())


def _the_overview_of_northeim() -> None:
    client = Client()
    client.force_login(User.objects.get(email="northeim@example.org"))
    html = client.get("/uebersicht/").content.decode()
    for words in ("Guten Tag, Landkreis Northeim", "Antwort fehlt", "zugesagt", "Warteliste, Platz 2"):
        assert words in html
    for row in Meeting.objects.exclude(state="draft"):
        assert client.get(row.get_absolute_url()).status_code == 200


def _years_later_nothing_is_added() -> None:
    before = Meeting.objects.count()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=800)):
        assert not fill()
    assert Meeting.objects.count() == before
