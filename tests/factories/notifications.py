"""Mails of the outbox for tests."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from alliance.notifications.models import Message
from alliance.notifications.states import State


class MessageFactory(factory.django.DjangoModelFactory[Message]):
    """A mail that is due, or in the given state."""

    class Meta:
        model = Message

    occasion = factory.Sequence(lambda n: f"probe:{n}")
    recipient = factory.Sequence(lambda n: f"person-{n}@example.org")
    subject = factory.Sequence(lambda n: f"Probe {n}")
    text = "Guten Tag\n"
    html = "<p>Guten Tag</p>"
    message_id = factory.Sequence(lambda n: f"<probe-{n}@example.org>")
    give_up_at: Any = factory.LazyFunction(lambda: timezone.now() + timedelta(days=4))
    delete_at: Any = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    claimed_at: Any = factory.LazyAttribute(
        lambda mail: timezone.now() if getattr(mail, "state", "") == State.SENDING else None
    )
    sent_at: Any = factory.LazyAttribute(
        lambda mail: timezone.now() if getattr(mail, "state", "") == State.SENT else None
    )


def unclear(**values: Any) -> Message:
    """A mail whose worker died an hour ago."""
    claimed = timezone.now() - timedelta(hours=1)
    return MessageFactory(**{"state": State.SENDING, "claimed_at": claimed, "attempts": 1, **values})
