"""On the day: who is there, the quorum, the signed list."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from alliance.core.workflow import NotPossible
from alliance.files.models import Document
from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from events.meetings.actions import attach_list, check_in, check_out, quorum_of
from events.meetings.models import Meeting, Registration, VotingRule
from events.meetings.states import Answer, State
from tests.cast import EVERYBODY, NAMES, Cast
from tests.conftest import ClientOf
from tests.factories.meetings import MeetingFactory, RegistrationFactory, in_days, invited
from tests.factories.members import OrganisationFactory

pytestmark = pytest.mark.django_db
OFFICE = {"administration", "leitung", "redaktion"}
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def today(**values: Any) -> Meeting:
    """A meeting of today, whatever the hour."""
    hour = timezone.localtime().hour
    starts = in_days(0, min(hour, 20))
    return MeetingFactory(**{"starts_at": starts, "ends_at": starts.replace(hour=23), **values})


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("liste.pdf", PDF, "application/pdf")


@pytest.mark.parametrize("name", NAMES)
def test_only_the_office_keeps_the_list(cast: Cast, name: str) -> None:
    meeting, organisation = today(), OrganisationFactory()
    row = RegistrationFactory(meeting=meeting, organisation=OrganisationFactory(), present_at=timezone.now())

    def everything() -> None:
        check_in(by=cast[name], meeting=meeting, organisation=organisation)
        check_out(by=cast[name], registration=row)
        attach_list(by=cast[name], meeting=meeting, file=scan())

    if name in OFFICE:
        everything()
        assert meeting.registrations.present().get().organisation == organisation
    else:
        with pytest.raises(PermissionDenied):
            everything()
        assert meeting.registrations.present().get() == row


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("days", [-3, 0, 1])
def test_from_the_day_on(state: str, days: int) -> None:
    meeting = today(state=state) if not days else MeetingFactory(state=state, starts_at=in_days(days))
    if days <= 0 and state in (State.PLANNED, State.INVITED):
        assert check_in(by=None, meeting=meeting, organisation=OrganisationFactory()).present_at
        return
    with pytest.raises(NotPossible):
        check_in(by=None, meeting=meeting, organisation=OrganisationFactory())
    assert not Registration.objects.exists()


def test_in_the_room_online_and_gone_again() -> None:
    meeting, organisation = today(), OrganisationFactory()
    (row,) = invited(meeting, organisation)
    check_in(by=None, meeting=meeting, organisation=organisation)
    row.refresh_from_db()
    since = row.present_at
    assert since and not row.present_online and row.answer == Answer.OPEN
    check_in(by=None, meeting=meeting, organisation=organisation, online=True)
    row.refresh_from_db()
    assert row.present_online and row.present_at == since
    check_out(by=None, registration=row)
    row.refresh_from_db()
    assert row.present_at is None and not row.present_online


def test_the_quorum_of_all_members() -> None:
    meeting = today()
    voting = OrganisationFactory.create_batch(4)
    no_vote = OrganisationFactory(has_vote=False)
    gone = OrganisationFactory(left=timezone.localdate())
    assert str(quorum_of(meeting)) == "0 von 4 Stimmberechtigten anwesend"
    VotingRule.objects.create(valid_from=timezone.localdate(), quorum_exceeds=True)
    VotingRule.objects.create(valid_from=in_days(1).date(), quorum_numerator=0)
    for row in (voting[0], voting[1], no_vote, gone):
        check_in(by=None, meeting=meeting, organisation=row)
    assert str(quorum_of(meeting)) == "2 von 4 Stimmberechtigten anwesend – nicht beschlussfähig"
    check_in(by=None, meeting=meeting, organisation=voting[2], online=True)
    assert str(quorum_of(meeting)) == "3 von 4 Stimmberechtigten anwesend – beschlussfähig"


def test_the_quorum_of_a_working_group(cast: Cast) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    meeting = today(working_group=group)
    VotingRule.objects.create(working_group=group, valid_from=timezone.localdate())
    quorum = quorum_of(meeting)
    assert (quorum.present, quorum.voting, quorum.is_quorate) == (0, 1, False)
    for row in Organisation.objects.all():
        check_in(by=None, meeting=meeting, organisation=row)
    quorum = quorum_of(meeting)
    assert (quorum.present, quorum.voting, quorum.is_quorate) == (1, 1, True)


def test_the_signed_list_is_the_offices(cast: Cast, settings: Any, tmp_path: Any) -> None:
    meeting = today()
    document = attach_list(by=cast.redaktion, meeting=meeting, file=scan())
    meeting.refresh_from_db()
    assert meeting.attendance_list == document and document.audience == Audience.OFFICE
    attach_list(by=cast.redaktion, meeting=meeting, file=scan())
    assert Document.objects.get().versions.count() == 2


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_page_on_the_phone(client_of: ClientOf, cast: Cast, name: str) -> None:
    meeting = today(audience=Audience.PUBLIC, online_url="https://example.org/r")
    northeim = Organisation.objects.get(slug="landkreis-northeim")
    invited(meeting, northeim)
    client, address = client_of(name), f"{meeting.get_absolute_url()}anwesenheit/"
    posts = [("eintragen/", {"organisation": northeim.pk, "where": "online"}), ("liste/", {"datei": scan()})]
    if name not in OFFICE:
        assert client.get(address).status_code == 404
        assert [client.post(address + path, data).status_code for path, data in posts] == [404, 404]
        assert not meeting.registrations.present().exists()
        return
    assert "0 von 2 Stimmberechtigten" in client.get(address).content.decode()
    assert [client.post(address + path, data).status_code for path, data in posts] == [303, 303]
    assert meeting.registrations.get().present_online
    page = client.get(address).content.decode()
    assert "1 von 2 Stimmberechtigten" in page and "Teilnahmeliste" in page
    client.post(address + "eintragen/", {"organisation": northeim.pk, "where": "out"})
    assert not meeting.registrations.present().exists()


def test_nonsense_is_told(client_of: ClientOf) -> None:
    meeting, other = today(), today()
    client, address = client_of("redaktion"), f"{meeting.get_absolute_url()}anwesenheit/"
    guest = RegistrationFactory(meeting=other, guest_email="a@example.org")
    for data in (
        {},
        {"where": "room"},
        {"where": "dort", "organisation": 1},
        {"guest": guest.pk, "where": "room"},
    ):
        client.post(address + "eintragen/", data)
        assert "nicht geklappt" in client.get(address).content.decode()
    client.post(address + "liste/")
    assert "Bitte wählen Sie zuerst eine Datei" in client.get(address).content.decode()
    wrong = SimpleUploadedFile("liste.html", b"<html></html>", "text/html")
    client.post(address + "liste/", {"datei": wrong})
    assert "Webseite" in client.get(address).content.decode() and not Document.objects.exists()


@pytest.mark.parametrize("count", [3, 60])
def test_queries(client_of: ClientOf, django_assert_num_queries: Any, count: int) -> None:
    meeting = today()
    invited(meeting, *OrganisationFactory.create_batch(count))
    client = client_of("redaktion")
    with django_assert_num_queries(12):
        assert client.get(f"{meeting.get_absolute_url()}anwesenheit/").status_code == 200
