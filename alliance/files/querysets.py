"""Documents that somebody may see."""

import datetime
from typing import Any, Self

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from alliance.members import access

NEW_DAYS = 14


def new_since() -> datetime.datetime:
    """A file that came after this moment is marked „neu“."""
    return timezone.now() - datetime.timedelta(days=NEW_DAYS)


class DocumentQuerySet(QuerySet):
    """Documents; every list of them starts with `visible_to`."""

    def visible_to(self, user: Any) -> Self:
        """Those meant for `user`: by audience, and "a group" also means the organisation it belongs to."""
        condition = access.visible(user)
        organisations = [mandate.organisation_id for mandate in access.current_mandates(user)]
        if organisations:
            condition |= Q(audience=access.Audience.GROUP, organisation__in=organisations)
        return self.filter(condition)

    def available(self) -> Self:
        """Those that have a file."""
        return self.filter(versions__isnull=False).distinct()

    def new(self) -> Self:
        """Those whose current file came in the last days, the latest first."""
        found = self.annotate(came_at=Max("versions__uploaded_at")).filter(came_at__gt=new_since())
        return found.order_by("-came_at", "-pk")

    def of_group(self, group: Any) -> Self:
        """Those that belong to a working group, by title."""
        return self.filter(working_group=group)

    def of_organisation(self, organisation: Any) -> Self:
        """Those that belong to a member, by title."""
        return self.filter(organisation=organisation)

    def with_versions(self) -> Self:
        """With every version, latest first, in one more query, so that `current` asks for none."""
        return self.prefetch_related("versions")
