"""Invitations by what became of them."""

import datetime
from typing import Self

from django.db.models import QuerySet
from django.utils import timezone

from alliance.core.tokens import token_hash


class InvitationQuerySet(QuerySet):
    """Invitations; each is used once, replaced, or runs out."""

    def of_token(self, token: str) -> Self:
        """The one whose link holds this secret, whatever became of it."""
        return self.filter(token_hash=token_hash(token))

    def open(self) -> Self:
        """Those that nobody has used or replaced; they may have run out."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def accepted(self) -> Self:
        """Those that were used."""
        return self.filter(accepted_at__isnull=False)

    def unused_since(self, period: datetime.timedelta) -> Self:
        """Those that ran out so long ago without having been used."""
        return self.filter(accepted_at__isnull=True, expires_at__lte=timezone.now() - period)


class AddressChangeQuerySet(QuerySet):
    """New addresses that wait for their owner to confirm them."""

    def of_token(self, token: str) -> Self:
        """The one whose link holds this secret, if it still holds."""
        return self.valid().filter(token_hash=token_hash(token))

    def valid(self) -> Self:
        """Those that can still be confirmed."""
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> Self:
        """Those that nobody confirmed in time."""
        return self.filter(expires_at__lte=timezone.now())
