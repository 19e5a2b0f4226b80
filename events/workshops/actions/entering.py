"""A workshop that was held before it was entered here gets the times at which it took place."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import save_content
from events.workshops.models import Idea, Round, Workshop
from events.workshops.rules import may_change
from events.workshops.states import State


@transaction.atomic
def enter_times(
    *,
    by: User | None,
    workshop: Workshop,
    opened_at: datetime,
    closed_at: datetime,
    rounds: Mapping[Round, tuple[datetime, datetime]],
) -> Workshop:
    """Write down when an ended workshop and its rounds really took place; cards get the start of their round.

    Raises PermissionDenied for others than the office, NotPossible while it is under way.
    """
    row = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if by is not None and not may_change(by):
        raise PermissionDenied
    if row.state != State.CLOSED:
        raise NotPossible("Zeiten werden nachgetragen, wenn die Werkstatt beendet ist.")
    row.opened_at, row.closed_at = opened_at, closed_at
    save_content(row, by=by, verb="Zeiten nachgetragen")
    for round, (started_at, ended_at) in rounds.items():
        stored = row.rounds.get(pk=round.pk)
        stored.started_at, stored.ended_at = started_at, ended_at
        save_content(stored, by=by, verb="Zeiten nachgetragen")
        Idea.objects.filter(round=stored).update(created_at=started_at)
    return row
