"""Links to unpublished articles for readers without an account."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alliance.history.models import Entry
from alliance.news.actions import make_preview_link, revoke_preview_link
from alliance.news.models import Article, PreviewLink
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Article:
    """An article that nobody outside the office may see yet."""
    return ArticleFactory(title="Noch nicht fertig", slug="noch-nicht-fertig")


def link_to(article: Article, cast: Cast, **values: object) -> PreviewLink:
    """A fresh link."""
    return make_preview_link(by=cast.redaktion, article=article, **values)


def test_a_reader_without_an_account_reads_the_draft(draft: Article, cast: Cast, visitor: Client) -> None:
    link = link_to(draft, cast)

    response = visitor.get(link.get_absolute_url())

    assert response.status_code == 200
    page = response.content.decode()
    assert "Noch nicht fertig" in page
    assert "Vorschau" in page
    ends = timezone.localtime(link.ends_at)
    assert f"{ends.day}. " in page and ends.strftime("%H:%M") in page
    assert "/verwaltung/" not in page


def test_the_preview_is_kept_from_search_engines_and_caches(
    draft: Article, cast: Cast, visitor: Client
) -> None:
    response = visitor.get(link_to(draft, cast).get_absolute_url())

    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies


def test_the_link_does_not_publish_the_article(draft: Article, cast: Cast, visitor: Client) -> None:
    link_to(draft, cast)

    assert visitor.get(draft.get_absolute_url()).status_code == 404


def test_the_link_ends_by_itself(draft: Article, cast: Cast, visitor: Client) -> None:
    link = link_to(draft, cast, days=3)

    with time_machine.travel(link.ends_at - datetime.timedelta(seconds=1), tick=False):
        assert visitor.get(link.get_absolute_url()).status_code == 200
    with time_machine.travel(link.ends_at, tick=False):
        assert visitor.get(link.get_absolute_url()).status_code == 404


def test_the_link_is_taken_back(draft: Article, cast: Cast, visitor: Client) -> None:
    link = link_to(draft, cast)

    revoke_preview_link(by=cast.leitung, link=link)

    assert visitor.get(link.get_absolute_url()).status_code == 404
    verbs = list(Entry.objects.filter(object_id=draft.pk).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["Vorschaulink erstellt", "Vorschaulink zurückgenommen"]


@pytest.mark.parametrize(
    "spoil", [lambda token: token[:-1], lambda token: token.split(":")[0], lambda token: "x" + token]
)
def test_a_forged_link_opens_nothing(draft: Article, cast: Cast, visitor: Client, spoil: object) -> None:
    token = link_to(draft, cast).token

    assert visitor.get(reverse("preview", args=[spoil(token)])).status_code == 404


def test_a_correction_is_previewed_with_its_own_words(cast: Cast, visitor: Client) -> None:
    original = ArticleFactory(published=True, title="Alt", slug="meldung")
    correction = ArticleFactory(title="Neu gefasst", slug="meldung", replaces=original)

    page = visitor.get(link_to(correction, cast).get_absolute_url()).content.decode()

    assert "Neu gefasst" in page
    assert "Neu gefasst" not in visitor.get(original.get_absolute_url()).content.decode()


def test_the_office_makes_and_takes_back_a_link(draft: Article, client_of: ClientOf) -> None:
    client = client_of("redaktion")
    address = reverse("admin:news_article_preview_links", args=[draft.pk])

    client.post(address, {"make": "1", "note": "zitiertes Mitglied", "days": "7"})
    link = draft.preview_links.get()
    assert link.note == "zitiertes Mitglied"
    assert link.made_by_name == "Redaktion der Geschäftsstelle"
    assert abs(link.ends_at - timezone.now() - datetime.timedelta(days=7)) < datetime.timedelta(minutes=1)
    assert link.token in client.get(address).content.decode()

    client.post(address, {"revoke": str(link.pk)})
    assert not draft.preview_links.open().exists()
    assert link.token not in client.get(address).content.decode()


@pytest.mark.parametrize("days", ["0", "61", "viele", ""])
def test_a_wrong_number_of_days_is_told_at_the_field(draft: Article, client_of: ClientOf, days: str) -> None:
    address = reverse("admin:news_article_preview_links", args=[draft.pk])

    response = client_of("redaktion").post(address, {"make": "1", "note": "Frau Beispiel", "days": days})

    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert "Frau Beispiel" in response.content.decode()
    assert not draft.preview_links.exists()


def test_another_articles_link_is_not_taken_back(draft: Article, cast: Cast, client_of: ClientOf) -> None:
    other = link_to(ArticleFactory(), cast)

    response = client_of("leitung").post(
        reverse("admin:news_article_preview_links", args=[draft.pk]), {"revoke": str(other.pk)}
    )

    assert response.status_code == 404
    assert PreviewLink.objects.open().count() == 1


@pytest.mark.parametrize(("name", "status"), [("visitor", 302), ("northeim", 404), ("ehemalig", 404)])
def test_nobody_else_makes_links(draft: Article, client_of: ClientOf, name: str, status: int) -> None:
    address = reverse("admin:news_article_preview_links", args=[draft.pk])

    assert client_of(name).post(address, {"make": "1", "note": "", "days": "7"}).status_code == status
    assert not draft.preview_links.exists()
