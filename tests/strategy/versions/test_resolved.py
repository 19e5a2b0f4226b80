"""The resolution that adopted a version: named when it is adopted, shown to whoever may read it."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from alliance.members.access import Audience
from events.meetings.actions import Votes
from strategy.versions.actions import adopt_version
from strategy.versions.querysets import Frozen
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories import minutes as make
from tests.factories.versions import VersionFactory

pytestmark = pytest.mark.django_db


def test_it_is_named_and_shown_by_its_own_audience(cast: Cast, client_of: ClientOf) -> None:
    resolution, version = make.resolution(audience=Audience.MEMBERS), VersionFactory()
    day = resolution.resolved_on
    row = adopt_version(
        by=cast.leitung, version=version, resolved_on=day, in_force_from=day, resolution=resolution
    )
    assert row.resolution == resolution
    link = f'href="{resolution.get_absolute_url()}"'
    assert link in client_of("northeim").get(row.get_absolute_url()).content.decode()
    assert link not in client_of("visitor").get(row.get_absolute_url()).content.decode()
    assert row.get_absolute_url() in client_of("northeim").get(resolution.get_absolute_url()).content.decode()
    row.resolution = None
    with pytest.raises(Frozen):
        row.save()


def test_one_of_another_day_or_not_carried_is_refused(cast: Cast) -> None:
    make.rule()
    resolution = make.resolution()
    rejected = make.resolution(votes=Votes(0, 1, 0))
    day = resolution.resolved_on
    before = day - datetime.timedelta(days=1)
    for given, resolved_on in ((resolution, before), (rejected, day)):
        with pytest.raises(ValidationError):
            adopt_version(
                by=cast.leitung,
                version=VersionFactory(),
                resolved_on=resolved_on,
                in_force_from=day,
                resolution=given,
            )


def test_the_page_that_asks_takes_it_along(cast: Cast, client_of: ClientOf) -> None:
    resolution, version = make.resolution(), VersionFactory()
    client, day = client_of("leitung"), resolution.resolved_on.isoformat()
    address = f"/verwaltung/versions/strategyversion/{version.pk}/beschluss/"
    values = {"resolved_on": day, "in_force_from": day, "resolution": resolution.pk}
    shown = client.post(address, values).content.decode()
    assert f'name="resolution" value="{resolution.pk}"' in shown and str(resolution) in shown
    client.post(address, {**values, "confirm": "1"})
    version.refresh_from_db()
    assert version.resolution == resolution
