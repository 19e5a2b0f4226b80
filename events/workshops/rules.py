"""Who may do what with workshops, and the workflows that ask."""

from collections.abc import Mapping
from typing import Any

from alliance.core.workflow import Workflow
from events.workshops.states import ROUND_TRANSITIONS, TRANSITIONS, State


def may_view(user: Any, obj: Any = None) -> bool:
    """The office sees every workshop in the admin."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Any = None) -> bool:
    """The office prepares workshops."""
    return may_view(user, obj)


def may_change(user: Any, obj: Any = None) -> bool:
    """The office, until the workshop has ended."""
    return may_view(user, obj) and (obj is None or obj.state != State.CLOSED)


def may_delete(user: Any, obj: Any = None) -> bool:
    """The office, drafts only."""
    return may_view(user, obj) and (obj is None or obj.state == State.DRAFT)


def may_release(user: Any, obj: Any = None) -> bool:
    """The chief decides whether everybody may read the result."""
    return bool(getattr(user, "is_chief", False))


def may_lead(user: Any, workshop: Any) -> bool:
    """The office and those named as facilitators."""
    if may_view(user, workshop):
        return True
    if not (getattr(user, "is_authenticated", False) and user.is_active):
        return False
    return any(person.pk == user.pk for person in workshop.facilitators.all())


def may_invite(user: Any, workshop: Any = None) -> bool:
    """The office writes to members."""
    return may_view(user, workshop)


def may_lead_round(user: Any, round: Any) -> bool:
    """Who leads the workshop moves its rounds."""
    return may_lead(user, round.workshop)


WORKFLOW = Workflow(TRANSITIONS, dict.fromkeys(TRANSITIONS, may_lead))
ROUND_WORKFLOW = Workflow(ROUND_TRANSITIONS, dict.fromkeys(ROUND_TRANSITIONS, may_lead_round))


def shown_kinds(voted: Mapping[int, int], *, total: int, threshold: int) -> list[int]:
    """The kinds of members whose result may be shown: each, and the rest together, is none or at least `threshold`.

    `voted` says how many of each kind gave dots, `total` how many did in all. Where the rest is too few, the
    smallest kind joins it, so that nobody subtracts what is shown from the whole (issue 8, "Reveal").
    """
    shown = sorted((kind for kind in voted if voted[kind] >= threshold), key=lambda kind: (voted[kind], kind))
    while shown and 0 < total - sum(voted[kind] for kind in shown) < threshold:
        shown.pop(0)
    return shown
