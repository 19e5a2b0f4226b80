"""One article's page: what it shows, what leads on from it, what it costs."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.news.models import Article, RelatedLink
from tests.factories.fields import ActionFieldFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.members import ContactFactory, OrganisationFactory
from tests.factories.news import ArticleFactory, TopicFactory, hours
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db


def page(client: Client, article: Article) -> str:
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def part(html: str, heading: str) -> str:
    """The section that this id heads."""
    return html.split(f'id="{heading}"')[1].split("</section>")[0]


def test_the_dateline_and_all_that_belongs_to_it(visitor: Client) -> None:
    article = ArticleFactory(
        published=True,
        place="Göttingen",
        publish_at="2024-02-20T18:00+01:00",
        text="<p>" + "Wort " * 610 + "</p>",
        topics=[TopicFactory(name="Strategie")],
        lead_picture=PictureFactory(caption="Im Saal", credit="Foto: Büro"),
        organisations=[OrganisationFactory(short_name="IHK")],
        is_example=True,
    )
    html = page(visitor, article)
    meta = re.sub(r"<[^>]+>", "", html.split('class="page-head"')[1].split("</p>")[0])
    assert (
        meta.removeprefix(">").split()
        == "Göttingen, 20. Februar 2024 · Strategie · 3 Minuten Lesezeit".split()
    )
    figure = html.split("lead-figure")[1].split("</figure>")[0]
    assert "Im Saal" in figure
    assert "Foto: Büro" in figure
    assert "IHK" in part(html, "h-genannt")
    assert '<span class="example">Beispiel</span>' in html
    assert "None" not in html


def test_a_bare_article_has_no_empty_blocks(visitor: Client) -> None:
    html = page(visitor, ArticleFactory(published=True, text=""))
    for heading in ("h-kontakt", "h-links", "h-genannt", "h-weitere", "lead-figure", "article-nav"):
        assert heading not in html
    assert "None" not in html


def test_the_contact_is_its_own_or_that_of_the_office(visitor: Client) -> None:
    office = ContactFactory(function="Das Büro", is_default=True, hours="Mo bis Do")
    own = ContactFactory(function="Die Fachstelle", phone="0551 / 12 34-5")
    assert "Das Büro" in part(page(visitor, ArticleFactory(published=True)), "h-kontakt")
    html = part(page(visitor, ArticleFactory(published=True, contact=own)), "h-kontakt")
    assert "Die Fachstelle" in html
    assert "Das Büro" not in html
    assert 'href="tel:055112345"' in html
    own_and_default = ArticleFactory(published=True, contact=office)
    assert "Das Büro" in part(page(visitor, own_and_default), "h-kontakt")


def test_related_links_keep_their_order_and_follow_their_pages(visitor: Client) -> None:
    article, other = ArticleFactory(published=True), ArticleFactory(published=True, slug="ziel")
    field = ActionFieldFactory(name="Ein Feld")
    RelatedLink.objects.create(article=article, to_field=field, order=2)
    RelatedLink.objects.create(
        article=article, title="Eigener Titel", to_article=other, order=1, note="PDF, 2 MB"
    )
    RelatedLink.objects.create(article=article, title="Draußen", url="https://example.org/?a=1&b=2", order=3)
    html = part(page(visitor, article), "h-links")
    assert re.findall(r'href="([^"]+)"', html) == [
        "/aktuelles/ziel/",
        field.get_absolute_url(),
        "https://example.org/?a=1&amp;b=2",
    ]
    assert html.index("Eigener Titel") < html.index("Ein Feld") < html.index("Draußen")
    assert "PDF, 2 MB" in html
    Article.objects.filter(pk=other.pk).update(slug="umgezogen")
    assert "/aktuelles/umgezogen/" in page(visitor, article)


def test_before_and_after_skip_what_is_hidden(visitor: Client) -> None:
    first = ArticleFactory(published=True, title="Erste", publish_at=hours(-50))
    ArticleFactory(published=True, title="Versteckt", audience="office", publish_at=hours(-40))
    ArticleFactory(expired=True, title="Versteckt", publish_at=hours(-35), expire_at=hours(-33))
    middle = ArticleFactory(published=True, title="Mitte", publish_at=hours(-30))
    ArticleFactory(archived=True, title="Versteckt", publish_at=hours(-20))
    ArticleFactory(published=True, title="Versteckt", audience="members", publish_at=hours(-15))
    last = ArticleFactory(published=True, title="Letzte", publish_at=hours(-10))
    ArticleFactory(scheduled=True, title="Versteckt")
    expected = {first: (None, "Mitte"), middle: ("Erste", "Letzte"), last: ("Mitte", None)}
    for article, (before, after) in expected.items():
        html = page(visitor, article)
        assert "Versteckt" not in html
        found = dict(re.findall(r'rel="(prev|next)" href="[^"]+">([^<]+)</a>', html))
        assert (found.get("prev"), found.get("next")) == (before, after)


@pytest.mark.parametrize("way", ["next", "prev"])
def test_articles_of_one_moment_are_all_passed_on_the_way(way: str, visitor: Client) -> None:
    moment = hours(-5)
    rows = [ArticleFactory(published=True, publish_at=moment) for _ in range(4)]
    if way == "prev":
        rows.reverse()
    seen, address = [], rows[0].get_absolute_url()
    while address:
        seen.append(address)
        html = visitor.get(address).content.decode()
        found = re.search(rf'rel="{way}" href="([^"]+)"', html)
        address = found[1] if found else ""
        assert len(seen) <= 4
    assert seen == [row.get_absolute_url() for row in rows]


def test_more_of_the_field_are_its_three_newest_others(visitor: Client) -> None:
    field, other = ActionFieldFactory(), ActionFieldFactory()
    article = ArticleFactory(published=True, action_fields=[field, other], publish_at=hours(-3))
    for number in range(5):
        fields = [field, other] if number % 2 else [field]
        ArticleFactory(
            published=True, title=f"W{number}", publish_at=hours(-10 - number), action_fields=fields
        )
    ArticleFactory(published=True, title="Fremd", action_fields=[ActionFieldFactory()], publish_at=hours(-4))
    html = part(page(visitor, article), "h-weitere")
    assert re.findall(r"W\d", html) == ["W0", "W1", "W2"]
    assert "Fremd" not in html


def test_the_preview_of_a_correction_does_not_recommend_its_original(client_of) -> None:  # type: ignore[no-untyped-def]
    field = ActionFieldFactory()
    original = ArticleFactory(published=True, title="Das Original", action_fields=[field])
    copy = ArticleFactory(
        replaces=original,
        slug=original.slug,
        title="Kopie",
        publish_at=original.publish_at,
        action_fields=[field],
    )
    html = client_of("redaktion").get(f"/verwaltung/news/article/{copy.pk}/vorschau/").content.decode()
    assert "Kopie" in html
    assert "Das Original" not in html


def test_text_of_the_office_is_never_code(visitor: Client) -> None:
    bad = '"><script>alert(1)</script>'
    article = ArticleFactory(
        published=True, title=bad, teaser=bad, place=bad, contact=ContactFactory(function=bad, details=bad)
    )
    RelatedLink.objects.create(article=article, title=bad, url="https://example.org/", note=bad)
    for address in (article.get_absolute_url(), "/aktuelles/", "/"):
        assert "<script>alert" not in visitor.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_one_and_three_of_everything(
    count: int, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fields = [ActionFieldFactory() for _ in range(count)]
    article = ArticleFactory(
        published=True,
        lead_picture=PictureFactory(),
        contact=ContactFactory(),
        topics=[TopicFactory() for _ in range(count)],
        action_fields=fields,
        organisations=[OrganisationFactory() for _ in range(count)],
        meetings=[MeetingFactory(audience="public") for _ in range(count)],
        text="".join(f'<figure><img data-picture="{PictureFactory().pk}"></figure>' for _ in range(count)),
    )
    for number in range(count):
        other = ArticleFactory(published=True, action_fields=fields, publish_at=hours(-50 - number))
        RelatedLink.objects.create(article=article, to_article=other)
        RelatedLink.objects.create(article=article, to_field=fields[number])
    with django_assert_num_queries(10):
        assert visitor.get(article.get_absolute_url()).status_code == 200
