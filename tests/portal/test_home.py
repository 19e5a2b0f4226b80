"""The home page is composed from what exists."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from strategy.versions.actions import take_clusters
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.meetings import MeetingFactory, VenueFactory, in_days
from tests.factories.members import ContactFactory, KindFactory, OrganisationFactory, day
from tests.factories.news import ArticleFactory, TopicFactory, hours
from tests.factories.pictures import PictureFactory
from tests.factories.portal import SiteSettingsFactory
from tests.factories.versions import EditionFactory, adopt
from tests.factories.workshops import give, make_idea, make_participant, make_round, make_workshop, recount
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db


def home(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_with_nothing_in_the_database_it_is_neutral(visitor: Client) -> None:
    html = home(visitor)
    assert_sound(html)
    assert "<title>Fachkräftebündnis</title>" in html
    assert html.count("Noch keine Meldung veröffentlicht.") == 1
    for heading in ("h-felder", "h-mit", "h-angebot", "hero-lead"):
        assert f'id="{heading}"' not in html
    assert not re.search(
        r"<(ul|ol|p|h2|h3|section)[^>]*>\s*</\1>", html.split("<main")[1].split("</main>")[0]
    )
    assert "None" not in html
    # No other alliance's name or region stands in the code.
    assert "Südniedersachsen" not in html


def test_the_words_are_those_of_the_settings(visitor: Client) -> None:
    SiteSettingsFactory(claim="Viele Hände.\n\n  Ein Faden.  \n", funding_note="Gefördert vom Land <1>")
    html = home(visitor)
    assert "<title>Bündnis der Probe</title>" in html
    assert re.findall(r"<span>([^<]+)</span>", html.split("<h1")[1].split("</h1>")[0]) == [
        "Viele Hände.",
        "Ein Faden.",
    ]
    assert "Einleitung der Probe." in html
    foot = html.split('class="foot"')[1]
    assert "Über die Probe." in foot
    assert "Gefördert vom Land &lt;1&gt;" in foot


def test_an_empty_claim_is_the_name(visitor: Client) -> None:
    SiteSettingsFactory(claim=" \n ")
    assert "<span>Bündnis der Probe</span>" in home(visitor)


def titles(html: str) -> list[str]:
    return re.findall(r"N-\w+", html.split('id="h-neu"')[1].split("</section>")[0])


def test_the_four_newest_and_the_pinned_one_first(visitor: Client) -> None:
    for number in range(5):
        ArticleFactory(published=True, title=f"N-{number}", publish_at=hours(-number - 1))
    assert titles(home(visitor)) == ["N-0", "N-1", "N-2", "N-3"]
    ArticleFactory(published=True, title="N-oben", publish_at=hours(-5000), is_pinned=True)
    assert titles(home(visitor)) == ["N-oben", "N-0", "N-1", "N-2"]


def test_a_pinned_article_goes_when_its_time_is_over(visitor: Client) -> None:
    pinned = ArticleFactory(published=True, title="N-oben", is_pinned=True, expire_at=hours(1))
    ArticleFactory(published=True, title="N-neu", publish_at=hours(-1))
    assert titles(home(visitor)) == ["N-oben", "N-neu"]
    with time_machine.travel(pinned.expire_at):
        assert titles(home(visitor)) == ["N-neu"]


def test_only_the_first_has_its_picture_and_teaser(visitor: Client) -> None:
    for number in range(2):
        ArticleFactory(
            published=True,
            title=f"N-{number}",
            teaser=f"Vorspann {number}",
            publish_at=hours(-number - 1),
            lead_picture=PictureFactory(),
        )
    part = home(visitor).split('id="h-neu"')[1].split("</section>")[0]
    assert part.count("<picture") == 1
    assert "Vorspann 0" in part
    assert "Vorspann 1" not in part


def test_fields_in_work_in_their_order_and_no_former_ones(visitor: Client) -> None:
    ActionFieldFactory(name="Zweites", order=2)
    ActionFieldFactory(name="Erstes", order=1, is_example=True)
    ActionFieldFactory(name="Früheres", is_active=False)
    part = home(visitor).split('id="h-felder"')[1].split("</section>")[0]
    assert part.index("Erstes") < part.index("Zweites")
    assert "Früheres" not in part
    assert part.count('class="example"') == 1


def test_who_takes_part_today(visitor: Client) -> None:
    kind = KindFactory(name="Kommunen")
    for name in ("Übermorgen", "Adelebsen"):
        OrganisationFactory(name=name, kind=kind)
    OrganisationFactory(name="Osterode", kind=kind, left=day(0))
    OrganisationFactory(name="Allein gegangen", kind=KindFactory(name="Niemand mehr"), left=day(-1))
    part = home(visitor).split('id="h-mit"')[1].split("</section>")[0]
    assert '<b class="num">2</b><div><h3>Kommunen</h3><p>Adelebsen, Übermorgen</p>' in part
    assert "Osterode" not in part
    assert "Niemand mehr" not in part


def test_the_contact_is_the_default_one(visitor: Client) -> None:
    ContactFactory(function="Irgendeine Stelle")
    assert 'id="h-angebot"' not in home(visitor)
    ContactFactory(function="Das Büro", is_default=True)
    part = home(visitor).split('id="h-angebot"')[1].split("</section>")[0]
    assert "Das Büro" in part
    assert "Fragen an das Bündnis" in home(visitor)


def test_members_see_more_than_visitors(visitor: Client, client_of: ClientOf) -> None:
    ArticleFactory(published=True, title="N-intern", audience="members")
    assert "N-intern" not in home(visitor)
    assert "N-intern" in home(client_of("northeim"))


def dates(html: str) -> list[str]:
    """The titles of the next meetings, if there is such a part."""
    if 'id="h-termine"' not in html:
        return []
    return re.findall(r"T-\w+", html.split('id="h-termine"')[1].split("</section>")[0])


def test_the_next_meetings_are_those_that_the_reader_may_see(
    cast: Cast, visitor: Client, client_of: ClientOf
) -> None:
    assert dates(home(visitor)) == []
    MeetingFactory(title="T-intern", starts_at=in_days(3))
    assert dates(home(visitor)) == []
    MeetingFactory(title="T-gast", audience="public", takes_guests=True, starts_at=in_days(9))
    MeetingFactory(title="T-offen", audience="public", kind="veranstaltung", starts_at=in_days(5))
    MeetingFactory(title="T-war", audience="public", starts_at=in_days(-5))
    MeetingFactory(title="T-abgesagt", audience="public", state="cancelled")
    MeetingFactory(title="T-entwurf", audience="public", state="draft")
    html = home(visitor)
    assert dates(html) == ["T-offen", "T-gast"]
    part = html.split('id="h-termine"')[1].split("</section>")[0]
    assert "Öffentlich, ohne Anmeldung" in part
    assert "Öffentlich, mit Anmeldung" in part
    assert dates(home(client_of("goettingen"))) == ["T-intern", "T-offen", "T-gast"]
    assert dates(home(client_of("ehemalig"))) == ["T-offen", "T-gast"]


def test_there_are_three_at_most(visitor: Client) -> None:
    for number in range(5):
        MeetingFactory(title=f"T-{number}", audience="public", starts_at=in_days(number + 1))
    assert dates(home(visitor)) == ["T-0", "T-1", "T-2"]


def test_stations_of_the_thread_are_those_that_count_something(visitor: Client) -> None:
    assert "hero-stops" not in home(visitor)
    version = EditionFactory().version
    adopt(version)
    stops = home(visitor).split("hero-stops")[1].split("</ol>")[0]
    assert re.findall(r"<b>(.+?)</b>", stops) == ["Handlungsfeld"]
    assert "Ein Feld trägt die Strategie" in stops


@pytest.mark.parametrize(("audience", "shown"), [("public", True), ("members", False)])
def test_the_thread_begins_with_ideas_that_everybody_may_read(
    cast: Cast, visitor: Client, client_of: ClientOf, audience: str, shown: bool
) -> None:
    workshop = make_workshop(
        state="closed", audience=audience, opened_at=datetime(2024, 2, 20, 13, tzinfo=UTC)
    )
    round = make_round(workshop, state="closed", clusters=1)
    for text in ("Ein Laufzettel", "Ein Kalender"):
        make_idea(round, text)
    give(make_participant(workshop), round.clusters.get(), 3)
    recount(round)
    version = EditionFactory().version
    take_clusters(by=cast.leitung, version=version, priorities=round.clusters.select_related("total"))
    adopt(version)
    for client in (visitor, client_of("northeim")):
        stops = home(client).split("hero-stops")[1].split("</ol>")[0]
        assert ("2 Ideen aus der Werkstatt im Februar 2024" in stops) is shown
        assert (workshop.get_absolute_url() in stops) is shown
        assert "3 Punkte zeigen, was zuerst drankommt" in stops


def fill(count: int) -> None:
    """So many of everything."""
    ContactFactory(is_default=True, picture=PictureFactory())
    for number in range(count):
        MeetingFactory(audience="public", venue=VenueFactory())
        OrganisationFactory.create_batch(count)
        ArticleFactory(
            published=True,
            publish_at=hours(-number - 1),
            lead_picture=PictureFactory(),
            topics=[TopicFactory()],
            action_fields=[ActionFieldFactory()],
        )


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_with_one_and_three_of_everything(
    count: int, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SiteSettingsFactory()
    fill(count)
    with django_assert_num_queries(10):
        home(visitor)
