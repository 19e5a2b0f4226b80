"""Meetings by who may see them and by what time says of them."""

import datetime
from typing import Any, Self

from django.db.models import Case, Count, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from alliance.core.freezing import FrozenQuerySet
from alliance.members import access
from events.meetings.states import SHOWN, TAKES_PLACE, Answer, BallotState, Kind


def item_condition(user: Any) -> Q:
    """The condition that an item of an agenda, or what hangs on it, is meant for `user`.

    An empty audience is the meeting's own, which the meeting is asked for beside this.
    """
    if getattr(user, "is_office", False):
        return Q()
    condition = Q(audience="")
    if access.is_member(user):
        condition |= Q(audience=access.Audience.MEMBERS)
        condition |= Q(audience=access.Audience.GROUP, meeting__working_group__in=access.groups_of(user))
    return condition


class MeetingQuerySet(QuerySet):
    """Meetings; every list of them starts with `visible_to`."""

    def visible_to(self, user: Any) -> Self:
        """Those meant for `user`; drafts are the office's."""
        if getattr(user, "is_office", False):
            return self.all()
        return self.filter(access.visible(user), state__in=SHOWN)

    def upcoming(self) -> Self:
        """Not over, not cancelled or postponed; the next one first."""
        return self.filter(state__in=TAKES_PLACE, ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def running(self) -> Self:
        """Begun and not over."""
        now = timezone.now()
        return self.filter(state__in=TAKES_PLACE, starts_at__lte=now, ends_at__gt=now)

    def held(self) -> Self:
        """Over, and neither cancelled nor postponed; the latest first."""
        return self.filter(state__in=TAKES_PLACE, ends_at__lte=timezone.now()).order_by("-starts_at", "-pk")

    def past(self) -> Self:
        """Over, whatever became of them; the latest first."""
        return self.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-pk")

    def not_past(self) -> Self:
        """Not over, cancelled and postponed ones included; the next one first."""
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def coming_first(self) -> Self:
        """What is not over, the next first, then what is, the latest first; `is_past` says which."""
        rows = self.annotate(
            is_past=Case(When(ends_at__lte=timezone.now(), then=Value(True)), default=Value(False))
        )
        next_at = Case(When(is_past=False, then=F("starts_at")), output_field=DateTimeField())
        return rows.order_by("is_past", next_at, "-starts_at", "-pk")

    def in_month(self, first: datetime.date) -> Self:
        """Those that touch the month that begins on `first`, in Berlin."""
        zone = timezone.get_default_timezone()
        after = (first + datetime.timedelta(days=31)).replace(day=1)
        begin, end = (
            datetime.datetime.combine(day, datetime.time.min, tzinfo=zone) for day in (first, after)
        )
        return self.filter(starts_at__lt=end, ends_at__gte=begin).order_by("starts_at", "pk")

    def of_body(self, group: Any) -> Self:
        """Those of a body: a working group, or for None the members' meetings."""
        if group is not None:
            return self.filter(working_group=group)
        return self.filter(kind=Kind.MEMBERS, working_group__isnull=True)


class AgendaItemQuerySet(QuerySet):
    """Items of agendas."""

    def visible_to(self, user: Any) -> Self:
        """Those of meetings that `user` may see, without an internal part that is not theirs."""
        if getattr(user, "is_office", False):
            return self.all()
        return self.filter(
            item_condition(user),
            access.visible(user, audience="meeting__audience", group="meeting__working_group"),
            meeting__state__in=SHOWN,
        )


class RegistrationQuerySet(QuerySet):
    """Answers to invitations, and guests."""

    def of_members(self) -> Self:
        """Those of organisations."""
        return self.filter(organisation__isnull=False)

    def guests(self) -> Self:
        """Those of guests, confirmed or not."""
        return self.filter(organisation__isnull=True)

    def unanswered(self) -> Self:
        """Invited members that have not answered."""
        return self.of_members().filter(answer=Answer.OPEN)

    def waiting(self) -> Self:
        """The line, its first one first."""
        return self.filter(answer=Answer.WAITING).order_by("waiting_number")

    def present(self) -> Self:
        """Those who were there."""
        return self.filter(present_at__isnull=False)

    def counts(self) -> dict[str, int]:
        """How many there are of each answer, by its value; one query. Guests unconfirmed are not counted."""
        rows = self.exclude(organisation__isnull=True, answer=Answer.OPEN).order_by()
        found = dict(rows.values_list("answer").annotate(Count("pk")))
        return {answer: found.get(answer, 0) for answer in Answer.values}

    def annotate_seat(self) -> Self:
        """A row for each seat, as `seat_number`; who holds none has one row with None."""
        return self.annotate(seat_number=F("seats__number"))

    def with_place_in_line(self) -> Self:
        """`place_in_line` of those who wait: the first has 1."""
        before = (
            self.model._base_manager.filter(
                meeting=OuterRef("meeting"), waiting_number__lte=OuterRef("waiting_number")
            )
            .order_by()
            .values("meeting")
            .annotate(count=Count("pk"))
        )
        return self.annotate(place_in_line=Subquery(before.values("count")))

    def outlived_guests(self, days: int) -> Self:
        """Guests whose meeting ended more than `days` days ago, and cancelled ones by the same day."""
        return self.guests().filter(meeting__ends_at__lte=timezone.now() - datetime.timedelta(days=days))


class VotingRuleQuerySet(QuerySet):
    """Rules of voting by body and day."""

    def holding(self, group: Any, day: datetime.date) -> Any:
        """The rule of a body (None: the members' meeting) on a day, or None where there is none."""
        return self.filter(working_group=group, valid_from__lte=day).order_by("-valid_from").first()


class ResolutionQuerySet(FrozenQuerySet):
    """Resolutions; recorded ones never change."""

    def visible_to(self, user: Any) -> Self:
        """Those meant for `user`."""
        return self.filter(access.visible(user))

    def of_body(self, group: Any) -> Self:
        """Those of a body: a working group, or for None the members' meeting."""
        return self.filter(working_group=group) if group else self.filter(working_group__isnull=True)

    def in_force(self) -> Self:
        """Carried, begun by today in Berlin and not replaced."""
        today = timezone.localdate()
        return self.filter(is_carried=True, in_force_from__lte=today, replaced_by__isnull=True)

    def coming(self) -> Self:
        """Carried for a later day."""
        today = timezone.localdate()
        return self.filter(is_carried=True, in_force_from__gt=today, replaced_by__isnull=True)

    def replaced(self) -> Self:
        """Those in whose place another one stands."""
        return self.filter(replaced_by__isnull=False)

    def rejected(self) -> Self:
        """Motions that were not carried."""
        return self.filter(is_carried=False)

    def newest_first(self) -> Self:
        """By the day and, on one day, by number."""
        return self.order_by("-resolved_on", "-year", "-number", "-pk")


class BallotQuerySet(QuerySet):
    """Written procedures."""

    def visible_to(self, user: Any) -> Self:
        """Those of bodies that `user` belongs to; drafts are the office's."""
        if getattr(user, "is_office", False):
            return self.all()
        if not access.is_member(user):
            return self.none()
        own = Q(working_group__isnull=True) | Q(working_group__in=access.groups_of(user))
        return self.exclude(state=BallotState.DRAFT).filter(own)

    def running(self) -> Self:
        """Open, and the deadline has not passed; the one that ends first comes first."""
        now = timezone.now()
        return self.filter(state=BallotState.OPEN, opens_at__lte=now, deadline__gt=now).order_by(
            "deadline", "pk"
        )

    def uncounted(self) -> Self:
        """Open, and the deadline has passed."""
        return self.filter(state=BallotState.OPEN, deadline__lte=timezone.now())


class BallotVoteQuerySet(FrozenQuerySet):
    """Who may vote in a written procedure, and what was said."""

    def cast(self) -> Self:
        """Those that took part."""
        return self.filter(cast_at__isnull=False)

    def missing(self) -> Self:
        """Those that have not voted."""
        return self.filter(cast_at__isnull=True)

    def of(self, user: Any) -> Self:
        """Those of organisations that `user` speaks for today."""
        return self.filter(organisation__in=[row.organisation_id for row in access.current_mandates(user)])
