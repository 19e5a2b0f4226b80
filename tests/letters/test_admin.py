"""Letters in the admin: writing, the preview with its receivers, sending, and what became of it."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.letters.models import Letter
from alliance.letters.states import State
from alliance.members.access import Audience
from alliance.members.models import WorkingGroup
from alliance.notifications.models import Message
from alliance.notifications.states import State as MailState
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.files import DocumentFactory
from tests.factories.letters import LetterFactory, sent
from tests.factories.meetings import MeetingFactory
from tests.factories.members import MandateFactory, OrganisationFactory
from tests.markup import assert_sound
from tests.office_form import opened

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/letters/letter/"
OFFICE = {"redaktion", "leitung", "administration"}


def draft(**values: Any) -> Letter:
    """A saved draft to all members."""
    made: Any = LetterFactory(**values)
    return made


def page(client: Client, letter: Letter, end: str = "vorschau/") -> str:
    """A page of the letter."""
    return client.get(f"{LIST}{letter.pk}/{end}").content.decode()


def send(client: Client, letter: Letter, revision: Any = None) -> str:
    """Press the button of the preview; returns the page that follows."""
    data = {"revision": letter.revision if revision is None else revision}
    return client.post(f"{LIST}{letter.pk}/senden/", data, follow=True).content.decode()


def filled(client: Client, **values: Any) -> dict[str, Any]:
    """The form of a new letter to all members."""
    words = {"subject": "Neues", "text": "<p>Worte</p>", "to_members": "on"}
    return {**opened(client, f"{LIST}add/"), **words, **values}


def test_a_letter_is_written_and_looked_at(client_of: ClientOf, cast: Cast) -> None:
    client, paper = client_of("redaktion"), DocumentFactory(title="Plan")
    group = WorkingGroup.objects.get(slug="strategie")
    rows = {"documents-TOTAL_FORMS": "1", "documents-0-order": "1", "documents-0-document": paper.pk}
    data = filled(client, groups=[group.pk], _preview="1", **rows)
    answer = client.post(f"{LIST}add/", data, follow=True)
    html = answer.content.decode()
    letter = Letter.objects.get()
    assert answer.redirect_chain == [(f"{LIST}{letter.pk}/vorschau/", 302)]
    assert list(letter.groups.all()) == [group] and letter.documents.get().document == paper
    assert_sound(html)
    assert "3 Personen bekommen es" in html and "alle Mitglieder; Arbeitsgruppe AG Strategie" in html
    assert "Plan (Urkunde.pdf" in html and "Landkreis Northeim" in html and "northeim@example.org" in html
    assert "Personen senden</button>" not in html and "Senden kann die Leitung." in html


def test_a_paper_that_some_could_not_open_is_told_at_its_row(client_of: ClientOf, cast: Cast) -> None:
    client = client_of("redaktion")
    group = WorkingGroup.objects.get(slug="strategie")
    paper = DocumentFactory(title="Plan", audience=Audience.GROUP, working_group=group)
    rows = {"documents-TOTAL_FORMS": "1", "documents-0-order": "1", "documents-0-document": paper.pk}
    html = client.post(f"{LIST}add/", filled(client, **rows)).content.decode()
    assert "„Plan“ ist nur für AG Strategie. 1 von 3 Personen" in html
    assert not Letter.objects.exists()
    data = filled(client, groups=[group.pk], **rows)
    del data["to_members"]
    assert client.post(f"{LIST}add/", data).status_code == 302
    assert Letter.objects.get().documents.count() == 1


def test_answers_want_a_meeting(client_of: ClientOf, cast: Cast) -> None:
    client = client_of("redaktion")
    html = client.post(f"{LIST}add/", filled(client, to_open="on")).content.decode()
    assert "Bitte einen Termin und mindestens eine Antwort wählen" in html
    meeting: Any = MeetingFactory()
    assert client.post(f"{LIST}add/", filled(client, to_open="on", meeting=meeting.pk)).status_code == 302
    assert Letter.objects.get().answers == ["open"]


def test_the_chief_sends_what_the_preview_shows(client_of: ClientOf, cast: Cast) -> None:
    client, letter = client_of("leitung"), draft(subject="Neues")
    assert "An 3 Personen senden</button>" in page(client, letter)
    html = send(client, letter)
    assert "Das Rundschreiben ist unterwegs." in html and "3 Personen haben es bekommen" in html
    assert_sound(html)
    letter.refresh_from_db()
    assert (letter.state, Message.objects.count()) == (State.SENT, 3)
    html = send(client, letter)
    assert "im Stand „versendet“ nicht möglich" in html and Message.objects.count() == 3


@pytest.mark.parametrize("revision", ["7", "", "x", "9" * 30])
def test_a_letter_that_changed_since_is_shown_anew(client_of: ClientOf, cast: Cast, revision: str) -> None:
    letter = draft()
    assert "inzwischen geändert" in send(client_of("leitung"), letter, revision)
    assert not Message.objects.exists()


def test_what_stands_in_the_way_is_told_and_the_button_is_gone(client_of: ClientOf, cast: Cast) -> None:
    client = client_of("leitung")
    html = page(client, draft(to_members=False))
    assert "Niemand bekäme das Rundschreiben." in html and "senden</button>" in html
    assert "Personen senden</button>" not in html
    paper = DocumentFactory(title="Haushalt", audience=Audience.OFFICE)
    assert "„Haushalt“ ist nur für die Geschäftsstelle." in page(client, draft(papers=[paper]))


def test_a_test_comes_to_oneself(client_of: ClientOf, cast: Cast) -> None:
    letter = draft()
    answer = client_of("redaktion").post(f"{LIST}{letter.pk}/tun/test/", follow=True)
    assert "Der Test ist unterwegs an Ihre Adresse." in answer.content.decode()
    assert Message.objects.get().recipient == cast.redaktion.email


def test_the_mail_is_shown_exactly_and_may_do_nothing_else(client_of: ClientOf, cast: Cast) -> None:
    client, letter = client_of("leitung"), draft(subject="Neues", text="<p>Worte</p>")
    answer = client.get(f"{LIST}{letter.pk}/vorschau/email/")
    shown = answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in policy and "script-src 'none'" in policy
    send(client, letter)
    mail = Message.objects.all()[0]
    start, end = "<h1", 'class="mail-foot"'
    assert shown.partition(start)[2].partition(end)[0] == mail.html.partition(start)[2].partition(end)[0]


def test_what_got_stuck_stands_first(client_of: ClientOf, cast: Cast) -> None:
    letter = sent()
    stuck = Message.objects.get(recipient=cast.goettingen.email)
    Message.objects.filter(pk=stuck.pk).update(state=MailState.FAILED)
    html = page(client_of("leitung"), letter)
    assert "Eine E-Mail kam nicht an oder ist unklar." in html
    table = html.partition("<tbody>")[2]
    assert table.index("goettingen@") < table.index("northeim@")
    assert f"/verwaltung/notifications/message/{stuck.pk}/change/" in table
    assert f"/message/{stuck.pk}/" not in page(client_of("redaktion"), letter)


def test_a_letter_sent_is_read_only(client_of: ClientOf, cast: Cast) -> None:
    client, letter = client_of("leitung"), sent(subject="Neues")
    html = client.get(f"{LIST}{letter.pk}/change/").content.decode()
    assert 'name="_save"' not in html and "Test an mich senden" not in html
    assert f'href="{letter.get_absolute_url()}"' in html
    answer = client.post(f"{LIST}{letter.pk}/change/", {"subject": "Anders", "text": "x"})
    assert "ändert sich nicht mehr" in answer.content.decode()
    assert client.post(f"{LIST}{letter.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Letter.objects.get().subject == "Neues"


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_send(client_of: ClientOf, cast: Cast, name: str) -> None:
    letter = draft()
    client = client_of(name)
    answer = client.post(f"{LIST}{letter.pk}/senden/", {"revision": letter.revision})
    expected = {"visitor": 302, "leitung": 302, "administration": 302, "redaktion": 403}.get(name, 404)
    assert answer.status_code == expected
    letter.refresh_from_db()
    assert letter.is_draft != (name in ("leitung", "administration"))
    for end in ("vorschau/", "vorschau/email/"):
        seen = client.get(f"{LIST}{letter.pk}/{end}").status_code
        assert seen == (200 if name in OFFICE else 302 if name == "visitor" else 404)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_queries(
    client_of: ClientOf, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    client = client_of("leitung")
    group = WorkingGroup.objects.get(slug="strategie")
    MandateFactory.create_batch(count, organisation=OrganisationFactory())
    papers = [DocumentFactory(audience=Audience.MEMBERS) for _ in range(min(count, 3))]
    draft_, sent_ = draft(groups=[group], papers=papers), sent(papers=papers)
    client.get(f"{LIST}{draft_.pk}/change/")
    for address, most in (
        (LIST, 5),
        (f"{LIST}{draft_.pk}/change/", 11),
        (f"{LIST}{draft_.pk}/vorschau/", 15),
        (f"{LIST}{sent_.pk}/vorschau/", 11),
    ):
        with django_assert_num_queries(most):
            assert client.get(address).status_code == 200
