"""Members as of a day."""

import datetime
from typing import Self

from django.db.models import Q, QuerySet
from django.utils import timezone


def valid_on(day: datetime.date) -> Q:
    """The condition that `valid_from` to `valid_to`, both included and both open if empty, covers `day`."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class TermQuerySet(QuerySet):
    """Rows that hold from one day to another."""

    def current(self) -> Self:
        """Those that hold today in Berlin."""
        return self.filter(valid_on(timezone.localdate()))


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
