"""Articles appear and expire because time passes; no job runs."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from alliance.news.models import Article
from tests.factories.fields import ActionFieldFactory
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
SECOND = datetime.timedelta(seconds=1)


def berlin(text: str) -> datetime.datetime:
    """A moment on the clock of Berlin."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def seen(client: Client, address: str, word: str) -> bool:
    """Whether the page names the article."""
    return word in client.get(address).content.decode()


def test_an_article_appears_and_goes_at_its_second(visitor: Client) -> None:
    start, end = berlin("2026-06-01T08:00"), berlin("2026-06-03T20:00")
    field = ActionFieldFactory()
    article = ArticleFactory(
        published=True, title="Flüchtig", publish_at=start, expire_at=end, action_fields=[field]
    )
    pages = ["/", "/aktuelles/", field.get_absolute_url()]
    for moment, out in (
        (start - SECOND, False),
        (start, True),
        (end - SECOND, True),
        (end, False),
        (end + SECOND, False),
    ):
        with time_machine.travel(moment, tick=False):
            assert [seen(visitor, page, "Flüchtig") for page in pages] == [out] * 3, moment
            assert visitor.get(article.get_absolute_url()).status_code == (200 if out else 404), moment
            assert article.is_published is out


def test_every_situation_is_exactly_one_queryset() -> None:
    start, end = berlin("2026-06-01T08:00"), berlin("2026-06-03T20:00")
    ArticleFactory(published=True, publish_at=start, expire_at=end)
    rows = Article.objects.all()
    for moment, name in ((start - SECOND, "scheduled"), (start, "published"), (end, "expired")):
        with time_machine.travel(moment, tick=False):
            for each in ("scheduled", "published", "expired", "archived", "drafts", "waiting", "corrections"):
                assert getattr(rows, each)().count() == (each == name), (moment, each)


def test_drafts_corrections_and_archived_never_appear(visitor: Client) -> None:
    past = berlin("2026-01-01T00:00")
    original = ArticleFactory(published=True, title="Original")
    hidden = [
        ArticleFactory(publish_at=past, title="Versteckt A"),
        ArticleFactory(review=True, publish_at=past, title="Versteckt B"),
        ArticleFactory(archived=True, title="Versteckt C"),
        ArticleFactory(replaces=original, publish_at=past, slug=original.slug, title="Versteckt D"),
        # Publishing merges it, so this cannot be; should it ever be, readers do not see it twice.
        ArticleFactory(published=True, replaces=ArticleFactory(archived=True), title="Versteckt E"),
    ]
    for page in ("/", "/aktuelles/"):
        assert seen(visitor, page, "Original")
        assert not seen(visitor, page, "Versteckt")
    assert [article.is_published for article in hidden] == [False] * 5
    assert seen(visitor, original.get_absolute_url(), "Original")


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        # Clocks went forward on 29 March 2026 and go back on 25 October 2026.
        ("2026-03-28T23:30+00:00", "29. März 2026"),
        ("2026-03-29T22:30+00:00", "30. März 2026"),
        ("2026-10-24T22:30+00:00", "25. Oktober 2026"),
        ("2026-10-25T22:30+00:00", "25. Oktober 2026"),
        ("2026-10-25T23:30+00:00", "26. Oktober 2026"),
        ("2026-12-31T23:30+00:00", "1. Januar 2027"),
    ],
)
def test_dates_are_those_of_berlin(utc: str, shown: str, visitor: Client) -> None:
    moment = datetime.datetime.fromisoformat(utc)
    article = ArticleFactory(published=True, publish_at=moment)
    with time_machine.travel(moment + SECOND, tick=False):
        assert f">{shown}</time>" in visitor.get(article.get_absolute_url()).content.decode()
        assert f">{shown}</time>" in visitor.get("/aktuelles/").content.decode()


def test_the_repeated_hour_in_autumn_is_two_hours() -> None:
    """2:30 comes twice on 25 October 2026; what appears at the second one is not out at the first."""
    first = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0)
    second = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    ArticleFactory(published=True, publish_at=second)
    with time_machine.travel(first.astimezone(datetime.UTC), tick=False):
        assert Article.objects.published().count() == 0
    with time_machine.travel(second.astimezone(datetime.UTC), tick=False):
        assert Article.objects.published().count() == 1


def test_the_year_is_that_of_berlin(visitor: Client) -> None:
    ArticleFactory(published=True, title="Silvesternacht", publish_at=berlin("2025-01-01T00:30"))
    ArticleFactory(published=True, title="Silvesterabend", publish_at=berlin("2024-12-31T23:59"))
    page = visitor.get("/aktuelles/?jahr=2025").content.decode()
    assert "Silvesternacht" in page
    assert "Silvesterabend" not in page
    page = visitor.get("/aktuelles/?jahr=2024").content.decode()
    assert "Silvesternacht" not in page
    assert "Silvesterabend" in page
    assert Article.objects.published().years() == [(2025, 1), (2024, 1)]
    assert '<option value="2025">2025 (1)</option>' in page
    assert '<option value="2024" selected>2024 (1)</option>' in page
