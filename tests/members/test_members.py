"""Members, their kinds, groups and contacts: what the office writes and what can never be."""

import datetime
import re

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.test import Client

from alliance.accounts.models import Role, User
from alliance.core.revision import StaleRevision
from alliance.history.models import Entry
from alliance.members import actions
from alliance.members.actions import Seat
from alliance.members.models import Contact, GroupMembership, Organisation, WorkingGroup
from tests.cast import Cast
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
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db


def test_a_member_gets_its_address_from_its_short_name(cast: Cast) -> None:
    member = Organisation(
        name="Georg-August-Universität", short_name="Universität Göttingen", kind=KindFactory()
    )
    actions.save_organisation(by=cast.redaktion, organisation=member)
    assert (member.slug, member.sort_name) == (
        "universitaet-goettingen",
        "georg-august-universitaet universitaet goettingen",
    )
    assert member.history.get().history_user == cast.redaktion
    assert Entry.objects.get().verb == "angelegt"


def test_names_sort_as_germans_expect() -> None:
    for name in ("Zebra", "Ärzte", "Übung", "Adler", "Ofen", "Öl"):
        OrganisationFactory(name=name)
    assert [row.name for row in Organisation.objects.all()] == [
        "Adler",
        "Ärzte",
        "Öl",
        "Ofen",
        "Übung",
        "Zebra",
    ]


def test_osterode_left_and_was_taken_up() -> None:
    """The Landkreis that became a part of another one in November 2016."""
    kind = KindFactory(name="Kommunen")
    goettingen = OrganisationFactory(name="Landkreis Göttingen", kind=kind)
    osterode = OrganisationFactory(
        name="Landkreis Osterode", kind=kind, left=datetime.date(2016, 11, 1), succeeded_by=goettingen
    )
    assert list(Organisation.objects.current()) == [goettingen]
    assert list(Organisation.objects.former()) == [osterode]
    assert list(goettingen.predecessors.all()) == [osterode]


def test_who_leaves_is_former_from_that_day_on(visitor: Client) -> None:
    leaving = OrganisationFactory(name="Geht", left=day(0))
    staying = OrganisationFactory(name="Bleibt", left=day(1))
    coming = OrganisationFactory(name="Kommt", joined=day(1))
    assert list(Organisation.objects.current()) == [staying]
    assert list(Organisation.objects.former()) == [leaving]
    for member, former in ((leaving, True), (staying, False), (coming, False)):
        assert member.is_former is former
        assert ("früher dabei" in visitor.get(member.get_absolute_url()).content.decode()) is former
    html = visitor.get("/").content.decode()
    assert staying.name in html
    assert leaving.name not in html
    assert coming.name not in html


def test_kinds_count_their_present_members(visitor: Client) -> None:
    empty, gone, one, two = (KindFactory(order=order) for order in range(4))
    OrganisationFactory(kind=gone, left=day(-1))
    OrganisationFactory(kind=one)
    OrganisationFactory(kind=one, joined=day(1))
    OrganisationFactory.create_batch(2, kind=two)
    OrganisationFactory(kind=two, left=day(0))
    html = visitor.get("/").content.decode()
    counted = re.findall(r'<b class="num">(\d+)</b><div><h3>([^<]+)</h3>', html)
    assert counted == [("1", one.name), ("2", two.name)]
    assert empty.name not in html


def saved_row(name: str) -> models.Model:
    """A row that the database is then asked to spoil."""
    return {
        "organisation": OrganisationFactory,
        "mandate": MandateFactory,
        "group": GroupFactory,
        "membership": MembershipFactory,
        "contact": ContactFactory,
    }[name]()


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("organisation", {"joined": day(0), "left": day(-1)}, "Das Ende liegt vor dem Beginn."),
        ("mandate", {"valid_from": day(0), "valid_to": day(-1)}, "Das Ende liegt vor dem Beginn."),
        ("group", {"valid_from": day(0), "valid_to": day(-1)}, "Das Ende liegt vor dem Beginn."),
        ("membership", {"valid_from": day(0), "valid_to": day(-1)}, "Das Ende liegt vor dem Beginn."),
        ("contact", {"phone": "", "email": ""}, "Bitte Telefon oder E-Mail-Adresse"),
    ],
)
def test_what_can_never_be(name: str, values: dict, words: str) -> None:
    row = saved_row(name)
    for field, value in values.items():
        setattr(row, field, value)
    with pytest.raises(ValidationError, match=words):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**values)


def test_a_term_of_one_day_is_one() -> None:
    MandateFactory(valid_from=day(0), valid_to=day(0)).full_clean()


def test_nobody_is_their_own_successor() -> None:
    member = OrganisationFactory()
    member.succeeded_by = member
    with pytest.raises(ValidationError, match="nicht in sich selbst"):
        member.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        member.save()


def test_a_seat_is_held_once() -> None:
    seat = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(group=seat.group, person=seat.person, valid_from=seat.valid_from)


def test_what_others_point_at_stays() -> None:
    mandate, seat = MandateFactory(), MembershipFactory()
    member = mandate.organisation
    heir = OrganisationFactory()
    Organisation.objects.filter(pk=member.pk).update(succeeded_by=heir, logo=PictureFactory())
    group = GroupFactory(lead=heir)
    contact = ContactFactory(picture=PictureFactory())
    ArticleFactory(contact=contact)
    ArticleFactory(audience="group", working_group=group)
    kept = [
        member,
        member.kind,
        heir,
        mandate.person,
        seat.person,
        seat.group,
        group,
        contact,
        contact.picture,
    ]
    for row in kept:
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()


def test_deleting_a_contact_in_use_is_refused_and_leaves_no_entry(cast: Cast) -> None:
    contact = ContactFactory()
    ArticleFactory(contact=contact)
    with pytest.raises(ProtectedError), transaction.atomic():
        actions.delete_contact(by=cast.leitung, contact=contact)
    assert Contact.objects.filter(pk=contact.pk).exists()
    assert not Entry.objects.exists()


def test_a_new_default_contact_takes_the_place_of_the_old(cast: Cast) -> None:
    old, new = ContactFactory(is_default=True), ContactFactory()
    new.is_default = True
    actions.save_contact(by=cast.redaktion, contact=new)
    assert Contact.objects.default().get() == new
    old.refresh_from_db()
    assert (old.is_default, old.revision) == (False, 1)
    assert old.history.first().history_user == cast.redaktion
    assert {entry.object_id for entry in Entry.objects.all()} == {old.pk, new.pk}


def test_a_brand_new_contact_may_be_the_default(cast: Cast) -> None:
    ContactFactory(is_default=True)
    new = actions.save_contact(by=cast.redaktion, contact=ContactFactory.build(is_default=True))
    assert Contact.objects.default().get() == new


def test_the_database_knows_one_default() -> None:
    ContactFactory(is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactFactory(is_default=True)


def test_the_default_is_changed_by_naming_another_not_by_taking_it_away(cast: Cast) -> None:
    contact = ContactFactory(is_default=True)
    contact.is_default = False
    with pytest.raises(ValidationError) as refusal:
        actions.save_contact(by=cast.redaktion, contact=contact)
    assert "is_default" in refusal.value.message_dict
    contact.refresh_from_db()
    assert contact.is_default


def test_the_default_contact_is_not_deleted(cast: Cast) -> None:
    contact = ContactFactory(is_default=True)
    with pytest.raises(ValidationError):
        actions.delete_contact(by=cast.leitung, contact=contact)
    assert Contact.objects.filter(pk=contact.pk).exists()


def seats_of(group: WorkingGroup) -> set[tuple[User, datetime.date | None, datetime.date | None]]:
    return {(row.person, row.valid_from, row.valid_to) for row in group.memberships.all()}


def test_seats_of_a_group_are_all_given(cast: Cast) -> None:
    group = WorkingGroup(name="AG Neu")
    staying, leaving = Seat(cast.northeim, day(-9)), Seat(cast.goettingen)
    actions.save_group(by=cast.leitung, group=group, seats=[staying, leaving])
    assert seats_of(group) == {(cast.northeim, day(-9), None), (cast.goettingen, None, None)}
    key = group.memberships.get(person=cast.northeim).pk
    ended = Seat(cast.northeim, day(-9), day(-1))
    actions.save_group(by=cast.leitung, group=group, seats=[ended, Seat(cast.stellvertretung)])
    assert seats_of(group) == {(cast.northeim, day(-9), day(-1)), (cast.stellvertretung, None, None)}
    assert group.memberships.get(person=cast.northeim).pk == key
    removed = GroupMembership.history.get(history_type="-")
    assert (removed.person, removed.history_user) == (cast.goettingen, cast.leitung)


def test_seats_stay_when_none_are_given(cast: Cast) -> None:
    seat = MembershipFactory()
    seat.group.name = "Neuer Name"
    actions.save_group(by=cast.leitung, group=seat.group)
    assert seat.group.memberships.get() == seat


def test_a_seat_that_ends_before_it_begins_undoes_the_save(cast: Cast) -> None:
    group = GroupFactory(name="Alt")
    group.name = "Neu"
    with pytest.raises(ValidationError, match="Das Ende liegt vor dem Beginn"):
        actions.save_group(by=cast.leitung, group=group, seats=[Seat(cast.northeim, day(0), day(-1))])
    assert WorkingGroup.objects.get(pk=group.pk).name == "Alt"
    assert not Entry.objects.exists()


def test_one_person_named_twice_has_one_seat(cast: Cast) -> None:
    """The database would not see it: where the beginning is open, two rows differ."""
    group = GroupFactory()
    seats = [Seat(cast.northeim), Seat(cast.northeim, None, day(9))]
    actions.save_group(by=cast.leitung, group=group, seats=seats)
    assert seats_of(group) == {(cast.northeim, None, day(9))}
    assert group.memberships.count() == 1


def test_the_later_of_two_savers_is_refused(cast: Cast) -> None:
    member = OrganisationFactory()
    mine, yours = Organisation.objects.get(pk=member.pk), Organisation.objects.get(pk=member.pk)
    actions.save_organisation(by=cast.redaktion, organisation=mine)
    with pytest.raises(StaleRevision):
        actions.save_organisation(by=cast.leitung, organisation=yours)


def test_a_new_person_has_a_verified_address_and_no_password(cast: Cast) -> None:
    person = actions.save_person(
        by=cast.administration, person=User(email="Neu@Example.org", full_name="Neue Vertretung")
    )
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == ("neu@example.org", True, True)
    assert person.has_usable_password() is False
    assert (person.role, person.is_staff) == (Role.NONE, False)
    assert Entry.objects.get().title == "Neue Vertretung"


def test_a_changed_address_replaces_the_old_one_and_keeps_the_password(cast: Cast) -> None:
    person = actions.save_person(
        by=None, person=User(email="a@example.org", full_name="A"), password="lang-genug-12"
    )
    person.email = "B@Example.org"
    actions.save_person(by=cast.administration, person=person)
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["b@example.org"]
    assert User.objects.get(pk=person.pk).check_password("lang-genug-12")
    assert [entry.verb for entry in Entry.objects.all()] == ["geändert", "angelegt"]


def test_an_address_is_given_once_in_any_case() -> None:
    PersonFactory(email="schon@example.org")
    with pytest.raises(ValidationError):
        actions.save_person(by=None, person=User(email="SCHON@example.org", full_name="Zweite"))
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(email="Schon@Example.org")
    assert User.objects.count() == 1


def test_a_swap_of_two_addresses_leaves_no_stranger_with_mine(cast: Cast) -> None:
    """Who gets an address that somebody else gave up is its only owner for the log-in."""
    first = actions.save_person(by=None, person=User(email="amt@example.org", full_name="Alt"))
    first.email = "privat@example.org"
    actions.save_person(by=None, person=first)
    second = actions.save_person(by=None, person=User(email="amt@example.org", full_name="Neu"))
    assert EmailAddress.objects.get(email="amt@example.org").user == second
