"""The overview and a working group for eyes, screen readers and small phones."""

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from events.meetings.models import Meeting
from events.meetings.states import Answer
from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login
from tests.cast import Cast
from tests.factories.files import DocumentFactory
from tests.factories.meetings import MeetingFactory, RegistrationFactory, VenueFactory, in_days, invited
from tests.factories.news import ArticleFactory
from tests.factories.portal import SiteSettingsFactory


@pytest.fixture
def meeting(live_server: object, cast: Cast) -> Meeting:
    """Two invitations, one of them pressing and open, with documents and a report."""
    SiteSettingsFactory()
    group, northeim = WorkingGroup.objects.get(), Organisation.objects.get(slug="landkreis-northeim")
    values = {"working_group": group, "venue": VenueFactory(), "is_example": True}
    asked = MeetingFactory(title="Arbeitsgruppe Strategie", starts_at=in_days(2), **values)
    invited(asked, northeim)
    RegistrationFactory(
        meeting=MeetingFactory(title="Strategieaustausch"), organisation=northeim, answer=Answer.ONLINE
    )
    DocumentFactory(title="Eckpunkte", audience=Audience.MEMBERS, working_group=group)
    ArticleFactory(published=True, meetings=[asked])
    return asked


@pytest.mark.parametrize("name", ["northeim", "ehemalig"])
def test_page(page: Page, meeting: Meeting, login: Login, name: str) -> None:
    login(page, name)
    addresses = ["/uebersicht/", "/arbeitsgruppen/strategie/"] if name == "northeim" else ["/uebersicht/"]
    for address in addresses:
        page.goto(address)
        for scheme, width in product(("light", "dark"), (390, 1280)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
        no_sideways_scroll(page)


def test_what_waits_is_one_step_away(page: Page, meeting: Meeting, login: Login) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    login(page, "northeim")
    page.goto("/uebersicht/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Guten Tag, Landkreis Northeim")
    page.get_by_role("navigation", name="Offene Punkte").get_by_role("link").click()
    expect(page.locator("#einladungen")).to_be_in_viewport()
    page.get_by_role("link", name="Antwort geben").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arbeitsgruppe Strategie")
    page.get_by_role("button", name="Menü", exact=True).click()
    page.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Übersicht").click()
    expect(page.get_by_text("Eine Sache wartet auf Sie und eilt.")).to_be_visible()
