"""Inviting from the lists of the office."""

from typing import Any

import pytest
from django.test import Client

from alliance.accounts.models import Invitation
from alliance.members import actions
from alliance.members.states import Access
from alliance.notifications.models import Message
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.accounts import PersonFactory
from tests.factories.members import MandateFactory, day
from tests.members.test_invitations import standing

pytestmark = pytest.mark.django_db
PERSONS, MANDATES = "/verwaltung/accounts/user/", "/verwaltung/members/mandate/"


def invite(client: Client, address: str, rows: list[Any], **more: str) -> Any:
    data = {"action": "invite_selected", "_selected_action": [row.pk for row in rows], **more}
    return client.post(address, data, follow=True)


def test_many_persons_with_a_page_before(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("leitung")
    new, expired, inside = (standing(state) for state in (Access.NONE, Access.EXPIRED, Access.ACCEPTED))
    html = invite(client, PERSONS, [new, expired, inside]).content.decode()
    assert "2 Einladungen senden" in html and "hat schon Zugang" in html and new.email in html
    assert not Message.objects.exists(), "noch ist nichts gesendet"
    done = invite(client, PERSONS, [new, expired, inside], post="yes").content.decode()
    assert "2 Einladungen sind unterwegs." in done
    assert set(Message.objects.values_list("recipient", flat=True)) == {new.email, expired.email}


def test_from_the_mandates_each_person_once_and_nobody_whose_mandate_ended(
    cast: Cast, client_of: ClientOf
) -> None:
    client, person = client_of("leitung"), PersonFactory()
    rows = [MandateFactory(person=person), MandateFactory(person=person), MandateFactory(valid_to=day(-1))]
    assert "Eine Einladung senden" in invite(client, MANDATES, rows).content.decode()
    invite(client, MANDATES, rows, post="yes")
    assert Message.objects.get().recipient == person.email


def test_editors_do_not_invite(cast: Cast, client_of: ClientOf) -> None:
    client, person = client_of("redaktion"), PersonFactory()
    for address, row in ((PERSONS, person), (MANDATES, MandateFactory(person=person))):
        assert "invite_selected" not in client.get(address).content.decode()
        invite(client, address, [row], post="yes")
    assert not Invitation.objects.exists()


def test_the_chief_invites_nobody_into_the_office(cast: Cast, client_of: ClientOf) -> None:
    person = PersonFactory(role="administrator")
    html = invite(client_of("leitung"), PERSONS, [person]).content.decode()
    assert "Das darf nur die Administration." in html
    invite(client_of("leitung"), PERSONS, [person], post="yes")
    assert not Invitation.objects.exists()


SHOWN = {
    Access.NONE: "nicht eingeladen",
    Access.INVITED: "eingeladen am",
    Access.REFUSED: "vom Mailserver abgelehnt",
    Access.EXPIRED: "abgelaufen",
    Access.ACCEPTED: "angenommen am",
    Access.BLOCKED: "gesperrt",
}


@pytest.mark.parametrize("state", Access.values)
def test_lists_and_form_say_where_somebody_stands(cast: Cast, client_of: ClientOf, state: str) -> None:
    client, person = client_of("leitung"), standing(state)
    MandateFactory(person=person)
    for address in (PERSONS, MANDATES):
        page = client.get(address, {"zugang": state})
        found = {getattr(row, "person", row) for row in page.context["cl"].result_list}
        assert person in found and SHOWN[Access(state)] in page.content.decode()
        assert not found & {cast.leitung} or state == Access.ACCEPTED
    form = client.get(f"{PERSONS}{person.pk}/change/").content.decode()
    assert SHOWN[Access(state)] in form


def test_the_form_offers_to_send_again(cast: Cast, client_of: ClientOf) -> None:
    client, person = client_of("leitung"), standing(Access.REFUSED)
    address = f"{PERSONS}{person.pk}/"
    html = client.get(f"{address}change/").content.decode()
    assert "Einladung noch einmal senden" in html and "Einladung zurückziehen" in html
    done = client.post(f"{address}tun/resend/", follow=True).content.decode()
    assert "Die neue Einladung ist unterwegs." in done
    assert actions.standing_of(person).state == Access.INVITED
    assert client.post(f"{address}tun/withdraw/").status_code == 302
    assert actions.standing_of(person).state == Access.NONE
    assert "Einladen" in client.get(f"{address}change/").content.decode()
    refused = client.post(f"{address}tun/withdraw/", follow=True).content.decode()
    assert "nicht möglich" in refused


@pytest.mark.parametrize("address", [PERSONS, MANDATES])
def test_queries_of_lists_with_few_and_many(
    cast: Cast, client_of: ClientOf, address: str, django_assert_max_num_queries: Any
) -> None:
    client = client_of("leitung")
    counts = []
    for more in (1, 12):
        for _ in range(more):
            MandateFactory(person=standing(Access.INVITED))
        with django_assert_max_num_queries(25) as found:
            client.get(address)
        counts.append(len(found))
    assert counts[0] == counts[1]
