"""What is decided about minutes: begun, sent round, approved, supplemented."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from alliance.accounts.models import person_of
from alliance.core.revision import StaleRevision
from alliance.core.workflow import NotPossible
from events.meetings.models import Meeting
from events.minutes import actions
from events.minutes.finding import whole
from events.minutes.forms import AddendumForm, ApproveForm, CirculateForm
from events.minutes.models import Minutes
from events.minutes.rules import may_add, may_publish, may_view
from events.minutes.writing_forms import BeginForm

BEGIN = {
    "heading": "Protokoll beginnen",
    "lead": "Für jeden Punkt der Tagesordnung entsteht ein Eintrag, und die Anwesenheit wird übernommen.",
    "button": "Protokoll beginnen",
}
CIRCULATE = {
    "heading": "Protokoll in Umlauf geben",
    "lead": "Die Mitglieder lesen das Protokoll und können bis zur Frist Einwände schreiben. Wer nichts schreibt, "
    "ist einverstanden. Die Genehmigung kommt auf die Tagesordnung der nächsten Sitzung, wenn eine geplant ist.",
    "button": "In Umlauf geben",
}
APPROVE = {
    "heading": "Genehmigung festhalten",
    "lead": "Danach ändert sich das Protokoll nicht mehr. Möglich bleibt ein datierter Nachtrag.",
    "button": "Als genehmigt festhalten",
}
ADDENDUM = {
    "heading": "Nachtrag schreiben",
    "lead": "Das genehmigte Protokoll bleibt, wie es ist; der Nachtrag steht mit Datum darunter.",
    "button": "Nachtrag festhalten",
}


def refused(form: Any, error: Exception) -> None:
    """Say on the form why it was not done."""
    form.add_error(
        None, ValidationError(error.messages if isinstance(error, ValidationError) else str(error))
    )


def attempt(form: Any, work: Callable[[Any], object]) -> bool:
    """Check the form and do the work with its values; whether it is done, the form says why not."""
    if not form.is_valid():
        return False
    try:
        work(form.cleaned_data)
    except (NotPossible, StaleRevision, ValidationError) as error:
        refused(form, error)
        return False
    return True


def asked(request: HttpRequest, form: Any, words: dict[str, str], **more: Any) -> HttpResponse:
    """The page with a verb's form; 422 when it could not be done."""
    status = 422 if request.method == "POST" else 200
    return render(request, "minutes/verb.html", {**words, **more, "form": form}, status=status)


def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the minutes of a meeting, by the office; where there are some already, lead there."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), address=slug)
    if not may_add(request.user):
        raise PermissionDenied
    if there := Minutes.objects.filter(meeting=meeting).first():
        return redirect(there)
    form = BeginForm(request.POST or None)

    def work(values: dict[str, Any]) -> None:
        actions.begin_minutes(by=person_of(request), meeting=meeting, **values)

    if request.method == "POST" and attempt(form, work):
        return redirect("minutes:write", meeting.address)
    return asked(request, form, BEGIN, meeting=meeting, back=meeting, refusal=actions.why_not_begin(meeting))


def _verb(
    request: HttpRequest, minutes: Minutes, form_of: Any, words: dict[str, str], said: str, work: Any
) -> HttpResponse:
    """A form, and what is done with it."""
    form = form_of(request.POST if request.method == "POST" else None, minutes=minutes)

    def with_values(values: dict[str, Any]) -> None:
        work(by=person_of(request), minutes=minutes, **values)

    if request.method == "POST" and attempt(form, with_values):
        messages.success(request, said)
        return redirect(minutes)
    return asked(request, form, words, meeting=minutes.meeting, back=minutes)


def _for(request: HttpRequest, slug: str, rule: Any) -> Minutes:
    minutes = whole(request, slug)
    if not rule(request.user, minutes):
        raise PermissionDenied
    return minutes


def circulate(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the minutes round, with the time for objections."""
    minutes = _for(request, slug, may_publish)
    said = "Das Protokoll ist im Umlauf. Die Mitglieder bekommen eine Nachricht."
    return _verb(request, minutes, CirculateForm, CIRCULATE, said, actions.circulate_minutes)


def approve(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down that a meeting approved."""
    minutes = _for(request, slug, may_publish)
    said = "Das Protokoll ist genehmigt und bleibt, wie es ist."
    return _verb(request, minutes, ApproveForm, APPROVE, said, actions.approve_minutes)


def addendum(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a dated note."""
    minutes = _for(request, slug, may_view)
    return _verb(request, minutes, AddendumForm, ADDENDUM, "Der Nachtrag steht.", actions.add_addendum)


@require_POST
def put_on_agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the approval on the agenda of the next meeting of the body."""
    minutes = _for(request, slug, may_view)
    try:
        done = actions.put_approval_on_agenda(by=person_of(request), minutes=minutes)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        assert done.approval_item is not None
        messages.success(
            request, f"Die Genehmigung steht auf der Tagesordnung: {done.approval_item.meeting}."
        )
    return redirect(minutes)
