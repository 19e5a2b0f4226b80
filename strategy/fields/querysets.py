"""Action fields."""

from typing import Self

from django.db.models import QuerySet


class ActionFieldQuerySet(QuerySet):
    """Action fields, of the strategy in force and of earlier ones."""

    def visible_to(self, user: object) -> Self:
        """Action fields are public."""
        return self.all()

    def active(self) -> Self:
        """Those the alliance works on now."""
        return self.filter(is_active=True)

    def closed(self) -> Self:
        """Those of earlier strategies."""
        return self.filter(is_active=False)
