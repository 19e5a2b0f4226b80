"""The overview: what asks something of somebody, where they have to be, what is new."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from alliance.portal.asking import Ask, Asked, Source
from alliance.portal.dashboard import waiting
from events.meetings.models import Meeting, Registration
from events.meetings.states import Answer, Kind, State
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.files import DocumentFactory
from tests.factories.letters import LetterFactory, sent
from tests.factories.meetings import MeetingFactory, RegistrationFactory, in_days, invited, seated
from tests.factories.members import ContactFactory, MandateFactory, OrganisationFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import SiteSettingsFactory
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db
ADDRESS = "/uebersicht/"
OFFICE = ("redaktion", "leitung", "administration")


def overview(client: Client) -> str:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    html = response.content.decode()
    assert_sound(html)
    return html


def main_of(html: str) -> str:
    return html.split("<main")[1].split("</main>")[0]


def northeim() -> Organisation:
    return Organisation.objects.get(slug="landkreis-northeim")


def row_of(html: str, title: str) -> str:
    """The row of the next dates that has this title."""
    part = html.split('id="h-termine"')[1].split("</section>")[0]
    return next(row for row in part.split("<li")[1:] if title in row)


# ---- Who


def test_visitors_log_in_first(visitor: Client) -> None:
    response = visitor.get(ADDRESS)
    assert (response.status_code, response.headers["Location"]) == (302, f"/anmelden/?next={ADDRESS}")


def test_who_has_no_mandate_finds_no_trace(cast: Cast, client_of: ClientOf) -> None:
    ContactFactory(function="Das Büro", is_default=True)
    invited(MeetingFactory(title="Sitzung der Probe"), northeim())
    DocumentFactory(audience=Audience.MEMBERS, title="Papier der Probe")
    html = overview(client_of("ehemalig"))
    assert "kein Mandat" in html
    assert "Das Büro" in html
    for word in ("Übersicht", "Arbeitsgruppe", "Sitzung der Probe", "Papier der Probe", "Mitgliederbereich"):
        assert word not in html


@pytest.mark.parametrize("name", ["northeim", "stellvertretung", "goettingen"])
def test_members_are_greeted_as_whom_they_speak_for(name: str, cast: Cast, client_of: ClientOf) -> None:
    html = overview(client_of(name))
    whom = "Stadt Göttingen" if name == "goettingen" else "Landkreis Northeim"
    assert f"<h1>Guten Tag, {whom}</h1>" in html
    assert "/verwaltung/" not in main_of(html)


@pytest.mark.parametrize("name", OFFICE)
def test_the_office_is_led_to_its_desk(name: str, cast: Cast, client_of: ClientOf) -> None:
    html = overview(client_of(name))
    assert f"<h1>Guten Tag, {cast[name].full_name}</h1>" in html
    assert 'href="/verwaltung/"' in main_of(html)


def test_who_speaks_for_two_is_greeted_as_both(cast: Cast, client_of: ClientOf) -> None:
    MandateFactory(person=cast.northeim, organisation=OrganisationFactory(name="Zweites Mitglied"))
    assert "<h1>Guten Tag, Landkreis Northeim und Zweites Mitglied</h1>" in overview(client_of("northeim"))


def test_nothing_at_all_is_friendly(cast: Cast, client_of: ClientOf) -> None:
    html = main_of(overview(client_of("northeim")))
    assert "Zurzeit wartet nichts auf Sie." in html
    assert "Noch kein Termin geplant." in html
    assert "In den letzten 14 Tagen kam kein Dokument hinzu." in html
    assert 'class="today"' not in html
    assert not re.search(r"<(ul|ol|p|h2|section|nav)[^>]*>\s*</\1>", html)


def test_the_menu_is_that_of_the_members_area(cast: Cast, client_of: ClientOf) -> None:
    inside = overview(client_of("northeim")).split("</header>")[0]
    assert "Arbeitsgruppen" in inside
    assert "Aktuelles" not in inside.split('class="main-nav"')[1]
    outside = client_of("northeim").get("/aktuelles/").content.decode()
    assert f'href="{ADDRESS}"' in outside.split("<header")[0]
    former = client_of("ehemalig").get("/aktuelles/").content.decode()
    assert ADDRESS not in former


# ---- What asks something


def test_an_unanswered_invitation_stands_first(cast: Cast, client_of: ClientOf) -> None:
    meeting = MeetingFactory(title="Strategieaustausch", register_until=in_days(10), is_example=True)
    invited(meeting, northeim())
    for name in ("northeim", "stellvertretung"):
        html = main_of(overview(client_of(name)))
        assert "Eine Sache wartet auf Sie." in html
        assert '<a href="#einladungen"><b>1</b><span>Einladung ohne Antwort</span></a>' in html
        part = html.split('id="einladungen"')[1].split("</section>")[0]
        assert f'href="{meeting.get_absolute_url()}"' in part
        assert "Antwort geben" in part
        until = timezone.localtime(meeting.register_until)
        assert "Antwort bis" in part
        assert f"{until.hour} Uhr" in part.split("Antwort bis ")[-1]
        assert 'class="example"' in part
    assert "wartet nichts" in overview(client_of("goettingen"))


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.CANCELLED},
        {"state": State.PLANNED},
        {"register_until": timezone.now() - timedelta(hours=1)},
        {"audience": Audience.OFFICE},
        {"starts_at": in_days(-2)},
    ],
)
def test_what_can_no_longer_be_answered_asks_nothing(
    values: dict[str, Any], cast: Cast, client_of: ClientOf
) -> None:
    invited(MeetingFactory(title="Zu spät", **values), northeim())
    assert 'id="einladungen"' not in overview(client_of("northeim"))


def test_a_group_asks_only_its_own(cast: Cast, client_of: ClientOf) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    meeting = MeetingFactory(
        kind=Kind.GROUP, working_group=group, audience=Audience.GROUP, title="Gruppe tagt"
    )
    invited(meeting, northeim())
    assert "Gruppe tagt" in overview(client_of("northeim"))
    # The deputy speaks for the same member, but does not sit in the group.
    assert "Gruppe tagt" not in overview(client_of("stellvertretung"))


def test_what_ends_soon_is_pressing_and_comes_first(cast: Cast, client_of: ClientOf) -> None:
    for title, days in (("Später", 20), ("Bald", 2)):
        invited(MeetingFactory(title=title, starts_at=in_days(days, 12)), northeim())
    html = main_of(overview(client_of("northeim")))
    assert "Zwei Dinge warten auf Sie, eines davon eilt." in html
    assert 'class="is-due"' in html
    assert "Einladungen ohne Antwort, noch 2 Tage" in html
    part = html.split('id="einladungen"')[1].split("</section>")[0]
    assert part.index("Bald") < part.index("Später")
    assert part.count("banner-due") == 1


def test_of_many_every_single_one_is_listed(cast: Cast, client_of: ClientOf) -> None:
    for number in range(7):
        invited(MeetingFactory(title=f"Sitzung {number}", starts_at=in_days(20 + number)), northeim())
    part = overview(client_of("northeim")).split('id="einladungen"')[1].split("</section>")[0]
    assert {number for number in range(7) if f"Sitzung {number}" in part} == set(range(7))


@pytest.mark.parametrize(
    ("pressing", "calm", "words"),
    [
        (1, 0, "Eine Sache wartet auf Sie und eilt."),
        (0, 3, "Drei Dinge warten auf Sie."),
        (2, 0, "Zwei Dinge warten auf Sie, alle eilen."),
        (2, 2, "Vier Dinge warten auf Sie, zwei davon eilen."),
        (0, 20, "20 Dinge warten auf Sie."),
    ],
)
def test_how_much_waits_is_said_in_words(pressing: int, calm: int, words: str) -> None:
    today = timezone.localdate()
    asks = [Ask("A", "/", "Lesen", until=today) for _ in range(pressing)] + [Ask("A", "/", "Lesen")] * calm
    assert waiting([Asked(Source("a", "A", "A", "A", lambda mine: []), asks)]) == words


# ---- Where to be


@pytest.mark.parametrize(
    ("answer", "words"),
    [(Answer.OPEN, "Antwort fehlt"), (Answer.ONLINE, "online zugesagt"), (Answer.NO, "Sie kommen nicht")],
)
def test_each_date_tells_the_answer(answer: Answer, words: str, cast: Cast, client_of: ClientOf) -> None:
    RegistrationFactory(meeting=MeetingFactory(title="Termin A"), organisation=northeim(), answer=answer)
    assert words in row_of(overview(client_of("northeim")), "Termin A")
    assert 'class="status' not in row_of(overview(client_of("goettingen")), "Termin A")


def test_a_seat_and_a_place_in_the_line(cast: Cast, client_of: ClientOf) -> None:
    room, line = MeetingFactory(title="Im Saal"), MeetingFactory(title="In der Reihe")
    seated(invited(room, northeim())[0])
    for number, organisation in ((4, OrganisationFactory()), (9, northeim())):
        RegistrationFactory(
            meeting=line, organisation=organisation, answer=Answer.WAITING, waiting_number=number
        )
    html = overview(client_of("northeim"))
    assert "zugesagt" in row_of(html, "Im Saal")
    assert "Warteliste, Platz 2" in row_of(html, "In der Reihe")


def test_what_was_called_off_says_so_and_the_past_is_gone(cast: Cast, client_of: ClientOf) -> None:
    for title, state in (("Fällt aus", State.CANCELLED), ("Wird später", State.POSTPONED)):
        RegistrationFactory(
            meeting=MeetingFactory(title=title, state=state), organisation=northeim(), answer=Answer.ONLINE
        )
    MeetingFactory(title="War schon", starts_at=in_days(-3))
    MeetingFactory(title="Noch geheim", state=State.DRAFT)
    html = overview(client_of("northeim"))
    assert "abgesagt" in row_of(html, "Fällt aus")
    assert "verschoben" in row_of(html, "Wird später")
    assert "War schon" not in html
    assert "Noch geheim" not in html


# ---- What is new


def test_new_documents_and_reports_are_those_the_person_may_have(cast: Cast, client_of: ClientOf) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    DocumentFactory(title="Für alle Mitglieder", audience=Audience.MEMBERS)
    DocumentFactory(title="Für die Gruppe", audience=Audience.GROUP, working_group=group)
    DocumentFactory(title="Fürs Büro", audience=Audience.OFFICE)
    ArticleFactory(published=True, title="Intern gemeldet", audience=Audience.MEMBERS)
    seen = {
        name: {
            title
            for title in ("Für alle Mitglieder", "Für die Gruppe", "Fürs Büro", "Intern gemeldet")
            if title in overview(client_of(name))
        }
        for name in ("northeim", "goettingen", "redaktion")
    }
    assert seen["goettingen"] == {"Für alle Mitglieder", "Intern gemeldet"}
    assert seen["northeim"] == seen["goettingen"] | {"Für die Gruppe"}
    assert seen["redaktion"] == seen["northeim"] | {"Fürs Büro"}


def test_letters_are_shown_to_those_who_got_them(cast: Cast, client_of: ClientOf) -> None:
    sent(subject="Brief der Probe")
    LetterFactory(subject="Noch ein Entwurf")
    for name in ("northeim", "goettingen", "redaktion"):
        html = overview(client_of(name))
        assert "Brief der Probe" in html
        assert "Noch ein Entwurf" not in html
    MandateFactory(person=cast.ehemalig)
    assert "Brief der Probe" not in overview(client_of("ehemalig"))


# ---- What it costs


def fill(count: int, organisation: Organisation) -> None:
    """So many invitations, documents and reports."""
    begin = in_days(10)
    meetings = Meeting.objects.bulk_create(
        Meeting(
            title=f"Sitzung {number}",
            slug=f"s-{number}",
            address=f"2099-01-01-s-{number}",
            starts_at=begin,
            ends_at=begin + timedelta(hours=1),
            state=State.INVITED,
            invited_at=timezone.now(),
        )
        for number in range(count)
    )
    Registration.objects.bulk_create(
        Registration(meeting=meeting, organisation=organisation) for meeting in meetings
    )
    for number in range(min(count, 20)):
        DocumentFactory(title=f"D {number}", audience=Audience.MEMBERS)
        ArticleFactory(published=True)


@pytest.mark.parametrize("count", [3, 300])
def test_it_costs_the_same_with_3_and_300_of_everything(
    count: int, cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SiteSettingsFactory()
    fill(count, northeim())
    client = client_of("northeim")
    with django_assert_num_queries(15):
        overview(client)
