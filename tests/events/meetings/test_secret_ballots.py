"""After the count nothing anywhere says how an organisation voted in secret."""

import logging
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from alliance.members.models import Organisation
from events.meetings import actions
from events.meetings.models import Ballot, BallotVote
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories import minutes as make

pytestmark = pytest.mark.django_db
# How the vote is spelt in forms and tables, and how on pages.
SPELT = {"no", "dagegen"}


@pytest.fixture
def ballot(cast: Cast, client_of: ClientOf, caplog: pytest.LogCaptureFixture) -> Ballot:
    """A secret ballot that Northeim has voted in through the page: first yes, then no."""
    make.rule()
    caplog.set_level(logging.DEBUG)
    row = make.opened(is_secret=True)
    organisation = Organisation.objects.get(slug="landkreis-northeim")
    for name, choice in (("northeim", "yes"), ("stellvertretung", "no")):
        client = client_of(name)
        values = {"organisation": organisation.pk, "choice": choice}
        assert client.post(f"{row.get_absolute_url()}stimme/", values).status_code == 302
    assert BallotVote.objects.get(organisation=organisation).choice == "no"
    return row


def cells(*, without: type[models.Model] | None = None) -> list[tuple[str, Any]]:
    """Every cell of every table with the name of its column, the histories included."""
    found: list[tuple[str, Any]] = []
    for model in apps.get_models(include_auto_created=True):
        if model is without:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*names):
            found += [(f"{model._meta.label}.{name}", cell) for name, cell in zip(names, row, strict=True)]
    return found


def naming(rows: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Cells that spell the vote, other than the sums of the resolution."""
    return [(name, cell) for name, cell in rows if isinstance(cell, str) and cell.lower() in SPELT]


def test_before_the_count_only_the_vote_itself_knows(ballot: Ballot) -> None:
    assert [name for name, _ in naming(cells())] == ["meetings.BallotVote.choice"]


def test_nobody_is_shown_it(ballot: Ballot, client_of: ClientOf) -> None:
    pages = [ballot.get_absolute_url(), "/abstimmungen/"]
    office = [f"/verwaltung/meetings/ballot/{ballot.pk}/{end}" for end in ("change/", "history/")]
    for name in ("northeim", "stellvertretung", "goettingen", "leitung", "administration"):
        for address in pages + (office if name in ("leitung", "administration") else []):
            html = client_of(name).get(address).content.decode()
            assert "checked" not in html.partition('id="h-stimme"')[2].partition("</form>")[0]
            assert html.count("dagegen") <= 1, f"{name} {address}"


def test_after_the_count_no_table_history_or_log_knows(
    ballot: Ballot, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    make.close(ballot)
    actions.count_ballot(by=cast.leitung, ballot=ballot)
    assert naming(cells()) == []
    votes = list(BallotVote.objects.order_by("organisation__name").values_list("choice", "by"))
    assert votes == [("", None), ("", None)]
    assert BallotVote.objects.cast().get().organisation.slug == "landkreis-northeim"
    assert (ballot.resolution.yes, ballot.resolution.no) == (0, 1)
    texts = " ".join(str(cell) for name, cell in cells() if name.startswith("history."))
    assert "dagegen" not in texts and "abgestimmt" in texts
    assert not any("dagegen" in record.getMessage() for record in caplog.records if "SQL" not in record.name)


def test_withdrawn_it_is_forgotten_too(ballot: Ballot, cast: Cast) -> None:
    actions.withdraw_ballot(by=cast.leitung, ballot=ballot)
    assert naming(cells()) == []


def test_it_says_so_before_the_first_vote(cast: Cast, client_of: ClientOf) -> None:
    make.rule()
    row = make.opened(is_secret=True)
    html = client_of("northeim").get(row.get_absolute_url()).content.decode()
    assert html.index("Die Abstimmung ist geheim") < html.index('name="choice"')
    open_one = make.opened()
    assert "ist geheim" not in client_of("northeim").get(open_one.get_absolute_url()).content.decode()


def test_an_error_report_does_not_tell_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.views.debug import SafeExceptionReporterFilter

    make.rule()
    row = make.opened(is_secret=True)

    def fails(**values: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("events.meetings.ballots.views.cast_vote", fails)
    client = Client(raise_request_exception=False)
    client.force_login(cast.northeim)
    organisation = Organisation.objects.get(slug="landkreis-northeim")
    response = client.post(
        f"{row.get_absolute_url()}stimme/", {"organisation": organisation.pk, "choice": "abstained"}
    )
    told = SafeExceptionReporterFilter().get_post_parameters(response.wsgi_request)
    assert response.status_code == 500 and told["choice"] != "abstained"
