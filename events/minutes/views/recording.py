"""What comes of an entry while it is written: a resolution, a task."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alliance.accounts.models import person_of
from events.minutes import actions
from events.minutes.finding import own_entry, place_of
from events.minutes.models import MinutesEntry
from events.minutes.views.verbs import attempt
from events.minutes.writing_forms import ResolutionForm, TaskForm


def record_resolution(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give a resolution its number; the script shows this page's form inside the writing page."""
    entry = own_entry(request, slug, pk)
    form = ResolutionForm(request.POST if request.method == "POST" else None, entry=entry)

    if request.method == "POST" and attempt(form, partial(_record, request, entry, form)):
        return redirect(place_of(entry))
    return _asked(request, "minutes/record_resolution.html", entry, form)


def _record(request: HttpRequest, entry: MinutesEntry, form: ResolutionForm, values: dict[str, Any]) -> None:
    made = actions.record_resolution(
        by=person_of(request),
        entry=entry,
        votes=form.votes,
        excluded=list(values["excluded"]),
        replaces=[values["replaces"]] if values["replaces"] else [],
        **{name: values[name] for name in ("title", "wording", "in_force_from")},
    )
    messages.success(request, f"{made.label} ist festgehalten.")


def record_task(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give a task to somebody."""
    entry = own_entry(request, slug, pk)
    form = TaskForm(request.POST if request.method == "POST" else None, user=request.user)

    def work(values: dict[str, Any]) -> None:
        what, due_on = values["what"], values["due_on"]
        actions.record_task(by=person_of(request), entry=entry, what=what, due_on=due_on, **form.addressee)
        messages.success(request, "Die Aufgabe ist festgehalten.")

    if request.method == "POST" and attempt(form, work):
        return redirect(place_of(entry))
    return _asked(request, "minutes/record_task.html", entry, form)


def _asked(request: HttpRequest, template: str, entry: MinutesEntry, form: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = {"entry": entry, "minutes": entry.minutes, "form": form}
    return render(request, template, context, status=status)
