"""`/beschluesse/` and `/abstimmungen/`: lists, filters, pages and the form of a vote."""

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alliance.members.access import Audience
from alliance.members.models import Mandate, Organisation
from alliance.news.models import Article
from events.meetings import actions
from events.meetings.actions import Votes
from events.meetings.models import Ballot, BallotVote
from strategy.versions.models import StrategyVersion
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories import minutes as make
from tests.factories.fields import ActionFieldFactory
from tests.factories.meetings import AgendaItemFactory
from tests.factories.news import ArticleFactory
from tests.factories.versions import VersionFactory
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db


def many(count: int) -> None:
    """Resolutions of as many meetings, each with a field."""
    for _ in range(count):
        make.resolution(action_fields=[ActionFieldFactory()])


def test_the_register_costs_the_same_for_few_and_many(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("northeim")
    many(1)
    client.get("/beschluesse/")
    with django_assert_num_queries(12):
        client.get("/beschluesse/")
    many(3)
    with django_assert_num_queries(12):
        response = client.get("/beschluesse/")
    assert_sound(response.content.decode())


def test_filters(cast: Cast, client_of: ClientOf) -> None:
    make.rule()
    field = ActionFieldFactory(slug="rekrutierung")
    first = make.resolution(title="Erster", action_fields=[field])
    second = make.resolution(title="Zweiter", replaces=[first])
    third = make.resolution(title="Dritter", votes=Votes(0, 1, 0))
    old = make.resolution(AgendaItemFactory(meeting=make.held_meeting(items=0, days=-900)), title="Alter")
    client = client_of("goettingen")

    def titles(query: str) -> set[str]:
        return {row.title for row in client.get(f"/beschluesse/?{query}").context["resolutions"]}

    assert titles("") == {"Erster", "Zweiter", "Dritter", "Alter"}
    assert titles(f"jahr={old.year}") == {"Alter"}
    assert titles("gremium=mitglieder") == titles("") and titles("gremium=gibt-es-nicht") == set()
    assert titles(f"sitzung={second.meeting.address}") == {"Zweiter"}
    assert titles("handlungsfeld=rekrutierung") == {"Erster"}
    assert titles("stand=ersetzt") == {"Erster"} and titles("stand=abgelehnt") == {"Dritter"}
    assert titles("stand=gilt") == {"Zweiter", "Alter"} and titles("stand=kuenftig") == set()
    assert titles("jahr=abc&stand=unsinn&sitzung=%00") == titles("")
    assert third.standing == "rejected"


def test_the_page_tells_what_followed(cast: Cast, client_of: ClientOf) -> None:
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    earlier = make.resolution(title="Früherer")
    row = make.resolution(title="Logo ändern", replaces=[earlier], excluded=[goettingen])
    make.task(organisation=goettingen, resolution=row, what="Logo zeichnen")
    article = ArticleFactory(title="Neues Logo", state="released", publish_at=timezone.now())
    article.resolutions.add(row)
    version = VersionFactory(title="Fassung mit Logo", state="draft")
    StrategyVersion.objects.filter(pk=version.pk).update(
        resolution=row, state="adopted", resolved_on=row.resolved_on, in_force_from=row.resolved_on
    )
    html = client_of("northeim").get(row.get_absolute_url()).content.decode()
    for words in ("Logo zeichnen", "Neues Logo", "Fassung mit Logo", "Früherer", "Stadt Göttingen"):
        assert words in html
    assert_sound(html)
    assert "Logo ändern" in client_of("northeim").get(earlier.get_absolute_url()).content.decode()
    assert "Logo ändern" in client_of("northeim").get(article.get_absolute_url()).content.decode()


def test_the_public_page_tells_less(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    hidden = make.resolution(title="Geheimer Vorgänger")
    row = make.resolution(audience=Audience.PUBLIC, replaces=[hidden], excluded=[goettingen])
    make.task(organisation=goettingen, resolution=row, what="Logo zeichnen")
    Article.objects.create(title="Intern", slug="intern", teaser="x", audience=Audience.MEMBERS)
    client = client_of("visitor")
    client.get(row.get_absolute_url())
    with django_assert_num_queries(10):
        response = client.get(row.get_absolute_url())
    html = response.content.decode()
    for words in ("Logo zeichnen", "Geheimer Vorgänger", "Stadt Göttingen", "Sitzung ", "csrf"):
        assert words not in html.replace("Sitzung vom", "")
    assert not response.cookies
    assert_sound(html)


def test_a_short_number_leads_on(cast: Cast, client_of: ClientOf) -> None:
    row = make.resolution()
    response = client_of("northeim").get(f"/beschluesse/{row.year}-{row.number}/")
    assert (response.status_code, response.headers["Location"]) == (301, row.get_absolute_url())
    assert client_of("visitor").get(f"/beschluesse/{row.year}-{row.number}/").status_code == 404


def test_the_office_notes_progress(cast: Cast, client_of: ClientOf) -> None:
    row, client = make.resolution(), client_of("redaktion")
    values = {"progress": "Ist begonnen.", "revision": row.revision}
    assert client.post(f"{row.get_absolute_url()}stand/", values).status_code == 302
    assert "Ist begonnen." in client_of("goettingen").get(row.get_absolute_url()).content.decode()
    # Somebody else saved meanwhile: nothing is overwritten.
    client.post(f"{row.get_absolute_url()}stand/", {**values, "progress": "Anders."})
    row.refresh_from_db()
    assert row.progress == "Ist begonnen."


def test_the_ballots_cost_the_same_for_few_and_many(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make.rule()
    client = client_of("northeim")

    def more(count: int) -> None:
        for _ in range(count):
            make.opened()
            actions.count_ballot(by=None, ballot=make.close(make.opened()))

    more(1)
    client.get("/abstimmungen/")
    with django_assert_num_queries(10):
        client.get("/abstimmungen/")
    more(2)
    with django_assert_num_queries(10):
        response = client.get("/abstimmungen/")
    assert_sound(response.content.decode())
    row = Ballot.objects.running().first()
    assert row is not None
    client.get(row.get_absolute_url())
    with django_assert_num_queries(11):
        response = client.get(row.get_absolute_url())
    assert_sound(response.content.decode())


def test_an_open_vote_shows_the_own_choice_and_later_all(cast: Cast, client_of: ClientOf) -> None:
    make.rule()
    row, client = make.opened(), client_of("northeim")
    organisation = Organisation.objects.get(slug="landkreis-northeim")
    address = f"{row.get_absolute_url()}stimme/"
    client.post(address, {"organisation": organisation.pk, "choice": "no"})
    html = client.get(row.get_absolute_url()).content.decode()
    assert 'value="no" required checked' in html and "1 von 2 Mitgliedern hat" in html
    other = client_of("goettingen").get(row.get_absolute_url()).content.decode()
    assert "hat abgestimmt" in other and '<span class="meta">dagegen' not in other
    actions.count_ballot(by=None, ballot=make.close(row))
    other = client_of("goettingen").get(row.get_absolute_url()).content.decode()
    assert '<span class="meta">dagegen' in other
    assert client.post(address, {"organisation": organisation.pk, "choice": "yes"}).status_code == 302
    assert row.votes.get(organisation=organisation).choice == "no"


def test_who_speaks_for_two_chooses(cast: Cast, client_of: ClientOf) -> None:
    make.rule()
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    Mandate.objects.create(person=cast.northeim, organisation=goettingen)
    row, client = make.opened(), client_of("northeim")
    address = f"{row.get_absolute_url()}stimme/"
    html = client.get(row.get_absolute_url()).content.decode()
    assert "Für welches Mitglied?" in html
    refused: Any = client.post(address, {"choice": "yes"})
    assert refused.status_code == 422 and 'role="alert"' in refused.content.decode()
    client.post(address, {"organisation": goettingen.pk, "choice": "yes"})
    assert [vote.organisation for vote in BallotVote.objects.cast()] == [goettingen]
