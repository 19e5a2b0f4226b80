"""Objections of members to minutes that were sent round."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import record
from alliance.members.models import Organisation
from events.minutes.actions.notices import tell_answered, tell_objection
from events.minutes.actions.writing import StaleEntry, store_entry
from events.minutes.models import Minutes, MinutesEntry, Objection
from events.minutes.rules import may_answer_objections, may_object_for
from events.minutes.states import ObjectionState, State

CLOSED = "Einwände sind jetzt nicht möglich: Das Protokoll ist nicht im Umlauf oder die Frist ist abgelaufen."
ANSWERED = "Dieser Einwand ist schon beantwortet."
NO_WORDS = "Bitte schreiben Sie, was aus Ihrer Sicht nicht stimmt."
NO_REASON = "Bitte begründen Sie, warum der Einwand abgelehnt wird."


@transaction.atomic
def object_to_entry(*, by: User, entry: MinutesEntry, organisation: Organisation, text: str) -> Objection:
    """Object to an entry for a member organisation; the office is told.

    Raises PermissionDenied for whoever does not speak for it or does not see the entry, NotPossible outside the
    time for objections or without words.
    """
    minutes = Minutes.objects.select_for_update(of=("self",)).get(pk=entry.minutes_id)
    is_open = MinutesEntry.objects.visible_to(by).filter(pk=entry.pk).exists()
    if not is_open or not may_object_for(by, organisation):
        raise PermissionDenied
    if not minutes.takes_objections:
        raise NotPossible(CLOSED)
    if not text.strip():
        raise NotPossible(NO_WORDS)
    objection = Objection(entry=entry, organisation=organisation, by=by, text=text.strip())
    objection.full_clean()
    objection.save()
    record(verb="Einwand erhoben", obj=minutes, by=by, note=organisation.short_name)
    tell_objection(objection)
    return objection


def _locked(objection: Objection, by: User | None) -> Objection:
    if by is not None and not may_answer_objections(by):
        raise PermissionDenied
    Minutes.objects.select_for_update(of=("self",)).get(pk=objection.entry.minutes_id)
    row = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if row.entry.minutes.state != State.CIRCULATED or row.state != ObjectionState.OPEN:
        raise NotPossible(ANSWERED)
    return row


def _answer(row: Objection, by: User | None, state: str, answer: str, verb: str) -> Objection:
    row.state, row.answer, row.answered_at = state, answer.strip(), timezone.now()
    row.answered_by_name = by.full_name if by else ""
    row.full_clean()
    row.save()
    record(verb=verb, obj=row.entry.minutes, by=by, note=row.organisation.short_name)
    tell_answered(row)
    return row


@transaction.atomic
def accept_objection(
    *, by: User | None, objection: Objection, text: str, answer: str = "", revision: int | None = None
) -> Objection:
    """Change the wording of the entry to `text`; both wordings stay with the objection, its member is told.

    Raises PermissionDenied, NotPossible for an answered one or without a change, StaleEntry when the entry was
    changed since `revision`, ValidationError.
    """
    row = _locked(objection, by)
    entry = MinutesEntry.objects.select_for_update(of=("self",)).get(pk=row.entry_id)
    if revision is not None and entry.revision != revision:
        raise StaleEntry(entry, text)
    row.old_text = entry.text
    entry.text = text
    store_entry(entry, by, is_named=True, verb="Einwand übernommen", note=row.organisation.short_name)
    if entry.text == row.old_text:
        raise NotPossible(
            "Der Wortlaut ist gleich geblieben. Ändern Sie ihn, oder lehnen Sie den Einwand ab."
        )
    row.new_text = entry.text
    return _answer(row, by, ObjectionState.ACCEPTED, answer, "Einwand übernommen")


@transaction.atomic
def decline_objection(*, by: User | None, objection: Objection, reason: str) -> Objection:
    """Leave the entry as it is, with a reason that the member is told.

    Raises PermissionDenied, NotPossible for an answered one or without a reason.
    """
    row = _locked(objection, by)
    if not reason.strip():
        raise NotPossible(NO_REASON)
    return _answer(row, by, ObjectionState.DECLINED, reason, "Einwand abgelehnt")
