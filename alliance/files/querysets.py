"""Documents that somebody may see."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from alliance.members import access


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

    def with_versions(self) -> Self:
        """With every version, latest first, in one more query, so that `current` asks for none."""
        return self.prefetch_related("versions")
