"""The list, the month and the page of a meeting: who sees what of them."""

import json
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from alliance.core.addresses import remember
from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from events.meetings.models import Meeting, MeetingDocument
from events.meetings.states import Answer, ItemKind, Kind, State
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.events.meetings.test_answering import hall, say
from tests.factories.fields import ActionFieldFactory
from tests.factories.files import DocumentFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    MeetingFactory,
    RegistrationFactory,
    VenueFactory,
    in_days,
    invited,
)
from tests.factories.members import OrganisationFactory
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db
OFFICE = {"administration", "leitung", "redaktion"}
MEMBERS = {"northeim", "goettingen", "stellvertretung"}
LIST = "/termine/"


def northeim() -> Organisation:
    return Organisation.objects.get(slug="landkreis-northeim")


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    html = answer.content.decode()
    assert_sound(html)
    return html


def main_of(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_sees_which_meeting(client_of: ClientOf, cast: Cast, name: str) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    audiences = {
        Audience.PUBLIC: set(EVERYBODY),
        Audience.MEMBERS: MEMBERS | OFFICE,
        Audience.GROUP: {"northeim"} | OFFICE,
        Audience.OFFICE: OFFICE,
    }
    client = client_of(name)
    for audience, people in audiences.items():
        meeting = MeetingFactory(audience=audience, working_group=group)
        shown = name in people
        assert client.get(meeting.get_absolute_url()).status_code == (200 if shown else 404)
        for page in (LIST, f"{LIST}?monat={timezone.localtime(meeting.starts_at):%Y-%m}"):
            assert (meeting.title in client.get(page).content.decode()) == shown


@pytest.mark.parametrize("state", State.values)
def test_each_state_says_where_it_stands(client_of: ClientOf, cast: Cast, state: str) -> None:
    meeting = hall(state=state, reason="Der Saal ist gesperrt.", audience=Audience.PUBLIC)
    words = {
        State.DRAFT: "Entwurf.",
        State.PLANNED: "Vorgemerkt.",
        State.POSTPONED: "Verschoben.",
        State.CANCELLED: "Abgesagt.",
    }
    for name in ("visitor", "northeim", "redaktion"):
        answer = client_of(name).get(meeting.get_absolute_url())
        if state == State.DRAFT and name != "redaktion":
            assert answer.status_code == 404
            continue
        html = main_of(answer.content.decode())
        assert words.get(State(state), 'id="h-rsvp"') in html
        called_off = state in (State.POSTPONED, State.CANCELLED)
        assert ("Der Saal ist gesperrt." in html) == called_off
        assert ("Antwort speichern" in html) == (name == "northeim" and state == State.INVITED)


def test_running_and_over(client_of: ClientOf, cast: Cast) -> None:
    now = timezone.now()
    running = hall(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    over = hall(starts_at=in_days(-9))
    client = client_of("northeim")
    invited(running, northeim())
    html = main_of(text_of(client, running.get_absolute_url()))
    assert "Läuft gerade." in html and "Noch keine Antwort" in html and "Antwort speichern" not in html
    assert "Vorbei." in main_of(text_of(client, over.get_absolute_url()))


def test_filters(visitor: Client) -> None:
    field = ActionFieldFactory()
    one = MeetingFactory(audience=Audience.PUBLIC, kind=Kind.WORKSHOP)
    two = MeetingFactory(audience=Audience.PUBLIC, kind=Kind.EVENT)
    two.action_fields.add(field)
    hidden = MeetingFactory(kind=Kind.CONFERENCE)
    hidden.action_fields.add(ActionFieldFactory(name="Nur innen"))
    html = text_of(visitor, LIST)
    assert one.title in html and two.title in html
    # A filter that only leads to what is hidden would give it away.
    assert "Konferenz" not in html and "Nur innen" not in html
    html = text_of(visitor, f"{LIST}?art=workshop")
    assert one.title in html and two.title not in html
    html = text_of(visitor, f"{LIST}?handlungsfeld={field.slug}")
    assert one.title not in html and two.title in html
    assert "Kein Termin gefunden" in text_of(visitor, f"{LIST}?art=workshop&handlungsfeld={field.slug}")
    for nonsense in ("art=x", "handlungsfeld=%00", "monat=2024-13", "monat=99999-01", "monat=1800-01"):
        assert one.title in text_of(visitor, f"{LIST}?{nonsense}")


def test_past_ones_by_year_and_pages(visitor: Client) -> None:
    old = MeetingFactory(audience=Audience.PUBLIC, starts_at=_at(2024, 2, 20))
    for n in range(25):
        MeetingFactory(audience=Audience.PUBLIC, starts_at=in_days(3 + n))
    assert old.title not in text_of(visitor, LIST)
    html = text_of(visitor, f"{LIST}?seite=2")
    assert "Vergangene Termine 2024" in html and old.title in html


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 14, tzinfo=timezone.get_default_timezone())


def test_the_month_is_a_table(visitor: Client) -> None:
    start = _at(2024, 2, 29)
    meeting = MeetingFactory(audience=Audience.PUBLIC, starts_at=start, ends_at=start + timedelta(hours=26))
    february, march = (text_of(visitor, f"{LIST}?monat=2024-0{n}") for n in (2, 3))
    assert "<caption" in february and february.count('scope="col"') == 7
    assert february.count(meeting.title) == march.count(meeting.title) == 1
    cell = re.search(r'<td class="[^"]*has-meetings">(.*?)</td>', february, re.S)
    assert cell and 'datetime="2024-02-29"' in cell[1]
    assert "?monat=2024-01" in february and "?monat=2024-03" in february
    assert "In diesem Monat gibt es keinen Termin." in text_of(visitor, f"{LIST}?monat=2030-01")
    last = text_of(visitor, f"{LIST}?monat=2100-12")
    assert "2101" not in last


def test_empty(visitor: Client, client_of: ClientOf, cast: Cast) -> None:
    assert "Zurzeit kein Termin geplant" in text_of(visitor, LIST)
    assert "Noch keine Sitzung geplant" in text_of(client_of("northeim"), LIST)


def test_the_list_says_what_one_has_answered(client_of: ClientOf, cast: Cast) -> None:
    words = {Answer.OPEN: "Antwort fehlt", Answer.ROOM: "zugesagt", Answer.NO: "abgesagt"}
    client = client_of("northeim")
    for answer, word in words.items():
        meeting = hall()
        RegistrationFactory(meeting=meeting, organisation=northeim(), answer=answer)
        assert word in main_of(text_of(client, LIST))
        meeting.registrations.all().delete()
        meeting.delete()
    meeting = hall(capacity=1)
    for row in (OrganisationFactory(), OrganisationFactory(), northeim()):
        say(meeting, row, Answer.ROOM)
    assert "Warteliste, Platz 2" in text_of(client, LIST)
    assert "Warteliste" not in text_of(client_of("goettingen"), LIST)


@pytest.mark.parametrize("name", EVERYBODY)
def test_numbers_are_for_members(client_of: ClientOf, cast: Cast, name: str) -> None:
    meeting = hall(audience=Audience.PUBLIC, capacity=2)
    other = OrganisationFactory(name="Kammer X")
    say(meeting, other, Answer.ROOM, attendee_name="Erika Mustermann")
    say(meeting, northeim(), Answer.ROOM)
    client = client_of(name)
    html = main_of(text_of(client, meeting.get_absolute_url()))
    assert ("Rückmeldungen" in html) == ("2/2" in html) == ("Kammer X" in html) == (name in MEMBERS | OFFICE)
    assert ('class="you"' in html) == (name in {"northeim", "stellvertretung"})
    assert "Erika Mustermann" not in html
    assert ("https://example.org/raum" in html) == (name in {"northeim", "stellvertretung"} | OFFICE)
    assert ("anwesenheit/" in html) == (name in OFFICE)


def test_agenda_with_times_and_an_internal_part(client_of: ClientOf, cast: Cast) -> None:
    meeting = hall(audience=Audience.PUBLIC)
    AgendaItemFactory(meeting=meeting, order=1, title="Intern", audience=Audience.MEMBERS, minutes=5)
    AgendaItemFactory(meeting=meeting, order=2, title="Offen", minutes=90)
    AgendaItemFactory(meeting=meeting, order=3, title="Pause", kind=ItemKind.BREAK)
    changed = {"changed_on": _at(2024, 2, 3), "kind": ItemKind.RESOLUTION}
    AgendaItemFactory(meeting=meeting, order=4, title="Danach", **changed)
    seen = main_of(text_of(client_of("visitor"), meeting.get_absolute_url()))
    assert "Intern" not in seen and "geändert am 3. Februar 2024" in seen and "Beschluss vorgesehen" in seen
    assert re.findall(r">(\d\d:\d\d)<", seen) == ["14:00", "15:30", "15:40"]
    seen = main_of(text_of(client_of("northeim"), meeting.get_absolute_url()))
    assert re.findall(r">(\d\d:\d\d)<", seen) == ["14:00", "15:30", "15:40", "15:50"]
    assert seen.index("Danach") < seen.index("Intern") and seen.count("agenda-break") == 1


def test_papers_under_their_own_audience_and_that_of_their_item(client_of: ClientOf, cast: Cast) -> None:
    meeting = hall(audience=Audience.PUBLIC)
    internal = AgendaItemFactory(meeting=meeting, audience=Audience.MEMBERS)
    for title, audience, item in (
        ("Für alle", Audience.PUBLIC, None),
        ("Für Mitglieder", Audience.MEMBERS, None),
        ("Für das Büro", Audience.OFFICE, None),
        ("Am internen Punkt", Audience.PUBLIC, internal),
    ):
        document = DocumentFactory(title=title, audience=audience)
        MeetingDocument.objects.create(meeting=meeting, document=document, item=item)

    def shown(name: str) -> list[str]:
        html = main_of(text_of(client_of(name), meeting.get_absolute_url()))
        return re.findall(r'<li class="doc">.*?<a [^>]*>([^<]+)</a>', html)

    assert shown("visitor") == shown("ehemalig") == ["Für alle"]
    assert shown("northeim") == ["Am internen Punkt", "Für alle", "Für Mitglieder"]
    assert set(shown("redaktion")) == {"Am internen Punkt", "Für alle", "Für Mitglieder", "Für das Büro"}


def test_answering_on_the_page(client_of: ClientOf, cast: Cast) -> None:
    meeting = hall(capacity=1, seats_each=2)
    address = f"{meeting.get_absolute_url()}antwort/"
    client, data = client_of("northeim"), {"organisation": northeim().pk, "answer": "online"}
    assert client.post(address, data).status_code == 303
    assert "Ihre Antwort liegt der Geschäftsstelle vor" in text_of(client, meeting.get_absolute_url())
    assert meeting.registrations.get().answer == Answer.ONLINE
    say(meeting, OrganisationFactory(), Answer.ROOM)
    client.post(address, {**data, "answer": "room", "seats": "1"})
    assert "Platz 1 der Warteliste" in text_of(client, meeting.get_absolute_url())
    client.post(address, {**data, "answer": "vielleicht"})
    assert "nicht geklappt" in text_of(client, meeting.get_absolute_url())
    assert client_of("goettingen").post(address, data).status_code == 403
    assert client_of("redaktion").post(address, data).status_code == 403
    assert client_of("ehemalig").post(address, data).status_code == 404
    assert client_of("visitor").post(address, data).status_code == 404
    assert Client(enforce_csrf_checks=True).post(address, data).status_code in (403, 404)
    Meeting.objects.update(register_until=timezone.now() - timedelta(minutes=1))
    client.post(address, {**data, "answer": "no"})
    assert "Die Frist für Antworten ist vorbei." in text_of(client, meeting.get_absolute_url())
    assert meeting.registrations.get(organisation=northeim()).answer == Answer.WAITING


def test_former_addresses_lead_on(visitor: Client) -> None:
    meeting, hidden = MeetingFactory(audience=Audience.PUBLIC), MeetingFactory()
    for row in (meeting, hidden):
        remember(row, old_slug=f"2024-01-01-alt-{row.pk}", new_slug=row.address)
    moved = visitor.get(f"/termine/2024-01-01-alt-{meeting.pk}/")
    assert (moved.status_code, moved["Location"]) == (301, meeting.get_absolute_url())
    assert visitor.get(f"/termine/2024-01-01-alt-{hidden.pk}/").status_code == 404


def test_machines_read_public_ones_without_the_link(visitor: Client, client_of: ClientOf, cast: Cast) -> None:
    meeting = hall(audience=Audience.PUBLIC, is_example=True, description="<p>Worum es geht.</p>")
    html = text_of(visitor, meeting.get_absolute_url())
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert found
    data = json.loads(found[1])
    assert data["@type"] == "Event" and data["name"] == f"{meeting.title} (Beispiel)"
    assert data["startDate"].endswith(("+01:00", "+02:00")) and data["eventStatus"].endswith("EventScheduled")
    assert [row["@type"] for row in data["location"]] == ["Place", "VirtualLocation"]
    assert "https://example.org/raum" not in html and data["description"] == "Worum es geht."
    internal = text_of(client_of("northeim"), hall().get_absolute_url())
    assert "ld+json" not in internal and "og:title" not in internal


def test_visitors_get_no_cookie_and_no_trace(visitor: Client) -> None:
    meeting = hall(audience=Audience.PUBLIC)
    for address in (LIST, f"{LIST}?monat=2024-02", meeting.get_absolute_url()):
        answer = visitor.get(address)
        assert not answer.cookies
        assert "csrf" not in answer.content.decode()


def crowd(count: int) -> Meeting:
    """So many meetings, the first of them full of life."""
    values: dict[str, Any] = {"audience": Audience.PUBLIC, "state": State.INVITED, "venue": VenueFactory()}
    start = in_days(1)
    rows = [
        Meeting(
            **values,
            title=f"Termin {n}",
            slug=f"n-{n}",
            address=f"n-{n}",
            starts_at=start + timedelta(hours=n),
            ends_at=start + timedelta(hours=n + 1),
            invited_at=start,
        )
        for n in range(count)
    ]
    meeting = Meeting.objects.bulk_create(rows)[0]
    through: Any = Meeting.action_fields.through
    field = ActionFieldFactory()
    through.objects.bulk_create(through(meeting=row, actionfield=field) for row in rows)
    few = min(count, 9)
    invited(meeting, *OrganisationFactory.create_batch(few), northeim())
    for n in range(few):
        document = DocumentFactory(title=f"D{n}")
        MeetingDocument.objects.create(
            meeting=meeting, item=AgendaItemFactory(meeting=meeting), document=document
        )
    return meeting


@pytest.mark.parametrize("count", [3, 300])
def test_queries(client_of: ClientOf, cast: Cast, django_assert_num_queries: Any, count: int) -> None:
    meeting = crowd(count)
    month = f"{LIST}?monat={timezone.localtime(meeting.starts_at):%Y-%m}"
    # SQLite is asked for it once in a process.
    assert connection.features.supports_json_field
    # At most 10 and 15, whatever the apps above show on the page of a meeting.
    for name, numbers in {"visitor": (6, 5, 10), "northeim": (10, 9, 14)}.items():
        client = client_of(name)
        for address, number in zip((LIST, month, meeting.get_absolute_url()), numbers, strict=True):
            cache.clear()
            with django_assert_num_queries(number):
                assert client.get(address).status_code == 200


def test_today_is_marked(visitor: Client) -> None:
    today: date = timezone.localdate()
    html = text_of(visitor, f"{LIST}?monat={today:%Y-%m}")
    assert html.count('aria-current="date"') == 1
