"""What happens at once: tabs of one person, a vote and its end, two phones of one member."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from alliance.core.workflow import NotPossible
from events.workshops.actions import join_as_member, move_round, set_dots
from events.workshops.models import Dot, DotTotal, Participant
from tests.cast import assemble
from tests.factories.workshops import make_participant, make_round, make_workshop

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do all of it in threads that begin together; what was refused is None."""
    gate = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(number: int) -> None:
        gate.wait()
        try:
            results[number] = works[number]()
        except NotPossible:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_tabs_give_no_dot_too_many() -> None:
    round = make_round(clusters=6)
    person = make_participant(round.workshop)
    keys = list(round.clusters.values_list("pk", flat=True))
    results = at_once(
        *(lambda key=key: set_dots(participant=person, round=round, wanted={key: 2}) for key in keys)  # type: ignore[misc]
    )
    assert len([result for result in results if result]) == 1
    assert Dot.objects.count() == 2


def test_a_dot_at_the_moment_of_the_reveal_is_counted_or_refused() -> None:
    round = make_round()
    key = round.clusters.all()[0].pk
    people = [make_participant(round.workshop, f"Gast {number}") for number in range(5)]
    at_once(
        *(
            lambda person=person: set_dots(participant=person, round=round, wanted={key: 3})  # type: ignore[misc]
            for person in people
        ),
        lambda: move_round(by=None, round=round, verb="reveal"),
    )
    assert DotTotal.objects.get(cluster=key).points == Dot.objects.count()
    round.refresh_from_db()
    assert round.voted == Dot.objects.count() / 3


def test_two_phones_of_a_member_are_one_participant() -> None:
    cast = assemble()
    workshop = make_workshop(vote="organisation")
    found = at_once(
        *(
            lambda user=user: join_as_member(workshop=workshop, user=user)  # type: ignore[misc]
            for user in (cast.northeim, cast.stellvertretung) * 2
        )
    )
    assert len({row.pk for row in found if isinstance(row, Participant)}) == 1
    assert Participant.objects.count() == 1
