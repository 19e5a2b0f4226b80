"""Invitations for tests, with the secret that only the mail holds."""

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from alliance.accounts.models import AddressChange, Invitation, User
from alliance.core.tokens import new_token, token_hash
from alliance.notifications.models import Message
from tests.factories.accounts import PersonFactory

DAY = timedelta(days=1)


def invitation(
    person: User | None = None, *, days: int = 14, token: str = "", **values: Any
) -> tuple[Invitation, str]:
    """A stored invitation that runs out in `days` days, and the secret of its link."""
    token, now = token or new_token(), timezone.now()
    row = Invitation.objects.create(
        person=person or PersonFactory(),
        token_hash=token_hash(token),
        sent_at=now - 20 * DAY,
        expires_at=now + days * DAY,
        **values,
    )
    return row, token


def address_change(person: User, email: str = "neu@example.org", *, days: int = 3) -> str:
    """A new address of a person that waits to be confirmed; returns the secret of its link."""
    token = new_token()
    expires = timezone.now() + days * DAY
    AddressChange.objects.create(person=person, email=email, token_hash=token_hash(token), expires_at=expires)
    return token


def link_in(message: Message) -> str:
    """The path of the first link into the portal that a mail holds."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.text)
    assert found, message.text
    return found[1]


def mail_to(email: str) -> Message:
    """The newest mail of the outbox to this address."""
    return Message.objects.filter(recipient=email).order_by("pk").last() or Message()
