"""Mails by where they stand, and who may do something alone."""

import datetime
from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from alliance.notifications.states import STILL_SENDING, State

KEEP_DIGEST = datetime.timedelta(days=30)


def unclear_condition() -> Q:
    """As `states.is_unclear`."""
    late = Q(claimed_at__lt=timezone.now() - STILL_SENDING)
    return Q(state=State.SENDING) & (late | ~Q(last_error=""))


class MessageQuerySet(QuerySet):
    """Mails of the outbox."""

    def due(self) -> Self:
        """Those to be sent now."""
        return self.filter(state=State.DUE, next_attempt_at__lte=timezone.now())

    def waiting(self) -> Self:
        """Those to be sent now or later."""
        return self.filter(state=State.DUE)

    def unclear(self) -> Self:
        """Those of which nobody knows whether they arrived."""
        return self.filter(unclear_condition())

    def failed(self) -> Self:
        """Those that the mail server refused for good, or that could not be brought to it for days."""
        return self.filter(state=State.FAILED)

    def sent(self) -> Self:
        """Those that the mail server took."""
        return self.filter(state=State.SENT)

    def withheld(self) -> Self:
        """Notices whose reader may not have them any more, or wants none."""
        return self.filter(state=State.WITHHELD)

    def stuck_counts(self) -> dict[str, int]:
        """How many are `unclear` and how many `failed`; one query."""
        failed = Q(state=State.FAILED)
        return self.aggregate(
            unclear=Count("pk", filter=unclear_condition()), failed=Count("pk", filter=failed)
        )

    def of(self, occasions: str) -> Self:
        """Those whose occasion starts with these words, such as `contact:12:`."""
        return self.filter(occasion__startswith=occasions)

    def outlived(self) -> Self:
        """Those kept long enough, whatever became of them; what still waits is not among them."""
        return self.filter(delete_at__lte=timezone.now()).exclude(state=State.DUE)


class PreferenceQuerySet(QuerySet):
    """What persons chose."""

    def how(self, *, kind: str, persons: Collection[int]) -> dict[int, str]:
        """By key of the person how each of `persons` wants to hear of a kind; one query."""
        default = settings.NOTICE_KINDS[kind][1]
        chosen = dict(self.filter(kind=kind, person__in=persons).values_list("person", "how"))
        return {pk: chosen.get(pk, default) for pk in persons}

    def of(self, person: object) -> dict[str, str]:
        """By kind, in the order of the setting, how the person wants to hear of it; one query."""
        chosen = dict(self.filter(person=person).values_list("kind", "how"))
        return {kind: chosen.get(kind, default) for kind, (_, default) in settings.NOTICE_KINDS.items()}


class DigestQuerySet(QuerySet):
    """What is told in the morning."""

    def open(self) -> Self:
        """Those that no mail has told yet."""
        return self.filter(sent_at__isnull=True)

    def outlived(self) -> Self:
        """Those told or passed over a month ago."""
        return self.filter(created_at__lte=timezone.now() - KEEP_DIGEST)


class LeaseQuerySet(QuerySet):
    """Leases. Each is taken in one statement, so of two that try at once one wins."""

    def take(self, *, name: str, holder: str, seconds: float) -> bool:
        """Take or renew a lease; False while somebody else holds it."""
        return self._move(name, Q(holder=holder), holder, seconds)

    def take_turn(self, *, name: str, seconds: float) -> bool:
        """True at most once in so many seconds, whoever asks."""
        return self._move(name, Q(), "", seconds)

    def give_back(self, *, name: str, holder: str) -> None:
        """Let the next one have it at once."""
        self.filter(name=name, holder=holder).update(until=timezone.now(), holder="")

    def _move(self, name: str, own: Q, holder: str, seconds: float) -> bool:
        now = timezone.now()
        row, free = self.filter(name=name), own | Q(until__lte=now)
        # Who only waits reads: writers of SQLite stand in one queue.
        if not row.exists():
            self.bulk_create([self.model(name=name, until=now)], ignore_conflicts=True)
        elif not row.filter(free).exists():
            return False
        until = now + datetime.timedelta(seconds=seconds)
        return row.filter(free).update(holder=holder, until=until) == 1
