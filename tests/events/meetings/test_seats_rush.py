"""Twenty want five seats in the same instant; the full number is in `make bench`."""

from pathlib import Path

import pytest

from tests.rush import rush, unguarded


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_room_is_never_too_full(tmp_path: Path) -> None:
    first, then = rush(people=20, seats=5, mixed=12, folder=tmp_path, quick=True)
    assert not first.faults, first.faults
    assert (first.seats, first.waiting) == (5, 15)
    assert not then.faults, then.faults


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_by_itself() -> None:
    assert unguarded(people=6, seats=2) == 2
