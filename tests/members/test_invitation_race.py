"""One link used by many at the same instant lets one in."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from alliance.accounts.models import Invitation, User
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.members.actions import accept_invitation
from tests.factories.invitations import invitation

AT_ONCE = 5


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_wins() -> None:
    row, token = invitation()
    start = Barrier(AT_ONCE)

    def accept(number: int) -> int | None:
        start.wait()
        try:
            accept_invitation(token=token, full_name=f"Nummer {number}", password=f"ein-langes-Wort-{number}")
        except NotPossible:
            return None
        finally:
            connection.close()
        return number

    with ThreadPoolExecutor(AT_ONCE) as pool:
        winners = [number for number in pool.map(accept, range(AT_ONCE)) if number is not None]
    assert len(winners) == 1
    person = User.objects.get(pk=row.person_id)
    assert person.full_name == f"Nummer {winners[0]}"
    assert person.check_password(f"ein-langes-Wort-{winners[0]}")
    assert Invitation.objects.accepted().count() == 1 and Entry.objects.count() == 1
