"""Who sees which article where: every audience, everybody, every page."""

import re

import pytest
from django.test import Client

from alliance.core.models import FormerAddress
from alliance.members.models import WorkingGroup
from alliance.news.models import Article, RelatedLink
from strategy.fields.models import ActionField
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.members import MembershipFactory, day
from tests.factories.news import ArticleFactory, TopicFactory, hours

pytestmark = pytest.mark.django_db

MEMBERS = {"northeim", "goettingen", "stellvertretung"}
OFFICE = {"redaktion", "leitung", "administration"}
WHO = {
    "public": set(EVERYBODY),
    "members": MEMBERS | OFFICE,
    "group": {"northeim"} | OFFICE,
    "office": OFFICE,
}


@pytest.fixture
def field() -> ActionField:
    return ActionFieldFactory(slug="feld")


@pytest.fixture
def articles(cast: Cast, field: ActionField) -> dict[str, Article]:
    """One article for each audience, all of the same field; their titles name the audience."""
    group = WorkingGroup.objects.get(slug="strategie")
    return {
        audience: ArticleFactory(
            published=True,
            title=f"Nur-{audience}",
            slug=f"nur-{audience}",
            audience=audience,
            working_group=group if audience == "group" else None,
            action_fields=[field],
            topics=[TopicFactory(name=f"Thema-{audience}", slug=f"thema-{audience}")],
        )
        for audience in WHO
    }


def named(html: str) -> set[str]:
    """The audiences of the articles that a page names."""
    return set(re.findall(r"Nur-(\w+)", html))


@pytest.mark.parametrize("name", EVERYBODY)
def test_lists_and_pages_show_what_the_person_may_see(
    name: str, articles: dict[str, Article], client_of: ClientOf
) -> None:
    client = client_of(name)
    allowed = {audience for audience, people in WHO.items() if name in people}
    for address in ("/", "/aktuelles/", "/aktuelles/?handlungsfeld=feld", "/handlungsfelder/feld/"):
        assert named(client.get(address).content.decode()) == allowed, address
    for audience, article in articles.items():
        expected = 200 if audience in allowed else 404
        assert client.get(article.get_absolute_url()).status_code == expected, audience


@pytest.mark.parametrize("name", EVERYBODY)
def test_neighbours_and_more_of_the_field_show_no_more(
    name: str, articles: dict[str, Article], field: ActionField, client_of: ClientOf
) -> None:
    """Each of the others is once before, once after, and always of the same field."""
    client = client_of(name)
    allowed = {audience for audience, people in WHO.items() if name in people}
    for moment in (hours(-30), hours(-1)):
        page = ArticleFactory(published=True, title="Mitte", publish_at=moment, action_fields=[field])
        found = named(client.get(page.get_absolute_url()).content.decode())
        assert found <= allowed
        assert len(found) >= min(len(allowed), 3)
        page.delete()


@pytest.mark.parametrize("name", EVERYBODY)
def test_links_to_what_is_hidden_are_left_out(
    name: str, articles: dict[str, Article], client_of: ClientOf
) -> None:
    page = ArticleFactory(published=True, title="Mit Links", publish_at=hours(-1000))
    others = [
        *articles.values(),
        ArticleFactory(title="Nur-draft"),
        ArticleFactory(expired=True, title="Nur-x"),
    ]
    for order, other in enumerate(others):
        RelatedLink.objects.create(article=page, to_article=other, order=order)
    RelatedLink.objects.create(article=page, title="Draußen", url="https://example.org/", order=99)
    html = client_of(name).get(page.get_absolute_url()).content.decode()
    section = html.split('id="h-links"')[1].split("</section>")[0]
    assert named(section) == {audience for audience, people in WHO.items() if name in people}
    assert "Draußen" in section


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_former_address_reveals_nothing(
    name: str, articles: dict[str, Article], client_of: ClientOf
) -> None:
    client = client_of(name)
    for audience, article in articles.items():
        FormerAddress.objects.create(kind="news.article", slug=f"einst-{audience}", object_id=article.pk)
        response = client.get(f"/aktuelles/einst-{audience}/")
        if name in WHO[audience]:
            assert (response.status_code, response.headers["Location"]) == (301, article.get_absolute_url())
        else:
            assert response.status_code == 404
            assert article.slug not in response.content.decode()


def test_a_former_address_of_a_draft_stays_hidden_from_everybody(cast: Cast, client_of: ClientOf) -> None:
    for article in (ArticleFactory(), ArticleFactory(archived=True), ArticleFactory(scheduled=True)):
        FormerAddress.objects.create(kind="news.article", slug=f"e-{article.pk}", object_id=article.pk)
        for name in ("visitor", "leitung"):
            assert client_of(name).get(f"/aktuelles/e-{article.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "count"), [("visitor", 1), ("goettingen", 2), ("northeim", 3), ("redaktion", 4)]
)
def test_counts_of_the_filters_tell_nothing_of_hidden_articles(
    name: str, count: int, articles: dict[str, Article], client_of: ClientOf
) -> None:
    response = client_of(name).get("/aktuelles/")
    choices = response.context["choices"]
    assert [choice.count for choice in choices["fields"]] == [count]
    assert [choice.count for choice in choices["years"]] == [count]
    allowed = {audience for audience, people in WHO.items() if name in people}
    assert {choice.label for choice in choices["topics"]} == {f"Thema-{audience}" for audience in allowed}
    page = response.content.decode()
    assert set(re.findall(r"Thema-(\w+)", page)) == allowed


def test_a_hidden_topic_named_in_the_address_counts_nothing(
    articles: dict[str, Article], visitor: Client
) -> None:
    response = visitor.get("/aktuelles/?thema=thema-office")
    assert response.context["paginator"].count == 0
    assert "Thema-office" not in response.content.decode()


def test_a_seat_in_another_or_former_group_does_not_help(
    articles: dict[str, Article], cast: Cast, client_of: ClientOf
) -> None:
    group = articles["group"].working_group
    MembershipFactory(person=cast.goettingen)
    MembershipFactory(person=cast.stellvertretung, group=group, valid_to=day(-1))
    # A seat alone, without a mandate today, opens nothing.
    MembershipFactory(person=cast.ehemalig, group=group)
    for name in ("goettingen", "stellvertretung", "ehemalig"):
        assert client_of(name).get(articles["group"].get_absolute_url()).status_code == 404, name


def test_access_ends_with_the_office_role_at_the_next_request(
    articles: dict[str, Article], cast: Cast, client_of: ClientOf
) -> None:
    client, address = client_of("redaktion"), articles["office"].get_absolute_url()
    assert client.get(address).status_code == 200
    cast.redaktion.role = "none"
    cast.redaktion.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("verb", ["draft", "review", "scheduled", "expired", "archived"])
def test_what_is_not_out_is_hidden_from_the_office_too_outside_the_admin(
    verb: str, cast: Cast, client_of: ClientOf
) -> None:
    article = ArticleFactory(**({} if verb == "draft" else {verb: True}))
    for name in ("visitor", "northeim", "leitung"):
        assert client_of(name).get(article.get_absolute_url()).status_code == 404
    assert client_of("leitung").get(f"/verwaltung/news/article/{article.pk}/vorschau/").status_code == 200
