"""The office's desk for meetings: form, list, buttons, and how few queries they cost."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alliance.members.access import Audience
from events.meetings import actions
from events.meetings.models import AgendaItem, Meeting, MeetingDocument
from events.meetings.states import Answer, Kind, State
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.files import DocumentFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    MeetingFactory,
    RegistrationFactory,
    VenueFactory,
    in_days,
    invited,
    seated,
)
from tests.factories.members import OrganisationFactory
from tests.markup import assert_sound
from tests.office_form import opened

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/meetings/meeting/"
ADD = f"{LIST}add/"


def form_of(meeting: Meeting) -> str:
    return f"{LIST}{meeting.pk}/change/"


def typed(moment: Any) -> dict[str, str]:
    local = timezone.localtime(moment)
    return {"0": local.strftime("%d.%m.%Y"), "1": local.strftime("%H:%M")}


def at(name: str, moment: Any) -> dict[str, str]:
    return {f"{name}_{key}": value for key, value in typed(moment).items()}


def test_a_meeting_is_entered_and_then_gets_its_agenda(cast: Cast, client_of: ClientOf) -> None:
    client, venue = client_of("redaktion"), VenueFactory(capacity=25)
    sent = {
        **opened(client, ADD),
        **at("starts_at", in_days(30)),
        **at("ends_at", in_days(30, 17)),
        "title": "Große Versammlung",
        "venue": venue.pk,
        "_continue": "1",
    }
    assert client.post(ADD, sent).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.capacity, meeting.slug) == (State.DRAFT, 25, "grosse-versammlung")
    assert meeting.changed_by_name == cast.redaktion.full_name
    rows = {
        "items-TOTAL_FORMS": "2",
        "items-0-order": "2",
        "items-0-title": "Zweitens",
        "items-0-kind": "discussion",
        "items-0-minutes": "20",
        "items-1-order": "1",
        "items-1-title": "Erstens",
        "items-1-kind": "information",
        "items-1-minutes": "10",
    }
    assert client.post(form_of(meeting), {**opened(client, form_of(meeting)), **rows}).status_code == 302
    assert [item.title for item in meeting.items.all()] == ["Erstens", "Zweitens"]


def test_saving_again_without_a_change_keeps_everything(client_of: ClientOf) -> None:
    meeting = MeetingFactory(state=State.DRAFT, venue=VenueFactory(), register_until=in_days(20, 12))
    item = AgendaItemFactory(meeting=meeting, order=1, text="<p>Text</p>")
    document = DocumentFactory()
    MeetingDocument.objects.create(meeting=meeting, document=document, item=item, order=1)
    stored = Meeting.objects.values().get(pk=meeting.pk)
    client = client_of("redaktion")
    assert client.post(form_of(meeting), opened(client, form_of(meeting))).status_code == 302
    now = Meeting.objects.values().get(pk=meeting.pk)
    changed = {name for name in now if now[name] != stored[name]}
    assert changed == {"revision", "changed_at", "changed_by_name"}
    assert (AgendaItem.objects.get().pk, AgendaItem.objects.get().text) == (item.pk, "<p>Text</p>")
    assert (MeetingDocument.objects.get().document, MeetingDocument.objects.get().item) == (document, item)


def test_a_change_is_told_unless_the_office_says_otherwise(client_of: ClientOf) -> None:
    client = client_of("redaktion")
    for quiet in (False, True):
        meeting = MeetingFactory()
        sent = {**opened(client, form_of(meeting)), "title": "Anders"}
        client.post(form_of(meeting), {**sent, **({"quiet": "on"} if quiet else {})})
        meeting.refresh_from_db()
        assert meeting.title == "Anders"
        assert (meeting.notice_due_at is None, meeting.changes.get().told_at is not None) == (quiet, quiet)
    draft = MeetingFactory(state=State.DRAFT)
    assert 'name="quiet"' not in client.get(form_of(draft)).content.decode()


def test_fewer_seats_than_taken_are_refused_beside_the_field(client_of: ClientOf) -> None:
    meeting = MeetingFactory(capacity=5, venue=VenueFactory(capacity=1))
    for number, row in enumerate(invited(meeting, *OrganisationFactory.create_batch(2)), start=1):
        seated(row, number)
    client = client_of("redaktion")
    for capacity in ("1", ""):
        response = client.post(form_of(meeting), {**opened(client, form_of(meeting)), "capacity": capacity})
        assert response.status_code == 200
        assert "2 Plätze sind schon vergeben" in response.content.decode()
    meeting.refresh_from_db()
    assert meeting.capacity == 5


def test_an_item_that_a_resolution_names_is_not_removed(cast: Cast, client_of: ClientOf) -> None:
    meeting = MeetingFactory()
    item = AgendaItemFactory(meeting=meeting, title="Haushalt")
    actions.record_resolution(
        by=cast.leitung, item=item, title="Haushalt", wording="<p>Ja.</p>", votes=actions.UNANIMOUS
    )
    client = client_of("redaktion")
    response = client.post(form_of(meeting), {**opened(client, form_of(meeting)), "items-0-DELETE": "on"})
    assert "„Haushalt“ kann nicht entfallen" in response.content.decode()
    assert meeting.items.count() == 1


def test_the_same_document_twice_is_a_slip(client_of: ClientOf) -> None:
    meeting, document = MeetingFactory(state=State.DRAFT), DocumentFactory(title="Plan")
    client = client_of("redaktion")
    rows = {
        "documents-TOTAL_FORMS": "2",
        "documents-0-order": "1",
        "documents-1-order": "2",
        "documents-0-document": document.pk,
        "documents-1-document": document.pk,
    }
    response = client.post(form_of(meeting), {**opened(client, form_of(meeting)), **rows})
    assert "„Plan“ steht zweimal da" in response.content.decode()
    assert not MeetingDocument.objects.exists()


def test_the_text_of_an_item_has_a_form_that_leads_back(client_of: ClientOf) -> None:
    meeting = MeetingFactory()
    item = AgendaItemFactory(meeting=meeting)
    client, address = client_of("redaktion"), f"/verwaltung/meetings/agendaitem/{item.pk}/change/"
    assert address in client.get(form_of(meeting)).content.decode()
    response = client.post(address, {**opened(client, address), "text": "<p>Lang.</p>", "quiet": "on"})
    assert (response.status_code, response.headers["Location"]) == (302, form_of(meeting))
    item.refresh_from_db()
    assert item.text
    assert "Lang." in item.text
    meeting.refresh_from_db()
    assert meeting.notice_due_at is None


def test_a_draft_is_deleted_with_all_that_is_part_of_it(client_of: ClientOf) -> None:
    meeting = MeetingFactory(state=State.DRAFT)
    item = AgendaItemFactory(meeting=meeting)
    MeetingDocument.objects.create(meeting=meeting, document=DocumentFactory(), item=item)
    seen = MeetingFactory(state=State.PLANNED)
    client = client_of("redaktion")
    assert client.post(f"{LIST}{seen.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{LIST}{meeting.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(Meeting.objects.all()) == [seen]


BUTTONS = {
    State.DRAFT: ({"plan"}, set()),
    State.PLANNED: ({"withdraw"}, {"invite", "postpone", "cancel"}),
    State.INVITED: (set(), {"invite_more", "answers", "postpone", "cancel"}),
    State.POSTPONED: (set(), {"reschedule", "cancel"}),
    State.CANCELLED: (set(), set()),
}
ENDS = {
    "invite": "einladen",
    "invite_more": "nachladen",
    "answers": "antworten",
    "postpone": "verschieben",
    "reschedule": "neuer-termin",
    "cancel": "absagen",
    "copy": "kopie",
}


@pytest.mark.parametrize("state", BUTTONS)
def test_the_page_shows_just_what_works(state: State, client_of: ClientOf) -> None:
    meeting = MeetingFactory(state=state)
    verbs, pages = BUTTONS[state]
    if state == State.DRAFT:
        pages = {"invite"}
    for name in ("redaktion", "leitung", "administration"):
        html = client_of(name).get(form_of(meeting)).content.decode()
        offered = set(re.findall(r'name="_verb" value="(\w+)"', html)) | set(re.findall(r"/tun/(\w+)/", html))
        assert offered == verbs, name
        shown = {page for page, end in ENDS.items() if f"{LIST}{meeting.pk}/{end}/" in html}
        assert shown == {"copy"} | (pages if name != "redaktion" else pages & {"answers"}), name
        assert_sound(re.sub(r'aria-describedby="id_[^"]*"', "", html))


def shown(client: Client, address: str) -> list[str]:
    """The titles that the list shows."""
    html = client.get(address).content.decode()
    return re.findall(r'class="field-title"><a [^>]*>([^<]+)</a>', html)


def test_the_list_tells_what_follows_from_time_and_filters_by_it(client_of: ClientOf) -> None:
    now, client = timezone.now(), client_of("redaktion")
    over = {"starts_at": in_days(-3), "ends_at": in_days(-3, 17)}
    running = {"starts_at": now - timezone.timedelta(hours=1), "ends_at": now + timezone.timedelta(hours=1)}
    kinds = {
        "entwurf": {"state": State.DRAFT},
        "vorgemerkt": {"state": State.PLANNED},
        "eingeladen": {},
        "laeuft": running,
        "gehalten": over,
        "verschoben": {"state": State.POSTPONED},
        "abgesagt": {"state": State.CANCELLED, **over},
    }
    for name, values in kinds.items():
        MeetingFactory(title=name, **values)
    for name in kinds:
        assert shown(client, f"{LIST}?stand={name}") == [name]
    html = client.get(LIST).content.decode()
    assert ("läuft" in html, "gehalten" in html) == (True, True)


def test_the_list_says_how_many_come(client_of: ClientOf) -> None:
    meeting = MeetingFactory(capacity=25, venue=VenueFactory(), online_url="https://video.example.org/")
    rows = invited(meeting, *OrganisationFactory.create_batch(3))
    for number, row in enumerate(rows[:2], start=1):
        seated(row, number)
    rows[2].answer = Answer.ONLINE
    rows[2].save()
    MeetingFactory(state=State.DRAFT)
    assert "2 von 25, 1 online" in client_of("redaktion").get(LIST).content.decode()


def many(count: int) -> Meeting:
    """A meeting with so many of everything."""
    meeting = MeetingFactory(venue=VenueFactory(), kind=Kind.MEMBERS, takes_guests=False)
    items = AgendaItemFactory.create_batch(count, meeting=meeting)
    for number, item in enumerate(items):
        document = DocumentFactory(audience=Audience.MEMBERS)
        MeetingDocument.objects.create(meeting=meeting, document=document, item=item, order=number)
    for row in invited(meeting, *OrganisationFactory.create_batch(count)):
        row.answered_by = None
        row.save()
    RegistrationFactory(meeting=meeting, guest_name="Gast", guest_email=f"g{count}@example.org")
    MeetingFactory.create_batch(count)
    return meeting


QUERIES = {"": 9, "{pk}/change/": 13, "{pk}/antworten/": 8, "{pk}/nachladen/": 7, "{pk}/history/": 6}


@pytest.mark.parametrize("end", QUERIES)
def test_queries_do_not_grow(
    end: str, cast: Cast, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    client = client_of("leitung")
    for count in (1, 6):
        address = LIST + end.format(pk=many(count).pk)
        client.get(address)
        with django_assert_num_queries(QUERIES[end]):
            assert client.get(address).status_code == 200
