"""Addresses of articles are made of their titles."""

import pytest
from django.core.exceptions import ValidationError

from alliance.news import actions
from alliance.news.models import Article, RelatedLink, Topic
from tests.factories.news import ArticleFactory, TopicFactory

pytestmark = pytest.mark.django_db


def saved(title: str, slug: str = "") -> Article:
    return actions.save_article(by=None, article=Article(title=title, slug=slug, teaser="Kurz."))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Fachkräfte für Südniedersachsen", "fachkraefte-fuer-suedniedersachsen"),
        ("Große Größe: ÄÖÜ!", "grosse-groesse-aeoeue"),
        ("15.526 Arbeitslose, 3.819 offene Stellen", "15-526-arbeitslose-3-819-offene-stellen"),
        ("„Viele Hände“ – ein Faden", "viele-haende-ein-faden"),
        ("Café & Théâtre", "cafe-theatre"),
        ("???", "ohne-titel"),
        ("東京", "ohne-titel"),
    ],
)
def test_the_slug_is_the_title_in_plain_letters(title: str, slug: str) -> None:
    assert saved(title).slug == slug


def test_the_same_title_again_is_numbered() -> None:
    assert [saved("Gleich").slug for _ in range(3)] == ["gleich", "gleich-2", "gleich-3"]
    assert saved("Gleich 2").slug == "gleich-2-2"


def test_a_title_that_begins_like_another_needs_no_number() -> None:
    saved("Gleich und anders")
    assert saved("Gleich").slug == "gleich"


def test_a_long_title_is_cut_at_a_word() -> None:
    title = "Donaudampfschifffahrt " * 7
    slug = saved(title.strip()).slug
    assert len(slug) <= 80
    assert set(slug.split("-")) == {"donaudampfschifffahrt"}


def test_saving_again_keeps_the_slug_though_the_title_changes() -> None:
    article = saved("Erster Titel")
    article.title = "Zweiter Titel"
    assert actions.save_article(by=None, article=article).slug == "erster-titel"


@pytest.mark.parametrize(
    "slug",
    ["Groß", "mit leer", "UPPER", "-vorn", "hinten-", "dop--pelt", "pu.nkt", "unter_strich", "ä", "a/b"],
)
def test_a_slug_that_is_none_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        saved("Titel", slug)
    assert "slug" in refusal.value.message_dict


def test_a_slug_of_another_article_is_refused_in_words() -> None:
    saved("Titel", "vergeben")
    with pytest.raises(ValidationError) as refusal:
        saved("Anders", "vergeben")
    assert refusal.value.message_dict["slug"] == ["Diese Adresse hat schon eine andere Meldung."]


def test_topics_with_the_longest_names_fit_their_column() -> None:
    names = ["ä" * 59 + end for end in "xyz"]
    for name in names:
        topic = actions.save_topic(by=None, topic=Topic(name=name))
        assert len(topic.slug) <= Topic._meta.get_field("slug").max_length
    assert Topic.objects.values("slug").distinct().count() == 3


def test_what_is_found_is_kept_in_plain_letters() -> None:
    article = saved("Große Hände")
    assert article.find_text.startswith("grosse haende kurz.")
    article.place = "Göttingen"
    actions.save_article(by=None, article=article)
    assert Article.objects.get(find_text__contains="goettingen") == article


def test_a_link_is_named_after_its_page_unless_it_has_a_title() -> None:
    target = ArticleFactory(title="Das Ziel", slug="ziel")
    link = RelatedLink(article=ArticleFactory(), to_article=target)
    assert (link.label, link.href, str(link)) == ("Das Ziel", "/aktuelles/ziel/", "Das Ziel")
    link.title = "Mein Titel"
    assert link.label == "Mein Titel"
    outside = RelatedLink(article=link.article, title="Weit weg", url="https://example.org/")
    assert (outside.label, outside.href, outside.target) == ("Weit weg", "https://example.org/", None)


def test_topics_stand_in_their_order() -> None:
    last, first = TopicFactory(name="A", order=2), TopicFactory(name="B", order=1)
    assert list(Topic.objects.all()) == [first, last]
