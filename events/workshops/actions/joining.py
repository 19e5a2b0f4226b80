"""The door: who comes in, comes back, is taken out."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import record, save_content
from alliance.members.access import current_mandates
from alliance.members.models import Organisation
from events.workshops.actions.locking import locked_workshop, refuse_others, touch
from events.workshops.models import LINKS, Dot, Participant, Round, Workshop
from events.workshops.models.people import new_key
from events.workshops.states import ACTIVE, Door, Phase, State

MOST_PARTICIPANTS = 1000
NOT_OPEN = "Diese Werkstatt läuft gerade nicht."
LOCKED = "Die Tür ist geschlossen. Bitte wenden Sie sich an die Leitung der Werkstatt."
NOT_INVITED = "Diese Werkstatt ist auf Einladung. Bitte benutzen Sie den Link aus Ihrer Einladung."
REMOVED = "Die Leitung hat Sie aus der Werkstatt genommen."
ONLY_MEMBERS = (
    "Hier hat jedes Mitglied einen Satz Punkte. Bitte melden Sie sich an, "
    "oder benutzen Sie den Link aus Ihrer Einladung."
)


def _at_the_door(workshop: Workshop) -> Workshop:
    """The workshop as it is now."""
    row = Workshop.objects.get(pk=workshop.pk)
    if row.state != State.OPEN:
        raise NotPossible(NOT_OPEN)
    return row


def _come_in(
    workshop: Workshop, find: Callable[[], Participant | None], new: Callable[[], Participant]
) -> Participant:
    """Whoever is in stays in; whoever is new passes the door."""
    row = find()
    if row and row.removed_at:
        raise NotPossible(REMOVED)
    if row and row.joined_at:
        return row
    if workshop.is_locked:
        raise NotPossible(LOCKED)
    if row is None and workshop.door == Door.INVITED:
        raise NotPossible(NOT_INVITED)
    row = row or new()
    row.joined_at = timezone.now()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        # The other phone was quicker by a moment.
        found = find()
        if found is None:
            raise
        return found
    touch(workshop.pk)
    return row


@transaction.atomic
def join_as_guest(*, workshop: Workshop, name: str, key: str = "") -> Participant:
    """A new participant with a name of their own choice; each phone counts, the same `key` again finds the first.

    Raises NotPossible at a door that is closed or for invited only, ValidationError without a name.
    """
    row = _at_the_door(workshop)
    if row.by_organisation:
        raise NotPossible(ONLY_MEMBERS)
    key = key or new_key()
    if row.participants.present().count() >= MOST_PARTICIPANTS:
        raise NotPossible("Die Werkstatt ist voll.")
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": "Bitte geben Sie an, wie Sie heißen oder wie wir Sie nennen sollen."})
    return _come_in(
        row,
        lambda: row.participants.filter(key=key).first(),
        lambda: Participant(workshop=row, display_name=name[:80], key=key),
    )


@transaction.atomic
def join_as_member(
    *, workshop: Workshop, user: User, organisation: Organisation | None = None
) -> Participant:
    """Join as oneself, or where members vote for the `organisation` one speaks for; a second time finds the first.

    Raises NotPossible, also for an organisation that `user` does not speak for today.
    """
    row = _at_the_door(workshop)
    own = [mandate.organisation for mandate in current_mandates(user)]
    if organisation is not None and organisation not in own:
        raise NotPossible("Für dieses Mitglied sprechen Sie nicht.")
    organisation = organisation or (own[0] if own else None)
    if not row.by_organisation:
        mine = row.participants.filter(user=user, is_for_organisation=False)
        return _come_in(
            row, mine.first, lambda: Participant(workshop=row, user=user, organisation=organisation)
        )
    if organisation is None:
        raise NotPossible("Hier hat jedes Mitglied einen Satz Punkte, und Sie sprechen für keines.")
    ours = row.participants.filter(organisation=organisation, is_for_organisation=True)
    values = {"workshop": row, "organisation": organisation, "is_for_organisation": True}
    return _come_in(row, ours.first, lambda: Participant(**values))


@transaction.atomic
def join_by_link(*, workshop: Workshop, token: str) -> Participant:
    """Join by the personal link of an invitation; a second phone finds the same participant. Raises NotPossible."""
    row = _at_the_door(workshop)
    found = invited_by(row, token)
    if found is None:
        raise NotPossible("Dieser Link gehört zu keiner Einladung. Bitte öffnen Sie ihn aus der E-Mail.")
    return _come_in(row, lambda: found, Participant)


def invited_by(workshop: Workshop, token: str) -> Participant | None:
    """Whom a personal link belongs to; None for a forged one or one of another workshop."""
    try:
        key = LINKS.unsign(token)
    except BadSignature:
        return None
    return workshop.participants.select_related("user", "organisation").filter(key=key).first()


@transaction.atomic
def lock_door(*, by: User | None, workshop: Workshop) -> Workshop:
    """Nobody new comes in; recorded."""
    return _set_door(workshop, by, True, "Tür geschlossen")


@transaction.atomic
def unlock_door(*, by: User | None, workshop: Workshop) -> Workshop:
    """The door is as it was; recorded."""
    return _set_door(workshop, by, False, "Tür geöffnet")


def _set_door(workshop: Workshop, by: User | None, is_locked: bool, said: str) -> Workshop:
    row = locked_workshop(workshop, by)
    if row.state != State.OPEN:
        raise NotPossible(NOT_OPEN)
    touch(row.pk)
    row.is_locked = is_locked
    return save_content(row, by=by, verb=said)


@transaction.atomic
def remove_participant(*, by: User | None, participant: Participant) -> Participant:
    """Take somebody out. Their dots in a round that is not revealed go with them, their ideas stay; recorded."""
    # The round first, as whoever gives a dot does: one of both sees the other.
    active = Round.objects.select_for_update().filter(workshop=participant.workshop_id, state__in=ACTIVE)
    rounds = list(active)
    row = (
        Participant.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=participant.pk)
    )
    refuse_others(by, row.workshop)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
    open_rounds = [found for found in rounds if found.state != Phase.REVEAL]
    Dot.objects.filter(participant=row, round__in=open_rounds).delete()
    record(verb="Teilnahme beendet", obj=row.workshop, by=by, note=row.name)
    touch(row.workshop_id, phones=True)
    return row


@transaction.atomic
def readmit_participant(*, by: User | None, participant: Participant) -> Participant:
    """Let somebody in again who was taken out; recorded."""
    row = (
        Participant.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=participant.pk)
    )
    refuse_others(by, row.workshop)
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    record(verb="wieder hereingelassen", obj=row.workshop, by=by, note=row.name)
    touch(row.workshop_id, phones=True)
    return row
