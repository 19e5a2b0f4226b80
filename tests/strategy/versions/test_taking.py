"""From a workshop into a draft: keys, points, pages."""

from typing import Any

import pytest
from django.urls import reverse

from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.members.access import Audience
from events.workshops.models import Cluster, Round
from events.workshops.states import Phase, State
from strategy.versions.actions import copy_version, take_clusters
from strategy.versions.models import EditionOrigin, StrategyVersion
from strategy.versions.querysets import Frozen
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories import versions as make
from tests.factories.workshops import give, make_participant, make_round, make_workshop, recount

pytestmark = pytest.mark.django_db
OFFICE = ("redaktion", "leitung", "administration")


@pytest.fixture
def round() -> Round:
    """A revealed round of a public workshop: three clusters with 0, 2 and 1 dots."""
    workshop = make_workshop(audience=Audience.PUBLIC, state=State.CLOSED)
    round = make_round(workshop, state=Phase.CLOSED)
    _, second, third = round.clusters.all()
    give(make_participant(workshop), second, 2)
    give(make_participant(workshop, "Anna"), third)
    recount(round)
    return round


def fresh(round: Round) -> list[Cluster]:
    return list(Cluster.objects.filter(round=round).select_related("total").order_by("order"))


def test_clusters_become_priorities_at_the_end_with_key_points_and_field(cast: Cast, round: Round) -> None:
    edition = make.EditionFactory()
    version = edition.version
    make.PriorityFactory(version=version, rank=1)
    _, second, third = fresh(round)
    third.action_field = edition.action_field
    third.save()
    count = take_clusters(by=cast.redaktion, version=version, priorities=[second, third])
    rows = list(version.priorities.filter(origin__isnull=False))
    assert count == 2
    assert [(row.rank, row.title, row.points, row.origin, row.edition) for row in rows] == [
        (2, second.name, 2, second, None),
        (3, third.name, 1, third, edition),
    ]
    assert rows[0].history.first().history_user == cast.redaktion
    assert Entry.objects.filter(verb="aus Werkstatt übernommen", object_id=version.pk).count() == 1


def test_taking_twice_adds_nothing(cast: Cast, round: Round) -> None:
    edition, first = make.EditionFactory(), fresh(round)[0]
    for expected in (2, 0):
        taken = take_clusters(
            by=cast.redaktion, version=edition.version, priorities=[first], origins=[(edition, first)]
        )
        assert taken == expected
    assert edition.version.priorities.count() == EditionOrigin.objects.count() == 1


def test_an_origin_of_another_version_is_left_out(cast: Cast, round: Round) -> None:
    other, version = make.EditionFactory(), make.VersionFactory()
    assert take_clusters(by=cast.redaktion, version=version, origins=[(other, fresh(round)[0])]) == 0


def test_an_adopted_version_takes_nothing_and_keeps_its_origins(cast: Cast, round: Round) -> None:
    edition, cluster = make.EditionFactory(), fresh(round)[0]
    take_clusters(by=cast.redaktion, version=edition.version, origins=[(edition, cluster)])
    adopted = make.adopt(edition.version)
    with pytest.raises(NotPossible):
        take_clusters(by=cast.leitung, version=adopted, priorities=[cluster])
    with pytest.raises(Frozen):
        EditionOrigin.objects.get().delete()
    with pytest.raises(Frozen):
        EditionOrigin.objects.all().delete()


def test_a_copy_keeps_where_a_priority_came_from(cast: Cast, round: Round) -> None:
    version = make.VersionFactory()
    cluster = fresh(round)[1]
    take_clusters(by=cast.redaktion, version=version, priorities=[cluster])
    copy = copy_version(
        by=cast.redaktion,
        version=version,
        title="Nächste",
        slug="naechste",
        starts=make.day(0),
        ends=make.day(900),
    )
    assert [row.origin for row in copy.priorities.all()] == [cluster]


def adopted(cast: Cast, round: Round) -> StrategyVersion:
    edition = make.EditionFactory()
    first, second, _ = fresh(round)
    take_clusters(by=cast.redaktion, version=edition.version, priorities=[second], origins=[(edition, first)])
    return make.adopt(edition.version)


def test_the_page_leads_back_for_whom_the_result_is(cast: Cast, round: Round, client_of: ClientOf) -> None:
    version, workshop = adopted(cast, round), round.workshop
    result = reverse("workshops:result", args=[workshop.slug])
    for audience, readers in (
        (Audience.PUBLIC, {"visitor", "goettingen", "redaktion"}),
        (Audience.MEMBERS, {"goettingen", "redaktion"}),
    ):
        type(workshop).objects.filter(pk=workshop.pk).update(audience=audience)
        for name in ("visitor", "ehemalig", "goettingen", "redaktion"):
            page = client_of(name).get(version.get_absolute_url()).content.decode()
            shown = name in readers or (name == "ehemalig" and audience == Audience.PUBLIC)
            assert page.count(result) == (2 if shown else 0), (audience, name)


def form_of(round: Round, **chosen: str) -> dict[str, str]:
    return {f"thema-{row.pk}": chosen.get(str(number), "") for number, row in enumerate(fresh(round))}


def test_the_office_takes_clusters_over_on_a_page(round: Round, client_of: ClientOf) -> None:
    edition = make.EditionFactory()
    version = edition.version
    address = reverse("admin:versions_take", args=[version.pk]) + f"?werkstatt={round.workshop.slug}"
    client = client_of("redaktion")
    page = client.get(address).content.decode()
    second = fresh(round)[1].name
    assert page.index(second) < page.index(fresh(round)[0].name), "not in the order of the result"
    data: Any = {f"thema-{fresh(round)[1].pk}": "prioritaet", f"thema-{fresh(round)[0].pk}": str(edition.pk)}
    response = client.post(address, data, follow=True)
    assert "2 Themen stehen jetzt im Entwurf." in response.content.decode()
    assert version.priorities.get().origin == fresh(round)[1]
    assert edition.clusters.get().cluster == fresh(round)[0]
    assert "steht schon als Priorität auf Rang 1" in client.get(address).content.decode()


def test_choosing_nothing_is_told(round: Round, client_of: ClientOf) -> None:
    version = make.VersionFactory()
    address = reverse("admin:versions_take", args=[version.pk]) + f"?werkstatt={round.workshop.slug}"
    page = client_of("redaktion").post(address, form_of(round)).content.decode()
    assert "Bitte wählen Sie bei mindestens einem Thema, was daraus wird." in page


def test_a_workshop_that_has_revealed_nothing_offers_nothing(client_of: ClientOf) -> None:
    version, round = make.VersionFactory(), make_round(state=Phase.PRIORITISE)
    give(make_participant(round.workshop), round.clusters.all()[0])
    address = reverse("admin:versions_take", args=[version.pk]) + f"?werkstatt={round.workshop.slug}"
    page = client_of("redaktion").get(address).content.decode()
    assert "noch keine Runde aufgedeckt" in page
    assert round.clusters.all()[0].name not in page


def test_an_adopted_version_sends_back_to_its_form(cast: Cast, round: Round, client_of: ClientOf) -> None:
    version = make.adopt(make.VersionFactory())
    response = client_of("redaktion").get(reverse("admin:versions_take", args=[version.pk]), follow=True)
    assert "nimmt nichts mehr auf" in response.content.decode()


def test_one_page_costs_the_same_for_few_and_many_clusters(
    round: Round, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    version, client = make.VersionFactory(), client_of("redaktion")
    address = reverse("admin:versions_take", args=[version.pk]) + f"?werkstatt={round.workshop.slug}"
    client.get(address)
    for more in (0, 20):
        make_round(round.workshop, state=Phase.CLOSED, clusters=more)
        with django_assert_num_queries(11):
            client.get(address)
