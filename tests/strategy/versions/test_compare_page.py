"""The page that tells what changed between two versions."""

import pytest
from django.test import Client

from strategy.versions.models import StrategyVersion
from tests.conftest import ClientOf
from tests.factories.versions import SectionFactory, VersionFactory, adopt, day
from tests.markup import assert_sound

ADDRESS = "/strategie/vergleich/alt/neu/"


@pytest.fixture
def versions(db: None) -> tuple[StrategyVersion, StrategyVersion]:
    """Two adopted versions and a draft."""
    old = VersionFactory(slug="alt", foreword="")
    SectionFactory(version=old, heading="Leitbild", anchor="leitbild", text="<p>Gute Arbeit.</p>")
    SectionFactory(version=old, heading="Bleibt", anchor="bleibt", text="<p>Genau so.</p>")
    new = VersionFactory(slug="neu", foreword="")
    SectionFactory(version=new, heading="Leitbild", anchor="leitbild", text="<p>Beste Arbeit.</p>")
    SectionFactory(version=new, heading="Bleibt", anchor="bleibt", text="<p>Genau so.</p>")
    VersionFactory(slug="entwurf")
    return adopt(old, day(-400)), adopt(new)


@pytest.mark.usefixtures("versions")
def test_words_are_marked_and_announced(visitor: Client) -> None:
    html = visitor.get(ADDRESS).content.decode()
    assert_sound(html)
    assert '<ins><span class="visually-hidden">eingefügt: </span>Beste' in html
    assert '<del><span class="visually-hidden">gestrichen: </span>Gute' in html
    assert "1 geändert" in html
    assert "Genau so." in html


@pytest.mark.usefixtures("versions")
def test_only_what_changed(visitor: Client) -> None:
    html = visitor.get(f"{ADDRESS}?ansicht=aenderungen").content.decode()
    assert "Beste" in html
    assert "Genau so." not in html


@pytest.mark.usefixtures("versions")
def test_the_form_leads_to_the_address(visitor: Client) -> None:
    response = visitor.get(f"{ADDRESS}?von=neu&zu=alt")
    assert response.headers["Location"] == "/strategie/vergleich/neu/alt/"
    assert visitor.get(f"{ADDRESS}?von=neu&zu=gibt-es-nicht").status_code == 404


@pytest.mark.usefixtures("versions")
def test_the_stricter_of_both_decides(visitor: Client, client_of: ClientOf) -> None:
    address = "/strategie/vergleich/neu/entwurf/"
    assert visitor.get(address).status_code == 404
    assert client_of("northeim").get(address).status_code == 404
    assert client_of("redaktion").get(address).status_code == 200
