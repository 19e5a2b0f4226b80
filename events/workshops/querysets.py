"""Workshops by who may see them, participants by who is in."""

from typing import Any, Self, cast

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alliance.members import access
from events.workshops.states import ACTIVE, REVEALED, State


class WorkshopQuerySet(QuerySet):
    """Workshops."""

    def visible_to(self, user: Any) -> Self:
        """Those whose result `user` may read: ended ones of their audience; the office's and one's own at any time."""
        if getattr(user, "is_office", False):
            return self.all()
        shown = access.visible(user, group="meeting__working_group") & Q(state=State.CLOSED)
        if not getattr(user, "is_authenticated", False):
            return self.filter(shown)
        return self.filter(shown | Q(pk__in=cast(Any, self.model).objects.led_by(user).values("pk")))

    def led_by(self, user: Any) -> Self:
        """Those whose board `user` may open: the office all, facilitators their own, others none."""
        if getattr(user, "is_office", False):
            return self.all()
        if not (getattr(user, "is_authenticated", False) and user.is_active):
            return self.none()
        through = cast(Any, self.model).facilitators.through.objects.filter(
            user=user, workshop=OuterRef("pk")
        )
        return self.filter(Exists(through))

    def open(self) -> Self:
        """Under way: their code can be joined."""
        return self.filter(state=State.OPEN)

    def to_forget(self) -> Self:
        """Ended so long ago that who gave which dot is to be deleted."""
        return self.filter(state=State.CLOSED, forgotten_at__isnull=True, forget_at__lte=timezone.now())


class RoundQuerySet(QuerySet):
    """Rounds of workshops."""

    def active(self) -> Self:
        """Under way."""
        return self.filter(state__in=ACTIVE)

    def held(self) -> Any:
        """The first one, its phase held still until the transaction ends, or None.

        Many may hold it at once, while whoever moves it (`select_for_update`) waits for all of them. Django
        has no word for that; a database that locks as a whole needs none.
        """
        if not connection.features.has_select_for_update:
            return self.first()
        sql, params = self[:1].query.sql_with_params()
        return next(iter(self.raw(f"{sql} FOR SHARE", params)), None)

    def revealed(self) -> Self:
        """Those whose counts may be known."""
        return self.filter(state__in=REVEALED)


class ParticipantQuerySet(QuerySet):
    """Who takes part."""

    def present(self) -> Self:
        """Joined and not removed."""
        return self.filter(joined_at__isnull=False, removed_at__isnull=True)

    def invited(self) -> Self:
        """Asked in by a personal link and not yet in."""
        return self.filter(invited_at__isnull=False, joined_at__isnull=True, removed_at__isnull=True)

    def removed(self) -> Self:
        """Taken out by whoever leads."""
        return self.filter(removed_at__isnull=False)


class IdeaQuerySet(QuerySet):
    """Cards of a round."""

    def shown(self) -> Self:
        """Without those that were taken off the board."""
        return self.filter(removed_at__isnull=True)

    def unsorted(self) -> Self:
        """In no cluster yet."""
        return self.shown().filter(cluster__isnull=True)
