"""Rich text as the page shows it."""

from typing import Any

import html5lib
import pytest
from django.template import Context, Template

from alliance.pictures.richtext import pictures_in, render
from tests.factories.pictures import PictureFactory
from tests.vectors import VECTORS, alive

pytestmark = pytest.mark.django_db


def shown(html: str | None) -> str:
    return Template("{% load pictures %}{{ text|richtext }}").render(Context({"text": html}))


def figure(pk: int, caption: str = "") -> str:
    return f'<figure><img data-picture="{pk}"><figcaption>{caption}</figcaption></figure>'


@pytest.mark.once
@pytest.mark.parametrize("vector", VECTORS)
def test_no_vector_lives_on_a_page(vector: str) -> None:
    """Even when it was stored past the field, as an old row or a careless migration might."""
    picture = PictureFactory(pk=1)
    for text in (vector, f"<p>a {vector} b</p>", figure(picture.pk, vector)):
        html = shown(text)
        assert alive(html) == []
        html5lib.HTMLParser(strict=True).parseFragment(html)


@pytest.mark.parametrize("vector", VECTORS[:80])
def test_no_vector_lives_in_the_words_of_a_picture(vector: str) -> None:
    vector = vector.replace("\x00", "")
    picture = PictureFactory(alternative_text=vector[:300], caption=vector[:300], credit=vector[:200])
    assert alive(shown(figure(picture.pk))) == []


def test_a_picture_is_shown_with_all_it_needs() -> None:
    picture = PictureFactory(caption="Aus der Bibliothek", credit="Foto: Jemand", alternative_text="Ein Saal")
    html = shown(figure(picture.pk))
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    image = tree.find(".//img")
    assert image is not None and image.attrib["alt"] == "Ein Saal"
    assert {"src", "srcset", "width", "height", "loading"} <= set(image.attrib)
    assert [source.attrib["type"] for source in tree.iter("source")] == ["image/avif", "image/webp"]
    assert '<figcaption>Aus der Bibliothek <span class="credit">Foto: Jemand</span></figcaption>' in html


def test_the_caption_of_the_text_comes_first_with_its_marks() -> None:
    picture = PictureFactory(caption="Aus der Bibliothek")
    html = shown(figure(picture.pk, 'Im <em>Saal</em> & <a href="/x">mehr</a>'))
    assert '<figcaption>Im <em>Saal</em> &amp; <a href="/x">mehr</a></figcaption>' in html
    assert "Bibliothek" not in html


def test_decorative_and_bare_pictures() -> None:
    picture = PictureFactory(decorative=True)
    html = shown(figure(picture.pk))
    assert 'alt=""' in html
    assert "figcaption" not in html


def test_a_picture_that_is_gone_drops_out() -> None:
    assert shown(f"<p>a</p>{figure(4711)}<p>b</p>") == "<p>a</p>\n<p>b</p>"


def test_one_query_for_any_number_of_pictures_and_none_without(django_assert_num_queries: Any) -> None:
    many = [PictureFactory() for _ in range(5)]
    text = "<p>a</p>".join(figure(picture.pk) for picture in many)
    with django_assert_num_queries(1):
        assert render(text).count("<picture>") == 5
    with django_assert_num_queries(0):
        render("<p>a</p>")
    with django_assert_num_queries(1):
        found = pictures_in(text, figure(many[0].pk), "<p>a</p>")
    with django_assert_num_queries(0):
        assert render(text, found).count("<picture>") == 5
        assert pictures_in("<p>a</p>") == {}


def test_tables_scroll_by_themselves_and_have_names_of_their_own() -> None:
    table = "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>"
    html = shown(table)
    assert html.startswith(
        '<div class="scroll-x" tabindex="0" role="region" aria-label="Tabelle, seitlich verschiebbar">'
        '<table class="table"><tbody>'
    )
    assert html.endswith("</table></div>")
    both = shown(table + table)
    assert "Tabelle 1, seitlich" in both and "Tabelle 2, seitlich" in both


def test_quotations_links_and_nothing() -> None:
    assert shown("<blockquote><p>a</p></blockquote>") == '<blockquote class="pull"><p>a</p></blockquote>'
    assert shown('<p><a href="https://example.org">a</a></p>') == '<p><a href="https://example.org">a</a></p>'
    assert shown("") == shown(None) == shown("<p></p>") == ""


def test_ids_of_blocks_are_on_what_the_page_shows() -> None:
    picture = PictureFactory()
    html = (
        '<p id="b-aaaa">x</p><h2 id="b-bbbb">y</h2><ol id="b-cccc" start="3"><li>z</li></ol>'
        '<blockquote id="b-dddd"><p>q</p></blockquote><table id="b-eeee"><tr><td>1</td></tr></table>'
        f'<figure id="b-ffff"><img data-picture="{picture.pk}"></figure>'
    )
    shown = render(html)
    assert '<p id="b-aaaa">x</p>' in shown
    assert '<ol id="b-cccc" start="3">' in shown
    assert '<blockquote id="b-dddd" class="pull">' in shown
    assert '<div id="b-eeee" class="scroll-x"' in shown
    assert '<figure id="b-ffff"' in shown
    assert shown.count(' id="') == 6
