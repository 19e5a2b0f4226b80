"""Tags and partials of the design."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.loader import get_template
from django.test import Client, RequestFactory

from alliance.core.templatetags.components import UnknownDrawing, drawing, icon, page_numbers, words

COMPONENTS = Path(settings.ROOT) / "templates" / "components"
WITHOUT_PARAMETERS = {"example.html", "head.html"}


def test_icon_is_set_into_the_page_and_silent() -> None:
    svg = icon("suche")
    assert svg.startswith("<svg") and "xmlns" not in svg
    assert 'aria-hidden="true"' in svg and 'class="icon"' in svg


@pytest.mark.parametrize("name", ["gibt-es-nicht", "../illustrations/marke", "", "SUCHE"])
def test_unknown_icon_raises(name: str) -> None:
    with pytest.raises(UnknownDrawing):
        icon(name)


def test_unknown_icon_leaves_the_page_whole_in_production(settings: Any) -> None:
    settings.PRODUCTION = True
    assert icon("gibt-es-nicht") == drawing("gibt-es-nicht") == ""


def test_drawing_takes_classes_and_words() -> None:
    svg = drawing("garnrolle", css="art x", label='Eine "Rolle" & mehr')
    assert svg.startswith('<svg class="art x"')
    assert 'role="img" aria-label="Eine &quot;Rolle&quot; &amp; mehr"' in svg
    assert "aria-hidden" not in svg


def test_drawing_keeps_its_own_words_unless_told_to_be_silent() -> None:
    assert 'role="img"' in drawing("fuenfundzwanzig-plaetze")
    silent = drawing("fuenfundzwanzig-plaetze", label="")
    assert 'role="img"' not in silent and 'aria-hidden="true"' in silent


def test_words() -> None:
    assert words("Fachkräftebündnis Südniedersachsen") == ["Fachkräftebündnis", "Südniedersachsen"]
    assert words(None) == []


def test_page_numbers_leave_gaps() -> None:
    paginator = Paginator(range(100), 5)
    assert page_numbers(paginator.page(1)) == [1, 2, 3, None, 20]
    assert page_numbers(paginator.page(10)) == [1, None, 8, 9, 10, 11, 12, None, 20]


def _pages(number: int, address: str) -> str:
    page = Paginator(range(100), 5).page(number)
    request = RequestFactory().get(address)
    template = Template('{% include "components/pages.html" with page=page %}')
    return template.render(RequestContext(request, {"page": page}))


def test_paging_keeps_the_other_choices() -> None:
    html = _pages(2, "/aktuelles/?thema=strategie&seite=2")
    assert 'href="?thema=strategie&amp;seite=3"' in html
    assert 'href="?thema=strategie" aria-current' not in html
    assert 'rel="prev" href="?thema=strategie"' in html
    assert html.count('aria-current="page"') == 1


def test_a_single_page_has_no_paging() -> None:
    template = Template('{% include "components/pages.html" with page=page only %}')
    assert template.render(Context({"page": Paginator(range(3), 5).page(1)})).strip() == ""


def test_text_given_to_a_component_is_escaped() -> None:
    template = Template('{% include "components/banner.html" with strong=text text=text kind="ok" only %}')
    html = template.render(Context({"text": "<script>alert(1)</script>"}))
    assert "<script>" not in html and html.count("&lt;script&gt;") == 2


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.name)
def test_every_component_says_what_it_takes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("{% comment %}"), "beginnt mit einer Beschreibung"
    described = text[: text.index("{% endcomment %}")]
    assert path.name in WITHOUT_PARAMETERS or "   " in described, "nennt die Parameter"
    get_template(f"components/{path.name}")


def test_style_guide_shows_every_component(visitor: Client) -> None:
    html = visitor.get("/styleguide/").content.decode()
    seen = {
        ("weave", "f-heide"),
        ("field_card", "field-card"),
        ("field_tag", "field-tag"),
        ("news_item", "news-row"),
        ("contact", 'class="contact'),
        ("banner", "banner-due"),
        ("status", "status-run"),
        ("empty", 'class="empty"'),
        ("pages", 'class="pages"'),
        ("chips", 'class="chip"'),
        ("thread", "thread-row"),
        ("seats", 'class="seats'),
        ("form", "is-invalid"),
    }
    assert [name for name, mark in seen if mark not in html] == []
    assert "style=" not in html and html.count("<h1") == 1


def test_frame_renders_without_its_context() -> None:
    html = get_template("base.html").render()
    assert '<html lang="de">' in html and "csrfmiddlewaretoken" not in html
