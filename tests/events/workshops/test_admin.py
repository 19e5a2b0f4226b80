"""The office prepares workshops in the admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alliance.members.access import Audience
from events.workshops.models import Workshop
from events.workshops.states import Phase, State
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.workshops import make_round, make_workshop
from tests.office_form import opened

pytestmark = pytest.mark.django_db


def edit(workshop: Workshop) -> str:
    return reverse("admin:workshops_workshop_change", args=[workshop.pk])


def rounds(*rows: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {"rounds-TOTAL_FORMS": len(rows), "rounds-INITIAL_FORMS": 0}
    plain = {"kind": "topics", "dots_each": 3, "dots_on_one": 3, "minutes": "", "id": ""}
    for index, row in enumerate(rows):
        for name, value in {**plain, "order": index + 1, **row}.items():
            data[f"rounds-{index}-{name}"] = value
    return data


def test_a_workshop_is_prepared_with_its_rounds(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("redaktion")
    address = reverse("admin:workshops_workshop_add")
    data = opened(client, address) | {
        "title": "Was kommt nach 2027?",
        "question": "Was packen wir an?",
        "facilitators": [cast.northeim.pk],
        **rounds({"question": "Welche Themen?"}, {"question": "Welches Motto?", "kind": "motto"}),
    }
    response = client.post(address, data, follow=True)
    workshop = Workshop.objects.get()
    assert workshop.slug == "was-kommt-nach-2027"
    assert [row.question for row in workshop.rounds.all()] == ["Welche Themen?", "Welches Motto?"]
    assert list(workshop.facilitators.all()) == [cast.northeim]
    assert response.status_code == 200


def change(client: Client, workshop: Workshop, **data: Any) -> str:
    response = client.post(edit(workshop), opened(client, edit(workshop)) | data, follow=True)
    return response.content.decode()


def test_rounds_keep_their_keys_and_change_places(client_of: ClientOf) -> None:
    workshop = make_workshop()
    first, second = (make_round(workshop, state=Phase.WAITING, clusters=0) for _ in range(2))
    change(
        client_of("redaktion"),
        workshop,
        **rounds({"id": second.pk, "question": "Neu gefragt?"}, {"id": first.pk, "question": "Was zuerst?"}),
    )
    assert list(workshop.rounds.values_list("pk", "question")) == [
        (second.pk, "Neu gefragt?"),
        (first.pk, "Was zuerst?"),
    ]


def test_a_round_that_has_begun_is_not_removed(client_of: ClientOf) -> None:
    workshop = make_workshop()
    make_round(workshop, state=Phase.COLLECT)
    page = change(client_of("redaktion"), workshop, **rounds())
    assert "hat schon begonnen und bleibt." in page
    assert workshop.rounds.count() == 1


@pytest.mark.parametrize(("name", "released"), [("redaktion", False), ("leitung", True)])
def test_only_the_chief_releases_the_result_to_everybody(
    client_of: ClientOf, name: str, released: bool
) -> None:
    workshop = make_workshop()
    page = change(client_of(name), workshop, audience="public")
    workshop.refresh_from_db()
    assert (workshop.audience == Audience.PUBLIC) is released
    assert ("entscheidet die Leitung der Geschäftsstelle" in page) is not released


def test_an_ended_workshop_shows_its_form_and_says_why_it_stays(client_of: ClientOf) -> None:
    workshop = make_workshop(state=State.CLOSED)
    page = client_of("redaktion").get(edit(workshop)).content.decode()
    assert reverse("workshops:result", args=[workshop.slug]) in page
    assert 'name="title"' not in page


def test_the_form_costs_the_same_for_few_and_many_rounds(
    client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    workshop, client = make_workshop(), client_of("redaktion")
    make_round(workshop, state=Phase.WAITING, clusters=0)
    client.get(edit(workshop))
    for more in (0, 6):
        for _ in range(more):
            make_round(workshop, state=Phase.WAITING, clusters=0)
        with django_assert_num_queries(8):
            client.get(edit(workshop))
