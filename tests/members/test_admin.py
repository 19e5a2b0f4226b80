"""Members, persons, mandates and contacts at the office's desk."""

import pytest
from django.contrib.admin.models import LogEntry

from alliance.accounts.models import User
from alliance.history.models import Entry
from alliance.members.models import Contact, GroupMembership, Mandate, Organisation, OrganisationKind
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.accounts import PersonFactory
from tests.factories.members import (
    ContactFactory,
    GroupFactory,
    KindFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    day,
)
from tests.factories.news import ArticleFactory
from tests.office_form import opened

pytestmark = pytest.mark.django_db
DESK = "/verwaltung/members/"


def test_a_member_is_added(cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of("redaktion"), f"{DESK}organisation/add/"
    kind = OrganisationKind.objects.get(slug="kommunen")
    sent = {"name": "Stadt Einbeck", "short_name": "Einbeck", "kind": str(kind.pk), "has_vote": "on"}
    assert client.post(address, {**opened(client, address), **sent}).status_code == 302
    assert Organisation.objects.get(slug="einbeck").kind == kind
    assert Entry.objects.get().by == cast.redaktion
    assert not LogEntry.objects.exists()


def test_members_leave_and_are_never_deleted(client_of: ClientOf) -> None:
    member = OrganisationFactory()
    client = client_of("administration")
    for address in (
        f"{DESK}organisation/{member.pk}/delete/",
        f"{DESK}mandate/{MandateFactory().pk}/delete/",
        f"{DESK}workinggroup/{GroupFactory().pk}/delete/",
        f"{DESK}organisationkind/{KindFactory().pk}/delete/",
        f"/verwaltung/accounts/user/{PersonFactory().pk}/delete/",
    ):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"post": "yes"}).status_code == 403, address
        listing = address.split("/delete")[0].rsplit("/", 1)[0] + "/"
        assert "delete_selected" not in client.get(listing).content.decode()
        client.post(listing, {"action": "delete_selected", "post": "yes", "_selected_action": [member.pk]})
    assert Organisation.objects.filter(pk=member.pk).exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("redaktion", 403), ("leitung", 302), ("administration", 302)])
def test_only_chiefs_give_mandates(name: str, status: int, cast: Cast, client_of: ClientOf) -> None:
    person, member = PersonFactory(), OrganisationFactory()
    client, address = client_of(name), f"{DESK}mandate/add/"
    sent = {"person": person.pk, "organisation": member.pk, "kind": "deputy", "valid_from": "1.1.2024"}
    assert client.post(address, sent).status_code == status
    assert Mandate.objects.filter(person=person).exists() is (status == 302)
    change = f"{DESK}mandate/{MandateFactory().pk}/change/"
    assert client.get(change).status_code == 200
    assert client.post(change, {**sent, "revision": 0}).status_code == status


def test_a_mandate_ends_by_its_form(cast: Cast, client_of: ClientOf) -> None:
    mandate = Mandate.objects.get(person=cast.northeim)
    client, address = client_of("leitung"), f"{DESK}mandate/{mandate.pk}/change/"
    inside = ArticleFactory(published=True, audience="members").get_absolute_url()
    member = client_of("northeim")
    assert member.get(inside).status_code == 200
    ended = day(-1).strftime("%d.%m.%Y")
    assert client.post(address, {**opened(client, address), "valid_to": ended}).status_code == 302
    assert member.get(inside).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("redaktion", 403), ("leitung", 403), ("administration", 302)])
def test_only_administrators_give_access(name: str, status: int, client_of: ClientOf) -> None:
    client, address = client_of(name), "/verwaltung/accounts/user/add/"
    sent = {"full_name": "Neu", "email": "neu@example.org", "role": "chief", "is_active": "on"}
    assert client.post(address, sent).status_code == status
    assert User.objects.filter(email="neu@example.org").exists() is (status == 302)


def test_an_editor_does_not_make_herself_chief(cast: Cast, client_of: ClientOf) -> None:
    sent = {"full_name": "X", "email": "redaktion@example.org", "role": "administrator", "is_active": "on"}
    address = f"/verwaltung/accounts/user/{cast.redaktion.pk}/change/"
    for name in ("redaktion", "leitung"):
        assert client_of(name).post(address, sent).status_code == 403
    cast.redaktion.refresh_from_db()
    assert cast.redaktion.role == "editor"


def test_the_form_of_a_person_shows_no_password(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("administration")
    html = client.get(f"/verwaltung/accounts/user/{cast.northeim.pk}/change/").content.decode()
    assert "md5$" not in html
    assert 'name="password' not in html


def test_the_standard_contact_is_swapped_in_the_form(cast: Cast, client_of: ClientOf) -> None:
    old, new = ContactFactory(is_default=True), ContactFactory()
    client, address = client_of("redaktion"), f"{DESK}contact/{new.pk}/change/"
    response = client.post(address, {**opened(client, address), "is_default": "on"})
    assert response.status_code == 302, response.context["errors"]
    assert Contact.objects.default().get() == new
    old.refresh_from_db()
    assert not old.is_default


def test_the_standard_contact_cannot_be_taken_away(client_of: ClientOf) -> None:
    contact = ContactFactory(is_default=True)
    client, address = client_of("redaktion"), f"{DESK}contact/{contact.pk}/change/"
    sent = opened(client, address)
    assert sent.pop("is_default") == "on"
    response = client.post(address, sent)
    assert response.status_code == 200
    assert "Standard" in response.context["errors"].as_text() or response.context["errors"]
    assert client.post(f"{DESK}contact/{contact.pk}/delete/", {"post": "yes"}).status_code == 403
    contact.refresh_from_db()
    assert contact.is_default


def test_a_contact_in_use_says_where_and_stays(client_of: ClientOf) -> None:
    contact = ContactFactory()
    article = ArticleFactory(contact=contact, title="Braucht die Stelle")
    client, address = client_of("redaktion"), f"{DESK}contact/{contact.pk}/delete/"
    for response in (client.get(address), client.post(address, {"post": "yes"})):
        assert response.status_code == 200
        assert article.title in response.content.decode()
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_seats_are_kept_in_the_form_of_the_group(cast: Cast, client_of: ClientOf) -> None:
    seat = MembershipFactory(person=cast.northeim)
    client, address = client_of("leitung"), f"{DESK}workinggroup/{seat.group.pk}/change/"
    sent = {
        **opened(client, address),
        "memberships-TOTAL_FORMS": "2",
        "memberships-0-valid_to": day(5).strftime("%d.%m.%Y"),
        "memberships-1-person": str(cast.goettingen.pk),
        "memberships-1-valid_from": "",
        "memberships-1-valid_to": "",
        "memberships-1-group": str(seat.group.pk),
    }
    assert client.post(address, sent).status_code == 302
    seat.refresh_from_db()
    assert seat.valid_to == day(5)
    assert set(seat.group.memberships.values_list("person", flat=True)) == {
        cast.northeim.pk,
        cast.goettingen.pk,
    }


def test_a_seat_is_taken_out_by_its_box(cast: Cast, client_of: ClientOf) -> None:
    seat = MembershipFactory(person=cast.northeim)
    client, address = client_of("leitung"), f"{DESK}workinggroup/{seat.group.pk}/change/"
    sent = {**opened(client, address), "memberships-0-DELETE": "on"}
    assert client.post(address, sent).status_code == 302
    assert not GroupMembership.objects.filter(pk=seat.pk).exists()


def test_the_filter_tells_present_from_former(client_of: ClientOf) -> None:
    present, former = OrganisationFactory(), OrganisationFactory(left=day(0))
    client = client_of("redaktion")
    found = {
        key: set(client.get(f"{DESK}organisation/", {"mitglied": key}).context["cl"].result_list)
        for key in ("heute", "frueher")
    }
    assert present in found["heute"]
    assert found["frueher"] == {former}
