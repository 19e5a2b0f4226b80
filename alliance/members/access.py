"""Who may see what: the one question every list of the portal starts from.

It depends on the person and today's date, never on the organisation somebody acts for.
"""

from typing import Any

from django.db import models
from django.db.models import Q

from alliance.members.models import GroupMembership, Mandate, WorkingGroup


class Audience(models.TextChoices):
    """For whom something is meant, from wide to narrow."""

    PUBLIC = "public", "alle"
    MEMBERS = "members", "Mitglieder"
    GROUP = "group", "eine Arbeitsgruppe"
    OFFICE = "office", "Geschäftsstelle"


def current_mandates(user: Any) -> list[Mandate]:
    """The mandates that hold today, representatives first; one query for each request and person."""
    if not getattr(user, "is_authenticated", False):
        return []
    if not hasattr(user, "_current_mandates"):
        rows = Mandate.objects.current().filter(person=user).select_related("organisation")
        user._current_mandates = sorted(rows, key=lambda row: row.kind != Mandate.Kind.REPRESENTATIVE)
    return user._current_mandates


def is_member(user: Any) -> bool:
    """Whether somebody speaks for a member today. Without a mandate a logged-in person is a visitor."""
    return bool(current_mandates(user))


def sees_members_area(user: Any) -> bool:
    """Whether there is a members' area for somebody today: for members and the office."""
    return bool(getattr(user, "is_office", False)) or is_member(user)


def may_receive_notices(user: Any) -> bool:
    """Whether somebody may be sent notices today (setting DIGEST_RECIPIENTS): the office and members."""
    return bool(user.is_active and (user.is_office or is_member(user)))


def groups_of(user: Any) -> Any:
    """The keys of today's working groups somebody sits in today, as a subquery; none for who is no member."""
    seats = GroupMembership.objects.current().filter(group__in=WorkingGroup.objects.current())
    return (seats.filter(person=user) if is_member(user) else seats.none()).values("group")


def visible_groups(user: Any) -> Any:
    """Working groups whose page `user` may see: all of them for members and the office, else none."""
    return WorkingGroup.objects.all() if sees_members_area(user) else WorkingGroup.objects.none()


def visible(user: Any, *, audience: str = "audience", group: str = "working_group") -> Q:
    """The condition that a row's audience includes `user`; name the fields where they are called otherwise."""
    if getattr(user, "is_office", False):
        return Q()
    condition = Q(**{audience: Audience.PUBLIC})
    if is_member(user):
        condition |= Q(**{audience: Audience.MEMBERS})
        condition |= Q(**{audience: Audience.GROUP, f"{group}__in": groups_of(user)})
    return condition
