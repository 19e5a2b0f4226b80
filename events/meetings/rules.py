"""Who may do what with meetings, and the workflow that asks."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet

from alliance.core.workflow import Workflow
from alliance.members.access import current_mandates
from alliance.members.models import GroupMembership, Mandate, Organisation
from events.meetings.models import VotingRule
from events.meetings.states import BALLOT_TRANSITIONS, TRANSITIONS, BallotState, State


def may_view(user: Any, obj: Any = None) -> bool:
    """The office sees every meeting in the admin; readers are told by `visible_to`."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Any = None) -> bool:
    """The office prepares."""
    return may_view(user, obj)


def may_change(user: Any, obj: Any = None) -> bool:
    """The office, unless the meeting was cancelled."""
    return may_view(user, obj) and (obj is None or getattr(obj, "state", "") != State.CANCELLED)


def may_delete(user: Any, obj: Any = None) -> bool:
    """Drafts, by the office; what others have seen is cancelled instead."""
    return may_view(user, obj) and (obj is None or getattr(obj, "state", "") == State.DRAFT)


def may_prepare(user: Any, obj: Any = None) -> bool:
    """Verbs that bind nobody yet."""
    return may_view(user, obj)


def may_invite(user: Any, obj: Any = None) -> bool:
    """The chief invites, postpones and calls off."""
    return bool(getattr(user, "is_chief", False))


def may_keep_lists(user: Any, obj: Any = None) -> bool:
    """Registering for others, reminding, checking in, and the attendance list: the office."""
    return may_view(user, obj)


def may_answer_for(user: Any, organisation: Any) -> bool:
    """Who speaks for the organisation today, as representative or deputy."""
    return any(mandate.organisation_id == organisation.pk for mandate in current_mandates(user))


def may_change_beside(user: Any, obj: Any = None) -> bool:
    """Venues and templates: the office."""
    return may_view(user, obj)


def may_change_voting_rules(user: Any, obj: Any = None) -> bool:
    """How a body decides is the chief's to write down."""
    return bool(getattr(user, "is_chief", False))


def may_never(user: Any, obj: Any = None) -> bool:
    """Nobody."""
    return False


WORKFLOW = Workflow(
    TRANSITIONS,
    {
        "plan": may_prepare,
        "enter": may_prepare,
        "invite": may_invite,
        "withdraw": may_prepare,
        "postpone": may_invite,
        "reschedule": may_invite,
        "cancel": may_invite,
    },
)


def may_record_resolution(user: Any, obj: Any = None) -> bool:
    """The office; a keeper of minutes does it through them."""
    return may_view(user, obj)


def may_note_progress(user: Any, obj: Any = None) -> bool:
    """The office keeps up what became of a resolution; the resolution itself nobody changes."""
    return may_view(user, obj)


def may_change_ballot(user: Any, obj: Any = None) -> bool:
    """The office, as long as nobody has seen it."""
    return may_view(user, obj) and (obj is None or obj.state == BallotState.DRAFT)


def may_open_ballot(user: Any, obj: Any = None) -> bool:
    """The chief calls to vote and takes it back."""
    return may_invite(user, obj)


def may_vote_for(user: Any, organisation: Any) -> bool:
    """Whoever speaks for the organisation today, as representative or deputy."""
    return may_answer_for(user, organisation)


BALLOT_WORKFLOW = Workflow(
    BALLOT_TRANSITIONS, {"open": may_open_ballot, "count": may_prepare, "withdraw": may_open_ballot}
)


def voting_organisations(group: Any, day: datetime.date) -> QuerySet[Organisation]:
    """The organisations that have a vote in a body (None: the members' meeting) on a day.

    `group` is a working group or its key. In one those have a vote for whom somebody of it spoke on that day.
    """

    def holds(start: str, end: str) -> Q:
        begun = Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})
        return begun & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day}))

    left = Q(left__isnull=True) | Q(left__gt=day)
    rows = Organisation.objects.filter(Q(joined__isnull=True) | Q(joined__lte=day), left, has_vote=True)
    if group is None:
        return rows
    persons = GroupMembership.objects.filter(holds("valid_from", "valid_to"), group=group).values("person")
    mandates = Mandate.objects.filter(holds("valid_from", "valid_to"), person__in=persons)
    return rows.filter(pk__in=mandates.values("organisation"))


def voting_rule(group: Any, day: datetime.date) -> VotingRule | None:
    """How a body decides on a day; a group without a rule of its own decides as the members' meeting does."""
    own = VotingRule.objects.holding(group, day) if group is not None else None
    return own or VotingRule.objects.holding(None, day)
