"""Answering as a member: on the page after log-in, or from the mail without it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from events.meetings.actions import answer_invitation
from events.meetings.forms import AnswerForm
from events.meetings.models import Meeting, Registration
from events.meetings.pages import answered_on
from events.meetings.participation import own_organisations
from events.meetings.rules import may_answer_for
from events.meetings.states import Answer, Via, why_closed
from events.meetings.tokens import AnswerToken, BadToken, read_token

SAVED = "Gespeichert. Ihre Antwort liegt der Geschäftsstelle vor."
UNCLEAR = "Das hat nicht geklappt. Bitte wählen Sie eine Antwort und speichern Sie noch einmal."
MANDATE_OVER = (
    "Der Link gehört zu einem Mandat, das nicht mehr gilt. Antworten kann, wer das Mitglied heute vertritt."
)
GONE = "Zu diesem Link gibt es keine Einladung mehr."


def visible_meeting(request: HttpRequest, slug: str) -> Meeting:
    """The meeting at this address; Http404 for what the person may not see."""
    rows = Meeting.objects.visible_to(request.user).select_related("venue")
    return get_object_or_404(rows, address=slug)


def said(registration: Registration) -> str:
    """What the page answers after saving."""
    if registration.answer != Answer.WAITING:
        return SAVED
    before = registration.meeting.registrations.waiting().filter(
        waiting_number__lte=registration.waiting_number
    )
    return (
        f"Der Saal ist voll. Sie stehen auf Platz {before.count()} der Warteliste und bekommen eine Nachricht, "
        "sobald ein Platz frei wird."
    )


@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the answer of one's own organisation."""
    meeting = visible_meeting(request, slug)
    own = own_organisations(request.user)
    if not own:
        raise PermissionDenied
    form = AnswerForm(request.POST, meeting=meeting, organisations=own)
    if form.is_valid():
        _keep(request, meeting, form)
    elif "organisation" in form.errors:
        raise PermissionDenied
    else:
        messages.error(request, UNCLEAR)
    return HttpResponseRedirect(meeting.get_absolute_url(), status=HTTPStatus.SEE_OTHER)


def _keep(request: HttpRequest, meeting: Meeting, form: AnswerForm) -> None:
    values: dict[str, Any] = {
        name: form.cleaned_data.get(name) for name in ("organisation", "answer", "seats")
    }
    # Not on every form; what was not asked stays as it was.
    name = form.cleaned_data["attendee_name"] if "attendee_name" in form.data else None
    user: Any = request.user
    try:
        row = answer_invitation(by=user, meeting=meeting, via=Via.PORTAL, attendee_name=name, **values)
    except NotPossible as reason:
        messages.error(request, f"{reason} Bitte wenden Sie sich an die Geschäftsstelle.")
    else:
        messages.success(request, said(row))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation: the answer preset and one button. Looking changes nothing; no log-in, no cookie.

    The signed token stands in for the CSRF token: nobody else can make one.
    """
    try:
        read = read_token(token)
    except BadToken:
        raise Http404 from None
    response = _answer_link(request, read)
    return unseen(response)


def unseen(response: HttpResponse) -> HttpResponse:
    """Let neither search engines nor the next site learn of an address that is a secret."""
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex, nofollow"
    return response


def _answer_link(request: HttpRequest, token: AnswerToken) -> HttpResponse:
    person = User.objects.filter(pk=token.person, is_active=True).first()
    rows = Registration.objects.of_members().select_related("meeting__venue", "organisation")
    row = rows.filter(pk=token.registration).first()
    if row is None:
        return _closed(request, GONE)
    if person is None or not _still_speaks(person, row):
        return _closed(request, MANDATE_OVER)
    if reason := why_closed(row.meeting):
        return _closed(request, reason, row)
    if request.method == "POST":
        return _answered(request, row, person)
    if "gespeichert" in request.GET:
        return _link_page(request, row, saved=said(row))
    return _link_page(request, row, preset=token.answer)


def _still_speaks(person: User, row: Registration) -> bool:
    """Whether the person may answer for the member today, and may know of the meeting."""
    seen = Meeting.objects.visible_to(person).filter(pk=row.meeting_id)
    return may_answer_for(person, row.organisation) and seen.exists()


def _answered(request: HttpRequest, row: Registration, person: User) -> HttpResponse:
    organisation: Any = row.organisation
    data = {**request.POST.dict(), "organisation": organisation.pk}
    form = AnswerForm(data, meeting=row.meeting, organisations=[organisation])
    if not form.is_valid():
        return _link_page(request, row, error=UNCLEAR)
    values = {"answer": form.cleaned_data["answer"], "seats": form.cleaned_data.get("seats")}
    common: dict[str, Any] = {"meeting": row.meeting, "organisation": organisation, "via": Via.LINK}
    try:
        answer_invitation(by=None, person=person, **common, **values)
    except NotPossible as reason:
        return _link_page(request, row, error=str(reason))
    return HttpResponseRedirect(f"{request.path}?gespeichert=ja", status=HTTPStatus.SEE_OTHER)


def _link_page(
    request: HttpRequest, row: Registration, *, preset: str = "", saved: str = "", error: str = ""
) -> HttpResponse:
    organisation: Any = row.organisation
    form = AnswerForm(meeting=row.meeting, organisations=[organisation], registration=row, answer=preset)
    context = {
        "meeting": row.meeting,
        "registration": row,
        "form": form,
        "saved": saved,
        "error": error,
        "hint": answered_on(row),
    }
    return render(request, "meetings/answer_link.html", context)


def _closed(request: HttpRequest, reason: str, row: Registration | None = None) -> HttpResponse:
    """Why nothing can be answered; the meeting is named only to who may see it."""
    context = {"reason": reason, "meeting": row.meeting if row else None, "registration": row}
    return render(request, "meetings/answer_closed.html", context, status=HTTPStatus.GONE)
