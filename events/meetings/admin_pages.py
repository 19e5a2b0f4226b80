"""Pages beside a meeting's form: they say who is told before anybody is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from alliance.accounts.models import person_of
from alliance.core.workflow import NotPossible
from events.meetings import actions, rules
from events.meetings.admin_forms import CopyForm, ReasonForm, WhenForm, a_year_later
from events.meetings.models import Meeting
from events.meetings.states import Answer

REFUSALS = (NotPossible, ValidationError)
Do = Callable[[dict[str, Any]], Meeting]


def seen(request: HttpRequest, meeting: Meeting | None) -> Meeting:
    """The meeting, for the office. Raises Http404."""
    if meeting is None or not rules.may_view(request.user, meeting):
        raise Http404
    return meeting


def page(request: HttpRequest, meeting: Meeting, title: str, template: str, **context: Any) -> HttpResponse:
    """A page of the office about a meeting."""
    frame = {**admin.site.each_context(request), "title": f"{title} – {meeting}", "opts": Meeting._meta}
    return TemplateResponse(
        request,
        f"admin/meetings/{template}.html",
        {**frame, "page_title": title, "meeting": meeting, **context},
    )


def back(meeting: Meeting) -> HttpResponse:
    """The meeting's form."""
    return redirect("admin:meetings_meeting_change", meeting.pk)


def refused(error: Exception) -> str:
    """What an action said."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def may_use(request: HttpRequest, meeting: Meeting, verb: str) -> bool:
    """Whether a verb leads from where the meeting stands; why not is told. Raises PermissionDenied."""
    if not rules.WORKFLOW.rules[verb](request.user, meeting):
        raise PermissionDenied
    try:
        rules.WORKFLOW.move(verb, Meeting(state=meeting.state, **_dates(meeting)))
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _dates(meeting: Meeting) -> dict[str, Any]:
    return {name: getattr(meeting, name) for name in ("starts_at", "ends_at", "invited_at")}


def _filled(form: Any, do: Do) -> Meeting | None:
    """What came of the form; None when it has to be mended."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return do(form.cleaned_data)
    except REFUSALS as refusal:
        form.add_error(None, refused(refusal))
        return None


@dataclass(frozen=True)
class Asking:
    """A page that asks before a verb is used: its words, its form and the action."""

    title: str
    button: str
    said: str
    form: Callable[..., forms.Form]
    action: Callable[..., Meeting]
    lead: str


CANCEL = Asking(
    "Absagen",
    "Termin absagen",
    "Der Termin ist abgesagt.",
    ReasonForm,
    actions.cancel_meeting,
    "Eine Absage lässt sich nicht zurücknehmen.",
)
POSTPONE = Asking(
    "Verschieben",
    "Termin verschieben",
    "Der Termin ist verschoben, der neue steht noch nicht fest.",
    ReasonForm,
    actions.postpone_meeting,
    "Steht der neue Termin fest, tragen Sie ihn hier ein.",
)
RESCHEDULE = Asking(
    "Neuer Termin",
    "Neuen Termin festlegen",
    "Der neue Termin steht fest.",
    WhenForm,
    actions.reschedule_meeting,
    "Der Termin ist danach vorgemerkt, und wer eingeladen war, bekommt ihn für den Kalender. Bisherige Antworten "
    "gelten nicht mehr: Laden Sie danach neu ein.",
)
COPY = Asking(
    "Sitzung kopieren",
    "Entwurf anlegen",
    "Der Entwurf ist angelegt.",
    CopyForm,
    actions.copy_meeting,
    "Der Entwurf übernimmt Ort, Tagesordnung und Einstellungen und schlägt vor, dieselben Mitglieder einzuladen. "
    "Unterlagen und Antworten bleiben bei der Vorlage.",
)


def _asked(request: HttpRequest, meeting: Meeting, asking: Asking, *, told: str = "") -> HttpResponse:
    """Ask, do, and lead to what came of it."""
    form = asking.form(request.POST or None, initial=a_year_later(meeting) if asking is COPY else None)

    def do(values: dict[str, Any]) -> Meeting:
        return asking.action(by=person_of(request), meeting=meeting, **values)

    result = _filled(form, do)
    if result is None:
        lead = f"{told} {asking.lead}".strip()
        return page(request, meeting, asking.title, "page", form=form, lead=lead, button=asking.button)
    messages.success(request, asking.said)
    return back(result)


def _told(meeting: Meeting) -> str:
    """Who gets a mail, for the pages that call off."""
    count = meeting.registrations.of_members().exclude(answer=Answer.NO).count()
    guests = meeting.registrations.guests().exclude(answer__in=[Answer.NO, Answer.OPEN]).count()
    if not count and not guests:
        return "Es ist noch niemand eingeladen, deshalb geht keine E-Mail hinaus."
    words = f"{count} Mitglied bekommt" if count == 1 else f"{count} Mitglieder bekommen"
    also = f" und {guests} {'Gast' if guests == 1 else 'Gäste'}" if guests else ""
    return f"{words}{also} eine E-Mail mit dem Grund; ihre Kalender nehmen den Termin heraus."


def cancel(request: HttpRequest, meeting: Meeting | None) -> HttpResponse:
    """Call the meeting off, with the reason. For the chief."""
    meeting = seen(request, meeting)
    if not may_use(request, meeting, "cancel"):
        return back(meeting)
    return _asked(request, meeting, CANCEL, told=_told(meeting))


def postpone(request: HttpRequest, meeting: Meeting | None) -> HttpResponse:
    """Take the date back without a new one yet. For the chief."""
    meeting = seen(request, meeting)
    if not may_use(request, meeting, "postpone"):
        return back(meeting)
    return _asked(request, meeting, POSTPONE, told=_told(meeting))


def reschedule(request: HttpRequest, meeting: Meeting | None) -> HttpResponse:
    """Give a postponed meeting its new date. For the chief."""
    meeting = seen(request, meeting)
    if not may_use(request, meeting, "reschedule"):
        return back(meeting)
    return _asked(request, meeting, RESCHEDULE)


def copy(request: HttpRequest, meeting: Meeting | None) -> HttpResponse:
    """Begin a new meeting as a copy, on a new date."""
    meeting = seen(request, meeting)
    if not rules.may_add(request.user):
        raise PermissionDenied
    return _asked(request, meeting, COPY)


def pages_of(user: Any, meeting: Meeting) -> list[tuple[str, str]]:
    """The pages that a person of the office may go to from the meeting's form: url name and words."""
    offered = {offer.verb for offer in rules.WORKFLOW.available(user, meeting)}
    invited = meeting.invited_at is not None
    more = meeting.state == "invited" and rules.may_invite(user, meeting) and meeting.ends_at > timezone.now()
    found = {
        "invite": ("Einladen", "invite" in offered),
        "invite_more": ("Weitere einladen", more),
        "answers": ("Wer fehlt noch?", invited),
        "reschedule": ("Neuen Termin festlegen", "reschedule" in offered),
        "copy": ("Sitzung kopieren", True),
        "postpone": ("Verschieben", "postpone" in offered),
        "cancel": ("Absagen", "cancel" in offered),
    }
    return [(name, words) for name, (words, is_offered) in found.items() if is_offered]
