"""The PDF of a version: accessible, whole, the same twice, and only for those who may see the version."""

import datetime
import io
import re
import time
from pathlib import Path
from typing import Any

import pdfua
import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html
from pypdf import PdfReader

from strategy.fields.models import Weave
from strategy.versions import pdf, weaves
from strategy.versions.models import StrategyVersion, VersionNote
from strategy.versions.states import State
from tests.factories.fields import ActionFieldFactory
from tests.factories.pictures import PictureFactory
from tests.factories.versions import (
    EditionFactory,
    FigureFactory,
    GoalFactory,
    PeriodFactory,
    PriorityFactory,
    SectionFactory,
    VersionFactory,
    adopt,
)

EVERYTHING = """<h2>Was dahintersteht</h2><p>Ein <strong>fetter</strong>, ein <em>kursiver</em> und ein
<a href="https://example.org/a?b=1&amp;c=2">verlinkter</a> Absatz<br>mit Fachkräfte\u00adsicherung.</p>
<h3>Listen</h3><ul><li>Erstens<ul><li>darin &lt;kein&gt; #Befehl $x$</li></ul></li><li>Zweitens</li></ul>
<ol start="3"><li>Drittens</li><li>Viertens</li></ol>
<blockquote><p>Viele Hände. Ein Faden.</p></blockquote><hr>
<table><tbody><tr><th scope="col">Jahr</th><th scope="col">Plätze</th></tr>
<tr><th scope="row">2024</th><td>25</td></tr><tr><td colspan="2">zusammen</td></tr></tbody></table>
<h4>Klein</h4><p>Ende.</p>"""


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """What is kept lies in a folder of the test."""
    settings.DATA_DIR = tmp_path


def whole_version(sections: int = 2, text: str = EVERYTHING) -> StrategyVersion:
    """A draft with one of everything."""
    picture = PictureFactory(caption="Im Saal", credit="Foto: Probe")
    version = VersionFactory(
        slug="2024-2027", title="Strategie der Probe", recognition=PeriodFactory(), adopted_ranks=1
    )
    for _ in range(sections):
        section = SectionFactory(version=version, text=text)
    FigureFactory(section=section)
    SectionFactory(
        version=version, text=f'<p>Bild:</p><figure><img data-picture="{picture.pk}" alt=""></figure>'
    )
    for weave in Weave:
        edition = EditionFactory(version=version, action_field=ActionFieldFactory(weave=weave), text=text)
        GoalFactory(edition=edition, text="Bis 2027.")
    PriorityFactory(version=version, rank=1, edition=edition, points=17, text="Zuerst.")
    PriorityFactory(version=version, rank=2, points=1)
    return version


def letters(text: str) -> str:
    """The text without white space, hyphens and soft hyphens."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", text)


def text_of(content: bytes, data: dict[str, Any]) -> str:
    """The letters of all pages without what repeats on each."""
    reader, result = PdfReader(io.BytesIO(content)), ""
    for number, page in enumerate(reader.pages, 1):
        text = letters(page.extract_text())
        head = letters(data["running"] + data["stand"])
        foot = letters(f"{data['footing']}Seite{number}von{len(reader.pages)}")
        assert head in text and foot in text
        result += text.replace(head, "", 1).replace(foot, "", 1)
    return result


def page_text(html: str) -> str:
    """The letters of the page's main part as a reader sees it, with the numbers that the style sheet adds."""
    main = lxml_html.document_fromstring(html).find(".//main")
    assert main is not None
    for tool in main.xpath(".//*[contains(@class, 'no-print')]"):
        tool.drop_tree()
    for figure in main.xpath(".//dl[@class='figures']/div"):
        figure.insert(0, figure.find("dd"))  # the value is shown above its caption
    for ordered in main.iter("ol"):
        own = ordered.get("class")
        for number, item in enumerate(ordered.findall("li"), int(ordered.get("start", "1"))):
            place = next(iter(item.xpath("span[@class='rank-label']")), item)
            place.text = f"{number}{'' if own else '.'}{place.text or ''}"
    return letters(main.text_content())


@pytest.mark.django_db
def test_a_whole_version_is_accessible_and_says_what_its_page_says(tmp_path: Path, client: Client) -> None:
    version = whole_version()
    adopted = adopt(version)
    VersionNote.objects.create(version=adopted, anchor="", text="Ein Komma fehlt.")
    VersionNote.objects.create(version=adopted, anchor=adopted.sections.all()[0].anchor, text="Hier auch.")
    content = pdf.made(adopted)
    data, _ = pdf.gather(adopted)
    path = tmp_path / "whole.pdf"
    path.write_bytes(content)
    report = pdfua.validate(str(path))
    assert [str(finding) for finding in report.findings] == []
    page = client.get(adopted.get_absolute_url()).content.decode()
    assert text_of(content, data) == page_text(page)
    reader: Any = PdfReader(io.BytesIO(content))
    assert reader.metadata.title == "Strategie der Probe 2024–2027"
    assert reader.trailer["/Root"]["/Lang"].startswith("de")
    assert len(reader.outline) >= len(data["sections"])
    assert b"Ein Saal voller Menschen" in content


@pytest.mark.django_db
def test_the_same_content_is_the_same_file_and_a_change_another(settings: Any, tmp_path: Path) -> None:
    version = whole_version(sections=1, text="<p>Kurz.</p>")
    first = pdf.made(version)
    assert len(list((tmp_path / "pdf").iterdir())) == 1
    settings.DATA_DIR = tmp_path / "elsewhere"
    assert pdf.made(StrategyVersion.objects.get(pk=version.pk)) == first
    version.motto = "Ein anderes Motto"
    version.save()
    assert pdf.made(version) != first


@pytest.mark.django_db
def test_forty_pages_take_less_than_two_seconds() -> None:
    text = "<p>" + "Fachkräfte gewinnen, halten und bilden, das ist die Aufgabe. " * 25 + "</p>"
    version = whole_version(sections=12, text=text * 5)
    pdf.made(VersionFactory())
    begun = time.process_time()
    content = pdf.made(version)
    took = time.process_time() - begun
    assert len(PdfReader(io.BytesIO(content)).pages) >= 40
    assert took < 2


@pytest.mark.django_db
def test_each_page_says_how_the_version_stands() -> None:
    draft = VersionFactory()
    assert pdf.stand(draft) == f"Entwurf, Stand {pdf.day(timezone.localdate())}"
    assert pdf.stand(VersionFactory(consultation=True)).startswith("Entwurf in Konsultation")
    old = adopt(VersionFactory(), datetime.date(2018, 1, 1))
    now = adopt(VersionFactory(), datetime.date(2024, 9, 1))
    later = adopt(VersionFactory(), datetime.date(2999, 9, 1))
    assert pdf.stand(old) == "abgelöst, in Kraft ab 1. Januar 2018"
    assert pdf.stand(now) == "in Kraft seit 1. September 2024"
    assert pdf.stand(later) == "beschlossen, in Kraft ab 1. September 2999"


@pytest.mark.django_db
def test_every_weave_is_drawn() -> None:
    assert {weaves.band(weave)[:4] for weave in Weave} == {b"<svg"}


@pytest.mark.django_db
def test_adopted_for_everybody_drafts_for_the_office(
    client: Client, client_of: Any, django_assert_max_num_queries: Any
) -> None:
    draft = VersionFactory(slug="entwurf")
    adopted = adopt(whole_version(sections=2))
    with django_assert_max_num_queries(10):
        response = client.get(f"/strategie/{adopted.slug}/strategie.pdf")
    assert response.content.startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="strategie-2024-2027.pdf"'
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Vary" not in response or "Cookie" not in response["Vary"]
    again = client.get(
        f"/strategie/{adopted.slug}/strategie.pdf", headers={"if-none-match": response["ETag"]}
    )
    assert again.status_code == 304
    assert client.get(f"/strategie/{draft.slug}/strategie.pdf").status_code == 404
    assert client.get("/strategie/keine/strategie.pdf").status_code == 404
    seen = client_of("redaktion").get(f"/strategie/{draft.slug}/strategie.pdf")
    assert seen["Cache-Control"] == "private, no-store"
    assert draft.state == State.DRAFT
