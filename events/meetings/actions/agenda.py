"""The agenda: items keep their keys whatever is changed, since minutes and resolutions hang on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.usage import usages
from alliance.core.workflow import NotPossible
from alliance.files.models import Document
from alliance.history.actions import delete_content, record, save_content, save_rows, saved_by
from alliance.members.access import Audience
from alliance.pictures.actions import keep_text_pictures
from events.meetings.actions.noticing import Change, record_changes
from events.meetings.models import (
    AgendaItem,
    AgendaTemplate,
    AgendaTemplateItem,
    Meeting,
    MeetingDocument,
    MeetingPicture,
)
from events.meetings.states import ItemKind, State

CANCELLED = "Der Termin ist abgesagt und ändert sich nicht mehr."
COLUMNS = ("kind", "title", "text", "rapporteur", "minutes", "audience")
REORDERED = "Die Reihenfolge der Tagesordnung ist geändert."


@dataclass(frozen=True)
class AgendaRow:
    """One item as it is to be; `key` is that of the stored one, None for a new one. `text` None stays as it is."""

    title: str
    key: int | None = None
    kind: str = ItemKind.INFORMATION
    text: str | None = None
    rapporteur: str = ""
    minutes: int = 10
    audience: str = ""


@dataclass(frozen=True)
class Paper:
    """A document at a meeting, or at one of its items."""

    document: Document
    item: AgendaItem | None = None


def keep_pictures(meeting: Meeting) -> None:
    """Note which pictures the texts of a meeting show, so that nobody deletes one of them unawares."""
    texts = [meeting.description, *meeting.items.values_list("text", flat=True)]
    keep_text_pictures(owner=meeting, through=MeetingPicture, html="\n".join(texts))


def _locked(meeting: Meeting) -> Meeting:
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.state == State.CANCELLED:
        raise NotPossible(CANCELLED)
    return row


@transaction.atomic
def save_agenda(
    *, by: User | None, meeting: Meeting, rows: Sequence[AgendaRow], tell: bool = True
) -> list[AgendaItem]:
    """Make the agenda just these rows, in this order; items named by their key stay the same items.

    After the invitation changed items carry the moment, and what changed is told in the collected notice, with
    `tell` False to nobody. Papers of an item that goes stay with the meeting. Raises ValidationError,
    NotPossible for an item that something names and for a cancelled meeting.
    """
    row = _locked(meeting)
    stored = {item.pk: item for item in row.items.all()}
    before = [item.pk for item in stored.values()]
    kept = [wanted.key for wanted in rows if wanted.key in stored]
    changes = [_remove(item, by) for pk, item in stored.items() if pk not in kept]
    result: list[AgendaItem] = []
    for order, wanted in enumerate(rows, start=1):
        item = stored.pop(wanted.key, None) if wanted.key else None
        changes += _keep(item or AgendaItem(meeting=row), wanted, order, by, result)
    if [pk for pk in before if pk in kept] != [item.pk for item in result if item.pk in before]:
        changes += _reordered(before, result)
    if changes:
        keep_pictures(row)
        record(verb="Tagesordnung geändert", obj=row, by=by, note=changes[0].text)
    record_changes(meeting=row, changes=changes, tell=tell)
    meeting.notice_due_at = row.notice_due_at
    return result


def _keep(
    item: AgendaItem, wanted: AgendaRow, order: int, by: User | None, result: list[AgendaItem]
) -> list[Change]:
    """Write one item, if anything of it changes, and say what; appends it to `result`."""
    is_new, old = item._state.adding, {name: getattr(item, name) for name in COLUMNS}
    for name in COLUMNS:
        value = getattr(wanted, name)
        if name != "text" or value is not None:
            setattr(item, name, value)
    changed = [name for name in COLUMNS if is_new or old[name] != getattr(item, name)]
    result.append(item)
    if not changed and item.order == order:
        return []
    item.order = order
    if changed:
        _mark(item)
        save_content(item, by=by)
        return [_said(item, old, is_new)]
    saved_by(item, by).save()
    return []


def _mark(item: AgendaItem) -> None:
    """After the invitation an item says when it changed."""
    if item.meeting.state == State.INVITED:
        item.changed_on = timezone.now()


def _said(item: AgendaItem, old: dict[str, Any], is_new: bool) -> Change:
    if is_new:
        return Change(f"Neu auf der Tagesordnung: „{item.title}“.", item.audience, item)
    if old["title"] != item.title:
        return Change(f"„{old['title']}“ heißt jetzt „{item.title}“.", item.audience, item)
    return Change(f"Geändert auf der Tagesordnung: „{item.title}“.", item.audience, item)


def _remove(item: AgendaItem, by: User | None) -> Change:
    """Take an item from the agenda; its papers stay with the meeting. Raises NotPossible for one that is named."""
    if refusal := why_kept(item):
        raise NotPossible(refusal)
    for paper in item.documents.all():
        paper.item = None
        saved_by(paper, by).save()
    change = Change(f"Nicht mehr auf der Tagesordnung: „{item.title}“.", item.audience)
    try:
        delete_content(item, by=by)
    except ProtectedError as error:
        raise NotPossible(f"„{item.title}“ kann nicht entfallen: Etwas anderes nennt den Punkt.") from error
    return change


def why_kept(item: AgendaItem) -> str:
    """A sentence why an item cannot go: what names it; empty when it can. Papers do not keep it."""
    inside = f"{Meeting._meta.verbose_name}, "
    named = [usage for usage in usages(item) if not usage.label.startswith(inside)]
    if not named:
        return ""
    places = "; ".join(f"{usage.label}: {usage.title}" for usage in named)
    return f"„{item.title}“ kann nicht entfallen, denn dort steht der Punkt: {places}."


def _reordered(before: list[int], after: Iterable[AgendaItem]) -> list[Change]:
    """Told of the open part to all, of the internal part to those who know of it."""
    found = {}
    kept = [item for item in after if item.pk in before]
    for audience in dict.fromkeys(item.audience for item in kept):
        now = [item.pk for item in kept if item.audience == audience]
        if now != [pk for pk in before if pk in now]:
            found[audience] = Change(REORDERED, audience)
    return list(found.values())


@transaction.atomic
def save_item(*, by: User | None, item: AgendaItem, tell: bool = True) -> AgendaItem:
    """Change one item with its text. Raises NotPossible for a cancelled meeting, ValidationError, StaleRevision."""
    meeting = _locked(item.meeting)
    stored = AgendaItem.objects.get(pk=item.pk)
    old = {name: getattr(stored, name) for name in COLUMNS}
    item.changed_on = stored.changed_on
    changed = any(old[name] != getattr(item, name) for name in COLUMNS)
    if changed:
        item.meeting = meeting
        _mark(item)
    save_content(item, by=by)
    keep_pictures(meeting)
    if changed:
        record_changes(meeting=meeting, changes=[_said(item, old, False)], tell=tell)
    return item


@transaction.atomic
def save_papers(*, by: User | None, meeting: Meeting, papers: Sequence[Paper], tell: bool = True) -> None:
    """Make the documents of a meeting just these, in this order; one that stays keeps the day it came.

    New ones are told in the collected notice, those of an internal item to its audience, and only where the
    document itself is meant for all who see the meeting. Raises ValidationError, NotPossible when cancelled.
    """
    row = _locked(meeting)
    stored = {paper.document_id: paper for paper in row.documents.all()}
    changes = []
    for order, wanted in enumerate(papers, start=1):
        paper = stored.pop(wanted.document.pk, None)
        if paper is None:
            paper = MeetingDocument(meeting=row, document=wanted.document)
            changes.append(_added(row, wanted))
        if paper._state.adding or (paper.item, paper.order) != (wanted.item, order):
            paper.item, paper.order = wanted.item, order
            paper.full_clean()
            saved_by(paper, by).save()
    for paper in stored.values():
        saved_by(paper, by).delete()
    if changes or stored:
        record(verb="Unterlagen geändert", obj=row, by=by)
    record_changes(meeting=row, changes=changes, tell=tell)
    meeting.notice_due_at = row.notice_due_at


def _added(meeting: Meeting, paper: Paper) -> Change:
    """A title can tell too much already, so it is told to those who may open the document and know of its item."""
    document = paper.document
    audiences = [document.audience, paper.item.audience if paper.item else "", meeting.audience]
    if document.audience == Audience.GROUP and document.working_group_id != meeting.working_group_id:
        audiences.append(Audience.OFFICE)
    narrowest = max(filter(None, audiences), key=Audience.values.index)
    audience = "" if narrowest == meeting.audience else narrowest
    return Change(f"Neue Unterlage: „{document.title}“.", audience, paper.item)


@transaction.atomic
def save_template(
    *, by: User | None, template: AgendaTemplate, rows: Sequence[AgendaTemplateItem]
) -> AgendaTemplate:
    """Add or change what the agenda of a kind of meeting begins with. Raises ValidationError."""
    save_content(template, by=by)
    for row in rows:
        row.template = template
    save_rows(template.items.all(), rows, by=by)
    return template


def delete_template(*, by: User | None, template: AgendaTemplate) -> None:
    """Delete a template; agendas made of it stay."""
    delete_content(template, by=by)


def fill_agenda(*, by: User | None, meeting: Meeting) -> None:
    """Let a new meeting begin with the template of its kind; without one nothing happens."""
    items = AgendaTemplateItem.objects.filter(template__kind=meeting.kind)
    rows = [
        AgendaRow(row.title, kind=row.kind, text="", rapporteur=row.rapporteur, minutes=row.minutes)
        for row in items
    ]
    if rows:
        save_agenda(by=by, meeting=meeting, rows=rows)
