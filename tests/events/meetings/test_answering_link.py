"""The links of the invitation: an answer without log-in, as long as the mandate and the deadline hold."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alliance.members.access import Audience
from alliance.members.models import GroupMembership, Mandate, WorkingGroup
from events.meetings.models import Meeting, Registration
from events.meetings.states import Answer, State, Via
from events.meetings.tokens import answer_path
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.events.meetings.test_answering import hall, northeim, say
from tests.factories.meetings import in_days, invited
from tests.factories.members import OrganisationFactory
from tests.markup import assert_sound

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast: Cast) -> Registration:
    """Northeim's invitation."""
    return invited(hall(capacity=1), northeim())[0]


def path(row: Registration, cast: Cast, name: str = "northeim", answer: str = Answer.ROOM) -> str:
    return answer_path(registration=row.pk, person=cast[name].pk, answer=answer)


@pytest.mark.parametrize("answer", [Answer.ROOM, Answer.ONLINE, Answer.NO])
def test_looking_changes_nothing_pressing_answers(
    cast: Cast, row: Registration, visitor: Client, answer: str
) -> None:
    link = path(row, cast, answer=answer)
    page = visitor.get(link)
    html = page.content.decode()
    assert_sound(html)
    assert f'value="{answer}"' in html and html.count(" checked") == 1
    checked = html[: html.index(" checked")]
    assert checked[checked.rindex("<input") :].count(f'value="{answer}"') == 1
    assert html.count('type="submit"') - html.count("search") <= 2 and "Antwort speichern" in html
    assert "no-store" in page["Cache-Control"] and page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"] and not page.cookies
    row.refresh_from_db()
    assert row.answer == Answer.OPEN and row.answered_at is None

    done = visitor.post(link, {"answer": answer})
    assert done.status_code == 303 and not done.cookies
    row.refresh_from_db()
    assert (row.answer, row.answered_by, row.answered_via) == (answer, cast.northeim, Via.LINK)
    html = visitor.get(done["Location"]).content.decode()
    assert_sound(html)
    assert "Ihre Antwort liegt der Geschäftsstelle vor" in html


def test_no_token_of_ours_is_needed_beside_the_signed_one(cast: Cast, row: Registration) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path(row, cast), {"answer": "no"}).status_code == 303
    row.refresh_from_db()
    assert row.answer == Answer.NO


def test_another_answer_than_the_link_said(cast: Cast, row: Registration, visitor: Client) -> None:
    visitor.post(path(row, cast), {"answer": "online"})
    row.refresh_from_db()
    assert row.answer == Answer.ONLINE
    page = visitor.post(path(row, cast), {"answer": "vielleicht"})
    assert page.status_code == 200 and "nicht geklappt" in page.content.decode()
    row.refresh_from_db()
    assert row.answer == Answer.ONLINE


def test_the_waiting_list_is_told(cast: Cast, row: Registration, visitor: Client) -> None:
    say(row.meeting, OrganisationFactory(), Answer.ROOM)
    done = visitor.post(path(row, cast), {"answer": "room"})
    assert "Platz 1 der Warteliste" in visitor.get(done["Location"]).content.decode()


def test_seats_stay_as_they_were(cast: Cast, visitor: Client) -> None:
    meeting = hall(capacity=5, seats_each=3)
    row = say(meeting, northeim(), Answer.ROOM, seats=3, attendee_name="Vertretung")
    visitor.post(path(row, cast), {"answer": "room"})
    row.refresh_from_db()
    assert (row.seats.count(), row.attendee_name) == (3, "Vertretung")


def closed(client: Client, link: str, words: str, row: Registration) -> None:
    for answer in (client.get(link), client.post(link, {"answer": "room"})):
        assert answer.status_code == 410
        html = answer.content.decode()
        assert_sound(html)
        assert words in html and "Geschäftsstelle anschreiben" in html
    row.refresh_from_db()
    assert row.answer == Answer.OPEN


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"register_until": timezone.now() - timedelta(minutes=1)}, "Die Frist für Antworten ist vorbei."),
        ({"starts_at": in_days(-2), "ends_at": in_days(-2, 18)}, "Die Sitzung ist vorbei."),
        ({"state": State.CANCELLED}, "abgesagt"),
        ({"state": State.POSTPONED}, "verschoben"),
        ({"state": State.PLANNED}, "noch nicht eröffnet"),
    ],
    ids=["deadline", "over", "cancelled", "postponed", "planned"],
)
def test_too_late_is_said_with_a_way_on(
    cast: Cast, row: Registration, visitor: Client, values: dict[str, Any], words: str
) -> None:
    Meeting.objects.filter(pk=row.meeting_id).update(**values)
    closed(visitor, path(row, cast), words, row)


def test_a_mandate_that_has_ended_opens_nothing(cast: Cast, row: Registration, visitor: Client) -> None:
    closed(visitor, path(row, cast, "ehemalig"), "Mandat", row)
    closed(visitor, path(row, cast, "goettingen"), "Mandat", row)
    link = path(row, cast)
    Mandate.objects.filter(person=cast.northeim).update(valid_to=timezone.localdate() - timedelta(days=1))
    closed(visitor, link, "Mandat", row)
    assert row.meeting.title not in visitor.get(link).content.decode()
    assert visitor.get(path(row, cast, "stellvertretung")).status_code == 200
    type(cast.stellvertretung).objects.filter(pk=cast.stellvertretung.pk).update(is_active=False)
    closed(visitor, path(row, cast, "stellvertretung"), "Mandat", row)


def test_who_left_the_group_is_not_told_of_its_meeting(cast: Cast, visitor: Client) -> None:
    group = WorkingGroup.objects.get(slug="strategie")
    (row,) = invited(hall(audience=Audience.GROUP, working_group=group), northeim())
    assert visitor.get(path(row, cast)).status_code == 200
    GroupMembership.objects.all().delete()
    closed(visitor, path(row, cast), "Mandat", row)


def test_links_nobody_made(cast: Cast, row: Registration, visitor: Client) -> None:
    good = path(row, cast)
    for wrong in ("/antwort/erfunden/", good[:-2] + "x/", good.replace(":", "")):
        assert visitor.get(wrong).status_code == visitor.post(wrong, {"answer": "no"}).status_code == 404
    row.delete()
    assert visitor.get(good).status_code == 410


def test_the_link_counts_not_who_is_logged_in(cast: Cast, row: Registration, client_of: ClientOf) -> None:
    client_of("goettingen").post(path(row, cast), {"answer": "no"})
    row.refresh_from_db()
    assert (row.answer, row.answered_by) == (Answer.NO, cast.northeim)
