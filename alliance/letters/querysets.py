"""Letters by who may read them, and what became of them."""

from typing import Any, Self

from django.db.models import Q

from alliance.core.freezing import DerivedQuerySet, FrozenQuerySet
from alliance.letters.states import Outcome, State
from alliance.members import access
from alliance.notifications.states import How
from alliance.notifications.states import State as MailState


class LetterQuerySet(FrozenQuerySet):
    """Letters; every list of them starts with `visible_to`."""

    def visible_to(self, user: Any) -> Self:
        """Those sent to `user`, while a member; all that were sent for the office."""
        if getattr(user, "is_office", False):
            return self.sent()
        if not access.is_member(user):
            return self.none()
        return self.sent().filter(recipients__person=user)

    def drafts(self) -> Self:
        """Those not sent yet."""
        return self.filter(state=State.DRAFT)

    def sent(self) -> Self:
        """Those sent."""
        return self.filter(state=State.SENT)

    def newest_first(self) -> Self:
        """By the moment they were sent."""
        return self.order_by("-sent_at", "-pk")


class RecipientQuerySet(DerivedQuerySet):
    """Who got a letter; written all at once, before the letter is sent."""

    def refused(self) -> Self:
        """Those whom the mail did not reach, for good."""
        return self.filter(Q(message__state=MailState.FAILED) | Q(outcome=Outcome.FAILED))

    def settled_anew(self) -> Self:
        """Those by mail whose outcome the outbox knows and this table does not."""
        final = (MailState.SENT, MailState.FAILED, MailState.WITHHELD)
        known = [Q(message__state=state) & ~Q(outcome=state) for state in final]
        return self.filter(known[0] | known[1] | known[2], how=How.NOW)
