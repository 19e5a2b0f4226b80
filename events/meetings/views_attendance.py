"""The attendance list for the phone, on the day; the office's page."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alliance.core.workflow import NotPossible
from alliance.members.models import Organisation
from events.meetings.actions import (
    attach_list,
    check_in,
    check_out,
    quorum_of,
    voting_organisations,
    why_no_attendance,
)
from events.meetings.models import Meeting, Registration
from events.meetings.rules import may_keep_lists
from events.meetings.states import Answer
from events.meetings.views_answers import visible_meeting


class CheckForm(forms.Form):
    """One row: who, and where they are; `out` takes it back."""

    organisation = forms.ModelChoiceField(Organisation.objects.all(), required=False)
    guest = forms.ModelChoiceField(Registration.objects.none(), required=False)
    where = forms.ChoiceField(choices=[("room", "room"), ("online", "online"), ("out", "out")])

    def __init__(self, data: Any, meeting: Meeting) -> None:
        super().__init__(data)
        guests: Any = self.fields["guest"]
        guests.queryset = meeting.registrations.guests()

    def clean(self) -> dict[str, Any]:
        """Exactly one of both."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("organisation")) == bool(cleaned.get("guest")):
            raise forms.ValidationError("Wer ist da?")
        return cleaned


def _meeting(request: HttpRequest, slug: str) -> Meeting:
    """The meeting, for the office; nobody else has this page."""
    if not may_keep_lists(request.user):
        raise Http404
    return visible_meeting(request, slug)


@never_cache
@require_safe
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was expected and who is there, with everybody else to add."""
    return render(request, "meetings/attendance.html", _people(_meeting(request, slug)))


def _people(meeting: Meeting) -> dict[str, Any]:
    rows = list(
        meeting.registrations.select_related("organisation").order_by("organisation__sort_name", "guest_name")
    )
    known = {row.organisation_id for row in rows}
    voting = set(voting_organisations(meeting).values_list("pk", flat=True))
    return {
        "meeting": meeting,
        "reason": why_no_attendance(meeting),
        "quorum": quorum_of(meeting),
        "expected": [(row, row.organisation_id in voting) for row in rows if row.organisation_id],
        "guests": [row for row in rows if row.is_guest and (row.answer != Answer.OPEN or row.present_at)],
        "others": [row for row in Organisation.objects.current() if row.pk not in known],
    }


def _back(meeting: Meeting) -> HttpResponse:
    where = reverse("meetings:attendance", args=[meeting.address])
    return HttpResponseRedirect(where, status=HTTPStatus.SEE_OTHER)


@require_POST
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Check somebody in or out."""
    meeting, user = _meeting(request, slug), request.user
    form = CheckForm(request.POST, meeting)
    if not form.is_valid():
        messages.error(request, "Das hat nicht geklappt. Bitte tippen Sie noch einmal.")
        return _back(meeting)
    try:
        _check(user, meeting, form.cleaned_data)
    except NotPossible as reason:
        messages.error(request, str(reason))
    return _back(meeting)


def _check(user: Any, meeting: Meeting, chosen: dict[str, Any]) -> None:
    guest, organisation = chosen["guest"], chosen["organisation"]
    if chosen["where"] != "out":
        online = chosen["where"] == "online"
        check_in(by=user, meeting=meeting, organisation=organisation, guest=guest, online=online)
        return
    row = guest or get_object_or_404(meeting.registrations, organisation=organisation)
    check_out(by=user, registration=row)


@require_POST
def keep_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the scan of the signed list."""
    meeting, user = _meeting(request, slug), request.user
    file: Any = request.FILES.get("datei")
    if file is None:
        messages.error(request, "Bitte wählen Sie zuerst eine Datei.")
        return _back(meeting)
    try:
        attach_list(by=user, meeting=meeting, file=file)  # type: ignore[arg-type]
    except (NotPossible, ValidationError) as reason:
        text = " ".join(reason.messages) if isinstance(reason, ValidationError) else str(reason)
        messages.error(request, text)
    else:
        messages.success(request, "Die Liste ist abgelegt. Nur die Geschäftsstelle sieht sie.")
    return _back(meeting)
