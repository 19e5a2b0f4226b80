"""What the pages of meetings gather, each in as few queries as it takes."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from alliance.core.times import clock, day
from alliance.files.models import Document, DocumentVersion
from alliance.members.access import current_mandates
from alliance.members.models import Contact
from events.meetings.forms import AnswerForm, MeetingFilter
from events.meetings.models import AgendaItem, Meeting, MeetingDocument, Registration, with_times
from events.meetings.participation import Participation, own_organisations
from events.meetings.querysets import MeetingQuerySet
from events.meetings.states import Answer, ItemKind, Kind, State

CONTACT_FIELDS = ("function", "details", "phone", "email", "hours", "is_default")
# How a row of the list ends for who may answer: word and shape.
ANSWERED: dict[str, tuple[str, str]] = {
    Answer.OPEN: ("Antwort fehlt", "due"),
    Answer.ROOM: ("zugesagt", "ok"),
    Answer.ONLINE: ("online zugesagt", "ok"),
    Answer.NO: ("abgesagt", ""),
    Answer.WAITING: ("Warteliste", "run"),
}


@dataclass(frozen=True)
class Chip:
    """One value of a filter as a link."""

    title: str
    url: str
    current: bool
    count: int | None = None


def choices_of(visible: MeetingQuerySet, chosen: MeetingFilter) -> dict[str, list[Chip]]:
    """The filters that lead somewhere: kinds and action fields of what the person may see; one query."""
    through: Any = Meeting.action_fields.through
    of_fields = (
        through.objects.filter(meeting__in=visible.order_by().values("pk"))
        .order_by()
        .values_list(Value("field"), "actionfield__slug", "actionfield__name", "actionfield__order")
    )
    of_kinds = visible.order_by().values_list(Value("kind"), "kind", "kind", Value(0))
    rows = sorted(set(of_kinds.union(of_fields)), key=lambda row: (row[3], row[2]))
    kinds = {row[1] for row in rows if row[0] == "kind"}
    month = chosen.month

    def chip(title: str, **changed: str) -> Chip:
        other = replace(chosen, **changed)  # type: ignore[arg-type]
        query = other.address(month)
        is_current = (other.kind, other.field) == (chosen.kind, chosen.field)
        return Chip(title, f"{reverse('meetings:list')}{'?' if query else ''}{query}", is_current)

    return {
        "kinds": [chip("Alle", kind="")] + [chip(k.label, kind=k.value) for k in Kind if k.value in kinds],
        "fields": [chip("Alle", field="")]
        + [chip(row[2], field=row[1]) for row in rows if row[0] == "field"],
    }


def mark_own_answers(meetings: Iterable[Meeting], user: Any) -> None:
    """Give each meeting `own_answer`, word and shape of what one's own organisation said; one query for members."""
    rows = {row.pk: row for row in meetings}
    own = [mandate.organisation_id for mandate in current_mandates(user)]
    if not own or not rows:
        return
    found = Registration.objects.filter(organisation__in=own, meeting__in=rows).with_place_in_line()
    registration: Any
    for registration in found.order_by("pk"):
        meeting: Any = rows[registration.meeting_id]
        word, shape = ANSWERED[registration.answer]
        if registration.answer == Answer.OPEN and not meeting.is_open:
            word, shape = "ohne Antwort", ""
        if registration.answer == Answer.WAITING:
            word = f"Warteliste, Platz {registration.place_in_line}"
        # What is asked goes before what is answered, where somebody speaks for two.
        if not hasattr(meeting, "own_answer") or registration.answer == Answer.OPEN:
            meeting.own_answer = (word, shape)


def with_contact(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Each with `shown_contact`: its own contact or the office's, as a dictionary, without a query more."""
    # The office's own comes last where a meeting names another one.
    rows = Contact.objects.filter(Q(pk=OuterRef("contact")) | Q(is_default=True)).order_by("is_default")
    data = JSONObject(**{name: name for name in CONTACT_FIELDS})
    return meetings.annotate(shown_contact=Subquery(rows.values(data=data)[:1]))


def papers_of(meeting: Meeting, user: Any, items: Iterable[AgendaItem]) -> list[Document]:
    """The papers that the person may have, each with `item_id`; one query.

    A paper stands under its own audience, and what belongs to an item under that of the item, too.
    """
    attached = MeetingDocument.objects.filter(meeting=meeting, document=OuterRef("document"))
    versions = DocumentVersion.objects.filter(
        document__in=Document.objects.visible_to(user).filter(
            pk__in=MeetingDocument.objects.filter(meeting=meeting).values("document")
        )
    ).annotate(item_id=Subquery(attached.values("item")[:1]), place=Subquery(attached.values("order")[:1]))
    documents: dict[int, Any] = {}
    for version in versions.select_related("document").order_by("place", "document", "-number"):
        document = documents.setdefault(version.document_id, version.document)
        cache = document.__dict__.setdefault("_prefetched_objects_cache", {"versions": []})
        cache["versions"].append(version)
        document.item_id = version.item_id
    shown = {item.pk for item in items}
    return [row for row in documents.values() if row.item_id is None or row.item_id in shown]


@dataclass(frozen=True)
class Point:
    """An item of the agenda as the page prints it."""

    item: AgendaItem
    number: int | None
    at: datetime.datetime
    papers: list[Document]

    @property
    def decides(self) -> bool:
        """Whether a resolution is meant to be taken."""
        return self.item.kind == ItemKind.RESOLUTION


def agenda_of(meeting: Meeting, user: Any) -> tuple[list[Point], list[Document]]:
    """The agenda with the papers of each item, and the papers of the meeting itself; two queries."""
    items = list(AgendaItem.objects.visible_to(user).filter(meeting=meeting))
    papers = papers_of(meeting, user, items)
    points = [
        Point(item, number, at, [row for row in papers if row.item_id == item.pk])  # type: ignore[attr-defined]
        for item, number, at in with_times(meeting, items)
    ]
    return points, [row for row in papers if row.item_id is None]  # type: ignore[attr-defined]


def answer_forms(meeting: Meeting, user: Any, part: Participation, answer: str = "") -> list[AnswerForm]:
    """One form for each organisation that the person may answer for now; none while nothing is taken."""
    if not meeting.is_open:
        return []
    return [
        AnswerForm(meeting=meeting, organisations=[row], registration=part.own.get(row.pk), answer=answer)
        for row in own_organisations(user)
    ]


@dataclass(frozen=True)
class Banner:
    """What is said above a meeting that is not simply ahead."""

    kind: str
    strong: str
    text: str


def banner_of(meeting: Meeting) -> Banner | None:
    """Draft, pencilled in, called off, put off, running, over; None for one that people are invited to."""
    if meeting.state == State.DRAFT:
        return Banner("", "Entwurf.", "Nur die Geschäftsstelle sieht diese Seite.")
    if meeting.state == State.CANCELLED:
        return Banner("due", "Abgesagt.", meeting.reason)
    if meeting.state == State.POSTPONED:
        text = f"{meeting.reason} Der neue Termin steht noch nicht fest.".strip()
        return Banner("due", "Verschoben.", text)
    if meeting.is_held:
        return Banner("", "Vorbei.", f"Der Termin war am {day(meeting.starts_at)}.")
    if meeting.is_running:
        return Banner("ok", "Läuft gerade.", f"Bis {clock(meeting.ends_at)} Uhr.")
    if meeting.state == State.PLANNED:
        return Banner("", "Vorgemerkt.", "Die Einladung mit Tagesordnung folgt.")
    return None


def answered_on(registration: Registration) -> str:
    """Such as „Zugesagt am 19. November“; the year only where it is another one."""
    words = {Answer.ROOM: "Zugesagt", Answer.ONLINE: "Online zugesagt", Answer.NO: "Abgesagt"}
    word = words.get(Answer(registration.answer), "")
    if not word or registration.answered_at is None:
        return ""
    at = timezone.localtime(registration.answered_at)
    text = day(at)
    return f"{word} am {text.removesuffix(f' {timezone.localdate().year}')}"
