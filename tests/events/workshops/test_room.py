"""A small room on the portal's own web server; `make bench` fills a large one."""

from pathlib import Path

import pytest

from tests.room import fill, late

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("kills", [0, 2])
def test_nothing_is_lost_and_nothing_doubled(tmp_path: Path, kills: int) -> None:
    """Everybody joins, writes, places and moves all dots while polling; then with signal 9 twice in between."""
    room = fill(people=20, seconds=4, folder=tmp_path, kills=kills)
    assert not room.faults, "\n".join(room.faults)
    assert room.done == 20 and len(room.lags["page"]) == 20
    if kills:
        assert room.broken, "the kills met nobody"
    else:
        assert late(room.lags["clock"]) < 3, "followers lag behind"
