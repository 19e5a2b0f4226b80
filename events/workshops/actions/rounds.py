"""Rounds: prepared, and moved one phase forward or back. The clock is a display and moves nothing."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import delete_content, record, save_content
from events.workshops.actions.dots import count_dots, uncount_dots
from events.workshops.actions.locking import led_round, locked_round, refuse_others, touch
from events.workshops.models import Pulse, Round
from events.workshops.rules import ROUND_WORKFLOW
from events.workshops.states import ROUND_TRANSITIONS, Phase, State

# What a round's limits may still be changed in: before the first dot can be given.
ADJUSTABLE = frozenset({Phase.WAITING, Phase.COLLECT, Phase.CLUSTER})
ROUND_VERBS = tuple(ROUND_TRANSITIONS)
DOTS = ("dots_each", "dots_on_one")


@transaction.atomic
def save_round(*, by: User | None, round: Round) -> Round:
    """Add a round or change one; raises NotPossible for limits after voting began and in an ended workshop."""
    stored = Round.objects.select_for_update().filter(pk=round.pk).first()
    refuse_others(by, round.workshop)
    if round.workshop.state == State.CLOSED:
        raise NotPossible("Die Werkstatt ist beendet.")
    changes = stored and any(getattr(stored, name) != getattr(round, name) for name in DOTS)
    if stored and changes and (stored.state not in ADJUSTABLE or stored.dots.exists()):
        raise NotPossible("Es wird schon gepunktet: Wie viele Punkte es gibt, steht damit fest.")
    save_content(round, by=by)
    touch(round.workshop_id, phones=True)
    return round


@transaction.atomic
def delete_round(*, by: User | None, round: Round) -> None:
    """Delete a round that has not begun and holds nothing; raises NotPossible."""
    row = led_round(round, by)
    if row.state != Phase.WAITING or row.ideas.exists() or row.clusters.exists():
        raise NotPossible("Die Runde hat schon begonnen und bleibt.")
    touch(row.workshop_id, phones=True)
    delete_content(row, by=by)


@transaction.atomic
def move_round(*, by: User | None, round: Round, verb: str) -> Round:
    """One phase forward or back, recorded. Raises PermissionDenied, NotPossible.

    The reveal counts the dots for good, a step back from there forgets the totals. Whoever gives a dot at the
    same moment is either before or behind, because both lock the round.
    """
    row = locked_round(round)
    if by is not None and not ROUND_WORKFLOW.rules[verb](by, row):
        raise PermissionDenied
    if row.workshop.state != State.OPEN:
        raise NotPossible("Die Werkstatt ist nicht geöffnet.")
    ROUND_WORKFLOW.move(verb, row)
    _keep_times(row, verb)
    if verb == "reveal":
        count_dots(row)
    elif verb == "back_to_vote":
        uncount_dots(row)
    save_content(row, by=by, verb=f"Phase: {row.get_state_display()}"[:60])
    _tell_clock(row)
    touch(row.workshop_id, phones=True)
    return row


def _keep_times(row: Round, verb: str) -> None:
    now = timezone.now()
    row.started_at = None if verb == "back_to_waiting" else row.started_at or now
    row.ended_at = now if verb == "finish" else None
    row.clock_left = None
    runs = row.minutes and row.state in (Phase.COLLECT, Phase.PRIORITISE)
    row.clock_ends_at = now + timedelta(minutes=row.minutes or 0) if runs else None


def _set_clock(round: Round, by: User | None, said: str, **values: object) -> Round:
    row = led_round(round, by)
    if not row.is_active:
        raise NotPossible("Die Runde läuft nicht.")
    for name, value in {"clock_ends_at": None, "clock_left": None, **values}.items():
        setattr(row, name, value)
    Round.objects.filter(pk=row.pk).update(clock_ends_at=row.clock_ends_at, clock_left=row.clock_left)
    _tell_clock(row)
    record(verb=said, obj=row, by=by)
    touch(row.workshop_id)
    return row


def _tell_clock(row: Round) -> None:
    values = {"clock_ends_at": row.clock_ends_at, "clock_left": row.clock_left}
    Pulse.objects.filter(workshop=row.workshop_id).update(**values)


@transaction.atomic
def start_clock(*, by: User | None, round: Round, minutes: int) -> Round:
    """Show a clock that runs for `minutes` from now."""
    ends = timezone.now() + timedelta(minutes=minutes)
    return _set_clock(round, by, f"Uhr gestellt: {minutes} Minuten", clock_ends_at=ends)


@transaction.atomic
def pause_clock(*, by: User | None, round: Round) -> Round:
    """Let the clock stand; raises NotPossible when it does not run."""
    row = locked_round(round)
    if row.clock_ends_at is None:
        raise NotPossible("Die Uhr läuft nicht.")
    left = max(0, int((row.clock_ends_at - timezone.now()).total_seconds()))
    return _set_clock(round, by, "Uhr angehalten", clock_left=left)


@transaction.atomic
def resume_clock(*, by: User | None, round: Round) -> Round:
    """Let it go on; raises NotPossible when it does not stand."""
    row = locked_round(round)
    if row.clock_left is None:
        raise NotPossible("Die Uhr ist nicht angehalten.")
    ends = timezone.now() + timedelta(seconds=row.clock_left)
    return _set_clock(round, by, "Uhr läuft weiter", clock_ends_at=ends)


@transaction.atomic
def stop_clock(*, by: User | None, round: Round) -> Round:
    """Show no clock."""
    return _set_clock(round, by, "Uhr weggenommen")
