"""Finding pictures."""

from typing import TypeVar, cast

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When

from alliance.core.german import fold
from alliance.core.usage import keys_to

M = TypeVar("M", bound=models.Model)


class PictureQuerySet(models.QuerySet[M]):
    """Pictures by what was written about them and by whether anything shows them."""

    def found(self, words: str) -> "PictureQuerySet[M]":
        """Pictures in whose title, texts or credit every word occurs; umlauts in either spelling."""
        result = self.all()
        for word in fold(words).split():
            result = result.filter(find_text__contains=word)
        return result

    def used(self) -> "PictureQuerySet[M]":
        """Pictures that something points at."""
        return self.filter(self._shown())

    def unused(self) -> "PictureQuerySet[M]":
        """Pictures that nothing points at."""
        return self.exclude(self._shown())

    def with_usage(self) -> "PictureQuerySet[M]":
        """Each picture knows as `is_used` whether something points at it."""
        shown = Case(When(self._shown(), then=True), default=False)
        return cast("PictureQuerySet[M]", self.annotate(is_used=shown))

    def _shown(self) -> Q:
        condition = Q(pk__in=[])
        for field in keys_to(self.model):
            rows = field.model._base_manager.filter(**{field.name: OuterRef("pk")})
            condition |= Q(Exists(rows))
        return condition
