"""Rows that are locked before they change, and the numbers that tell others that they did."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from events.workshops.models import Cluster, Pulse, Round, Workshop
from events.workshops.rules import may_lead
from events.workshops.states import State


def touch(workshop_id: int, *, phones: bool = False) -> None:
    """Count up what board and projector poll, with `phones` what phones poll, too. Locks the row."""
    more: dict[str, Any] = {"beat": F("beat") + 1} if phones else {}
    Pulse.objects.filter(workshop=workshop_id).update(board_beat=F("board_beat") + 1, **more)


def refuse_others(by: User | None, workshop: Workshop) -> None:
    """Raises PermissionDenied unless `by` leads the workshop; None is the portal itself."""
    if by is not None and not may_lead(by, workshop):
        raise PermissionDenied


def locked_workshop(workshop: Workshop, by: User | None) -> Workshop:
    """The stored row, locked; raises PermissionDenied."""
    row = Workshop.objects.select_for_update().get(pk=workshop.pk)
    refuse_others(by, row)
    return row


def locked_round(round: Round) -> Round:
    """The stored row, locked: ideas, clusters, dots and phases of a round wait for each other here.

    Raises NotPossible when it is gone.
    """
    rows = Round.objects.select_for_update(of=("self",)).select_related("workshop")
    row = rows.filter(pk=round.pk).first()
    if row is None:
        raise NotPossible("Diese Runde gibt es nicht mehr.")
    return row


def led_round(round: Round, by: User | None) -> Round:
    """The same for who leads, while the workshop has not ended; raises PermissionDenied, NotPossible."""
    row = locked_round(round)
    refuse_others(by, row.workshop)
    if row.workshop.state == State.CLOSED:
        raise NotPossible("Die Werkstatt ist beendet.")
    return row


def own_clusters(round: Round, keys: set[int]) -> list[Cluster]:
    """These clusters, all of the round; raises NotPossible when one is not."""
    found = list(Cluster.objects.filter(round=round, pk__in=keys))
    if len(found) != len(keys):
        raise NotPossible("Dieses Thema gibt es in der Runde nicht mehr.")
    return found
