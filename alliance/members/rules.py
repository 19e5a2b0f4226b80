"""Who keeps the list of members."""

from typing import Any

from alliance.accounts.models import Invitation, Role
from alliance.accounts.rules import has_come_in
from alliance.core.workflow import Workflow
from alliance.members.states import TRANSITIONS, Link


def may_view(user: Any, obj: Any = None) -> bool:
    """The office."""
    return bool(getattr(user, "is_office", False))


def may_add(user: Any, obj: Any = None) -> bool:
    """The office."""
    return may_view(user, obj)


def may_change(user: Any, obj: Any = None) -> bool:
    """The office."""
    return may_view(user, obj)


def may_delete(user: Any, obj: Any = None) -> bool:
    """Nobody: organisations and mandates end, so that votes and attendance keep their owner."""
    return False


def may_manage_mandates(user: Any, obj: Any = None) -> bool:
    """A mandate opens the members' area, so the chief gives it."""
    return bool(getattr(user, "is_chief", False))


def may_invite(user: Any, obj: Any = None) -> bool:
    """The chief; who works in the office is let in by administrators only. `obj` is a person or has one."""
    person = getattr(obj, "person", obj)
    if person is not None and person.role != Role.NONE:
        return bool(getattr(user, "is_administrator", False))
    return may_manage_mandates(user)


def link_state(invitation: Invitation) -> str:
    """What the link still does; two queries at most. Who got in by another way needs it no more."""
    person = invitation.person
    if invitation.accepted_at is not None or (person.is_active and has_come_in(person)):
        return Link.USED
    if invitation.revoked_at is not None or not person.is_active:
        return Link.REVOKED
    return Link.EXPIRED if invitation.is_expired else Link.OPEN


WORKFLOW = Workflow(TRANSITIONS, {"invite": may_invite, "resend": may_invite, "withdraw": may_invite})


def may_delete_contact(user: Any, obj: Any = None) -> bool:
    """The office, unless it is the default contact: the block under a report is never empty."""
    return may_view(user, obj) and not (obj is not None and obj.is_default)
