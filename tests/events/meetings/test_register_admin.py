"""Recording and noting in the admin, and calling to vote."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.meetings.models import Ballot, Resolution, ResolutionSeries
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories import minutes as make
from tests.office_form import opened

pytestmark = pytest.mark.django_db
ADD = "/verwaltung/meetings/resolution/add/"


def filled(**values: Any) -> dict[str, Any]:
    item = make.held_meeting(items=1).items.get()
    form = {"item": item.pk, "title": "Logo", "wording": "<p>Neues Logo.</p>", "result": "unanimous"}
    return {**form, "audience": "members", **values}


def test_recorded_once_by_the_form(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("redaktion")
    response = client.post(ADD, filled())
    assert response.status_code == 302
    resolution = Resolution.objects.get()
    assert (resolution.number, resolution.is_recorded, resolution.title) == (1, True, "Logo")
    assert resolution.history.get().history_user == cast.redaktion
    address = f"/verwaltung/meetings/resolution/{resolution.pk}/change/"
    form = opened(client, address)
    client.post(address, {**form, "progress": "begonnen", "title": "anders", "yes": "9"})
    resolution.refresh_from_db()
    assert (resolution.title, resolution.yes, resolution.progress) == ("Logo", None, "begonnen")


def test_what_cannot_be_is_said_in_the_form_and_takes_no_number(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("redaktion")
    counted = {"result": "counted", "yes": "2", "no": "0", "abstained": "0"}
    for values, words in (
        (counted, "welche Mehrheit"),
        ({"result": "counted", "yes": "2"}, "alle drei Zahlen"),
        ({"item": ""}, "Tagesordnungspunkt"),
    ):
        response = client.post(ADD, filled(**values))
        assert response.status_code == 200 and words in response.content.decode(), values
    assert not Resolution.objects.exists() and not ResolutionSeries.objects.exists()


def test_a_ballot_from_the_form_to_the_count(cast: Cast, client_of: ClientOf) -> None:
    make.rule()
    client, day = client_of("leitung"), timezone.localtime() + timedelta(days=9)
    address = "/verwaltung/meetings/ballot/add/"
    values = {
        **opened(client, address),
        "title": "Logo",
        "text": "<p>Neues Logo.</p>",
        "deadline_0": f"{day:%d.%m.%Y}",
        "deadline_1": "18:00",
        "audience": "members",
    }
    assert client.post(address, values).status_code == 302
    ballot = Ballot.objects.get()
    verb = f"/verwaltung/meetings/ballot/{ballot.pk}/tun/"
    client_of("redaktion").post(f"{verb}open/")
    assert Ballot.objects.get().state == "draft"
    client.post(f"{verb}open/")
    assert Ballot.objects.get().state == "open"
    make.close(ballot)
    response = client.post(f"{verb}count/", follow=True)
    assert Ballot.objects.get().state == "counted" and "ausgezählt" in response.content.decode()
