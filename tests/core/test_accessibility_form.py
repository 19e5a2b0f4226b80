"""Hints on accessibility in the forms of the office: seen, told after saving, and never in the way."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.news.actions import correct_article
from alliance.news.models import Article, ArticlePicture
from alliance.news.states import State
from alliance.pictures.models import Picture
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.news import ArticleFactory
from tests.factories.pictures import PictureFactory
from tests.factories.portal import PageFactory
from tests.office_form import opened

pytestmark = pytest.mark.django_db
POOR = '<p>Alles steht <a href="/a/">hier</a>.</p><p><strong>Was folgt</strong></p>'
FIGURE = '<figure><img data-picture="{}"></figure>'


@pytest.fixture
def leitung(client_of: ClientOf) -> Client:
    return client_of("leitung")


def form_of(thing: object) -> str:
    opts = thing._meta  # type: ignore[attr-defined]
    return f"/verwaltung/{opts.app_label}/{opts.model_name}/{thing.pk}/change/"  # type: ignore[attr-defined]


def hints(html: str) -> list[str]:
    """Places named in the block above the form."""
    block = re.search(r'<details class="hints".*?</details>', html, re.DOTALL)
    return re.findall(r"<strong>(.*?)</strong>", block[0]) if block else []


@pytest.mark.parametrize("factory", [ArticleFactory, PageFactory])
def test_the_form_shows_hints_for_what_is_stored(leitung: Client, factory: type) -> None:
    thing = factory(text=POOR, title="HERBSTTREFFEN")
    html = leitung.get(form_of(thing)).content.decode()
    assert "3 Hinweise zur Barrierefreiheit" in html
    assert hints(html) == ["Titel", "Absatz 1: „Alles steht hier.“", "Absatz 2: „Was folgt“"]
    assert html.index('class="hints"') < html.index('method="post" id="')


def test_a_good_text_has_no_block(leitung: Client) -> None:
    for thing in (ArticleFactory(), PageFactory()):
        assert "Barrierefreiheit" not in leitung.get(form_of(thing)).content.decode().split("<form")[-1]
        assert 'class="hints"' not in leitung.get(form_of(thing)).content.decode()
    assert 'class="hints"' not in leitung.get("/verwaltung/news/article/add/").content.decode()


@pytest.mark.parametrize("factory", [ArticleFactory, PageFactory])
def test_saving_is_not_refused_and_tells_how_many(leitung: Client, factory: type) -> None:
    thing = factory()
    sent = {**opened(leitung, form_of(thing)), "text": POOR, "_continue": "1"}
    html = leitung.post(form_of(thing), sent, follow=True).content.decode()
    thing.refresh_from_db()
    assert "hier</a>" in thing.text
    assert "2 Hinweise zur Barrierefreiheit, siehe oben im Formular." in html
    assert len(hints(html)) == 2
    again = {**opened(leitung, form_of(thing)), "text": "<p>Gut.</p>", "_continue": "1"}
    assert "Barrierefreiheit, siehe" not in leitung.post(form_of(thing), again, follow=True).content.decode()


def test_from_the_list_a_link_leads_to_the_hints(leitung: Client) -> None:
    article = ArticleFactory()
    sent = {**opened(leitung, form_of(article)), "text": POOR, "_save": "1"}
    html = leitung.post(form_of(article), sent, follow=True).content.decode()
    assert f'<a href="{form_of(article)}">2 Hinweise zur Barrierefreiheit</a>' in html


def test_a_published_correction_is_told_of_where_it_went(cast: Cast, leitung: Client) -> None:
    copy = correct_article(by=cast.leitung, article=ArticleFactory(published=True))
    sent = {**opened(leitung, form_of(copy)), "text": POOR, "_verb": "publish"}
    response = leitung.post(form_of(copy), sent, follow=True)
    assert response.status_code == 200
    assert "2 Hinweise zur Barrierefreiheit, siehe oben im Formular." in response.content.decode()
    assert len(hints(response.content.decode())) == 2


def test_an_article_with_hints_can_be_published(leitung: Client) -> None:
    article = ArticleFactory()
    sent = {**opened(leitung, form_of(article)), "text": POOR, "_verb": "publish"}
    html = leitung.post(form_of(article), sent, follow=True).content.decode()
    article.refresh_from_db()
    assert article.state == State.RELEASED
    assert "2 Hinweise zur Barrierefreiheit" in html


def test_a_refused_form_shows_its_own_errors_only(leitung: Client) -> None:
    article = ArticleFactory(text=POOR)
    sent = {**opened(leitung, form_of(article)), "title": ""}
    response = leitung.post(form_of(article), sent)
    assert response.status_code == 200
    assert not hints(response.content.decode())


def test_what_a_text_says_is_escaped(leitung: Client) -> None:
    article = ArticleFactory(text='<p>&lt;script&gt;x <a href="/a/">hier</a></p>')
    html = leitung.get(form_of(article)).content.decode()
    assert "&lt;script&gt;x hier" in hints(html)[0] and "<script>x" not in html


def test_pictures_cost_one_query(leitung: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    article = ArticleFactory(text="<p>a</p>")
    leitung.get(form_of(article))
    with CaptureQueriesContext(connection) as without:
        leitung.get(form_of(article))
    figures = "".join(FIGURE.format(PictureFactory().pk) for _ in range(5))
    Article.objects.filter(pk=article.pk).update(text=figures)
    with django_assert_num_queries(len(without) + 1):
        leitung.get(form_of(article))


def test_no_picture_without_description_can_be_stored() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PictureFactory(alternative_text="", decorative=False)
    picture = PictureFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(alternative_text="")
    picture.alternative_text = ""
    with pytest.raises(ValidationError, match="Alternativtext"):
        picture.full_clean()
    assert PictureFactory(alternative_text="", decorative=True).alt == ""


def test_what_an_article_shows_is_described_or_decorates(leitung: Client, visitor: Client) -> None:
    described, decorative = PictureFactory(), PictureFactory(alternative_text="", decorative=True)
    text = "".join(FIGURE.format(picture.pk) for picture in (described, decorative))
    article = ArticleFactory(published=True, text=text)
    for picture in (described, decorative):
        ArticlePicture.objects.create(owner=article, picture=picture)
    html = visitor.get(article.get_absolute_url()).content.decode()
    shown = re.findall(r"<img [^>]*>", html[html.index('<div class="prose">') :])
    assert [re.search(r'alt="([^"]*)"', image)[1] for image in shown] == ["Ein Saal voller Menschen", ""]  # type: ignore[index]
    assert not hints(leitung.get(form_of(article)).content.decode())
