"""Writing minutes: the page, saving by itself, what comes of an entry."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alliance.members.access import Audience
from alliance.members.models import Organisation
from events.meetings.models import Resolution
from events.minutes.models import Minutes, MinutesEntry, Task
from events.minutes.states import State
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories import minutes as make
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db


def place(minutes: Minutes, rest: str = "") -> str:
    return f"/protokolle/{minutes.meeting.address}/schreiben/{rest}"


def of(entry: MinutesEntry, rest: str = "") -> str:
    return place(entry.minutes, f"punkte/{entry.pk}/{rest}")


def sent(client: Client, entry: MinutesEntry, **values: Any) -> Any:
    """What a device sends."""
    given = {
        "title": entry.title,
        "text": "<p>Neu.</p>",
        "revision": entry.revision,
        "client_key": "k1",
        **values,
    }
    return client.post(of(entry), json.dumps(given), content_type="application/json")


@pytest.fixture
def minutes(cast: Cast) -> Minutes:
    """A draft that Göttingen keeps."""
    return make.draft(keeper=cast.goettingen)


@pytest.fixture
def entry(minutes: Minutes) -> MinutesEntry:
    first: MinutesEntry = minutes.entries.select_related("minutes__meeting").first()
    return first


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    minutes = make.draft(make.held_meeting(items=count), keeper=cast.goettingen)
    for entry in minutes.entries.all():
        make.task(entry=entry, person=cast.goettingen)
    client = client_of("goettingen")
    client.get(place(minutes))
    with django_assert_num_queries(11):
        html = client.get(place(minutes)).content.decode()
    assert_sound(html)
    assert html.count("data-entry-form") == count and "Alt" in html


def test_who_may_write(client_of: ClientOf, minutes: Minutes) -> None:
    expected = {"visitor": 404, "northeim": 404, "goettingen": 200, "redaktion": 200, "ehemalig": 404}
    for name, status in expected.items():
        assert client_of(name).get(place(minutes)).status_code == status, name
    Minutes.objects.filter(pk=minutes.pk).update(
        state=State.CIRCULATED, circulated_at=timezone.now(), objections_until=timezone.now()
    )
    assert client_of("northeim").get(place(minutes)).status_code == 403
    assert client_of("goettingen").get(place(minutes)).status_code == 302


def test_a_device_saves_once(client_of: ClientOf, entry: MinutesEntry) -> None:
    client = client_of("goettingen")
    first = sent(client, entry)
    assert first.status_code == 200 and first.json()["revision"] == entry.revision + 1
    # The answer got lost, so it is sent again.
    assert sent(client, entry).json()["revision"] == entry.revision + 1
    stored = MinutesEntry.objects.get(pk=entry.pk)
    assert stored.text.count("Neu.") == 1 and stored.revision == entry.revision + 1
    assert stored.history.count() == 1


def test_sent_again_after_another_one_saved_it_is_measured_by_its_own(
    client_of: ClientOf, entry: MinutesEntry
) -> None:
    client = client_of("goettingen")
    sent(client, entry)
    sent(client_of("redaktion"), entry, text="<p>Anders.</p>", revision=entry.revision + 1, client_key="k2")
    again = sent(client, entry)
    assert again.status_code == 200 and again.json()["revision"] == entry.revision + 1
    late = sent(client, entry, text="<p>Weiter.</p>", revision=again.json()["revision"], client_key="k3")
    assert late.status_code == 409 and "Anders." in late.json()["text"]


def test_a_conflict_overwrites_nothing(client_of: ClientOf, entry: MinutesEntry) -> None:
    sent(client_of("redaktion"), entry, text="<p>Von der Redaktion.</p>")
    answer = sent(client_of("goettingen"), entry, text="<p>Von der Führung.</p>", client_key="k2")
    assert answer.status_code == 409
    assert "Von der Redaktion." in answer.json()["html"] and answer.json()["by"]
    assert "Von der Redaktion." in MinutesEntry.objects.get(pk=entry.pk).text


def test_what_a_device_sends_is_checked(client_of: ClientOf, entry: MinutesEntry) -> None:
    client = client_of("goettingen")
    assert client.post(of(entry), "kein JSON", content_type="application/json").status_code == 422
    assert client.post(of(entry), "[]", content_type="application/json").status_code == 422
    assert sent(client, entry, title=" ").status_code == 422
    sent(client, entry, text="<p>Gut.</p><script>alert(1)</script>")
    assert "script" not in MinutesEntry.objects.get(pk=entry.pk).text


def test_without_javascript(client_of: ClientOf, entry: MinutesEntry) -> None:
    client = client_of("goettingen")
    values = {"title": "Titel", "text": "<p>Eins.</p>", "revision": entry.revision, "client_key": ""}
    response = client.post(of(entry), values)
    assert response["Location"].endswith("#punkt-1")
    stored = MinutesEntry.objects.get(pk=entry.pk)
    assert stored.title == "Titel" and stored.history.count() == 2
    both = client.post(of(entry), {**values, "text": "<p>Zwei.</p>"})
    html = both.content.decode()
    assert both.status_code == 409 and "Eins." in html and "Zwei." in html
    assert_sound(html)
    again = {**values, "text": "<p>Eins. Zwei.</p>", "revision": stored.revision}
    client.post(of(entry), again)
    assert "Eins. Zwei." in MinutesEntry.objects.get(pk=entry.pk).text
    assert client.post(of(entry), {**again, "title": ""}, follow=True).status_code == 200


def test_the_head(client_of: ClientOf, minutes: Minutes) -> None:
    minutes.refresh_from_db()
    values = {
        "chair": "Landkreis Northeim",
        "keeper_name": "Geschäftsstelle",
        "begins": "2026-11-11T14:05",
        "ends": "2026-11-11T16:40",
        "revision": minutes.revision,
    }
    assert client_of("goettingen").post(place(minutes, "kopf/"), values).status_code == 302
    minutes.refresh_from_db()
    assert minutes.chair == "Landkreis Northeim" and timezone.localtime(minutes.begins).hour == 14
    assert minutes.keeper is not None
    stale = client_of("redaktion").post(place(minutes, "kopf/"), values)
    assert stale.status_code == 422 and "inzwischen" in stale.content.decode()
    wrong = {**values, "revision": minutes.revision, "ends": "2026-11-11T12:00"}
    assert client_of("redaktion").post(place(minutes, "kopf/"), wrong).status_code == 422


def test_entries_come_move_and_go(client_of: ClientOf, minutes: Minutes, entry: MinutesEntry) -> None:
    client = client_of("goettingen")
    new = {"title": "Kam dazu", "audience": "", "client_key": "n1"}
    for _ in range(2):
        assert client.post(place(minutes, "punkte/neu/"), new)["Location"].endswith("#punkt-3")
    assert client.post(place(minutes, "punkte/neu/"), {"title": ""}).status_code == 422
    third = minutes.entries.get(title="Kam dazu")
    client.post(of(third, "verschieben/"), {"richtung": "hoch"})
    assert [row.title for row in minutes.entries.all()][1] == "Kam dazu"
    client.post(of(entry, "streichen/"))
    assert minutes.entries.count() == 2 and minutes.entries.first().number == 1
    make.task(entry=third, person=minutes.keeper)
    client.post(of(third, "streichen/"))
    assert minutes.entries.filter(pk=third.pk).exists()


def test_a_resolution(client_of: ClientOf, entry: MinutesEntry) -> None:
    make.rule()
    client = client_of("goettingen")
    assert_sound(client.get(of(entry, "beschluss/")).content.decode())
    values = {
        "title": "Budget",
        "wording": "<p>Das Budget steht.</p>",
        "unanimous": "nein",
        "yes": 2,
        "no": 0,
    }
    refused = client.post(of(entry, "beschluss/"), values)
    assert refused.status_code == 422 and "alle drei Zahlen" in refused.content.decode()
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    given = {**values, "yes": 1, "abstained": 0, "excluded": [goettingen.pk]}
    assert client.post(of(entry, "beschluss/"), given)["Location"].endswith("#punkt-1")
    row = Resolution.objects.get()
    assert (row.yes, row.no, row.abstained, row.item_id) == (1, 0, 0, entry.item_id)
    assert list(row.excluded.all()) == [goettingen] and row.audience == Audience.MEMBERS
    assert row.label in client.get(place(entry.minutes)).content.decode()


def test_a_task(client_of: ClientOf, cast: Cast, entry: MinutesEntry) -> None:
    client = client_of("goettingen")
    html = client.get(of(entry, "aufgabe/")).content.decode()
    assert_sound(html)
    # Names of representatives are the office's to choose from.
    assert cast.northeim.full_name not in html
    assert cast.northeim.full_name in client_of("redaktion").get(of(entry, "aufgabe/")).content.decode()
    assert client.post(of(entry, "aufgabe/"), {"what": "Bericht"}).status_code == 422
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    day = timezone.localdate()
    given = {"what": "Bericht", "who": f"m{goettingen.pk}", "due_on": day.isoformat()}
    assert client.post(of(entry, "aufgabe/"), given).status_code == 302
    task = Task.objects.get()
    assert (task.organisation, task.entry, task.due_on) == (goettingen, entry, day)


def test_attendance_is_taken_over_again(client_of: ClientOf, minutes: Minutes) -> None:
    assert client_of("goettingen").post(place(minutes, "anwesenheit/")).status_code == 302
    assert client_of("northeim").post(place(minutes, "anwesenheit/")).status_code == 404
