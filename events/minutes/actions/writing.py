"""Writing minutes: from the agenda to the last word of the draft."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.revision import StaleRevision, advance
from alliance.core.workflow import NotPossible
from alliance.history.actions import delete_content, record, save_content
from alliance.pictures.actions import keep_text_pictures
from events.meetings.actions import Votes, add_item, quorum_of, voting_organisations
from events.meetings.actions import record_resolution as record_in_meeting
from events.meetings.models import AgendaItem, Meeting, Resolution, in_order
from events.meetings.states import ItemKind
from events.minutes.models import EntryPicture, EntrySaving, Minutes, MinutesAttendance, MinutesEntry
from events.minutes.rules import may_add, may_delete, may_write
from events.minutes.states import Presence

OFFICE = "Geschäftsstelle"
TOO_EARLY = "Ein Protokoll beginnt am Tag der Sitzung."
NOT_HELD = "Diese Sitzung findet nicht statt."
THERE = "Zu dieser Sitzung gibt es schon ein Protokoll."
NEEDED = "Aus diesem Eintrag ist schon ein Beschluss oder eine Aufgabe geworden. Er bleibt."


class StaleEntry(StaleRevision):
    """Somebody else saved the entry meanwhile; `stored` is how it is now, `text` what was sent."""

    def __init__(self, stored: MinutesEntry, text: str) -> None:
        super().__init__(f"„{stored}“ wurde inzwischen von jemand anderem gespeichert.")
        self.stored = stored
        self.text = text


def lock_writable(minutes: Minutes, by: User | None) -> Minutes:
    """The stored draft, locked; PermissionDenied for whoever does not keep it, NotPossible once it was sent."""
    row = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)
    if not row.is_editable:
        raise NotPossible("Das Protokoll ist kein Entwurf mehr.")
    if by is not None and not may_write(by, row):
        raise PermissionDenied
    return row


def why_not_begin(meeting: Meeting) -> str:
    """A sentence why the minutes of a meeting cannot begin now; empty when they can."""
    if not meeting.takes_place:
        return NOT_HELD
    if timezone.localtime(meeting.starts_at).date() > timezone.localdate():
        return TOO_EARLY
    return THERE if Minutes.objects.filter(meeting=meeting).exists() else ""


@transaction.atomic
def begin_minutes(
    *, by: User | None, meeting: Meeting, chair: str = "", keeper: User | None = None, keeper_name: str = ""
) -> Minutes:
    """Begin the minutes of a meeting: an entry for each item of its agenda but the breaks, attendance as of now.

    Without a keeper the office writes. Raises PermissionDenied, NotPossible before the day of the meeting, when
    it does not take place or has minutes already, ValidationError.
    """
    row = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if by is not None and not may_add(by):
        raise PermissionDenied
    if reason := why_not_begin(row):
        raise NotPossible(reason)
    minutes = Minutes(meeting=row, chair=chair, keeper=keeper, begins=row.starts_at, ends=row.ends_at)
    minutes.keeper_name = keeper_name or OFFICE
    save_content(minutes, by=by, verb="begonnen")
    items = [item for item in in_order(row.items.all()) if item.kind != ItemKind.BREAK]
    for number, item in enumerate(items, start=1):
        _add(minutes, by, item=item, title=item.title, audience=item.audience, number=number)
    take_attendance(minutes=minutes)
    return minutes


def _add(minutes: Minutes, by: User | None, *, number: int, **values: Any) -> MinutesEntry:
    entry = MinutesEntry(minutes=minutes, order=number, number=number, **values)
    return save_content(entry, by=by)


@transaction.atomic
def save_minutes(*, by: User | None, minutes: Minutes) -> Minutes:
    """Save the head of a draft: chair, keeper, begin and end. Raises NotPossible, PermissionDenied,
    ValidationError, StaleRevision.
    """
    lock_writable(minutes, by)
    return save_content(minutes, by=by)


@transaction.atomic
def take_attendance(*, minutes: Minutes, by: User | None = None) -> Minutes:
    """Take over who was there from the meeting's list, with the count of votes; what was taken before goes.

    Raises NotPossible once the minutes were sent round, PermissionDenied.
    """
    row = lock_writable(minutes, by)
    voting = set(voting_organisations(row.meeting).values_list("pk", flat=True))
    row.attendance.all().delete()
    for registration in row.meeting.registrations.of_members().present():
        MinutesAttendance(
            minutes=row,
            organisation_id=registration.organisation_id,
            presence=Presence.ONLINE if registration.present_online else Presence.ROOM,
            has_vote=registration.organisation_id in voting,
        ).save()
    quorum = quorum_of(row.meeting)
    Minutes.objects.filter(pk=row.pk).update(
        voting_present=quorum.present, voting_total=quorum.voting, is_quorate=quorum.is_quorate
    )
    minutes.refresh_from_db(fields=["voting_present", "voting_total", "is_quorate"])
    return minutes


@transaction.atomic
def add_entry(
    *, by: User | None, minutes: Minutes, title: str, audience: str = "", client_key: str = ""
) -> MinutesEntry:
    """Add an item that came up on the day; an internal one comes after all others.

    A `client_key` that was sent before adds nothing and returns what it added. Raises NotPossible,
    PermissionDenied, ValidationError.
    """
    row = lock_writable(minutes, by)
    if client_key and (there := row.entries.filter(made_key=client_key).first()):
        return there
    number = row.entries.count() + 1
    entry = _add(row, by, title=title, audience=audience, made_key=client_key, number=number)
    _renumber(row)
    entry.refresh_from_db()
    return entry


def _renumber(minutes: Minutes) -> None:
    """Count from one, the internal part after all others."""
    entries = sorted(minutes.entries.all(), key=lambda row: (row.is_internal, row.order, row.pk))
    for number, entry in enumerate(entries, start=1):
        if (entry.number, entry.order) != (number, number):
            MinutesEntry.objects.filter(pk=entry.pk).update(number=number, order=number)


@transaction.atomic
def move_entry(*, by: User | None, entry: MinutesEntry, up: bool) -> MinutesEntry:
    """Change places with the entry before or after, inside the same part. Raises NotPossible, PermissionDenied."""
    row = lock_writable(entry.minutes, by)
    entries = [other for other in row.entries.all() if other.is_internal == entry.is_internal]
    place = next(index for index, other in enumerate(entries) if other.pk == entry.pk)
    other_place = place - 1 if up else place + 1
    if 0 <= other_place < len(entries):
        mine, other = entries[place], entries[other_place]
        MinutesEntry.objects.filter(pk=mine.pk).update(order=other.order)
        MinutesEntry.objects.filter(pk=other.pk).update(order=mine.order)
        _renumber(row)
    entry.refresh_from_db()
    return entry


@transaction.atomic
def save_entry(
    *,
    by: User | None,
    entry: MinutesEntry,
    text: str,
    revision: int,
    client_key: str = "",
    title: str | None = None,
    is_named: bool = False,
) -> MinutesEntry:
    """Store what was typed, made from the entry as of `revision`; returns the entry as it is now.

    Saving by itself (`is_named` false) leaves no state in the history; a saving that somebody asked for does.
    What carries a `client_key` that was stored before is stored already and changes nothing. Raises StaleEntry
    with both texts when somebody else saved since, NotPossible, PermissionDenied, ValidationError.
    """
    lock_writable(entry.minutes, by)
    row = (
        MinutesEntry.objects.select_for_update(of=("self",))
        .select_related("minutes__meeting")
        .get(pk=entry.pk)
    )
    if client_key and row.savings.filter(client_key=client_key).exists():
        return row
    if row.revision != revision:
        raise StaleEntry(row, text)
    row.text = text
    row.title = row.title if title is None else title
    store_entry(row, by, is_named=is_named)
    if client_key:
        EntrySaving.objects.create(entry=row, client_key=client_key, revision=row.revision)
    return row


@transaction.atomic
def change_entry(*, by: User | None, entry: MinutesEntry) -> MinutesEntry:
    """Save title, text and audience of an entry as a state. Raises NotPossible, PermissionDenied,
    ValidationError, StaleRevision.
    """
    minutes = lock_writable(entry.minutes, by)
    store_entry(entry, by, is_named=True)
    _renumber(minutes)
    return entry


def store_entry(
    entry: MinutesEntry, by: User | None, *, is_named: bool, verb: str = "", note: str = ""
) -> None:
    """Save an entry with its pictures, as a state of the history or without one."""
    if is_named:
        save_content(entry, by=by, verb=verb, note=note)
    else:
        entry.full_clean(exclude={"revision"})
        advance(entry, by=by)
        entry.skip_history_when_saving = True  # type: ignore[attr-defined]
        entry.save()
        del entry.skip_history_when_saving  # type: ignore[attr-defined]
    keep_text_pictures(owner=entry, through=EntryPicture, html=entry.text)


@transaction.atomic
def drop_entry(*, by: User | None, entry: MinutesEntry) -> None:
    """Take out an item that was not dealt with. Raises NotPossible when something came of it or the minutes were
    sent round, PermissionDenied.
    """
    minutes = lock_writable(entry.minutes, by)
    if entry.tasks.exists() or (entry.item is not None and entry.item.resolutions.exists()):
        raise NotPossible(NEEDED)
    delete_content(entry, by=by)
    _renumber(minutes)


@transaction.atomic
def delete_minutes(*, by: User | None, minutes: Minutes) -> None:
    """Discard a draft, by the office. Raises NotPossible when something came of it, PermissionDenied."""
    row = lock_writable(minutes, by)
    if by is not None and not may_delete(by, row):
        raise PermissionDenied
    for entry in row.entries.all():
        if entry.tasks.exists() or (entry.item is not None and entry.item.resolutions.exists()):
            raise NotPossible(NEEDED)
    delete_content(row, by=by)


@transaction.atomic
def record_resolution(
    *,
    by: User | None,
    entry: MinutesEntry,
    title: str,
    wording: str,
    votes: Votes,
    excluded: Collection[Any] = (),
    **values: Any,
) -> Resolution:
    """Give a resolution made at this entry its number; it is final at once, even while the minutes are a draft.

    An entry that came up on the day gets an item of the agenda first. See `events.meetings.actions` for the
    values and for what is refused; raises NotPossible and PermissionDenied as for writing, too.
    """
    minutes = lock_writable(entry.minutes, by)
    row = (
        MinutesEntry.objects.select_for_update(of=("self",)).select_related("item__meeting").get(pk=entry.pk)
    )
    item = row.item or _item_for(row, minutes.meeting, by)
    resolution = record_in_meeting(
        by=by, title=title, wording=wording, votes=votes, item=item, excluded=excluded, **values
    )
    record(verb="Beschluss festgehalten", obj=minutes, by=by, note=resolution.label)
    return resolution


def _item_for(entry: MinutesEntry, meeting: Meeting, by: User | None) -> AgendaItem:
    item = add_item(
        by=by, meeting=meeting, title=entry.title, kind=ItemKind.RESOLUTION, audience=entry.audience
    )
    MinutesEntry.objects.filter(pk=entry.pk).update(item=item)
    entry.item = item
    return item
