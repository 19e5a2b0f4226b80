"""Calendars to subscribe to: what is in them, who gets one, and what it costs to ask again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from alliance.members.access import Audience
from alliance.members.models import Mandate, Organisation, WorkingGroup
from events.meetings.actions import renew_feed
from events.meetings.models import CalendarFeed, Meeting
from events.meetings.states import State
from tests.cast import EVERYBODY, Cast
from tests.factories.meetings import MeetingFactory, in_days, invited

pytestmark = pytest.mark.django_db

PUBLIC = "/termine/kalender.ics"
SETTINGS = "/konto/kalender/"
RENEW = "/konto/kalender/neu/"
MEMBERS = {"goettingen", "northeim", "stellvertretung"}
OFFICE = {"redaktion", "leitung", "administration"}


def titles(response: Any) -> set[str]:
    """The titles of what is in a calendar."""
    assert response.status_code == 200, response.status_code
    return {str(event["SUMMARY"]) for event in Calendar.from_ical(response.content).walk("VEVENT")}


def address_of(person: Any) -> str:
    """The personal calendar's new address."""
    return f"/termine/kalender/{renew_feed(by=person).token}.ics"


def one_of_each() -> dict[str, Meeting]:
    """A meeting for each audience, and a draft."""
    group = WorkingGroup.objects.get(slug="strategie")
    rows = {
        audience: MeetingFactory(title=f"für {audience}", audience=audience, working_group=group)
        for audience in Audience.values
    }
    return {**rows, "draft": MeetingFactory(title="Entwurf", state=State.DRAFT, audience=Audience.PUBLIC)}


SEEN = {
    Audience.PUBLIC: set(EVERYBODY),
    Audience.MEMBERS: MEMBERS | OFFICE,
    Audience.GROUP: {"northeim"} | OFFICE,
    Audience.OFFICE: OFFICE,
    "draft": OFFICE,
}


def test_the_file_of_a_meeting_is_for_who_may_see_it(cast: Cast, client_of: Any) -> None:
    rows = one_of_each()
    for name in EVERYBODY:
        client = client_of(name)
        found = {
            key
            for key, row in rows.items()
            if client.get(f"/termine/{row.address}/termin.ics").status_code == 200
        }
        assert found == {key for key, people in SEEN.items() if name in people}, name


def test_the_public_calendar_is_the_same_for_everybody(cast: Cast, client_of: Any) -> None:
    one_of_each()
    answers = [client_of(name).get(PUBLIC) for name in EVERYBODY]
    assert titles(answers[0]) == {"für public"}
    assert len({answer.content for answer in answers}) == 1
    assert not any(answer.cookies or "Cookie" in answer.get("Vary", "") for answer in answers)


def test_the_personal_calendar_holds_what_the_person_sees(cast: Cast) -> None:
    one_of_each()
    for name in MEMBERS | OFFICE:
        response = Client().get(address_of(cast[name]))
        wanted = {f"für {key}" for key, people in SEEN.items() if name in people and key != "draft"}
        assert titles(response) == wanted, name
        assert response["Cache-Control"] == "private, no-cache"
        assert not response.cookies and "Cookie" not in response.get("Vary", "")


def test_the_personal_calendar_tells_the_own_answers(cast: Cast) -> None:
    meeting = MeetingFactory()
    invited(meeting, *Organisation.objects.all())
    meeting.registrations.filter(organisation__slug="stadt-goettingen").update(answer="online")
    for name, partstat in (("goettingen", "ACCEPTED"), ("northeim", "NEEDS-ACTION")):
        (event,) = Calendar.from_ical(Client().get(address_of(cast[name])).content).walk("VEVENT")
        assert event["ATTENDEE"].params["PARTSTAT"] == partstat
    (event,) = Calendar.from_ical(Client().get(address_of(cast.redaktion)).content).walk("VEVENT")
    assert "ATTENDEE" not in event


def test_an_ended_mandate_ends_the_calendar_at_once(cast: Cast) -> None:
    address, client = address_of(cast.goettingen), Client()
    assert client.get(address).status_code == 200
    Mandate.objects.filter(person=cast.goettingen).update(valid_to=timezone.localdate() - timedelta(days=1))
    assert client.get(address).status_code == 404
    assert client.get(address_of(cast.ehemalig)).status_code == 404
    office = address_of(cast.redaktion)
    assert client.get(office).status_code == 200
    cast.redaktion.is_active = False
    cast.redaktion.save()
    assert client.get(office).status_code == 404


def test_a_renewed_address_makes_the_old_one_lead_nowhere(cast: Cast) -> None:
    old, new = address_of(cast.northeim), address_of(cast.northeim)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
    assert Client().get("/termine/kalender/geraten.ics").status_code == 404
    assert CalendarFeed.objects.count() == 1


def test_called_off_stays_as_such_and_old_ones_go() -> None:
    MeetingFactory(title="A", audience=Audience.PUBLIC, state=State.CANCELLED)
    MeetingFactory(title="B", audience=Audience.PUBLIC, state=State.POSTPONED)
    MeetingFactory(title="C", audience=Audience.PUBLIC, starts_at=in_days(-300))
    MeetingFactory(title="D", audience=Audience.PUBLIC, starts_at=in_days(-400))
    response = Client().get(PUBLIC)
    assert titles(response) == {"Abgesagt: A", "Verschoben: B", "C"}
    found = Calendar.from_ical(response.content).walk("VEVENT")
    assert [event["STATUS"] for event in found].count("CANCELLED") == 2


def test_a_calendar_says_whose_it_is_and_when_to_come_again(cast: Cast) -> None:
    whole: Any = Calendar.from_ical(Client().get(PUBLIC).content)
    assert whole["X-WR-CALNAME"] == whole["NAME"] == "Fachkräftebündnis: Termine"
    assert whole["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert (whole["VERSION"], whole["METHOD"]) == ("2.0", "PUBLISH")
    own: Any = Calendar.from_ical(Client().get(address_of(cast.northeim)).content)
    assert own["X-WR-CALNAME"] == "Fachkräftebündnis: meine Termine"


def test_who_has_it_is_told_so_until_something_changes(client: Client) -> None:
    meeting = MeetingFactory(audience=Audience.PUBLIC)
    first = client.get(PUBLIC)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Last-Modified" in first and first["Cache-Control"] == "public, no-cache"
    assert client.get(PUBLIC, headers={"if-none-match": first["ETag"]}).status_code == 304
    # A date alone cannot tell that something is hidden again.
    assert client.get(PUBLIC, headers={"if-modified-since": first["Last-Modified"]}).status_code == 200
    Meeting.objects.filter(pk=meeting.pk).update(sequence=1)
    changed = client.get(PUBLIC, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200 and changed["ETag"] != first["ETag"]
    assert client.head(PUBLIC).status_code == 200
    assert client.post(PUBLIC).status_code == 405


def test_the_file_of_a_meeting_is_kept_by_caches_for_visitors_only(cast: Cast, client_of: Any) -> None:
    public, inside = MeetingFactory(audience=Audience.PUBLIC), MeetingFactory()
    visitor = client_of("visitor").get(f"/termine/{public.address}/termin.ics")
    assert visitor["Cache-Control"] == "public, max-age=300" and not visitor.cookies
    assert visitor["Content-Disposition"] == f'inline; filename="{public.address}.ics"'
    for row in (public, inside):
        seen = client_of("northeim").get(f"/termine/{row.address}/termin.ics")
        assert seen["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("count", [3, 300])
def test_a_calendar_costs_the_same_for_few_and_many(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    values = {"audience": Audience.PUBLIC, "starts_at": in_days(9), "ends_at": in_days(9, 17)}
    template = MeetingFactory.build(**values)
    for number in range(count):
        template.pk, template.slug = None, f"nummer-{number}"
        template.uid = template._meta.get_field("uid").get_default()
        template._state.adding = True
        template.save()
    invited(Meeting.objects.first(), *Organisation.objects.all())
    own = address_of(cast.northeim)
    with django_assert_num_queries(4):
        assert len(Calendar.from_ical(Client().get(PUBLIC).content).walk("VEVENT")) == count
    with django_assert_num_queries(7):
        assert len(Calendar.from_ical(Client().get(own).content).walk("VEVENT")) == count


def test_looking_makes_no_address_a_button_does(cast: Cast, client_of: Any) -> None:
    client = client_of("northeim")
    assert "Adresse anlegen" in client.get(SETTINGS).content.decode()
    assert not CalendarFeed.objects.exists()
    assert client.get(RENEW).status_code == 405
    answer = client.post(RENEW, follow=True)
    feed = CalendarFeed.objects.get(person=cast.northeim)
    html = answer.content.decode()
    assert f"http://testserver/termine/kalender/{feed.token}.ics" in html
    assert f'href="webcal://testserver/termine/kalender/{feed.token}.ics"' in html
    client.post(RENEW)
    assert CalendarFeed.objects.get(person=cast.northeim).token != feed.token
    assert "no-store" in answer["Cache-Control"]


def test_only_who_has_something_to_see_gets_an_address(cast: Cast, client_of: Any) -> None:
    for name in EVERYBODY:
        client = client_of(name)
        expected = 302 if name == "visitor" else 404 if name == "ehemalig" else 200
        assert client.get(SETTINGS).status_code == expected, name
        assert client.post(RENEW).status_code == {302: 302, 404: 404, 200: 303}[expected], name
    assert CalendarFeed.objects.count() == len(MEMBERS | OFFICE)
