"""A written procedure in browsers: the representative votes, the deputy changes it on the phone, it is counted."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.meetings.actions.balloting import handle_due_ballots
from events.meetings.models import Ballot, BallotVote, Resolution
from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login, Windows
from tests.cast import Cast
from tests.factories import minutes as make
from tests.factories.meetings import MeetingFactory

PHONE = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}


@pytest.fixture
def ballot(live_server: Any, cast: Cast) -> Ballot:
    """A secret one that runs, and a meeting to come."""
    make.rule()
    MeetingFactory(title="Nächste Versammlung")
    return make.opened(is_secret=True)


def vote(page: Page, choice: str) -> None:
    """From the list to the vote."""
    page.goto("/abstimmungen/")
    page.get_by_role("link", name="Logo").first.click()
    expect(page.get_by_text("Die Abstimmung ist geheim.")).to_be_visible()
    page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="Stimme abgeben").click()


def test_the_deputy_changes_the_vote_and_the_result_records_itself(
    new_page: Windows, login: Login, cast: Cast, ballot: Ballot
) -> None:
    representative, deputy = new_page(), new_page(**PHONE)
    login(representative, "northeim")
    login(deputy, "stellvertretung")
    vote(representative, "dafür")
    expect(representative.get_by_text("1 von 2 Mitgliedern hat abgestimmt.")).to_be_visible()
    vote(deputy, "dagegen")
    expect(deputy.get_by_text("1 von 2 Mitgliedern hat abgestimmt.")).to_be_visible()
    for page in (representative, deputy):
        page.reload()
        # Nobody is shown how a secret vote was cast, not even whoever cast it.
        assert page.locator("input[name=choice]:checked").count() == 0
        axe(page)
    no_sideways_scroll(deputy)
    vote(representative, "Enthaltung")

    make.close(ballot)
    assert handle_due_ballots() == 1
    resolution = Resolution.objects.get()
    assert (resolution.yes, resolution.no, resolution.abstained) == (0, 0, 1)
    assert not BallotVote.objects.exclude(choice="").exists()
    deputy.goto("/beschluesse/")
    deputy.get_by_role("link", name="Logo").first.click()
    expect(deputy.get_by_role("heading", level=1)).to_contain_text("Logo")
    axe(deputy)
