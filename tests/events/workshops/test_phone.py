"""Pages of a phone: joining, each phase, posting, and what no answer may tell."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.workshops.actions import move_round, remove_participant
from events.workshops.models import Dot, Idea, Participant, Round, Workshop
from events.workshops.states import Phase, State
from tests.conftest import ClientOf
from tests.factories.workshops import give, make_idea, make_participant, make_round, make_workshop

pytestmark = pytest.mark.django_db
JSON: dict[str, Any] = {"headers": {"Accept": "application/json"}}


def join(client: Client, workshop: Workshop, **data: str) -> Any:
    """As the form of the door sends it."""
    return client.post(reverse("take_part:join", args=[workshop.code]), data)


def phone(round: Round, name: str = "Gast") -> Client:
    """A phone that has joined."""
    client = Client()
    assert join(client, round.workshop, name=name).status_code == 302
    return client


def page(client: Client, workshop: Workshop) -> str:
    response = client.get(f"/w/{workshop.code}/")
    assert response.status_code == 200
    return response.content.decode()


def dots(client: Client, round: Round, *values: str) -> Any:
    """As the script of the page sends dots."""
    data = {"punkte": values, "runde": round.pk}
    return client.post(f"/w/{round.workshop.code}/punkte/", data, **JSON)


# ---- the door


def test_a_code_is_typed_in_any_case(visitor: Client) -> None:
    workshop = make_workshop()
    for typed in (workshop.code, workshop.code.lower(), f" {workshop.code[:3]}-{workshop.code[3:]} "):
        response = visitor.get("/w/", {"code": typed})
        assert (response.status_code, response.headers.get("Location")) == (302, f"/w/{workshop.code}/")
    response = visitor.get(f"/w/{workshop.code.lower()}/?k=Ab")
    assert response.headers["Location"] == f"/w/{workshop.code}/?k=Ab"


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED])
def test_a_code_opens_only_while_the_workshop_is_open(visitor: Client, state: str) -> None:
    workshop = make_workshop(state=state)
    for address in (f"/w/?code={workshop.code}", f"/w/{workshop.code}/", "/w/?code=ABCDEF", "/w/?code=I"):
        assert visitor.get(address).status_code == 404
    assert join(visitor, workshop, name="Gast").status_code == 404
    assert not Participant.objects.exists()


def test_guessing_codes_is_slowed_down(visitor: Client) -> None:
    found = [visitor.get("/w/?code=ABCDEF").status_code for _ in range(61)]
    assert found == [404] * 60 + [429]


def test_a_guest_keeps_the_place_and_a_second_phone_is_a_second_participant(visitor: Client) -> None:
    round = make_round()
    response = join(visitor, round.workshop, name="  Anna   B. ")
    cookie = response.cookies[f"werkstatt_{round.workshop.code}"]
    assert cookie["max-age"] and cookie["httponly"] and cookie["path"] == f"/w/{round.workshop.code}/"
    assert "sessionid" not in response.cookies
    assert "als Anna B. ab" in page(visitor, round.workshop)
    join(visitor, round.workshop, name="Anna B.")
    assert Participant.objects.count() == 1, "a second tap on the button"
    phone(round)
    assert Participant.objects.count() == 2


def test_a_forged_or_foreign_cookie_is_nobody(visitor: Client) -> None:
    round, other = make_round(), make_round()
    person = make_participant(other.workshop)
    for value in (person.key, person.seat, f"{person.seat}x", ""):
        visitor.cookies[f"werkstatt_{round.workshop.code}"] = value
        assert 'name="name"' in page(visitor, round.workshop)
        assert dots(visitor, round, f"{round.clusters.all()[0].pk}:1").status_code == 403


def test_members_join_as_themselves_and_once(client_of: ClientOf) -> None:
    round = make_round()
    for _ in range(2):
        client = client_of("northeim")
        assert "als Vertretung Landkreis Northeim" in page(client, round.workshop)
        assert join(client, round.workshop, als="mitglied").status_code == 302
        assert "Punkte vergeben" in page(client, round.workshop)
    person = Participant.objects.get()
    assert person.name == "Landkreis Northeim" and not person.is_for_organisation


def test_a_member_has_one_set_of_dots_whoever_speaks_for_it(client_of: ClientOf) -> None:
    round = make_round(make_workshop(vote="organisation"))
    key = round.clusters.all()[0].pk
    for name in ("northeim", "stellvertretung"):
        client = client_of(name)
        join(client, round.workshop, als="mitglied")
        assert dots(client, round, f"{key}:3").status_code == 200
    assert Participant.objects.count() == 1 and Dot.objects.count() == 3


@pytest.mark.parametrize("name", ["visitor", "ehemalig", "redaktion"])
def test_without_a_mandate_nobody_votes_for_a_member(client_of: ClientOf, name: str) -> None:
    round = make_round(make_workshop(vote="organisation"))
    client = client_of(name)
    assert 'name="name"' not in page(client, round.workshop)
    for data in ({"name": "Gast"}, {"als": "mitglied"}, {"als": "mitglied", "mitglied": "1"}):
        assert join(client, round.workshop, **data).status_code == 409
    assert not Participant.objects.exists()


def test_a_personal_link_is_one_participant_on_two_phones() -> None:
    round = make_round(make_workshop(door="invited"))
    person = make_participant(round.workshop, "Anna", joined_at=None)
    token = person.personal_path.partition("k=")[2]
    assert join(Client(), round.workshop, name="Gast").status_code == 409
    for _ in range(2):
        client = Client()
        # Looking is not joining: mail programs open links by themselves.
        assert "Mitmachen als Anna" in client.get(person.personal_path).content.decode()
        assert join(client, round.workshop, k=token).status_code == 302
        assert dots(client, round, f"{round.clusters.all()[0].pk}:2").status_code == 200
    assert Participant.objects.count() == 1 and Dot.objects.count() == 2
    assert join(Client(), round.workshop, k=f"{token}x").status_code == 409


def test_a_locked_door_keeps_those_who_are_in(visitor: Client) -> None:
    round = make_round()
    inside = phone(round)
    Workshop.objects.update(is_locked=True)
    assert join(visitor, round.workshop, name="Gast").status_code == 409
    assert "Die Abstimmung läuft" in page(inside, round.workshop)


def test_who_is_taken_out_neither_sees_nor_votes() -> None:
    round = make_round()
    client = phone(round)
    remove_participant(by=None, participant=Participant.objects.get())
    assert client.get(f"/w/{round.workshop.code}/").status_code == 403
    assert dots(client, round, f"{round.clusters.all()[0].pk}:1").status_code == 403
    assert not Dot.objects.exists()


# ---- the phases


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (Phase.WAITING, "Gleich geht es los"),
        (Phase.COLLECT, "Idee einreichen"),
        (Phase.CLUSTER, "Die Ideen werden geordnet"),
        (Phase.PRIORITISE, "Die Abstimmung läuft"),
        (Phase.REVEAL, "Das Ergebnis"),
        (Phase.CLOSED, "Gleich geht es weiter"),
    ],
)
def test_each_phase_has_its_page(phase: str, words: str) -> None:
    round = make_round(state=phase)
    response = phone(round).get(f"/w/{round.workshop.code}/")
    assert words in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert response.content.decode().count('role="status"') == 1


def test_the_end_of_the_workshop_is_told_to_those_who_took_part() -> None:
    round = make_round(state=Phase.CLOSED)
    client = phone(round)
    Workshop.objects.update(state=State.CLOSED, closed_at=round.started_at)
    assert "Die Werkstatt ist beendet" in page(client, round.workshop)


def test_a_phase_costs_the_same_for_few_and_many(django_assert_num_queries: Any) -> None:
    for count in (1, 30):
        round = make_round(clusters=count)
        client = phone(round)
        with django_assert_num_queries(4):
            page(client, round.workshop)


def test_the_order_of_the_cards_differs_by_person_and_stays() -> None:
    round = make_round(clusters=8)
    orders = set()
    for number in range(4):
        client = phone(round, f"Gast {number}")
        first, second = (re.findall(r'data-card="(\d+)"', page(client, round.workshop)) for _ in range(2))
        assert first == second and len(first) == 8
        orders.add(tuple(first))
    assert len(orders) > 1


def test_an_idea_sent_twice_is_there_once_in_its_own_round() -> None:
    round = make_round(state=Phase.COLLECT)
    client = phone(round)
    data = {"text": "Kurse am Abend", "schluessel": "abc", "runde": round.pk}
    address = f"/w/{round.workshop.code}/idee/"
    answers = [client.post(address, data, **JSON).json() for _ in range(2)]
    assert answers == [{"number": 1, "text": "Kurse am Abend"}] * 2
    # Late, but before the vote; and after it only what is there already.
    Round.objects.update(state=Phase.CLUSTER)
    assert client.post(address, {**data, "schluessel": "spät"}, **JSON).status_code == 200
    Round.objects.update(state=Phase.PRIORITISE)
    assert client.post(address, data, **JSON).status_code == 200
    assert client.post(address, {**data, "schluessel": "neu"}, **JSON).status_code == 409
    assert Idea.objects.count() == 2


def test_ideas_by_reloading_with_words_kept_when_refused() -> None:
    round = make_round(state=Phase.COLLECT)
    client, address = phone(round), f"/w/{round.workshop.code}/idee/"
    assert client.post(address, {"text": "Kurse am Abend"}).status_code == 302
    assert "Karte 1" in page(client, round.workshop)
    Round.objects.update(state=Phase.WAITING)
    assert client.post(address, {"text": "zu spät"}).status_code == 409
    assert client.post(address, {"text": " ", "runde": round.pk}, **JSON).status_code in (409, 422)


def test_dots_by_reloading_a_double_tap_counts_once() -> None:
    round = make_round()
    client, key = phone(round), round.clusters.all()[0].pk
    assert f'value="{key}:1"' in page(client, round.workshop)
    for _ in range(2):
        response = client.post(f"/w/{round.workshop.code}/punkte/", {"punkte": f"{key}:1"})
        assert response.headers["Location"] == f"/w/{round.workshop.code}/#thema-{key}"
    html = page(client, round.workshop)
    assert "Noch 2 Punkte übrig" in html and "1 Punkt gesetzt" in html
    assert client.post(f"/w/{round.workshop.code}/punkte/", {"punkte": f"{key}:9"}).status_code == 409


@pytest.mark.parametrize(
    "value", ["", "x", "1", "1:", "1:x", ":1", "1:1e9", "9" * 30 + ":1", "1:" + "9" * 30]
)
def test_nonsense_is_refused(value: str) -> None:
    round = make_round()
    assert dots(phone(round), round, value).status_code in (400, 409)


def test_posting_directly_gives_no_more_and_not_later() -> None:
    round = make_round()
    client, (a, b, _) = phone(round), [row.pk for row in round.clusters.all()]
    assert dots(client, round, f"{a}:4").status_code == 409
    assert dots(client, round, f"{a}:3", f"{b}:1").status_code == 409
    told = {"dots": {str(a): 2, str(b): 1}, "error": ""}
    assert dots(client, round, f"{a}:2", f"{b}:1").json() == told
    move_round(by=None, round=round, verb="reveal")
    assert dots(client, round, f"{a}:0").status_code == 409
    assert Dot.objects.count() == 3


def test_posts_of_other_sites_are_refused() -> None:
    round = make_round()
    client = Client(enforce_csrf_checks=True)
    for address in ("mitmachen", "idee", "punkte"):
        assert client.post(f"/w/{round.workshop.code}/{address}/", {"name": "Gast"}).status_code == 403


# ---- what no answer tells


def test_no_answer_differs_by_the_dots_of_others() -> None:
    """Status, headers, text, size and order of every answer, before and after the whole room has voted."""
    round = make_round()
    client, code, key = phone(round), round.workshop.code, round.clusters.all()[0].pk

    def answers() -> list[Any]:
        found = [client.get(f"/w/{code}/"), client.get(f"/w/{code}/stand.json"), Client().get(f"/w/{code}/")]
        found += [dots(client, round, f"{key}:1"), dots(client, round, f"{key}:9")]
        return [(row.status_code, _headers(row), _plain(row.content.decode())) for row in found]

    dots(client, round, f"{key}:1")
    before = answers()
    for number in range(12):
        give(make_participant(round.workshop, f"Gast {number}"), round.clusters.all()[number % 3], 3)
    assert answers() == before


def _headers(response: Any) -> dict[str, str]:
    return {
        name: value for name, value in response.headers.items() if name not in ("Server-Timing", "Expires")
    }


def _plain(text: str) -> str:
    """Without what differs at each load: the token against forgery and the key of the next idea."""
    return re.sub(r'name="(csrfmiddlewaretoken|schluessel|platz)" value="[^"]+"', "", text)


def test_the_poll_is_one_query_before_anybody_is_known(
    client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    round = make_round()
    client, address = client_of("northeim"), f"/w/{round.workshop.code}/stand.json"
    with django_assert_num_queries(1):
        response = client.get(address)
    assert response.headers["Content-Length"] == str(len(response.content)) and not response.cookies
    tag = response.headers["ETag"]
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.cookies) == (304, b"", {})
    make_idea(round)
    move_round(by=None, round=round, verb="back_to_cluster")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
    assert Client().get("/w/ABCDEF/stand.json").status_code == 404
