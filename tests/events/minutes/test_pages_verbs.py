"""The pages of what is decided about minutes: who may, what is refused and how it is said."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from alliance.members.models import Mandate, Organisation
from events.minutes import actions
from events.minutes.models import Minutes, Objection
from events.minutes.states import ObjectionState, State
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.events.minutes.test_pages import address, object_to, release, whole_minutes
from tests.factories import minutes as make
from tests.factories.meetings import MeetingFactory, in_days
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    """The page, which is sound."""
    html: str = response.content.decode()
    assert_sound(html)
    return html


def test_beginning(cast: Cast, client_of: ClientOf) -> None:
    meeting = make.held_meeting()
    place = f"/protokolle/{meeting.address}/beginnen/"
    page = f"/termine/{meeting.address}/"
    assert place in client_of("redaktion").get(page).content.decode()
    assert place not in client_of("northeim").get(page).content.decode()
    assert client_of("northeim").get(place).status_code == 403
    assert client_of("visitor").get(place).status_code == 404
    client = client_of("redaktion")
    assert "Protokoll beginnen" in text(client.get(place))
    done = client.post(place, {"chair": "Stadt", "keeper": cast.goettingen.pk, "keeper_name": ""})
    assert done["Location"].endswith("/schreiben/")
    minutes = Minutes.objects.get()
    assert (minutes.keeper, minutes.chair) == (cast.goettingen, "Stadt")
    assert client.get(place)["Location"] == address(minutes)
    assert "Protokoll lesen" in client_of("goettingen").get(page).content.decode()
    assert "Protokoll lesen" not in client_of("northeim").get(page).content.decode()


def test_too_early(cast: Cast, client_of: ClientOf) -> None:
    meeting = MeetingFactory()
    place = f"/protokolle/{meeting.address}/beginnen/"
    client = client_of("redaktion")
    assert "beginnt am Tag der Sitzung" in text(client.get(place))
    assert client.post(place, {}).status_code == 422 and not Minutes.objects.exists()
    assert place not in client.get(f"/termine/{meeting.address}/").content.decode()


def test_circulating(cast: Cast, client_of: ClientOf) -> None:
    minutes = make.draft()
    place = address(minutes, "umlauf/")
    assert client_of("redaktion").get(place).status_code == 403
    client = client_of("leitung")
    assert "Einwände bis" in text(client.get(place))
    past = f"{timezone.localtime() - timedelta(days=1):%Y-%m-%dT%H:%M}"
    assert "Vergangenheit" in text(client.post(place, {"objections_until": past}))
    ahead = f"{timezone.localtime() + timedelta(days=3):%Y-%m-%dT%H:%M}"
    assert client.post(place, {"objections_until": ahead})["Location"] == address(minutes)
    minutes.refresh_from_db()
    assert minutes.state == State.CIRCULATED
    assert f"{timezone.localtime(minutes.objections_until):%Y-%m-%dT%H:%M}" == ahead
    assert client.post(place, {"objections_until": ahead}).status_code == 422


def test_the_approval_on_the_agenda(cast: Cast, client_of: ClientOf) -> None:
    minutes = make.circulated()
    place = address(minutes, "tagesordnung/")
    assert client_of("northeim").post(place).status_code == 403
    client = client_of("redaktion")
    assert "braucht es eine kommende Sitzung" in client.post(place, follow=True).content.decode()
    coming = MeetingFactory(kind=minutes.meeting.kind, starts_at=in_days(40))
    assert "setzen" in client.get(address(minutes)).content.decode()
    client.post(place)
    minutes.refresh_from_db()
    assert minutes.approval_item is not None and minutes.approval_item.meeting == coming
    assert "auf die Tagesordnung setzen" not in client.get(address(minutes)).content.decode()


def test_approving(cast: Cast, client_of: ClientOf) -> None:
    minutes = make.circulated(make.held_meeting(days=-30))
    place = address(minutes, "genehmigung/")
    assert client_of("redaktion").get(place).status_code == 403
    later = make.held_meeting(items=0, kind=minutes.meeting.kind)
    client = client_of("leitung")
    assert "Frist für Einwände läuft" in text(client.post(place, {"meeting": later.pk}))
    object_to(minutes, cast)
    make.end_objections(minutes)
    assert "noch Einwände zu beantworten" in text(client.post(place, {"meeting": later.pk}))
    actions.decline_objection(by=None, objection=Objection.objects.get(), reason="Nein.")
    client.post(place, {"meeting": later.pk})
    minutes.refresh_from_db()
    assert minutes.approved_in == later
    assert client_of("goettingen").get(address(minutes, "schreiben/")).status_code == 403


def test_objecting(cast: Cast, client_of: ClientOf) -> None:
    minutes = whole_minutes()
    place = address(minutes, "einwand/")
    assert client_of("redaktion").get(place).status_code == 403
    assert client_of("visitor").get(place).status_code == 404
    first = minutes.entries.first()
    html = text(client_of("northeim").get(f"{place}?punkt={first.pk}"))
    assert "Interne Zahlen" not in html and "Für welches Mitglied" not in html
    client, entry = client_of("northeim"), first.pk
    northeim = Organisation.objects.get(slug="landkreis-northeim")
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    values = {"entry": entry, "organisation": northeim.pk, "text": "So nicht."}
    assert client.post(place, {**values, "text": ""}).status_code == 422
    assert client.post(place, {**values, "organisation": goettingen.pk}).status_code == 422
    internal = minutes.entries.last()
    assert client.post(place, {**values, "entry": internal.pk}).status_code == 422
    assert not Objection.objects.exists()
    assert client.post(place, values)["Location"].endswith("#punkt-1")
    assert Objection.objects.get().organisation == northeim
    make.end_objections(minutes)
    assert "Frist ist abgelaufen" in text(client.get(place))
    assert client.post(place, values).status_code == 422


def test_who_speaks_for_two_chooses(cast: Cast, client_of: ClientOf) -> None:
    minutes = whole_minutes()
    northeim = Organisation.objects.get(slug="landkreis-northeim")
    Mandate.objects.create(
        person=cast.goettingen, organisation=northeim, kind="deputy", valid_from=timezone.localdate()
    )
    assert "Für welches Mitglied" in text(client_of("goettingen").get(address(minutes, "einwand/")))


def test_answering(cast: Cast, client_of: ClientOf) -> None:
    minutes = whole_minutes()
    first, second = object_to(minutes, cast), object_to(minutes, cast)
    place = address(minutes, f"einwaende/{first.pk}/")
    assert client_of("goettingen").get(place).status_code == 403
    assert client_of("visitor").get(place).status_code == 404
    client = client_of("redaktion")
    assert "Übernehmen" in text(client.get(place))
    entry = minutes.entries.first()
    same = {"text": entry.text, "answer": "", "revision": entry.revision}
    assert "gleich geblieben" in text(client.post(f"{place}uebernehmen/", same))
    stale = {**same, "text": "<p>Neuer Wortlaut.</p>", "revision": entry.revision - 1}
    html = text(client.post(f"{place}uebernehmen/", stale))
    assert "Neuer Wortlaut." in html and f'name="revision" value="{entry.revision}"' in html
    client.post(f"{place}uebernehmen/", {**stale, "revision": entry.revision})
    first.refresh_from_db()
    assert first.state == ObjectionState.ACCEPTED
    other = address(minutes, f"einwaende/{second.pk}/")
    assert client.post(f"{other}ablehnen/", {"reason": " "}).status_code == 422
    client.post(f"{other}ablehnen/", {"reason": "Es stimmt so."})
    html = text(client_of("northeim").get(address(minutes)))
    assert "<ins>" in html and "Es stimmt so." in html and "übernommen" in html


def test_the_preview_is_exactly_the_extract(cast: Cast, client_of: ClientOf) -> None:
    minutes = release(whole_minutes(2, days=-40))
    first, second = minutes.entries.all()[:2]
    client = client_of("leitung")
    assert client_of("redaktion").get(address(minutes, "auszug/")).status_code == 403
    html = text(client.get(address(minutes, "auszug/")))
    assert "Interne Zahlen" not in html
    place = address(minutes, "auszug/vorschau/")
    shown = text(client.get(f"{place}?punkt={second.pk}"))
    client.post(address(minutes, "auszug/veroeffentlichen/"), {"punkt": [second.pk]})
    public = text(client_of("visitor").get(address(minutes)))

    def entries(html: str) -> str:
        return html[html.index('<ol class="agenda') : html.index("</ol>", html.index('<ol class="agenda'))]

    assert entries(shown) == entries(public) and second.title in public and first.title not in public
    internal = minutes.entries.last()
    refused = client.post(address(minutes, "auszug/veroeffentlichen/"), {"punkt": [internal.pk]})
    assert refused.status_code == 422
    client.post(address(minutes, "auszug/veroeffentlichen/"))
    assert client_of("visitor").get(address(minutes)).status_code == 404


def test_an_addendum(cast: Cast, client_of: ClientOf) -> None:
    minutes = make.circulated()
    place = address(minutes, "nachtrag/")
    client = client_of("redaktion")
    assert client_of("northeim").get(place).status_code == 403
    assert client.post(place, {"text": "<p>Zu früh.</p>"}).status_code == 422
    done = release(whole_minutes(days=-40))
    client.post(address(done, "nachtrag/"), {"text": "<p>Netto.</p>"})
    assert "Netto." in text(client_of("northeim").get(address(done)))
