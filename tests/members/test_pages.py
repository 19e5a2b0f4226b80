"""The public pages of the members: by kind, former ones apart, and each with what belongs to it."""

import datetime
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.members import actions
from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from alliance.news.models import Article
from tests import markup
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.members import (
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
LIST = "/mitglieder/"


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def sections(html: str) -> dict[str, list[str]]:
    """The heads of the list with the names below."""
    found = {}
    for part in html.split('<section class="kind"')[1:]:
        part = part.split("</section>")[0]
        head = re.search(r"<h2[^>]*>([^<]+)</h2>(?:<p class=\"meta\">([^<]+)</p>)?", part)
        assert head
        found[" ".join(filter(None, head.groups()))] = re.findall(r'<a class="quiet"[^>]*>([^<]+)</a>', part)
    return found


# ---- The list


def test_members_stand_by_kind_with_counts_and_former_ones_apart(visitor: Client) -> None:
    second, first = KindFactory(name="Hochschulen", order=2), KindFactory(name="Kammern", order=1)
    KindFactory(name="Noch leer", order=0)
    gone = KindFactory(name="Nur Frühere", order=3)
    OrganisationFactory(name="IHK", kind=first)
    hawk = OrganisationFactory(name="HAWK", kind=second)
    OrganisationFactory(name="Universität", kind=second)
    OrganisationFactory(name="Fusioniert", kind=gone, left=datetime.date(2016, 11, 1), succeeded_by=hawk)
    OrganisationFactory(name="Kommt erst", kind=second, joined=day(1))
    html = html_of(visitor, LIST)
    assert sections(html) == {
        "Kammern 1 Mitglied": ["IHK"],
        "Hochschulen 2 Mitglieder": ["HAWK", "Universität"],
        "Früher dabei": ["Fusioniert"],
    }
    assert "bis 2016, aufgegangen in: HAWK" in html
    chips = re.findall(r'class="chip" href="#([^"]+)">([^<]+) <span class="num">(\d+)</span>', html)
    assert chips == [(first.slug, "Kammern", "1"), (second.slug, "Hochschulen", "2")]
    assert all(f'id="{slug}"' in html for slug, _, _ in chips)


def test_names_stand_as_germans_sort_them(visitor: Client) -> None:
    kind = KindFactory(name="Alle")
    for name in ("Zentrum", "Österreich", "Ärzte", "Oldenburg", "Straße", "strasse b", "Adler"):
        OrganisationFactory(name=name, kind=kind)
    assert sections(html_of(visitor, LIST))["Alle 7 Mitglieder"] == [
        "Adler",
        "Ärzte",
        "Österreich",
        "Oldenburg",
        "strasse b",
        "Straße",
        "Zentrum",
    ]


def test_nobody_yet(visitor: Client) -> None:
    html = html_of(visitor, LIST)
    assert "Noch keine Mitglieder verzeichnet" in html
    assert sections(html) == {}
    assert 'aria-label="Nach Art springen"' not in html


def test_one_query_for_few_and_many(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        for _ in range(count):
            kind = KindFactory()
            successor = OrganisationFactory(kind=kind, logo=PictureFactory())
            OrganisationFactory(kind=kind, left=day(-1), succeeded_by=successor)
            MandateFactory(organisation=successor)
        with django_assert_num_queries(6):
            html_of(visitor, LIST)


def test_a_soft_hyphen_in_a_long_kind(visitor: Client, client_of: ClientOf, cast: Cast) -> None:
    kind = KindFactory.build(name="Gebiets\u00adkörperschaften", slug="")
    actions.save_kind(by=cast.redaktion, kind=kind)
    assert (kind.slug, kind.sort_name) == ("gebietskoerperschaften", "gebietskoerperschaften")
    OrganisationFactory(name="Landkreis", kind=kind)
    assert "Gebiets\u00adkörperschaften 1 Mitglied" in sections(html_of(visitor, LIST))
    office = client_of("redaktion")
    for words in ("gebietskörperschaften", "Gebietskoerper"):
        found = html_of(office, f"/verwaltung/members/organisationkind/?q={words}")
        assert f"/organisationkind/{kind.pk}/change/" in found


# ---- One member


@pytest.fixture
def member(db: None) -> Organisation:
    return OrganisationFactory(
        name="Georg-August-Universität <Göttingen>",
        short_name="Uni",
        slug="uni",
        kind=KindFactory(name="Hochschulen"),
        place="Göttingen",
        website="https://www.uni-goettingen.de/",
        joined=datetime.date(2015, 8, 27),
        logo=PictureFactory(title="Siegel", alternative_text="Siegel der Universität", rendered=True),
    )


def test_what_a_member_says_of_itself(visitor: Client, member: Organisation) -> None:
    OrganisationFactory(name="Akademie", slug="akademie", left=day(-1), succeeded_by=member)
    html = html_of(visitor, member.get_absolute_url())
    assert "<h1>Georg-August-Universität &lt;Göttingen&gt;</h1>" in html
    assert 'alt="Siegel der Universität"' in html
    assert '<a href="https://www.uni-goettingen.de/">' in html
    assert "<dt>Mitglied seit</dt><dd>2015</dd>" in html
    assert '<dt>Umfasst heute</dt><dd><a href="/mitglieder/akademie/">Akademie</a></dd>' in html
    assert "<dt>Art</dt><dd>Hochschulen</dd>" in html
    assert "früher dabei" not in html
    assert list(markup.problems(html)) == []


def test_a_member_of_which_little_is_known(visitor: Client) -> None:
    html = html_of(visitor, OrganisationFactory(name="Still", slug="still").get_absolute_url())
    for word in ("Mitglied seit", "Website", "<dt>Ort", "member-logo", "Leitet die", "Aufgegangen"):
        assert word not in html
    assert "Noch keine Meldung nennt dieses Mitglied." in html


def test_a_former_member_leads_to_its_successor(visitor: Client, member: Organisation) -> None:
    former = OrganisationFactory(name="Akademie", left=datetime.date(2016, 11, 1), succeeded_by=member)
    html = html_of(visitor, former.get_absolute_url())
    assert '<span class="status">früher dabei</span>' in html
    assert "<dt>Mitglied bis</dt><dd>2016</dd>" in html
    assert '<dt>Aufgegangen in</dt><dd><a href="/mitglieder/uni/">Uni</a></dd>' in html


def test_the_working_groups_it_leads_today(visitor: Client, member: Organisation) -> None:
    GroupFactory(name="AG heute", lead=member)
    GroupFactory(name="AG von gestern", lead=member, valid_to=day(-1))
    GroupFactory(name="AG der anderen", lead=OrganisationFactory())
    html = html_of(visitor, member.get_absolute_url())
    assert "AG heute" in html
    assert "AG von gestern" not in html and "AG der anderen" not in html


def test_no_person_is_ever_named(client_of: ClientOf, cast: Cast) -> None:
    """Neither mandates nor seats in groups, whoever asks."""
    organisation = Organisation.objects.get(name="Landkreis Northeim")
    group = WorkingGroup.objects.get()
    group.lead = organisation
    group.save()
    for person in cast:
        MembershipFactory(group=group, person=person, valid_from=day(-9))
    for name in EVERYBODY:
        for address in (LIST, organisation.get_absolute_url()):
            main = html_of(client_of(name), address).split("<main")[1].split("</main>")[0]
            for person in cast:
                assert person.full_name not in main and person.email not in main
            assert "Stellvertretung" not in main


SEEN_BY = {
    "visitor": {"public"},
    "ehemalig": {"public"},
    "goettingen": {"public", "members"},
    "northeim": {"public", "members", "group"},
    "stellvertretung": {"public", "members"},
    "redaktion": set(Audience.values),
    "leitung": set(Audience.values),
    "administration": set(Audience.values),
}


@pytest.mark.parametrize("name", EVERYBODY)
def test_news_that_name_it_as_far_as_one_may_see_them(name: str, client_of: ClientOf, cast: Cast) -> None:
    organisation = OrganisationFactory()
    group = WorkingGroup.objects.get()
    for audience in Audience.values:
        ArticleFactory(
            published=True,
            title=f"Nennt es: {audience}",
            teaser=f"Anriss {audience}",
            audience=audience,
            working_group=group if audience == "group" else None,
            organisations=[organisation],
        )
    for trait in ("review", "scheduled", "expired", "archived"):
        ArticleFactory(title=f"Nicht öffentlich: {trait}", organisations=[organisation], **{trait: True})
    ArticleFactory(title="Nicht öffentlich: Entwurf", organisations=[organisation])
    ArticleFactory(published=True, title="Nennt ein anderes", organisations=[OrganisationFactory()])
    html = html_of(client_of(name), organisation.get_absolute_url())
    assert set(re.findall(r"Nennt es: (\w+)", html)) == SEEN_BY[name]
    assert set(re.findall(r"Anriss (\w+)", html)) <= SEEN_BY[name]
    assert "Nicht öffentlich" not in html
    assert "Nennt ein anderes" not in html


def test_the_newest_news_come_first(visitor: Client, member: Organisation) -> None:
    for title, days in (("Älter", 9), ("Neu", 1), ("Mittel", 5)):
        article = ArticleFactory(published=True, title=title, organisations=[member])
        Article.objects.filter(pk=article.pk).update(publish_at=f"{day(-days)}T12:00+00:00")
    html = html_of(visitor, member.get_absolute_url())
    places = [html.index(title) for title in ("Neu</", "Mittel</", "Älter</")]
    assert places == sorted(places)


def test_queries_of_one_and_three(
    visitor: Client, member: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        for _ in range(count):
            GroupFactory(lead=member)
            OrganisationFactory(left=day(-1), succeeded_by=member)
            ArticleFactory(published=True, organisations=[member], lead_picture=PictureFactory())
        with django_assert_num_queries(10):
            html_of(visitor, member.get_absolute_url())


def test_former_addresses_lead_on(visitor: Client, member: Organisation, cast: Cast) -> None:
    for slug in ("zweite", "dritte"):
        member.slug = slug
        actions.save_organisation(by=cast.redaktion, organisation=member)
    for old in ("uni", "zweite"):
        response = visitor.get(f"/mitglieder/{old}/")
        assert (response.status_code, response.headers["Location"]) == (301, "/mitglieder/dritte/")
    assert visitor.get("/mitglieder/dritte/").status_code == 200
    taken = OrganisationFactory.build(name="Neu", slug="uni", kind=KindFactory())
    actions.save_organisation(by=cast.redaktion, organisation=taken)
    assert "<h1>Neu</h1>" in html_of(visitor, "/mitglieder/uni/")
    assert visitor.get("/mitglieder/nie-dagewesen/").status_code == 404


def test_all_members_are_public_and_nothing_is_set(visitor: Client, member: Organisation) -> None:
    assert list(Organisation.objects.visible_to(AnonymousUser())) == [member]
    for address in (LIST, member.get_absolute_url()):
        response = visitor.get(address)
        assert not response.cookies
