"""What somebody reads of minutes: gathered once for the page, the preview of the extract and the PDF."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString

from alliance.core.difference import html_difference
from alliance.core.times import clock, day, hours
from alliance.files.models import Document, DocumentVersion
from alliance.members.access import Audience, current_mandates
from alliance.pictures.models import Picture
from alliance.pictures.richtext import pictures_in, render
from events.meetings.models import AgendaItem, MeetingDocument, Resolution
from events.minutes.models import Addendum, Minutes, MinutesAttendance, MinutesEntry, Objection, Task
from events.minutes.states import ObjectionState, State

RELATED = ("meeting__venue", "meeting__working_group", "approval_item__meeting", "approved_in")


@dataclass
class Point:
    """An entry with all that came of it, as far as somebody may see it."""

    entry: MinutesEntry
    text: SafeString
    resolutions: list[Resolution] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One step of how minutes come about."""

    title: str
    note: str
    state: str = ""


@dataclass
class Reading:
    """Minutes as one person reads them; `is_whole` says whether as a member or as the public does."""

    minutes: Minutes
    is_whole: bool
    points: list[Point]
    pictures: dict[int, Picture]
    attendance: list[MinutesAttendance]
    addenda: list[Addendum]

    @property
    def common(self) -> list[Point]:
        """What all read who read these minutes."""
        return [point for point in self.points if not point.entry.is_internal]

    @property
    def internal(self) -> list[Point]:
        """What only a part of them reads."""
        return [point for point in self.points if point.entry.is_internal]

    @property
    def resolutions(self) -> list[Resolution]:
        """All resolutions in the order of the entries."""
        return [row for point in self.points for row in point.resolutions]

    def tasks_of(self, user: Any) -> list[Task]:
        """What is asked of the person or of an organisation that they speak for today."""
        own = {mandate.organisation_id for mandate in current_mandates(user)}
        tasks = [task for point in self.points for task in point.tasks]
        return [row for row in tasks if row.organisation_id in own or row.person_id == (user.pk or 0)]

    @property
    def waiting(self) -> int:
        """How many objections have no answer yet."""
        rows = [row for point in self.points for row in point.objections]
        return sum(row.state == ObjectionState.OPEN for row in rows)


def found_for(user: Any) -> QuerySet[Minutes]:
    """Minutes that somebody may see, with what their head prints."""
    return Minutes.objects.visible_to(user).select_related(*RELATED)


def is_whole(minutes: Minutes, user: Any) -> bool:
    """Whether somebody reads the minutes as a member; one query, none for visitors."""
    return user.is_authenticated and Minutes.objects.open_to(user).filter(pk=minutes.pk).exists()


def read(minutes: Minutes, user: Any) -> Reading:
    """What `user` reads; seven queries and one more for pictures, fewer for the public."""
    entries = MinutesEntry.objects.visible_to(user).filter(minutes=minutes)
    return gathered(minutes, entries, user, whole=is_whole(minutes, user))


def gathered(minutes: Minutes, entries: Iterable[MinutesEntry], user: Any, *, whole: bool) -> Reading:
    """The reading of these entries; without `whole` they stand alone with the resolutions open to `user`."""
    rows = list(entries)
    for entry in rows:
        entry.minutes = minutes
    pictures = pictures_in(*(entry.text for entry in rows))
    points = [Point(entry, render(entry.text, pictures)) for entry in rows]
    _give_resolutions(points, user)
    if whole:
        _give_tasks(points, user)
        _give_objections(points, user)
    return Reading(
        minutes,
        whole,
        points,
        pictures,
        list(minutes.attendance.select_related("organisation")) if whole else [],
        _addenda(minutes, user) if whole else [],
    )


def _give_resolutions(points: list[Point], user: Any) -> None:
    by_item = {point.entry.item_id: point for point in points if point.entry.item_id}
    rows = Resolution.objects.visible_to(user).filter(item__in=list(by_item))
    for row in rows.select_related("working_group").order_by("year", "number"):
        by_item[row.item_id or 0].resolutions.append(row)


def _give_tasks(points: list[Point], user: Any) -> None:
    """Tasks of the entries, and of the resolutions made at them."""
    by_entry = {point.entry.pk: point for point in points}
    by_resolution = {row.pk: point for point in points for row in point.resolutions}
    of_entries = Task.objects.visible_to(user).filter(entry__in=list(by_entry))
    tasks = of_entries | Task.objects.visible_to(user).filter(resolution__in=list(by_resolution))
    for task in tasks.select_related("organisation", "person").order_by("due_on", "pk"):
        point = by_entry.get(task.entry_id or 0) or by_resolution[task.resolution_id or 0]
        point.tasks.append(task)


def _give_objections(points: list[Point], user: Any) -> None:
    by_entry = {point.entry.pk: point for point in points}
    rows = Objection.objects.visible_to(user).filter(entry__in=list(by_entry)).select_related("organisation")
    for row in rows:
        shown: Any = row
        if row.state == ObjectionState.ACCEPTED:
            shown.difference = html_difference(row.old_text, row.new_text)
        by_entry[row.entry_id].objections.append(row)


def _addenda(minutes: Minutes, user: Any) -> list[Addendum]:
    """Notes to them; before the approval there can be none."""
    if minutes.state != State.APPROVED:
        return []
    return list(Addendum.objects.visible_to(user).filter(minutes=minutes))


def papers_of(minutes: Minutes, user: Any) -> list[Document]:
    """The meeting's papers that somebody may have, one query; what belongs to an item needs the item, too."""
    meeting = minutes.meeting_id
    attached = MeetingDocument.objects.filter(meeting=meeting)
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting)
    mine = (attached.filter(item__isnull=True) | attached.filter(item__in=items)).values("document")
    documents: dict[int, Any] = {}
    order = attached.filter(document=OuterRef("document")).values("order")[:1]
    versions = DocumentVersion.objects.filter(
        document__in=Document.objects.visible_to(user).filter(pk__in=mine)
    )
    for version in versions.select_related("document").order_by(Subquery(order), "document", "-number"):
        document = documents.setdefault(version.document_id, version.document)
        cache = document.__dict__.setdefault("_prefetched_objects_cache", {"versions": []})
        cache["versions"].append(version)
    return list(documents.values())


# ---- words


def when_and_where(minutes: Minutes) -> str:
    """Such as „11. November 2026, 14 bis 16:40 Uhr, Kreishaus Northeim“."""
    venue = minutes.meeting.venue
    span = hours(minutes.begins, minutes.ends) if minutes.ends else f"ab {clock(minutes.begins)} Uhr"
    return ", ".join([f"{day(minutes.begins)}, {span}", *([venue.name] if venue else [])])


def presence(minutes: Minutes) -> str:
    """How many were there and whether they could decide; "" where nobody is called to vote."""
    if not minutes.voting_total:
        return ""
    noun = "Mitglied" if minutes.voting_total == 1 else "Mitgliedern"
    words = f"{minutes.voting_present} von {minutes.voting_total} {noun} anwesend"
    quorate = {True: ", beschlussfähig", False: ", nicht beschlussfähig", None: ""}[minutes.is_quorate]
    return f"{words}{quorate}."


def days_left(until: datetime.datetime) -> str:
    """How long a time still runs."""
    days = (timezone.localtime(until).date() - timezone.localdate()).days
    return {0: "endet heute", 1: "noch 1 Tag"}.get(days, f"noch {days} Tage")


def steps_of(minutes: Minutes, *, whole: bool) -> list[Step]:
    """The thread „Stand“, from the draft to the published extract."""
    state = minutes.state
    kept = f"{minutes.keeper_name}" + (f", {day(minutes.circulated_at)}" if minutes.circulated_at else "")
    steps = [
        Step(
            "Entwurf geschrieben" if minutes.circulated_at else "Wird geschrieben",
            kept,
            _now(state, State.DRAFT),
        )
    ]
    note = ""
    if minutes.objections_until is not None and state != State.DRAFT:
        note = (
            days_left(minutes.objections_until) if minutes.takes_objections else "Frist für Einwände beendet"
        )
    steps.append(Step("Im Umlauf", note, _now(state, State.CIRCULATED, before=state == State.DRAFT)))
    steps.append(Step("Genehmigt", _approval(minutes), "" if state == State.APPROVED else "open"))
    if minutes.released_at:
        steps.append(Step("Auszug veröffentlicht", day(minutes.released_at)))
    elif whole and minutes.audience == Audience.MEMBERS:
        steps.append(Step("Auszug veröffentlicht", "", "open"))
    return steps


def _now(state: str, own: str, *, before: bool = False) -> str:
    return "now" if state == own else "open" if before else ""


def _approval(minutes: Minutes) -> str:
    meeting = minutes.approved_in or (minutes.approval_item.meeting if minutes.approval_item else None)
    return f"Sitzung am {day(meeting.starts_at)}" if meeting else ""
