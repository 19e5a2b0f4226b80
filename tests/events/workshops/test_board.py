"""The facilitators' board and the projector: who opens them, what they do, what they keep secret."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alliance.history.models import Entry
from events.workshops.board import load, poll_address
from events.workshops.models import Cluster, Pulse, Round, Workshop
from events.workshops.states import Phase, State
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.workshops import give, make_idea, make_participant, make_round, make_workshop, recount
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db
OFFICE = {"redaktion", "leitung", "administration"}
PAGES = ("board", "projector", "people")


def url(name: str, round: Round | Workshop, *more: Any) -> str:
    workshop = round.workshop if isinstance(round, Round) else round
    return reverse(f"workshops:{name}", args=[workshop.slug, *more])


@pytest.fixture
def round() -> Round:
    """Cards are being sorted: two clusters, two cards without one."""
    round = make_round(state=Phase.CLUSTER, clusters=2)
    make_idea(round, "Kurse am Abend")
    make_idea(round, "Ein Laufzettel")
    return round


@pytest.fixture
def lead(cast: Cast, client_of: ClientOf, round: Round) -> Client:
    """Stadt Göttingen leads."""
    round.workshop.facilitators.set([cast.goettingen])
    return client_of("goettingen")


def post(client: Client, verb_name: str, round: Round, *more: Any, **data: Any) -> str:
    """Send a form of the board; returns the page it leads to."""
    response = client.post(url(verb_name, round, *more), {"runde": round.pk, **data}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_only_who_leads_opens_it(cast: Cast, client_of: ClientOf, page: str, round: Round) -> None:
    round.workshop.facilitators.set([cast.goettingen])
    found = {name for name in EVERYBODY if client_of(name).get(url(page, round)).status_code == 200}
    assert found == OFFICE | {"goettingen"}


@pytest.mark.parametrize("name", ["add_card", "sort_cards", "add_cluster", "carry", "clock", "door"])
def test_only_who_leads_does_it(cast: Cast, client_of: ClientOf, name: str, round: Round) -> None:
    before = Pulse.objects.get(workshop=round.workshop).board_beat
    for who in ("visitor", "ehemalig", "northeim"):
        assert client_of(who).post(url(name, round), {"runde": round.pk, "text": "x"}).status_code == 404
    assert client_of("leitung").get(url(name, round)).status_code == 405
    assert Pulse.objects.get(workshop=round.workshop).board_beat == before


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.WAITING])
@pytest.mark.parametrize("page", ["board", "projector"])
def test_every_phase_is_sound_and_nothing_counts_before_the_reveal(
    client_of: ClientOf, phase: str, page: str
) -> None:
    round = make_round(state=Phase.PRIORITISE)
    client = client_of("leitung")
    Round.objects.filter(pk=round.pk).update(state=phase, **_times(phase))
    before = client.get(url(page, round))
    guests = [make_participant(round.workshop, f"Gast {number}") for number in range(2)]
    empty = client.get(url(page, round)).content
    for guest in guests:
        give(guest, round.clusters.all()[1], 3)
    page_now = client.get(url(page, round))
    assert_sound(page_now.content.decode())
    if phase in (Phase.COLLECT, Phase.CLUSTER, Phase.PRIORITISE):
        assert _without_tokens(page_now.content) == _without_tokens(empty)
        assert page_now.headers.items() == before.headers.items() or len(page_now.content) == len(empty)


def _times(phase: str) -> dict[str, Any]:
    return {"voted": 0, "present": 0} if phase in (Phase.REVEAL, Phase.CLOSED) else {}


def _without_tokens(content: bytes) -> list[bytes]:
    return [line for line in content.split(b"<") if b"csrfmiddlewaretoken" not in line]


def test_the_reveal_shows_ranks_points_and_turnout(client_of: ClientOf) -> None:
    round = make_round(state=Phase.REVEAL)
    give(make_participant(round.workshop), round.clusters.all()[1], 2)
    recount(round)
    for page in ("board", "projector"):
        words = " ".join(client_of("leitung").get(url(page, round)).content.decode().split())
        assert "1 von 1 haben gepunktet" in words
        first = round.clusters.all()[1].name
        assert words.index(first) < words.index(round.clusters.all()[0].name)


def test_cards_are_assigned_and_clusters_made(lead: Client, round: Round) -> None:
    first, second = round.ideas.all()
    target = round.clusters.all()[0]
    post(lead, "sort_cards", round, karte=[first.pk], thema=target.pk, tun="zuordnen")
    post(lead, "sort_cards", round, karte=[second.pk], tun="neu")
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.cluster == target
    assert second.cluster is not None
    assert second.cluster.name == "Ein Laufzettel"
    assert Entry.objects.filter(verb="Karten zugeordnet").count() == 1


def test_what_is_missing_is_told_and_changes_nothing(lead: Client, round: Round) -> None:
    idea = round.ideas.all()[0]
    assert "Bitte wählen Sie ein Thema." in post(lead, "sort_cards", round, karte=[idea.pk], tun="zuordnen")
    assert "Bitte wählen Sie Karten." in post(lead, "sort_cards", round, tun="neu")
    assert "1 bis 600 Minuten" in post(lead, "clock", round, tun="stellen", minuten="viele")
    idea.refresh_from_db()
    assert idea.cluster is None


def test_a_card_is_taken_off_and_put_up_again(lead: Client, round: Round) -> None:
    idea = round.ideas.all()[0]
    page = post(lead, "sort_cards", round, karte=[idea.pk], tun="abnehmen")
    assert "Abgenommene Karten" in page
    post(lead, "put_back", round, karte=[idea.pk])
    idea.refresh_from_db()
    assert idea.removed_at is None


def test_a_theme_is_named_placed_split_merged_and_deleted(lead: Client, round: Round) -> None:
    cluster, other = round.clusters.all()
    first, second = round.ideas.all()
    for idea in (first, second):
        post(lead, "sort_cards", round, karte=[idea.pk], thema=cluster.pk, tun="zuordnen")
    field: Any = ActionFieldFactory()
    post(lead, "change_cluster", round, cluster.pk, name="Neuer Name", revision=cluster.revision)
    post(lead, "change_cluster", round, cluster.pk, handlungsfeld=field.pk)
    cluster.refresh_from_db()
    assert (cluster.name, cluster.action_field) == ("Neuer Name", field)
    post(lead, "split_cluster", round, cluster.pk, karte=[second.pk], tun="neu", neu="Abgeteilt")
    made = round.clusters.get(name="Abgeteilt")
    assert made.action_field == field
    post(lead, "split_cluster", round, made.pk, karte=[second.pk], tun="verschieben", thema=other.pk)
    post(lead, "merge_cluster", round, cluster.pk, thema=other.pk)
    assert set(cluster.ideas.all()) == {first, second}
    assert "Karten stehen wieder ohne Thema" in post(lead, "delete_cluster", round, cluster.pk)
    assert round.ideas.unsorted().count() == 2


def test_two_who_lead_do_not_write_over_each_other(lead: Client, client_of: ClientOf, round: Round) -> None:
    cluster = round.clusters.all()[0]
    post(client_of("redaktion"), "change_cluster", round, cluster.pk, name="Von der Redaktion", revision=0)
    page = post(lead, "change_cluster", round, cluster.pk, name="Aus Göttingen", revision=0)
    cluster.refresh_from_db()
    assert cluster.name == "Von der Redaktion"
    assert "Ihre Eingabe war: „Aus Göttingen“" in page


def test_phases_lead_on_and_one_step_back(lead: Client, round: Round) -> None:
    for verb, phase in (("vote", "prioritise"), ("back_to_cluster", "cluster"), ("vote", "prioritise")):
        post(lead, "move_round", round, verb)
        round.refresh_from_db()
        assert round.state == phase
    assert Entry.objects.filter(kind="workshops.round").count() == 3
    assert "nicht möglich" in post(lead, "move_round", round, "start")


def test_the_door_and_who_is_in(lead: Client, round: Round) -> None:
    guest = make_participant(round.workshop, "Anna")
    assert "Die Tür ist zu." in post(lead, "door", round, zurueck="teilnahme")
    assert "Anna ist nicht mehr dabei." in post(lead, "participant", round, guest.pk, zurueck="teilnahme")
    assert "Anna ist wieder dabei." in post(lead, "participant", round, guest.pk, zurueck="teilnahme")


def test_clusters_are_carried_into_the_next_round(lead: Client, round: Round) -> None:
    Round.objects.filter(pk=round.pk).update(state=Phase.CLOSED, voted=0, present=0)
    recount(Round.objects.get(pk=round.pk))
    following = make_round(round.workshop, state=Phase.COLLECT, clusters=0)
    source = round.clusters.all()[0]
    assert "Aus einer früheren Runde" in lead.get(url("board", round)).content.decode()
    post(lead, "carry", following, thema=[source.pk])
    assert following.clusters.get().carried_from == source


def test_another_workshops_cards_and_themes_are_out_of_reach(lead: Client, round: Round) -> None:
    foreign = make_round(make_workshop(), state=Phase.CLUSTER)
    idea, cluster = make_idea(foreign), foreign.clusters.all()[0]
    post(lead, "sort_cards", round, karte=[idea.pk], thema=round.clusters.all()[0].pk, tun="zuordnen")
    post(lead, "delete_cluster", round, cluster.pk)
    idea.refresh_from_db()
    assert idea.cluster is None
    assert Cluster.objects.filter(pk=cluster.pk).exists()
    assert lead.get(url("cluster", round, cluster.pk)).status_code == 404


def test_the_poll_is_one_query_and_tells_only_whoever_has_its_address(
    client: Client, round: Round, django_assert_num_queries: Any
) -> None:
    address = poll_address(round.workshop)
    with django_assert_num_queries(1):
        response = client.get(address)
    assert response.json()["beat"] == round.workshop.pulse.board_beat
    assert not response.cookies
    tag = response["ETag"]
    with django_assert_num_queries(1):
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    give(make_participant(round.workshop), round.clusters.all()[0])
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    assert client.get(reverse("workshops:poll", args=[str(round.workshop.pk)])).status_code == 404


@pytest.mark.parametrize(("page", "queries"), [("board", 14), ("projector", 11)])
def test_few_and_many_cost_the_same(
    lead: Client, round: Round, page: str, queries: int, django_assert_num_queries: Any
) -> None:
    lead.get(url(page, round))
    for more in (1, 20):
        for number in range(more):
            cluster = Cluster.objects.create(round=round, name=f"Mehr {number}", order=9)
            make_idea(round, f"Idee {number}", cluster=cluster)
        with django_assert_num_queries(queries):
            lead.get(url(page, round))


def test_the_board_is_that_of_the_round_under_way_else_the_next(round: Round) -> None:
    following = make_round(round.workshop, state=Phase.WAITING, clusters=0)
    assert load(round.workshop).round == round
    Round.objects.filter(pk=round.pk).update(state=Phase.CLOSED)
    assert load(round.workshop).round == following
    assert load(make_workshop(state=State.DRAFT)).round is None
