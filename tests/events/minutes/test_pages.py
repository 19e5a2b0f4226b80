"""Minutes as they are read: the list, the page of members, the public extract."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alliance.core.addresses import remember
from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from events.meetings.models import MeetingDocument
from events.meetings.states import Answer, Kind
from events.minutes import actions
from events.minutes.models import Minutes, MinutesEntry
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories import minutes as make
from tests.factories.files import DocumentFactory
from tests.factories.meetings import AgendaItemFactory, RegistrationFactory
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db

OFFICE = {"redaktion", "leitung", "administration"}


def organisation() -> Organisation:
    return Organisation.objects.get(slug="stadt-goettingen")


def address(minutes: Minutes, rest: str = "") -> str:
    return f"/protokolle/{minutes.meeting.address}/{rest}"


def whole_minutes(count: int = 1, **values: Any) -> Minutes:
    """Circulated minutes with one of everything at each of `count` entries, and an internal part."""
    meeting = make.held_meeting(items=count, **values)
    AgendaItemFactory(meeting=meeting, order=99, title="Interne Zahlen", audience=Audience.OFFICE)
    RegistrationFactory(
        meeting=meeting, organisation=organisation(), answer=Answer.ROOM, present_at=meeting.starts_at
    )
    for _ in range(count):
        MeetingDocument.objects.create(meeting=meeting, document=DocumentFactory(audience=Audience.MEMBERS))
    minutes = make.draft(meeting)
    for entry in minutes.entries.all():
        actions.save_entry(
            by=None, entry=entry, text=f"<p>Gesagt zu {entry.title}.</p>", revision=entry.revision
        )
        made = actions.record_resolution(
            by=None,
            entry=entry,
            title=f"Beschluss zu {entry.title}",
            wording="<p>So sei es.</p>",
            votes=make.UNANIMOUS,
        )
        day = timezone.localdate() + timedelta(days=9)
        actions.record_task(
            by=None, entry=entry, what=f"Aufgabe zu {entry.title}", due_on=day, organisation=organisation()
        )
        make.task(organisation=organisation(), resolution=made)
    return actions.circulate_minutes(by=None, minutes=minutes)


def object_to(minutes: Minutes, cast: Cast, text: str = "Das war anders.") -> Any:
    entry = minutes.entries.first()
    return actions.object_to_entry(by=cast.goettingen, entry=entry, organisation=organisation(), text=text)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make.circulated(make.held_meeting(days=-number - 1))
    client = client_of("northeim")
    client.get("/protokolle/")
    with django_assert_num_queries(10):
        response = client.get("/protokolle/")
    assert len(response.context["object_list"]) == count
    assert_sound(response.content.decode())


def test_the_list_says_how_they_stand_and_is_filtered(cast: Cast, client_of: ClientOf) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    make.circulated(make.held_meeting(title="Herbstsitzung"))
    make.approved(make.held_meeting(title="Frühjahrssitzung", days=-500))
    inside = {"kind": Kind.GROUP, "working_group": group, "audience": Audience.GROUP}
    make.circulated(make.held_meeting(title="Gruppensitzung", **inside))
    make.draft(make.held_meeting(title="Entwurfssitzung"))
    client = client_of("northeim")

    def titles(query: str) -> set[str]:
        return {row.meeting.title for row in client.get(f"/protokolle/?{query}").context["object_list"]}

    html = client.get("/protokolle/").content.decode()
    assert "im Umlauf" in html and "genehmigt" in html and "Entwurf" not in html
    assert titles("") == {"Herbstsitzung", "Frühjahrssitzung", "Gruppensitzung"}
    assert titles("gremium=strategie") == {"Gruppensitzung"}
    old = timezone.localdate() - timedelta(days=500)
    assert titles(f"jahr={old.year}&gremium=mitglieder") == {"Frühjahrssitzung"}
    assert titles("jahr=abc&gremium=%00") == titles("")
    assert "Noch kein Protokoll" not in html
    assert "Gruppensitzung" not in client_of("goettingen").get("/protokolle/").content.decode()


def test_an_empty_list(cast: Cast, client_of: ClientOf) -> None:
    assert "Noch kein Protokoll" in client_of("northeim").get("/protokolle/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    minutes = whole_minutes(count)
    for _ in range(count):
        object_to(minutes, cast)
    client = client_of("goettingen")
    client.get(address(minutes))
    with django_assert_num_queries(14):
        html = client.get(address(minutes)).content.decode()
    assert_sound(html)
    for words in ("Aufgaben für uns", "Beschlüsse", "1 von 2 Mitgliedern anwesend", "Einwände bis", "Stand"):
        assert words in html, words
    assert html.count("Das war anders.") == count
    assert "Einwand zu Punkt 1 schreiben" in html


def test_a_member_does_not_see_the_internal_part(cast: Cast, client_of: ClientOf) -> None:
    minutes = whole_minutes()
    for name in EVERYBODY:
        response = client_of(name).get(address(minutes))
        is_inside = "Interne Zahlen" in response.content.decode()
        assert is_inside == (name in OFFICE), name


def release(minutes: Minutes) -> Minutes:
    """Approve and release the first entry."""
    make.end_objections(minutes)
    for objection in minutes.entries.first().objections.all():
        actions.decline_objection(by=None, objection=objection, reason="Es steht so auf dem Band.")
    later = make.held_meeting(items=0, kind=minutes.meeting.kind)
    actions.approve_minutes(by=None, minutes=minutes, meeting=later)
    first: MinutesEntry = minutes.entries.first()
    return actions.release_extract(by=None, minutes=minutes, entries=[first])


def test_the_public_extract_tells_only_what_is_released(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    minutes = whole_minutes(2, days=-40)
    first, second = minutes.entries.all()[:2]
    object_to(minutes, cast)
    release(minutes)
    client = client_of("visitor")
    client.get(address(minutes))
    with django_assert_num_queries(7):
        response = client.get(address(minutes))
    html = response.content.decode()
    assert_sound(html)
    assert not response.cookies and "csrf" not in html
    assert f"Gesagt zu {first.title}." in html and "Auszug aus dem Protokoll" in html
    for words in (
        second.title,
        "Interne Zahlen",
        "Das war anders.",
        "Aufgabe zu",
        "Beschluss zu",
        "Stadt Göttingen",
    ):
        assert words not in html, words
    assert "Das war anders." in client_of("northeim").get(address(minutes)).content.decode()


def test_an_addendum_is_for_members(cast: Cast, client_of: ClientOf) -> None:
    minutes = release(whole_minutes(days=-40))
    actions.add_addendum(by=None, minutes=minutes, text="<p>Der Betrag war netto.</p>")
    assert "Der Betrag war netto." in client_of("northeim").get(address(minutes)).content.decode()
    assert "netto" not in client_of("visitor").get(address(minutes)).content.decode()


def test_a_former_address_leads_on(cast: Cast, client_of: ClientOf) -> None:
    minutes = make.circulated()
    remember(minutes.meeting, old_slug="2020-01-01-alt", new_slug=minutes.meeting.address)
    response = client_of("northeim").get("/protokolle/2020-01-01-alt/")
    assert response.status_code == 301 and response["Location"] == address(minutes)
    assert client_of("visitor").get("/protokolle/2020-01-01-alt/").status_code == 404
