"""Cards: written on phones and by who leads, taken off the board."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import record
from events.workshops.actions.locking import led_round, locked_round, touch
from events.workshops.models import Idea, Participant, Round
from events.workshops.models.board import LONGEST_IDEA, new_client_key
from events.workshops.states import SORTABLE, Naming, State

# More than anybody writes by hand; keeps a script from flooding the board.
MOST_IDEAS = 60


def _next_number(round: Round) -> int:
    return (round.ideas.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def write_idea(*, participant: Participant, round: Round, text: str, client_key: str = "") -> Idea:
    """One card of a participant. The same `client_key` again finds the first one: sent twice, there once.

    Cards are taken while they are sorted, too, because a phone without a net may come late. Raises NotPossible
    outside these phases, for who was taken out and after sixty cards; ValidationError for no words.
    """
    row = locked_round(round)
    found = (
        Idea.objects.filter(participant=participant, client_key=client_key).first() if client_key else None
    )
    if found:
        return found
    if row.state not in SORTABLE or row.workshop_id != participant.workshop_id:
        raise NotPossible("Gerade werden keine Ideen gesammelt.")
    if not Participant.objects.present().filter(pk=participant.pk).exists():
        raise NotPossible("Sie sind nicht mehr dabei.")
    if row.ideas.filter(participant=participant).count() >= MOST_IDEAS:
        raise NotPossible(f"Mehr als {MOST_IDEAS} Ideen nimmt eine Runde von einer Person nicht an.")
    named = row.workshop.naming == Naming.ORGANISATION
    idea = Idea(
        round=row,
        number=_next_number(row),
        text=" ".join(text.split()),
        participant=participant,
        client_key=client_key or new_client_key(),
        organisation_id=participant.organisation_id if named else None,
    )
    return _put_up(idea)


def _put_up(idea: Idea) -> Idea:
    # The round is locked: its number and its device's key are free, and constraints stand behind that.
    if not idea.text:
        raise ValidationError({"text": "Bitte schreiben Sie Ihre Idee in das Feld."})
    if len(idea.text) > LONGEST_IDEA:
        raise ValidationError({"text": f"Auf eine Karte passen {LONGEST_IDEA} Zeichen. Bitte kürzen Sie."})
    idea.save()
    touch(idea.round.workshop_id)
    return idea


@transaction.atomic
def add_idea(*, by: User | None, round: Round, text: str) -> Idea:
    """A card that somebody called across the room, written by who leads. Raises NotPossible, ValidationError."""
    row = led_round(round, by)
    if row.state not in SORTABLE or row.workshop.state != State.OPEN:
        raise NotPossible("Gerade werden keine Ideen gesammelt.")
    idea = _put_up(Idea(round=row, number=_next_number(row), text=" ".join(text.split())))
    record(verb="Karte geschrieben", obj=row, by=by, note=f"Karte {idea.number}")
    return idea


@transaction.atomic
def remove_idea(*, by: User | None, idea: Idea) -> Idea:
    """Take a card off the board; it stays kept and can be put back. Recorded."""
    return _set_removed(idea, by, timezone.now(), "Karte abgenommen")


@transaction.atomic
def restore_idea(*, by: User | None, idea: Idea) -> Idea:
    """Put a card back. Recorded."""
    return _set_removed(idea, by, None, "Karte zurückgehängt")


def _set_removed(idea: Idea, by: User | None, moment: object, said: str) -> Idea:
    row = led_round(idea.round, by)
    if row.state not in SORTABLE:
        raise NotPossible(f"In der Phase „{row.get_state_display()}“ bleiben die Karten, wie sie sind.")
    stored = Idea.objects.get(pk=idea.pk, round=row)
    stored.removed_at = moment  # type: ignore[assignment]
    stored.save(update_fields=["removed_at"])
    record(verb=said, obj=row, by=by, note=f"Karte {stored.number}")
    touch(row.workshop_id)
    return stored
