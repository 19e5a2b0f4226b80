"""Articles name meetings, and meetings show their news; each as far as the person may see it."""

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from alliance.members.access import Audience
from alliance.members.models import WorkingGroup
from alliance.news.models import Article
from events.meetings.states import Kind, State
from tests.cast import EVERYBODY, VISITOR, Cast
from tests.conftest import ClientOf
from tests.factories.meetings import MeetingFactory, in_days
from tests.factories.news import ArticleFactory
from tests.office_form import opened

pytestmark = pytest.mark.django_db
OFFICE = {"redaktion", "leitung", "administration"}
MEMBERS = OFFICE | {"northeim", "goettingen", "stellvertretung"}


def names_on(client: Client, article: Article) -> str:
    html = client.get(article.get_absolute_url()).content.decode()
    return html.split('id="h-termine"')[1].split("</section>")[0] if 'id="h-termine"' in html else ""


def test_the_office_picks_meetings_in_the_form(cast: Cast, client_of: ClientOf) -> None:
    article, meetings = ArticleFactory(), [MeetingFactory(), MeetingFactory()]
    client = client_of("redaktion")
    address = f"/verwaltung/news/article/{article.pk}/change/"
    html = client.get(address).content.decode()
    assert 'data-field-name="meetings"' in html
    sent = {**opened(client, address), "meetings": [meeting.pk for meeting in meetings]}
    assert client.post(address, sent).status_code == 302
    assert set(article.meetings.all()) == set(meetings)
    # Saving again keeps them.
    client.post(address, opened(client, address))
    assert set(article.meetings.all()) == set(meetings)


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        (Audience.PUBLIC, set(EVERYBODY)),
        (Audience.MEMBERS, MEMBERS),
        (Audience.GROUP, OFFICE | {"northeim"}),
        (Audience.OFFICE, OFFICE),
    ],
)
def test_a_report_shows_the_meetings_that_the_reader_may_see(
    audience: Audience, who: set[str], cast: Cast, client_of: ClientOf
) -> None:
    group = WorkingGroup.objects.get(slug="strategie") if audience == Audience.GROUP else None
    meeting = MeetingFactory(title="Sitzung der Probe", audience=audience, working_group=group)
    article = ArticleFactory(published=True, meetings=[meeting])
    seen = {name for name in EVERYBODY if "Sitzung der Probe" in names_on(client_of(name), article)}
    assert seen == who
    assert "Sitzung der Probe" not in client_of(VISITOR).get("/aktuelles/").content.decode()


def test_drafts_of_meetings_are_named_to_the_office_only(cast: Cast, client_of: ClientOf) -> None:
    meeting = MeetingFactory(title="Entwurf der Probe", audience=Audience.PUBLIC, state=State.DRAFT)
    article = ArticleFactory(published=True, meetings=[meeting])
    assert names_on(client_of("northeim"), article) == ""
    assert "Entwurf der Probe" in names_on(client_of("redaktion"), article)


def test_several_meetings_stand_in_the_order_of_time(visitor: Client) -> None:
    meetings = [
        MeetingFactory(title=title, audience=Audience.PUBLIC, kind=Kind.EVENT, starts_at=in_days(days))
        for title, days in (("Später", 40), ("Früher", 20))
    ]
    html = names_on(visitor, ArticleFactory(published=True, meetings=meetings))
    assert html.index("Früher") < html.index("Später")
    assert "Zu den Terminen" in html


def news_of(meeting: object, user: object) -> str:
    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]
    page = Template("{% load news %}{% meeting_news meeting %}")
    return page.render(Context({"request": request, "meeting": meeting}))


def test_a_meeting_tells_its_news_to_who_may_read_them(cast: Cast) -> None:
    meeting, other = MeetingFactory(), MeetingFactory()
    ArticleFactory(published=True, title="Für alle", meetings=[meeting])
    ArticleFactory(published=True, title="Für Mitglieder", audience=Audience.MEMBERS, meetings=[meeting])
    ArticleFactory(title="Noch ein Entwurf", meetings=[meeting])
    ArticleFactory(published=True, title="Über anderes", meetings=[other])
    titles = ("Für alle", "Für Mitglieder", "Noch ein Entwurf", "Über anderes")
    told = {
        name: {title for title in titles if title in news_of(meeting, cast[name])}
        for name in ("northeim", "ehemalig")
    }
    assert told == {"northeim": {"Für alle", "Für Mitglieder"}, "ehemalig": {"Für alle"}}


def test_without_news_a_meeting_says_nothing_of_them(cast: Cast) -> None:
    assert news_of(MeetingFactory(), cast.northeim).strip() == ""


def test_the_page_of_a_meeting_shows_them(cast: Cast, client_of: ClientOf) -> None:
    meeting = MeetingFactory()
    ArticleFactory(published=True, title="Bericht der Probe", meetings=[meeting])
    assert "Bericht der Probe" in client_of("northeim").get(meeting.get_absolute_url()).content.decode()
