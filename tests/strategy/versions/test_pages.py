"""The public pages of the strategy."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.members.access import Audience
from alliance.portal.models import SiteSettings
from strategy.versions.models import StrategyVersion, VersionNote
from strategy.versions.states import State
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.files import DocumentFactory
from tests.factories.versions import (
    EditionFactory,
    FigureFactory,
    GoalFactory,
    PeriodFactory,
    PriorityFactory,
    SectionFactory,
    VersionFactory,
    adopt,
    day,
)
from tests.markup import assert_sound


def whole(sections: int = 2, **values: Any) -> StrategyVersion:
    """A draft with everything a page shows."""
    version = VersionFactory(**values)
    for _ in range(sections):
        FigureFactory(section=SectionFactory(version=version))
        edition = EditionFactory(version=version)
        GoalFactory(edition=edition)
        PriorityFactory(version=version, edition=edition, points=5)
    return version


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    assert_sound(html)
    return html


def test_without_a_version_the_page_says_so(visitor: Client) -> None:
    assert "Noch keine Fassung in Kraft" in html_of(visitor, "/strategie/")
    assert "Noch keine Fassung" in html_of(visitor, "/strategie/fassungen/")


def test_the_version_in_force_in_numbered_chapters(visitor: Client) -> None:
    version = whole(title="Fachkräftestrategie", recognition=PeriodFactory(), adopted_ranks=0)
    adopt(version)
    html = html_of(visitor, "/strategie/")
    assert html.count('<span class="secno">') == 5
    assert "ab hier im Themenspeicher" in html
    assert "Anerkannt durch: Ministerium der Probe." in html
    assert "6,8 %" in html
    assert f"/strategie/{version.slug}/strategie.pdf" in html
    assert 'class="banner' not in html


def test_others_say_how_they_stand(visitor: Client, client_of: ClientOf) -> None:
    old = adopt(whole(slug="alt"), day(-400))
    now = adopt(whole(slug="jetzt", predecessor=old), day(-3))
    adopt(whole(slug="bald", predecessor=now), day(30))
    whole(slug="entwurf")
    assert "Abgelöst." in html_of(visitor, "/strategie/alt/")
    assert "Angekündigt." in html_of(visitor, "/strategie/bald/")
    assert "/strategie/vergleich/alt/jetzt/" in html_of(visitor, "/strategie/")
    assert visitor.get("/strategie/entwurf/").status_code == 404
    assert "Entwurf." in html_of(client_of("redaktion"), "/strategie/entwurf/")
    steps = html_of(visitor, "/strategie/fassungen/")
    assert steps.index("/strategie/alt/") < steps.index("/strategie/jetzt/") < steps.index("/strategie/bald/")
    assert "/strategie/entwurf/" not in steps


def test_a_consultation_is_for_its_audience(visitor: Client, client_of: ClientOf) -> None:
    VersionFactory(slug="beratung", state=State.CONSULTATION, audience=Audience.MEMBERS)
    assert visitor.get("/strategie/beratung/").status_code == 404
    assert "In Konsultation." in html_of(client_of("northeim"), "/strategie/beratung/")


def test_the_choice_of_a_version_leads_there(visitor: Client) -> None:
    adopt(whole(slug="eine"))
    assert visitor.get("/strategie/?fassung=eine").headers["Location"] == "/strategie/eine/"
    assert visitor.get("/strategie/?fassung=keine").status_code == 404


def test_a_note_stands_beside_its_place(visitor: Client) -> None:
    version = whole()
    section = version.sections.first()
    assert section is not None
    adopt(version)
    VersionNote.objects.create(version=version, anchor=section.anchor, text="Die Zahl war <b>falsch</b>.")
    html = html_of(visitor, "/strategie/")
    assert "Die Zahl war &lt;b&gt;falsch&lt;/b&gt;." in html
    assert html.index(f'id="{section.anchor}"') < html.index("Die Zahl war")


def test_the_official_pdf_for_who_may_have_it(visitor: Client, client_of: ClientOf) -> None:
    adopt(whole(slug="offen", official_pdf=DocumentFactory()), day(-3))
    adopt(whole(slug="intern", official_pdf=DocumentFactory(audience=Audience.OFFICE)), day(-9))
    assert "Amtliche Fassung" in html_of(visitor, "/strategie/offen/")
    assert "Amtliche Fassung" not in html_of(visitor, "/strategie/intern/")
    location = visitor.get("/strategie/offen/original.pdf").headers["Location"]
    assert location.startswith("/dokumente/")
    assert visitor.get("/strategie/intern/original.pdf").status_code == 404
    assert client_of("redaktion").get("/strategie/intern/original.pdf").status_code == 302


@pytest.mark.parametrize("sections", [3, 30])
def test_queries_do_not_grow(
    sections: int, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    old = adopt(whole(sections, slug="alt"), day(-400))
    field = ActionFieldFactory(slug="bleibt")
    now = whole(
        sections, slug="neu", predecessor=old, recognition=PeriodFactory(), official_pdf=DocumentFactory()
    )
    PriorityFactory(version=now, edition=EditionFactory(version=now, action_field=field))
    adopt(now)
    for address, count in (
        ("/strategie/", 9),
        ("/strategie/alt/", 9),
        ("/strategie/fassungen/", 5),
        ("/strategie/vergleich/alt/neu/", 9),
        ("/handlungsfelder/bleibt/", 8),
    ):
        with django_assert_num_queries(count):
            html_of(visitor, address)


def test_a_field_through_its_versions(visitor: Client) -> None:
    field = ActionFieldFactory(slug="feld")
    for slug, offset in (("alt", -400), ("neu", -3)):
        version = VersionFactory(slug=slug)
        edition = EditionFactory(version=version, action_field=field, text=f"<p>Text {slug}</p>")
        GoalFactory(edition=edition, title=f"Ziel {slug}")
        PriorityFactory(version=version, edition=edition, title=f"Zuerst {slug}", rank=1)
        adopt(version, day(offset))
    draft = EditionFactory(version=VersionFactory(), action_field=field, text="<p>geheim</p>")
    html = html_of(visitor, "/handlungsfelder/feld/")
    for words in ("Text alt", "Ziel neu", "Zuerst alt", "/strategie/neu/"):
        assert words in html
    assert "geheim" not in html
    assert draft.version.slug not in html


def test_home_leads_to_the_version_in_force(visitor: Client) -> None:
    SiteSettings.objects.create(name="Bündnis", claim="Ein Faden.", intro="Worum es geht.")
    old = adopt(whole(slug="alt"), day(-400))
    version = whole(3, slug="neu", predecessor=old)
    adopt(version)
    html = html_of(visitor, "/")
    assert "Strategie 2024–2027 lesen" in html
    assert "Drei Handlungsfelder bis 2027" in html
    assert "/strategie/vergleich/alt/neu/" in html


def test_search_engines_get_the_adopted_ones(visitor: Client) -> None:
    adopt(whole(slug="offen"))
    whole(slug="geheim")
    xml = visitor.get("/sitemap.xml").content.decode()
    assert "/strategie/offen/" in xml
    assert "geheim" not in xml
