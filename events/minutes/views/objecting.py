"""Objections to minutes that were sent round, and the office's answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from alliance.accounts.models import person_of
from alliance.members.access import current_mandates
from events.minutes import actions
from events.minutes.actions.objecting import CLOSED
from events.minutes.finding import objection_of, whole
from events.minutes.forms import AcceptForm, DeclineForm, ObjectionForm
from events.minutes.models import Minutes, Objection
from events.minutes.rules import may_answer_objections
from events.minutes.views.verbs import attempt

SAID = "Der Einwand liegt der Geschäftsstelle vor. Sie bekommen eine Nachricht, sobald sie antwortet."


def object_to(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an objection for an organisation that the person speaks for; `?punkt=` names the entry."""
    minutes, user = whole(request, slug), request.user
    if not current_mandates(user):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = ObjectionForm(data, minutes=minutes, user=user, initial={"entry": request.GET.get("punkt")})

    def work(values: dict[str, Any]) -> None:
        actions.object_to_entry(by=user, **values)  # type: ignore[arg-type]

    if request.method == "POST" and attempt(form, work):
        messages.success(request, SAID)
        return redirect(form.cleaned_data["entry"])
    return _asked(request, minutes, form)


def _asked(request: HttpRequest, minutes: Minutes, form: ObjectionForm) -> HttpResponse:
    context = {"minutes": minutes, "form": form, "closed": "" if minutes.takes_objections else CLOSED}
    status = 422 if request.method == "POST" else 200
    return render(request, "minutes/object.html", context, status=status)


def _answerable(request: HttpRequest, slug: str, pk: int) -> Objection:
    objection = objection_of(request, slug, pk)
    if not may_answer_objections(request.user, objection):
        raise PermissionDenied
    return objection


@require_safe
def objection(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The two ways to answer."""
    return _answer(request, _answerable(request, slug, pk))


def _answer(request: HttpRequest, row: Objection, **forms: Any) -> HttpResponse:
    context = {
        "objection": row,
        "minutes": row.entry.minutes,
        "accept": forms.get("accept") or AcceptForm(objection=row),
        "decline": forms.get("decline") or DeclineForm(),
    }
    return render(request, "minutes/objection.html", context, status=422 if forms else 200)


@require_POST
def accept(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change the wording."""
    row = _answerable(request, slug, pk)
    form = AcceptForm(request.POST, objection=row)
    if not attempt(
        form, lambda values: actions.accept_objection(by=person_of(request), objection=row, **values)
    ):
        form.measure(row.entry)
        return _answer(request, row, accept=form)
    messages.success(request, "Der Wortlaut ist geändert. Das Mitglied bekommt eine Nachricht.")
    return redirect(row.entry)


@require_POST
def decline(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Leave the wording, with a reason."""
    row, form = _answerable(request, slug, pk), DeclineForm(request.POST)
    if not attempt(
        form, lambda values: actions.decline_objection(by=person_of(request), objection=row, **values)
    ):
        return _answer(request, row, decline=form)
    messages.success(request, "Der Einwand ist abgelehnt. Das Mitglied bekommt die Begründung.")
    return redirect(row.entry)
