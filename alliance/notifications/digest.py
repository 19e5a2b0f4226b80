"""The daily mail: what somebody wants to hear of, but not at once. It goes out in the morning in Berlin."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.notifications.actions import KEEP, mail_frame, new_message, render_mail, store_messages
from alliance.notifications.models import DigestItem, Message, Preference
from alliance.notifications.sending import may_have
from alliance.notifications.states import How
from alliance.notifications.unsubscribing import DIGEST, settings_url, unsubscribe_url

MORNING = datetime.time(7)


def send_digests() -> int:
    """Write one mail for each person about what came before this morning; returns how many.

    Before seven nothing happens. Due by time (setting DUE_JOBS): it may run as often as it likes, a person
    gets one mail a day. Whoever may not have notices any more gets none, and their lines are told as passed.
    """
    now = timezone.localtime()
    morning = timezone.make_aware(datetime.datetime.combine(now.date(), MORNING))
    if now < morning:
        return 0
    due = DigestItem.objects.open().filter(created_at__lt=morning).order_by()
    persons = User.objects.filter(pk__in=due.values("person")).order_by("pk")
    return sum(_tell(person, morning) for person in persons)


@transaction.atomic
def _tell(person: User, morning: datetime.datetime) -> bool:
    """Mail and lines change together, so who is killed in between has done neither."""
    occasion = f"{DIGEST}:{morning:%Y-%m-%d}:{person.pk}"
    rows = DigestItem.objects.open().select_for_update().filter(person=person, created_at__lt=morning)
    items = list(rows)
    if not items or Message.objects.filter(occasion=occasion).exists():
        return False
    DigestItem.objects.filter(pk__in=[item.pk for item in items]).update(sent_at=timezone.now())
    chosen = Preference.objects.of(person)
    wanted = [item for item in items if chosen.get(item.kind, How.NONE) != How.NONE]
    if not wanted or not may_have(person):
        return False
    words = render_mail("notifications/digest", _context(person, wanted))
    mail = new_message(occasion, person.email, words, keep=KEEP)
    mail.person, mail.kind = person, DIGEST
    store_messages([(mail, ())])
    return True


def _context(person: User, items: Sequence[DigestItem]) -> dict[str, Any]:
    """The lines under their kinds in the order of the setting, newest first in each."""
    groups = [
        (label, lines)
        for kind, (label, _) in settings.NOTICE_KINDS.items()
        if (lines := [item for item in items if item.kind == kind])
    ]
    return {
        **mail_frame(),
        "person": person,
        "groups": groups,
        "count": len(items),
        "first": groups[0][1][0].subject,
        "settings_url": settings_url(),
        "unsubscribe_url": unsubscribe_url(person=person.pk, kind=DIGEST),
    }
