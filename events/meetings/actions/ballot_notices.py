"""What those who vote are told of a written procedure."""

from typing import Any

from django.db.models import Q, QuerySet

from alliance.accounts.models import User
from alliance.core.addresses import absolute
from alliance.members.models import Mandate
from alliance.notifications.actions import notify_persons
from events.meetings.models import Ballot, BallotVote, Resolution


def _speakers(ballot: Ballot, votes: QuerySet[BallotVote]) -> QuerySet[User]:
    """Who speaks today for the organisations of these votes, and may see the ballot."""
    mandates = Mandate.objects.current().filter(organisation__in=votes.values("organisation"))
    persons = User.objects.filter(pk__in=mandates.values("person"), is_active=True)
    if ballot.working_group:
        persons = persons.filter(pk__in=ballot.working_group.memberships.current().values("person"))
    return persons


def _tell(ballot: Ballot, what: str, persons: Any, **context: Any) -> None:
    notify_persons(
        kind="ballot",
        occasion=f"ballot:{ballot.pk}:{what}",
        persons=persons,
        template=f"meetings/ballot_{what}",
        context={"ballot": ballot, "url": absolute(ballot.get_absolute_url()), **context},
    )


def tell_called(ballot: Ballot) -> None:
    """Call those who speak for the voting organisations."""
    _tell(ballot, "called", _speakers(ballot, ballot.votes.all()))


def tell_missing(ballot: Ballot) -> None:
    """Remind those whose organisation has not voted."""
    _tell(ballot, "missing", _speakers(ballot, ballot.votes.missing()))


def tell_withdrawn(ballot: Ballot) -> None:
    """Tell them that there is nothing to vote on any more."""
    _tell(ballot, "withdrawn", _speakers(ballot, ballot.votes.all()))


def tell_counted(ballot: Ballot, resolution: Resolution) -> None:
    """Tell the whole body what came of it."""
    mandates = Mandate.objects.current()
    persons = User.objects.filter(Q(pk__in=mandates.values("person")), is_active=True)
    if ballot.working_group:
        persons = persons.filter(pk__in=ballot.working_group.memberships.current().values("person"))
    url = absolute(resolution.get_absolute_url())
    _tell(ballot, "counted", persons, resolution=resolution, url=url)
