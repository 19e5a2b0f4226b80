"""Pages beside a meeting's form: whom to invite, who is missing, answers by phone, calling off, copying."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alliance.members.access import Audience, current_mandates
from alliance.notifications.models import Message
from events.meetings.models import Meeting, Registration
from events.meetings.states import Answer, State, Via
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.meetings import (
    AgendaItemFactory,
    MeetingFactory,
    RegistrationFactory,
    VenueFactory,
    in_days,
    invited,
)
from tests.factories.members import KindFactory, OrganisationFactory
from tests.markup import assert_sound
from tests.office_form import read

pytestmark = pytest.mark.django_db


def page_of(meeting: Meeting, end: str) -> str:
    return f"/verwaltung/meetings/meeting/{meeting.pk}/{end}/"


def member(cast: Cast, name: str) -> Any:
    return current_mandates(cast[name])[0].organisation


def ticked(client: Client, address: str) -> list[str]:
    """The keys of the members that the page would invite."""
    html = client.get(address).content.decode()
    assert_sound(html)
    found = read(html, "invite_form").get("mitglied", [])
    return found if isinstance(found, list) else [found]


def test_all_are_listed_with_who_gets_a_mail_and_one_may_be_left_out(cast: Cast, client_of: ClientOf) -> None:
    meeting, client = MeetingFactory(state=State.PLANNED), client_of("leitung")
    OrganisationFactory(name="Ausgetreten", left=timezone.localdate())
    lonely = OrganisationFactory(name="Ohne Vertretung")
    northeim, goettingen = member(cast, "northeim"), member(cast, "goettingen")
    address = page_of(meeting, "einladen")
    html = client.get(address).content.decode()
    assert "3 Mitglieder, 3 Personen bekommen" in html
    assert "niemand: Heute spricht keine Person" in html
    assert "Ausgetreten" not in html
    keys = ticked(client, address)
    assert sorted(keys) == sorted(str(row.pk) for row in (lonely, northeim, goettingen))
    response = client.post(address, {"mitglied": [lonely.pk, northeim.pk]})
    assert (response.status_code, response.headers["Location"]) == (302, page_of(meeting, "change"))
    assert {row.organisation for row in meeting.registrations.all()} == {lonely, northeim}
    assert Message.objects.count() == 2


def test_a_choice_narrows_the_list(client_of: ClientOf) -> None:
    kind, source = KindFactory(), MeetingFactory()
    one, _ = OrganisationFactory(kind=kind), OrganisationFactory()
    invited(source, one)
    meeting = MeetingFactory(state=State.PLANNED, copied_from=source)
    client, address = client_of("leitung"), page_of(meeting, "einladen")
    for query in ("", f"?wen=kind&art={kind.pk}", "?wen=copied", f"?wen=all&art={kind.pk}"):
        assert ticked(client, address + query) == [str(one.pk)], query
    html = client.get(f"{address}?wen=kind").content.decode()
    assert "Bitte wählen Sie die Art." in html
    assert client.get(f"{address}?wen=quatsch&art=x").status_code == 200


def test_nobody_ticked_invites_nobody(client_of: ClientOf) -> None:
    meeting = MeetingFactory(state=State.PLANNED)
    for sent in ({}, {"mitglied": ["x", "999999"]}):
        response = client_of("leitung").post(page_of(meeting, "einladen"), sent)
        assert "Bitte wählen Sie, wer eingeladen wird." in response.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == State.PLANNED


def test_registration_of_guests_is_opened_without_members(client_of: ClientOf) -> None:
    meeting = MeetingFactory(state=State.PLANNED, audience=Audience.PUBLIC, takes_guests=True)
    client, address = client_of("leitung"), page_of(meeting, "einladen")
    assert "Einladungen senden" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == State.INVITED


def test_more_are_invited_and_only_those_not_yet(cast: Cast, client_of: ClientOf) -> None:
    meeting = MeetingFactory()
    invited(meeting, member(cast, "northeim"))
    client, address = client_of("leitung"), page_of(meeting, "nachladen")
    assert ticked(client, address) == [str(member(cast, "goettingen").pk)]
    client.post(address, {"mitglied": [member(cast, "goettingen").pk, member(cast, "northeim").pk]})
    assert meeting.registrations.count() == 2
    assert Message.objects.get().recipient == "goettingen@example.org"


def test_the_office_writes_down_an_answer_from_the_phone(cast: Cast, client_of: ClientOf) -> None:
    meeting = MeetingFactory(venue=VenueFactory(capacity=5), seats_each=3)
    (row,) = invited(meeting, member(cast, "northeim"))
    client, address = client_of("redaktion"), page_of(meeting, "antworten")
    opened = read(client.get(f"{address}?mitglied={row.organisation_id}").content.decode(), "antwort")
    assert opened["organisation"] == str(row.organisation_id)
    sent = {**opened, "answer": "room", "seats": "2", "attendee_name": "Frau Beispiel", "phone": "1"}
    assert client.post(address, sent).headers["Location"] == address
    row.refresh_from_db()
    assert (row.answer, row.seats.count(), row.attendee_name) == (Answer.ROOM, 2, "Frau Beispiel")
    assert (row.answered_by, row.answered_via) == (cast.redaktion, Via.OFFICE)
    html = client.get(address).content.decode()
    assert "Plätze vergeben: <strong>2 von 5</strong>" in html
    assert "durch die Geschäftsstelle" in html
    assert_sound(html)


def test_a_wish_that_cannot_be_met_is_told(cast: Cast, client_of: ClientOf) -> None:
    meeting = MeetingFactory(venue=VenueFactory(capacity=5), seats_each=2)
    address = page_of(meeting, "antworten")
    sent = {"organisation": member(cast, "northeim").pk, "answer": "room", "seats": "4", "phone": "1"}
    response = client_of("redaktion").post(address, sent)
    assert "Je Mitglied gibt es höchstens 2 Plätze." in response.content.decode()
    assert not Registration.objects.exists()


def test_reminding_one_and_all(cast: Cast, client_of: ClientOf) -> None:
    meeting = MeetingFactory()
    one, two = invited(meeting, member(cast, "northeim"), member(cast, "goettingen"))
    client, address = client_of("redaktion"), page_of(meeting, "antworten")
    client.post(address, {"erinnern": two.pk})
    assert [mail.recipient for mail in Message.objects.all()] == ["goettingen@example.org"]
    html = client.post(address, {"erinnern": "alle"}, follow=True).content.decode()
    assert "1 Mitglied bekommt eine Erinnerung." in html
    assert Message.objects.count() == 3
    assert re.search(r'name="erinnern" value="alle" disabled', html)
    html = client.post(address, {"erinnern": one.pk}, follow=True).content.decode()
    assert "Heute ist schon an alle erinnert worden" in html
    assert Message.objects.count() == 3


def test_guests_are_listed_for_the_office(client_of: ClientOf) -> None:
    meeting = MeetingFactory(audience=Audience.PUBLIC, takes_guests=True)
    RegistrationFactory(meeting=meeting, guest_name="Gast Beispiel", guest_email="gast@example.org")
    html = client_of("redaktion").get(page_of(meeting, "antworten")).content.decode()
    assert "Gast Beispiel" in html
    assert "noch nicht bestätigt" in html


def test_calling_off_says_who_is_told_and_wants_a_reason(cast: Cast, client_of: ClientOf) -> None:
    meeting = MeetingFactory()
    no, _ = invited(meeting, member(cast, "northeim"), member(cast, "goettingen"))
    no.answer = Answer.NO
    no.save()
    client = client_of("leitung")
    for end in ("absagen", "verschieben"):
        assert "1 Mitglied bekommt eine E-Mail" in client.get(page_of(meeting, end)).content.decode()
        assert client.post(page_of(meeting, end), {"reason": " "}).status_code == 200
    assert client.post(page_of(meeting, "absagen"), {"reason": "Sturm"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.state, meeting.reason) == (State.CANCELLED, "Sturm")
    assert Message.objects.get().recipient == "goettingen@example.org"


def local(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_new_date_is_entered_in_berlin(client_of: ClientOf) -> None:
    meeting, client = MeetingFactory(state=State.POSTPONED), client_of("leitung")
    address = page_of(meeting, "neuer-termin")
    past = {"starts_at": local(in_days(-2)), "ends_at": local(in_days(2))}
    assert "in der Vergangenheit" in client.post(address, past).content.decode()
    turned = {"starts_at": local(in_days(9, 15)), "ends_at": local(in_days(9, 14))}
    assert "nicht nach dem Beginn" in client.post(address, turned).content.decode()
    right = {"starts_at": local(in_days(9, 14)), "ends_at": local(in_days(9, 16))}
    assert client.post(address, right).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.state) == (in_days(9, 14), State.PLANNED)


def test_a_copy_is_offered_a_year_later_on_the_same_day_of_the_week(client_of: ClientOf) -> None:
    meeting = MeetingFactory(starts_at=in_days(-800, 14))
    AgendaItemFactory(meeting=meeting, title="Bericht")
    client, address = client_of("redaktion"), page_of(meeting, "kopie")
    opened = read(client.get(address).content.decode(), "page_form")
    assert client.post(address, opened).status_code == 302
    copy = Meeting.objects.get(copied_from=meeting)
    old, new = timezone.localtime(meeting.starts_at), timezone.localtime(copy.starts_at)
    assert new > timezone.now()
    assert (old.weekday(), old.hour) == (new.weekday(), new.hour)
    assert copy.items.get().title == "Bericht"
    again = client.post(address, opened)
    assert "An diesem Tag gibt es schon einen Termin mit dieser Adresse." in again.content.decode()
