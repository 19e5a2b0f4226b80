"""Working groups in the members' area: who sees them, and what each sees of them."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.core.models import FormerAddress
from alliance.members.access import Audience
from alliance.members.actions import save_group
from alliance.members.models import Organisation, WorkingGroup
from events.meetings.states import Kind, State
from tests.cast import EVERYBODY, VISITOR, Cast
from tests.conftest import ClientOf
from tests.factories.files import DocumentFactory
from tests.factories.meetings import MeetingFactory, in_days
from tests.factories.members import GroupFactory, MandateFactory, MembershipFactory, OrganisationFactory, day
from tests.factories.portal import SiteSettingsFactory
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db
OFFICE = {"redaktion", "leitung", "administration"}
INSIDE = OFFICE | {"northeim", "goettingen", "stellvertretung"}
LIST = "/arbeitsgruppen/"
# Differs on each page, for who is logged in.
TOKEN = re.compile(r'csrfmiddlewaretoken" value="\w+"')


def group_of_cast() -> WorkingGroup:
    return WorkingGroup.objects.get(slug="strategie")


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    assert_sound(html)
    return html


def test_only_members_and_the_office_find_them(cast: Cast, client_of: ClientOf) -> None:
    address = group_of_cast().get_absolute_url()
    assert address == "/arbeitsgruppen/strategie/"
    for name in EVERYBODY:
        client = client_of(name)
        inside = name in INSIDE
        assert (name, client.get(address).status_code) == (name, 200 if inside else 404)
        expected = 200 if inside else 302 if name == VISITOR else 404
        assert (name, client.get(LIST).status_code) == (name, expected)
    hidden = client_of("ehemalig").get(address).content.decode()
    unknown = client_of("ehemalig").get("/arbeitsgruppen/gibt-es-nicht/").content.decode()
    assert TOKEN.sub("", hidden) == TOKEN.sub("", unknown).replace("gibt-es-nicht", "strategie")


def test_the_list_has_own_groups_first_and_former_ones_last(cast: Cast, client_of: ClientOf) -> None:
    GroupFactory(name="AG Andere", mandate_text="Ein Auftrag.", lead=OrganisationFactory(short_name="IHK"))
    GroupFactory(name="AG Früher", valid_to=day(-1))
    html = page(client_of("northeim"), LIST)
    own, others = html.split('id="h-meine"')[1].split('id="h-andere"')
    assert "AG Strategie" in own
    assert "AG Andere" in others.split('id="h-frueher"')[0]
    assert "Leitung: IHK" in others
    assert "AG Früher" in html.split('id="h-frueher"')[1]
    assert 'id="h-meine"' not in page(client_of("goettingen"), LIST)


def test_no_group_at_all_is_friendly(cast: Cast, client_of: ClientOf) -> None:
    group = group_of_cast()
    group.memberships.all().delete()
    group.delete()
    assert "Zurzeit tagt keine Arbeitsgruppe" in page(client_of("goettingen"), LIST)


def test_who_works_in_it_is_told_by_organisation_and_function_never_by_name(
    cast: Cast, client_of: ClientOf
) -> None:
    group = group_of_cast()
    MembershipFactory(group=group, person=cast.stellvertretung)
    MembershipFactory(group=group, person=cast.leitung)
    MembershipFactory(group=group, person=cast.goettingen, valid_to=day(-1))
    # Has a seat still, but speaks for nobody any more.
    MembershipFactory(group=group, person=cast.ehemalig)
    html = page(client_of("goettingen"), group.get_absolute_url())
    part = html.split('id="h-dabei"')[1].split("</section>")[0]
    rows = [row.split("</li>")[0] for row in part.split("<li>")[1:]]
    assert rows == [
        "<b>Geschäftsstelle</b>",
        "<b>Landkreis Northeim</b><span>Stellvertretung</span>",
        "<b>Landkreis Northeim</b><span>Vertretung</span>",
    ]
    for person in (cast.stellvertretung, cast.leitung, cast.northeim):
        assert person.full_name not in html


def test_what_is_only_for_the_group_is_seen_by_the_group_and_the_office(
    cast: Cast, client_of: ClientOf
) -> None:
    group = group_of_cast()
    inner = {"working_group": group, "audience": Audience.GROUP}
    MeetingFactory(title="Nur die Gruppe", kind=Kind.GROUP, **inner)
    MeetingFactory(title="Alle Mitglieder", kind=Kind.GROUP, working_group=group)
    MeetingFactory(title="Noch ein Entwurf", kind=Kind.GROUP, working_group=group, state=State.DRAFT)
    DocumentFactory(title="Papier der Gruppe", **inner)
    DocumentFactory(title="Papier für alle", working_group=group, audience=Audience.MEMBERS)
    titles = ("Nur die Gruppe", "Alle Mitglieder", "Noch ein Entwurf", "Papier der Gruppe", "Papier für alle")
    seen = {}
    for name in ("goettingen", "stellvertretung", "northeim", "redaktion"):
        html = page(client_of(name), group.get_absolute_url())
        seen[name] = {title for title in titles if title in html}
    assert seen["goettingen"] == seen["stellvertretung"] == {"Alle Mitglieder", "Papier für alle"}
    assert seen["northeim"] == seen["goettingen"] | {"Nur die Gruppe", "Papier der Gruppe"}
    assert seen["redaktion"] == set(titles)


def test_past_and_coming_meetings_stand_apart_and_new_papers_are_marked(
    cast: Cast, client_of: ClientOf
) -> None:
    group = group_of_cast()
    MeetingFactory(title="War schon", working_group=group, starts_at=in_days(-20))
    MeetingFactory(title="Fällt aus", working_group=group, state=State.CANCELLED)
    DocumentFactory(title="Papier", working_group=group, audience=Audience.MEMBERS)
    html = page(client_of("northeim"), group.get_absolute_url())
    rows = {row.split("</a>")[0].rsplit(">")[-1]: row for row in html.split('<li class="date-item')[1:]}
    assert "vorbei" in rows["War schon"]
    assert "abgesagt" in rows["Fällt aus"]
    assert ">neu</span>" in html


def test_a_former_address_leads_on_for_who_may_see_the_group(cast: Cast, client_of: ClientOf) -> None:
    group = group_of_cast()
    group.slug = "strategie-2027"
    save_group(by=cast.leitung, group=group)
    assert FormerAddress.objects.get(slug="strategie").object_id == group.pk
    response = client_of("northeim").get("/arbeitsgruppen/strategie/")
    assert (response.status_code, response.headers["Location"]) == (301, "/arbeitsgruppen/strategie-2027/")
    assert client_of("ehemalig").get("/arbeitsgruppen/strategie/").status_code == 404
    assert client_of(VISITOR).get("/arbeitsgruppen/strategie/").status_code == 404


def test_a_member_shows_its_documents_to_its_own_people(cast: Cast, client_of: ClientOf) -> None:
    northeim = Organisation.objects.get(slug="landkreis-northeim")
    DocumentFactory(title="Beitritt der Probe", organisation=northeim, audience=Audience.GROUP)
    DocumentFactory(title="Flyer der Probe", organisation=northeim, audience=Audience.PUBLIC)
    seen = {}
    for name in EVERYBODY:
        html = page(client_of(name), northeim.get_absolute_url())
        seen[name] = {title for title in ("Beitritt der Probe", "Flyer der Probe") if title in html}
    own = OFFICE | {"northeim", "stellvertretung"}
    assert {name for name in EVERYBODY if "Beitritt der Probe" in seen[name]} == own
    assert all("Flyer der Probe" in titles for titles in seen.values())


def test_groups_are_links_only_for_who_may_follow_them(cast: Cast, client_of: ClientOf) -> None:
    northeim = Organisation.objects.get(slug="landkreis-northeim")
    WorkingGroup.objects.filter(slug="strategie").update(lead=northeim)
    for name in EVERYBODY:
        html = page(client_of(name), northeim.get_absolute_url())
        assert (name, 'href="/arbeitsgruppen/strategie/"' in html) == (name, name in INSIDE)


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_cost_the_same_with_one_and_three_of_everything(
    count: int, cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SiteSettingsFactory()
    group = group_of_cast()
    for number in range(count):
        GroupFactory(lead=OrganisationFactory())
        MembershipFactory(group=group, person=MandateFactory().person)
        for days in (10, -10):
            MeetingFactory(working_group=group, starts_at=in_days(days + number))
        DocumentFactory(working_group=group, audience=Audience.MEMBERS)
    client = client_of("northeim")
    with django_assert_num_queries(8):
        page(client, LIST)
    with django_assert_num_queries(13):
        page(client, group.get_absolute_url())
