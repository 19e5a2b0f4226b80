"""Personal calendars. What somebody reads in a calendar of their own is nobody else's matter: not logged."""

import secrets

from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from events.meetings.models import CalendarFeed


@transaction.atomic
def renew_feed(*, by: User) -> CalendarFeed:
    """Give the person's calendar a new secret address, the first one too; an old one leads nowhere from now on."""
    values = {"token": secrets.token_urlsafe(32), "renewed_at": timezone.now()}
    feed, _ = CalendarFeed.objects.update_or_create(person=by, defaults=values)
    return feed
