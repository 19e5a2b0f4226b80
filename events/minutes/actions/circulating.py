"""From the draft to approved minutes, their extract and what is added later."""

import datetime
from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import record, save_content
from events.meetings.actions import add_item
from events.meetings.models import Meeting
from events.meetings.states import TAKES_PLACE, ItemKind
from events.minutes.actions.notices import tell_approved, tell_circulated, tell_new_tasks
from events.minutes.actions.writing import take_attendance
from events.minutes.models import Addendum, EntrySaving, Minutes, MinutesEntry, Objection
from events.minutes.rules import WORKFLOW, may_add_addendum, may_publish, may_view
from events.minutes.states import State

EMPTY = "Das Protokoll hat noch keinen Eintrag."
OPEN_OBJECTIONS = "Vor der Genehmigung sind noch Einwände zu beantworten."
WRONG_MEETING = "Genehmigen kann eine spätere Sitzung desselben Gremiums, die begonnen hat."
NO_MEETING = "Dafür braucht es eine kommende Sitzung desselben Gremiums."


def _locked(minutes: Minutes, verb: str, by: User | None) -> Minutes:
    row = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)
    if by is not None and not WORKFLOW.rules[verb](by, row):
        raise PermissionDenied
    WORKFLOW.move(verb, row)
    return row


def later_meetings(minutes: Minutes) -> QuerySet[Meeting]:
    """Meetings of the same body that take place after this one; the first of them first."""
    meeting = minutes.meeting
    rows = Meeting.objects.of_body(meeting.working_group).filter(state__in=TAKES_PLACE)
    return rows.filter(starts_at__gt=meeting.starts_at).exclude(pk=meeting.pk).order_by("starts_at", "pk")


def next_meeting(minutes: Minutes) -> Meeting | None:
    """The planned meeting that could approve: the first one of the same body after the time for objections."""
    ends = max(minutes.objections_until or timezone.now(), timezone.now())
    return later_meetings(minutes).filter(starts_at__gt=ends).first()


def default_deadline() -> datetime.datetime:
    """Until when members may object if nothing else is said: the end of the day in OBJECTION_DAYS days, Berlin."""
    day = timezone.localdate() + datetime.timedelta(days=settings.OBJECTION_DAYS)
    return datetime.datetime.combine(day, datetime.time(23, 59), tzinfo=timezone.get_default_timezone())


@transaction.atomic
def circulate_minutes(
    *, by: User | None, minutes: Minutes, objections_until: datetime.datetime | None = None
) -> Minutes:
    """Send minutes round: members may object until `objections_until`, the default is OBJECTION_DAYS days.

    Attendance is taken over once more, each entry keeps its state, and the approval is put on the agenda of the
    next planned meeting of the body where there is one. Members are told, and who has got a task.
    Raises PermissionDenied, NotPossible for empty minutes, before the meeting or with a time in the past.
    """
    take_attendance(minutes=minutes)
    row = _locked(minutes, "circulate", by)
    until = objections_until or default_deadline()
    if until <= timezone.now():
        raise NotPossible("Die Frist für Einwände liegt in der Vergangenheit.")
    if not row.entries.exists():
        raise NotPossible(EMPTY)
    row.circulated_at, row.objections_until = timezone.now(), until
    for entry in row.entries.all():
        _keep_state(entry, by)
    EntrySaving.objects.filter(entry__minutes=row).delete()
    save_content(row, by=by, verb="in Umlauf gegeben")
    if meeting := next_meeting(row):
        _put_on(row, meeting, by)
    tell_circulated(row)
    tell_new_tasks(row)
    return row


def _keep_state(entry: MinutesEntry, by: User | None) -> None:
    """What was only saved by itself becomes a state of the history."""
    latest = entry.history.order_by("-history_date", "-history_id").first()
    if latest is None or (latest.text, latest.title) != (entry.text, entry.title):
        save_content(entry, by=by)


def _put_on(minutes: Minutes, meeting: Meeting, by: User | None) -> None:
    day = date_format(timezone.localtime(minutes.meeting.starts_at), "j. F Y")
    item = add_item(
        by=by, meeting=meeting, title=f"Genehmigung des Protokolls vom {day}", kind=ItemKind.RESOLUTION
    )
    minutes.approval_item = item
    save_content(minutes, by=by, verb="Genehmigung auf die Tagesordnung gesetzt", note=str(meeting))


@transaction.atomic
def put_approval_on_agenda(*, by: User | None, minutes: Minutes, meeting: Meeting | None = None) -> Minutes:
    """Put the approval on the agenda of `meeting`, by default the next planned one of the same body.

    Raises PermissionDenied, NotPossible when it stands on one already or the meeting cannot approve.
    """
    row = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)
    if by is not None and not may_view(by):
        raise PermissionDenied
    if row.state != State.CIRCULATED or row.approval_item_id:
        raise NotPossible("Die Genehmigung steht schon auf einer Tagesordnung oder ist jetzt nicht dran.")
    found = meeting or next_meeting(row)
    if found is None or not later_meetings(row).filter(pk=found.pk, starts_at__gt=timezone.now()).exists():
        raise NotPossible(NO_MEETING)
    _put_on(row, found, by)
    return row


def approving_meetings(minutes: Minutes) -> QuerySet[Meeting]:
    """Meetings in which the approval may have happened; the latest first."""
    return later_meetings(minutes).filter(starts_at__lte=timezone.now()).order_by("-starts_at", "-pk")


@transaction.atomic
def approve_minutes(*, by: User | None, minutes: Minutes, meeting: Meeting | None = None) -> Minutes:
    """Write down that a later meeting approved; from now on the minutes never change.

    Without `meeting` it is the one on whose agenda the approval stands. Raises PermissionDenied, NotPossible
    while objections may come or are open, and for a meeting that could not approve.
    """
    row = _locked(minutes, "approve", by)
    found = meeting or (row.approval_item.meeting if row.approval_item else None)
    if found is None or not approving_meetings(row).filter(pk=found.pk).exists():
        raise NotPossible(WRONG_MEETING)
    if Objection.objects.waiting().filter(entry__minutes=row).exists():
        raise NotPossible(OPEN_OBJECTIONS)
    row.approved_in, row.approved_at = found, timezone.now()
    save_content(row, by=by, verb="genehmigt", note=str(found))
    tell_approved(row)
    return row


@transaction.atomic
def release_extract(*, by: User | None, minutes: Minutes, entries: Collection[MinutesEntry]) -> Minutes:
    """Make these entries of approved minutes, and no others, readable for everybody; none takes the extract back.

    Attendance, objections and tasks stay inside, resolutions have their own audience. Raises PermissionDenied,
    NotPossible before the approval and for internal entries.
    """
    row = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)
    if by is not None and not may_publish(by):
        raise PermissionDenied
    if row.state != State.APPROVED:
        raise NotPossible("Veröffentlicht wird erst, was genehmigt ist.")
    chosen = {entry.pk for entry in entries}
    present = list(row.entries.all())
    if any(entry.is_internal for entry in present if entry.pk in chosen):
        raise NotPossible("Was nur für einen Teil der Mitglieder ist, kommt in keinen Auszug.")
    for entry in present:
        if entry.is_released != (entry.pk in chosen):
            MinutesEntry.objects.filter(pk=entry.pk).update(is_released=entry.pk in chosen)
    is_any = any(entry.pk in chosen for entry in present)
    row.released_at = (row.released_at or timezone.now()) if is_any else None
    save_content(row, by=by, verb="Auszug veröffentlicht" if is_any else "Auszug zurückgenommen")
    return row


@transaction.atomic
def add_addendum(*, by: User | None, minutes: Minutes, text: str) -> Addendum:
    """Add a dated note to approved minutes; it stays, too. Raises PermissionDenied, NotPossible, ValidationError."""
    row = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)
    if by is not None and not may_view(by):
        raise PermissionDenied
    if row.state != State.APPROVED or (by is not None and not may_add_addendum(by, row)):
        raise NotPossible("Einen Nachtrag bekommt ein genehmigtes Protokoll; dieses lässt sich noch ändern.")
    addendum = Addendum(minutes=row, text=text, by_name=by.full_name if by else "")
    addendum.full_clean()
    addendum.save()
    record(verb="Nachtrag geschrieben", obj=row, by=by)
    return addendum
