"""Writing minutes: one page, each entry saved by itself."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from alliance.accounts.models import person_of
from alliance.core.workflow import NotPossible
from alliance.pictures.richtext import render as shown
from events.meetings.models import Resolution
from events.minutes import actions
from events.minutes.finding import own_entry, place_of, whole, writable
from events.minutes.models import Minutes, MinutesEntry, Task
from events.minutes.rules import may_keep, may_write
from events.minutes.views.verbs import attempt, refused
from events.minutes.writing_forms import EntryForm, HeadForm, NewEntryForm


@require_safe
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; whoever kept minutes that are out already is led to them."""
    minutes = whole(request, slug)
    if may_keep(request.user, minutes) and not may_write(request.user, minutes):
        return redirect(minutes)
    return written(request, writable(request, slug))


def written(request: HttpRequest, minutes: Minutes, **forms: Any) -> HttpResponse:
    """The page, with a form that could not be saved where there is one; seven queries."""
    entries: list[Any] = list(minutes.entries.select_related("item"))
    made = made_of(entries)
    for entry in entries:
        entry.minutes, entry.form = minutes, EntryForm.of(entry)
        entry.made_resolutions, entry.made_tasks = made[entry.pk]
    context = {
        "minutes": minutes,
        "entries": entries,
        "head": forms.get("head") or HeadForm(instance=minutes, user=request.user),
        "new": forms.get("new") or NewEntryForm(minutes=minutes, initial={"client_key": uuid.uuid4().hex}),
        "head_is_open": "head" in forms,
    }
    return render(request, "minutes/write.html", context, status=422 if forms else 200)


def made_of(entries: list[MinutesEntry]) -> dict[int, tuple[list[Resolution], list[Task]]]:
    """Resolutions and tasks by entry; two queries."""
    made: dict[int, tuple[list[Resolution], list[Task]]] = {entry.pk: ([], []) for entry in entries}
    by_item = {entry.item_id: entry.pk for entry in entries if entry.item_id}
    rows = Resolution.objects.filter(item__in=list(by_item)).select_related("working_group")
    for row in rows.defer("wording").order_by("year", "number"):
        made[by_item[row.item_id or 0]][0].append(row)
    for task in Task.objects.filter(entry__in=entries).select_related("organisation", "person"):
        made[task.entry_id or 0][1].append(task)
    return made


@require_POST
def head(request: HttpRequest, slug: str) -> HttpResponse:
    """Save chair, keeper, begin and end."""
    minutes = writable(request, slug)
    form = HeadForm(request.POST, instance=minutes, user=request.user)
    if not attempt(form, lambda values: _save_head(request, form)):
        return written(request, whole(request, slug), head=form)
    messages.success(request, "Der Kopf des Protokolls ist gespeichert.")
    return redirect("minutes:write", slug)


def _save_head(request: HttpRequest, form: HeadForm) -> None:
    minutes = form.instance
    minutes.revision = form.cleaned_data["revision"]
    actions.save_minutes(by=person_of(request), minutes=minutes)


@require_POST
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Take over who is there from the meeting's list."""
    minutes = actions.take_attendance(by=person_of(request), minutes=writable(request, slug))
    there = minutes.attendance.count()
    messages.success(
        request, f"Die Anwesenheit ist übernommen: {there} {'Mitglied' if there == 1 else 'Mitglieder'}."
    )
    return redirect("minutes:write", slug)


@require_POST
def save(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Save an entry: by itself as JSON, or by its button as a form."""
    entry = own_entry(request, slug, pk)
    if request.content_type == "application/json":
        return _answered(request, entry)
    form = EntryForm(request.POST)
    try:
        if form.is_valid():
            _store(request, entry, **form.cleaned_data, is_named=True)
    except actions.StaleEntry as stale:
        return _both(request, stale, form)
    except (NotPossible, ValidationError) as refusal:
        refused(form, refusal)
    return _told(request, entry, form)


def _told(request: HttpRequest, entry: MinutesEntry, form: EntryForm) -> HttpResponse:
    if form.errors:
        messages.error(request, _errors(form))
    else:
        messages.success(request, f"Punkt {entry.number} ist gespeichert.")
    return redirect(place_of(entry))


def _errors(form: EntryForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _store(request: HttpRequest, entry: MinutesEntry, **values: Any) -> MinutesEntry:
    return actions.save_entry(by=person_of(request), entry=entry, **values)


def _both(request: HttpRequest, stale: actions.StaleEntry, form: EntryForm) -> HttpResponse:
    """Both texts beside each other; saving again keeps the one that is in the box."""
    again = EntryForm(initial={**form.cleaned_data, "revision": stale.stored.revision, "client_key": ""})
    context = {"entry": stale.stored, "minutes": stale.stored.minutes, "form": again}
    return render(request, "minutes/write_conflict.html", context, status=409)


def _answered(request: HttpRequest, entry: MinutesEntry) -> JsonResponse:
    """The answer to a device: the revision that its text became, or what stands in the way."""
    form = EntryForm(_sent(request))
    if not form.is_valid():
        return JsonResponse({"error": _errors(form)}, status=422)
    try:
        stored = _store(request, entry, **form.cleaned_data)
    except actions.StaleEntry as stale:
        return JsonResponse(_stored(stale.stored), status=409)
    except (NotPossible, ValidationError) as refusal:
        refused(form, refusal)
        return JsonResponse({"error": _errors(form)}, status=422)
    revision = _revision(stored, form.cleaned_data["client_key"])
    return JsonResponse({"revision": revision, "at": _clock()})


def _revision(entry: MinutesEntry, key: str) -> int:
    """Another window may have saved since; what comes next is measured by this device's own saving."""
    saving = entry.savings.filter(client_key=key).first() if key else None
    return saving.revision if saving else entry.revision


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


def _clock() -> str:
    return f"{timezone.localtime():%H:%M}"


def _stored(entry: MinutesEntry) -> dict[str, Any]:
    at = f"{timezone.localtime(entry.changed_at):%H:%M}" if entry.changed_at else ""
    return {
        "revision": entry.revision,
        "title": entry.title,
        "text": entry.text,
        "html": shown(entry.text),
        "by": entry.changed_by_name,
        "at": at,
    }


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an item that came up on the day."""
    minutes = writable(request, slug)
    form = NewEntryForm(request.POST, minutes=minutes)
    made: list[MinutesEntry] = []

    def work(values: dict[str, Any]) -> None:
        made.append(actions.add_entry(by=person_of(request), minutes=minutes, **values))

    if not attempt(form, work):
        return written(request, minutes, new=form)
    return redirect(place_of(made[0]))


@require_POST
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One place up or down."""
    entry = own_entry(request, slug, pk)
    up = request.POST.get("richtung") == "hoch"
    return redirect(place_of(actions.move_entry(by=person_of(request), entry=entry, up=up)))


@require_POST
def drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take out an item that was not dealt with."""
    entry = own_entry(request, slug, pk)
    try:
        actions.drop_entry(by=person_of(request), entry=entry)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(place_of(entry))
    messages.success(request, f"„{entry.title}“ ist gestrichen.")
    return redirect("minutes:write", slug)
