"""Workshops as a whole: prepared, opened, ended, released."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.addresses import remember
from alliance.core.workflow import NotPossible
from alliance.history.actions import delete_content, save_content
from alliance.members.access import Audience
from events.workshops.actions.locking import touch
from events.workshops.models import Pulse, Workshop
from events.workshops.rules import WORKFLOW, may_release
from events.workshops.states import State


@transaction.atomic
def save_workshop(
    *, by: User | None, workshop: Workshop, facilitators: Iterable[User] | None = None
) -> Workshop:
    """Add a workshop or change one that has not ended; `facilitators` are all of them from now on.

    Raises NotPossible when it has ended, when who votes would change under those who have joined, and when
    somebody else than the chief would release the result; ValidationError, StaleRevision.
    """
    stored = Workshop.objects.select_for_update().filter(pk=workshop.pk).first()
    if stored:
        _refuse_late_change(stored, workshop)
    if workshop.audience == Audience.PUBLIC and not (stored and stored.audience == Audience.PUBLIC):
        _refuse_release(by, workshop)
    related: dict[str, Any] = {} if facilitators is None else {"facilitators": list(facilitators)}
    save_content(workshop, by=by, related=related)
    Pulse.objects.get_or_create(workshop=workshop)
    touch(workshop.pk, phones=True)
    if stored:
        remember(workshop, old_slug=stored.slug, new_slug=workshop.slug)
    return workshop


def _refuse_late_change(stored: Workshop, workshop: Workshop) -> None:
    if stored.state == State.CLOSED:
        raise NotPossible("Eine beendete Werkstatt ändert sich nicht mehr.")
    if stored.vote != workshop.vote and stored.participants.exists():
        raise NotPossible("Es sind schon Teilnehmende da: Wer Punkte hat, steht damit fest.")


def _refuse_release(by: User | None, workshop: Workshop) -> None:
    if by is not None and not may_release(by, workshop):
        raise NotPossible("Ob alle das Ergebnis lesen dürfen, entscheidet die Leitung der Geschäftsstelle.")


@transaction.atomic
def delete_workshop(*, by: User | None, workshop: Workshop) -> None:
    """Delete a draft; raises NotPossible for what was open once."""
    row = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if row.state != State.DRAFT or row.opened_at:
        raise NotPossible("Eine Werkstatt, die offen war, bleibt.")
    delete_content(row, by=by)


def _move(workshop: Workshop, verb: str, by: User | None, said: str, **moments: Any) -> Workshop:
    row = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if by is not None and not WORKFLOW.rules[verb](by, row):
        raise PermissionDenied
    WORKFLOW.move(verb, row)
    for name, value in moments.items():
        setattr(row, name, value)
    save_content(row, by=by, verb=said)
    touch(row.pk, phones=True)
    return row


@transaction.atomic
def open_workshop(*, by: User | None, workshop: Workshop) -> Workshop:
    """From now on its code can be joined. Raises NotPossible without a round."""
    if not workshop.rounds.exists():
        raise NotPossible("Die Werkstatt hat noch keine Runde.")
    return _move(workshop, "open", by, "geöffnet", opened_at=timezone.now())


@transaction.atomic
def close_workshop(*, by: User | None, workshop: Workshop) -> Workshop:
    """End it: the code leads nowhere, its audience may read the result."""
    now = timezone.now()
    forget_at = now + timedelta(days=workshop.owner_days)
    return _move(workshop, "close", by, "beendet", closed_at=now, forget_at=forget_at)


@transaction.atomic
def reopen_workshop(*, by: User | None, workshop: Workshop) -> Workshop:
    """Go on with a workshop that ended; refused once who gave which dot is deleted."""
    return _move(workshop, "reopen", by, "wieder geöffnet", closed_at=None, forget_at=None)


@transaction.atomic
def release_result(*, by: User | None, workshop: Workshop, audience: str) -> Workshop:
    """Let members only or everybody read the result of an ended workshop; raises PermissionDenied, NotPossible."""
    row = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if by is not None and not may_release(by, row):
        raise PermissionDenied
    if row.state != State.CLOSED:
        raise NotPossible("Das Ergebnis kann freigegeben werden, wenn die Werkstatt beendet ist.")
    row.audience = audience
    said = "Ergebnis für alle freigegeben" if audience == Audience.PUBLIC else "Ergebnis nur für Mitglieder"
    return save_content(row, by=by, verb=said)


VERBS = {"open": open_workshop, "close": close_workshop, "reopen": reopen_workshop}
