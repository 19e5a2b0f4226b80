"""Asking people in by a personal link."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import record
from alliance.members.access import current_mandates
from alliance.notifications.actions import notify_persons
from events.workshops.actions.locking import locked_workshop, touch
from events.workshops.models import Participant, Workshop
from events.workshops.rules import may_invite
from events.workshops.states import State


@transaction.atomic
def invite_participants(*, by: User | None, workshop: Workshop, persons: Iterable[User]) -> int:
    """Mail persons their own link; where members vote, each gets those of the members they speak for today.

    Who has a link already keeps it and gets no second mail. Returns how many were asked in anew; recorded.
    Raises PermissionDenied, NotPossible for an ended workshop.
    """
    row = locked_workshop(workshop, by)
    if by is not None and not may_invite(by, row):
        raise PermissionDenied
    if row.state == State.CLOSED:
        raise NotPossible("Die Werkstatt ist beendet.")
    places = {person.pk: (person, _places(row, person)) for person in persons}
    asked = [person for person, own in places.values() if own]
    new = {place.pk: place for _, own in places.values() for place in own if place.invited_at is None}
    Participant.objects.filter(pk__in=new).update(invited_at=timezone.now())
    if new:
        record(verb="eingeladen", obj=row, by=by, note=", ".join(place.name for place in new.values()))
        touch(row.pk)

    def words(person: User) -> dict[str, Any]:
        own = places[person.pk][1]
        return {"workshop": row, "places": own, "url": own[0].personal_link}

    notify_persons(
        kind="invitation",
        occasion=f"workshop:{row.pk}",
        persons=asked,
        template="workshops/invitation",
        context=words,
    )
    return len(new)


def _places(workshop: Workshop, person: User) -> list[Participant]:
    """The participants that the person may be; made where they are new."""
    organisations: list[Any] = [mandate.organisation for mandate in current_mandates(person)]
    if not workshop.by_organisation:
        values = {"organisation": organisations[0] if organisations else None}
        found = workshop.participants.get_or_create(user=person, is_for_organisation=False, defaults=values)
        return [found[0]]
    rows = workshop.participants
    return [rows.get_or_create(organisation=row, is_for_organisation=True)[0] for row in organisations]
