"""What stands beside meetings: venues, and how bodies decide."""

from django.db import transaction
from django.db.models import F

from alliance.accounts.models import User
from alliance.history.actions import delete_content, save_content
from events.meetings.actions.seating import apply_capacity
from events.meetings.models import Meeting, Venue, VotingRule


@transaction.atomic
def save_venue(*, by: User | None, venue: Venue) -> Venue:
    """Add or change a venue. Coming meetings without a number of their own follow its seats, calendars its address.

    Raises ValidationError when one of them has more taken than the venue has now.
    """
    old = Venue.objects.filter(pk=venue.pk).first()
    save_content(venue, by=by)
    if old and (old.name, old.address) != (venue.name, venue.address):
        Meeting.objects.not_past().filter(venue=venue).update(sequence=F("sequence") + 1)
    for meeting in Meeting.objects.not_past().filter(venue=venue, capacity__isnull=True):
        apply_capacity(meeting=meeting, by=by)
    return venue


def delete_venue(*, by: User | None, venue: Venue) -> None:
    """Delete a venue that no meeting names; raises ProtectedError for others."""
    delete_content(venue, by=by)


@transaction.atomic
def save_voting_rule(*, by: User | None, rule: VotingRule) -> VotingRule:
    """Write down how a body decides from a day on. Raises ValidationError."""
    return save_content(rule, by=by)
