"""Static pages."""

from typing import Self

from django.db.models import Q, QuerySet


class PageQuerySet(QuerySet):
    """Static pages; what is saved is out."""

    def visible_to(self, user: object) -> Self:
        """Static pages are public."""
        return self.all()

    def with_gaps(self) -> Self:
        """Those whose text still holds a mark `[bitte ergänzen …]`, see `models.find_gaps`."""
        return self.filter(self.gap_condition())

    @staticmethod
    def gap_condition() -> Q:
        """The condition of `with_gaps`."""
        return Q(text__icontains="[bitte") | Q(lead__icontains="[bitte")
