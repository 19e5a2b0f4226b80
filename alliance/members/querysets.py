"""Members as of a day."""

import datetime
from typing import Any, Self

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from alliance.accounts.models import Invitation
from alliance.members.states import Access
from alliance.notifications.models import Message


def valid_on(day: datetime.date) -> Q:
    """The condition that `valid_from` to `valid_to`, both included and both open if empty, covers `day`."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def access_annotations(prefix: str = "") -> dict[str, Any]:
    """`access` (see `states.Access`) and its dates for each row whose person stands at `prefix`, one query in all.

    The newest invitation that nobody has taken back counts. Use it with `annotate(**…)`.
    """
    occasion = Concat(Value("invitation:"), Cast(OuterRef("pk"), CharField()), Value(":mail"))
    newest = (
        Invitation.objects.filter(person=OuterRef(f"{prefix}pk"), revoked_at__isnull=True)
        .annotate(refused=Exists(Message.objects.failed().filter(occasion=occasion)))
        .order_by("-sent_at", "-pk")
    )
    came_in = (
        Q(accepted_at__isnull=False)
        | Q(**{f"{prefix}last_login__isnull": False})
        | ~Q(**{f"{prefix}password__startswith": UNUSABLE_PASSWORD_PREFIX})
    )
    return {
        "invited_at": Subquery(newest.values("sent_at")[:1]),
        "expires_at": Subquery(newest.values("expires_at")[:1]),
        "accepted_at": Subquery(newest.values("accepted_at")[:1]),
        "refused": Subquery(newest.values("refused")[:1]),
        "access": Case(
            When(Q(**{f"{prefix}is_active": False}), then=Value(Access.BLOCKED)),
            When(came_in, then=Value(Access.ACCEPTED)),
            When(invited_at__isnull=True, then=Value(Access.NONE)),
            When(refused=True, then=Value(Access.REFUSED)),
            When(expires_at__lte=timezone.now(), then=Value(Access.EXPIRED)),
            default=Value(Access.INVITED),
            output_field=CharField(),
        ),
    }


class TermQuerySet(QuerySet):
    """Rows that hold from one day to another."""

    def current(self) -> Self:
        """Those that hold today in Berlin."""
        return self.filter(valid_on(timezone.localdate()))

    def not_ended(self) -> Self:
        """Those that hold today or will."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate()))


class OrganisationQuerySet(QuerySet):
    """Member organisations, present and former."""

    def visible_to(self, user: object) -> Self:
        """Members are public."""
        return self.all()

    def current(self) -> Self:
        """Those that have not left by today."""
        today = timezone.localdate()
        joined = Q(joined__isnull=True) | Q(joined__lte=today)
        return self.filter(joined & (Q(left__isnull=True) | Q(left__gt=today)))

    def former(self) -> Self:
        """Those that have left."""
        return self.filter(left__lte=timezone.localdate())


class ContactQuerySet(QuerySet):
    """Points of contact."""

    def default(self) -> Self:
        """The office's own, shown where nothing else is chosen."""
        return self.filter(is_default=True)
