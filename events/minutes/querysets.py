"""Minutes, what is in them and what follows from them, by who may see it."""

import datetime
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.utils import timezone

from alliance.core.freezing import FrozenQuerySet
from alliance.members import access
from alliance.members.access import Audience
from events.minutes.states import SHOWN, UNDONE, ObjectionState, State, TaskState

NOBODY = Q(pk__in=[])
# Minutes of a public meeting are the members' all the same; the public gets an extract.
OF_MEMBERS = (Audience.PUBLIC, Audience.MEMBERS)


def in_full(user: Any, prefix: str = "") -> Q:
    """The condition that minutes (at the end of `prefix`) are open to `user` as a whole, their parts apart.

    Drafts are for the office and their keeper.
    """
    if getattr(user, "is_office", False):
        return Q()
    if not access.is_member(user):
        return NOBODY
    audience, group = f"{prefix}meeting__audience", f"{prefix}meeting__working_group__in"
    meant = Q(**{f"{audience}__in": OF_MEMBERS})
    meant |= Q(**{audience: Audience.GROUP, group: access.groups_of(user)})
    return Q(**{f"{prefix}state__in": SHOWN}) & meant | Q(**{f"{prefix}keeper": user})


def entry_in_full(user: Any, prefix: str = "") -> Q:
    """The condition that an entry is open to `user` as a member, an internal part that is not theirs left out."""
    if getattr(user, "is_office", False):
        return Q()
    if not access.is_member(user):
        return NOBODY
    audience, group = f"{prefix}audience", f"{prefix}minutes__meeting__working_group__in"
    own = Q(**{f"{audience}__in": ("", Audience.MEMBERS)})
    own |= Q(**{audience: Audience.GROUP, group: access.groups_of(user)})
    keeper = Q(**{f"{prefix}minutes__keeper": user})
    return in_full(user, f"{prefix}minutes__") & own | keeper


class MinutesQuerySet(FrozenQuerySet):
    """Minutes; approved ones never change."""

    def visible_to(self, user: Any) -> Self:
        """Those open to `user` as a whole, and approved ones of which an extract is public."""
        if getattr(user, "is_office", False):
            return self.all()
        return self.filter(in_full(user) | Q(state=State.APPROVED, released_at__isnull=False))

    def open_to(self, user: Any) -> Self:
        """Those open to `user` as a whole: with attendance, objections and tasks."""
        return self.filter(in_full(user))

    def drafts(self) -> Self:
        """Being written."""
        return self.filter(state=State.DRAFT)

    def circulated(self) -> Self:
        """Sent round and not approved yet."""
        return self.filter(state=State.CIRCULATED)

    def to_approve(self) -> Self:
        """Sent round, and the time for objections is over."""
        return self.circulated().filter(objections_until__lte=timezone.now())

    def newest_first(self) -> Self:
        """By the day of the meeting."""
        return self.order_by("-meeting__starts_at", "-pk")


class EntryQuerySet(FrozenQuerySet):
    """Entries of minutes."""

    def visible_to(self, user: Any) -> Self:
        """Those open to `user` as a member, and those released to everybody."""
        if getattr(user, "is_office", False):
            return self.all()
        return self.filter(entry_in_full(user) | Q(minutes__state=State.APPROVED, is_released=True))

    def released(self) -> Self:
        """The public extract, whoever asks: what its preview shows, too."""
        return self.filter(is_released=True)


class ObjectionQuerySet(FrozenQuerySet):
    """Objections to entries."""

    def visible_to(self, user: Any) -> Self:
        """Those to entries that are open to `user` as a member; never the public's."""
        return self.filter(entry_in_full(user, "entry__"))

    def waiting(self) -> Self:
        """Not answered yet."""
        return self.filter(state=ObjectionState.OPEN)


class AddendumQuerySet(FrozenQuerySet):
    """Notes to approved minutes."""

    def visible_to(self, user: Any) -> Self:
        """As the minutes to whom they are open as a whole."""
        return self.filter(in_full(user, "minutes__"))


class TaskQuerySet(QuerySet):
    """Tasks; never the public's."""

    def visible_to(self, user: Any) -> Self:
        """Those given to `user` or their organisation, and all of their audience once the minutes are out."""
        if getattr(user, "is_office", False):
            return self.all()
        if not access.is_member(user):
            return self.none()
        is_out = Q(entry__isnull=True) | Q(entry__minutes__state__in=SHOWN)
        return self.filter(
            access.visible(user) & is_out | self._given_to(user) | Q(entry__minutes__keeper=user)
        )

    def _given_to(self, user: Any) -> Q:
        organisations = [row.organisation_id for row in access.current_mandates(user)]
        return Q(person=user) | Q(organisation__in=organisations)

    def asked_of(self, user: Any) -> Self:
        """Those given to `user` or to an organisation that they speak for today."""
        return self.filter(self._given_to(user)) if user.is_authenticated else self.none()

    def of_person(self, user: Any) -> Self:
        """Those given to `user` by name."""
        return self.filter(person=user)

    def of_organisations(self, user: Any) -> Self:
        """Those given to organisations that `user` speaks for today."""
        return self.filter(organisation__in=[row.organisation_id for row in access.current_mandates(user)])

    def undone(self) -> Self:
        """Open or being worked on; the most pressing first."""
        return self.filter(state__in=UNDONE).order_by("due_on", "pk")

    def done(self) -> Self:
        """Done, the latest first."""
        return self.filter(state=TaskState.DONE).order_by("-done_at", "-pk")

    def late(self) -> Self:
        """Undone after their day (Berlin)."""
        return self.undone().filter(due_on__lt=timezone.localdate())

    def due_within(self, days: int) -> Self:
        """Undone and due from today up to so many days ahead (Berlin)."""
        today = timezone.localdate()
        return self.undone().filter(due_on__gte=today, due_on__lte=today + datetime.timedelta(days=days))
