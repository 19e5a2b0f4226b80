"""Registering for a meeting: guests by name and address, members by their answer.

No cookie, no session for guests: see `core.traps`.
"""

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from alliance.core.limits import client_address, is_over
from alliance.core.workflow import NotPossible
from alliance.members.access import is_member
from events.meetings.actions import confirm_guest, register_guest, withdraw_guest
from events.meetings.forms import GuestForm
from events.meetings.models import Meeting, Registration
from events.meetings.participation import participation_of
from events.meetings.states import Answer, why_closed
from events.meetings.tokens import BadToken, read_confirm_token, read_withdraw_token
from events.meetings.views import taking_part
from events.meetings.views_answers import unseen, visible_meeting

# A full room may stand behind one connection; hardly anybody shares an address. Counting looks at each entry
# made so far, so one connection has several counters, chosen by the address typed: 200 people fit in easily.
COUNTERS, MOST_BY_COUNTER, FIVE_MINUTES = 16, 40, 300
MOST_BY_ADDRESS, HOUR = 5, 3600
TOO_MANY = "Von hier kamen gerade sehr viele Anmeldungen. Bitte senden Sie in fünf Minuten noch einmal."
TOO_OFTEN = (
    "An diese Adresse gingen in der letzten Stunde schon mehrere Links. Bitte sehen Sie in Ihr Postfach."
)
form_page = require_http_methods(["GET", "HEAD", "POST"])
Shown = tuple[Registration | None, Answer]


@never_cache
@csrf_exempt
@form_page
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Members find the form for their answer here, everybody else the one for guests where guests are welcome."""
    meeting = visible_meeting(request, slug)
    if is_member(request.user):
        if request.method == "POST":
            return HttpResponseRedirect(request.path, status=HTTPStatus.SEE_OTHER)
        part = participation_of(meeting, request.user)
        return render(
            request, "meetings/register_member.html", _of(meeting) | taking_part(meeting, request.user, part)
        )
    if not meeting.takes_guests:
        raise Http404
    if request.method != "POST" or why_closed(meeting):
        return _page(request, meeting, GuestForm(meeting=meeting, initial=_known(request)))
    return _registered(request, meeting)


def _of(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "reason": why_closed(meeting)}


def _known(request: HttpRequest) -> dict[str, str]:
    """Who is logged in need not type who they are."""
    user = request.user
    return {"name": user.full_name, "email": user.email} if user.is_authenticated else {}


def _registered(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = GuestForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _page(request, meeting, form)
    if _comes_too_often(request, form):
        return _page(request, meeting, form, HTTPStatus.TOO_MANY_REQUESTS)
    key = hashlib.sha256(form.cleaned_data["opened"].encode()).hexdigest()[:32]
    values = {name: form.cleaned_data[name] for name in ("name", "email", "answer")}
    try:
        register_guest(meeting=meeting, key=key, **values)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return _page(request, meeting, form)
    done = reverse("meetings:registered", args=[meeting.address])
    return HttpResponseRedirect(done, status=HTTPStatus.SEE_OTHER)


def _comes_too_often(request: HttpRequest, form: GuestForm) -> bool:
    """Whether too many come from one connection or for one address; then the form says so."""
    email = form.cleaned_data["email"]
    counter = int(hashlib.sha256(email.encode()).hexdigest(), 16) % COUNTERS
    where = f"{client_address(request)} {counter}"
    if is_over(name="guest-from", who=where, most=MOST_BY_COUNTER, seconds=FIVE_MINUTES):
        form.add_error(None, TOO_MANY)
    elif is_over(name="guest-by", who=email, most=MOST_BY_ADDRESS, seconds=HOUR):
        form.add_error("email", TOO_OFTEN)
    return bool(form.errors)


def _page(
    request: HttpRequest, meeting: Meeting, form: GuestForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    if form.errors:
        form.focus_first_error()
    return render(request, "meetings/register.html", _of(meeting) | {"form": form}, status=status)


@require_safe
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """What comes next; the same whether the address was registered already or not."""
    meeting = visible_meeting(request, slug)
    if not meeting.takes_guests:
        raise Http404
    return render(request, "meetings/registered.html", {"meeting": meeting})


@never_cache
@csrf_exempt
@form_page
def guest_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the first mail: one button, so that a mail program that looks at all links registers nobody."""
    key, answer = _read(read_confirm_token, token)
    guest = _guest(key)

    def act(row: Registration) -> None:
        confirm_guest(guest=row, answer=answer)

    return _guest_page(request, "meetings/guest_confirm.html", guest, act, closed=_why_not(guest))


@never_cache
@csrf_exempt
@form_page
def guest_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """The link with which a guest takes the registration back."""
    guest = _guest(_read(read_withdraw_token, token))

    def act(row: Registration) -> None:
        withdraw_guest(guest=row)

    return _guest_page(request, "meetings/guest_withdraw.html", guest, act)


def _read(reader: Callable[[str], Any], token: str) -> Any:
    try:
        return reader(token)
    except BadToken:
        raise Http404 from None


def _guest(key: int) -> Registration | None:
    rows = Registration.objects.guests().select_related("meeting__venue")
    return rows.filter(pk=key, meeting__in=Meeting.objects.visible_to(None)).first()


def _why_not(guest: Registration | None) -> str:
    """Why a guest who is not registered yet cannot confirm now."""
    if guest is None or guest.answer not in (Answer.OPEN, Answer.NO):
        return ""
    return why_closed(guest.meeting)


def _guest_page(
    request: HttpRequest,
    template: str,
    guest: Registration | None,
    act: Callable[[Registration], None],
    closed: str = "",
) -> HttpResponse:
    if request.method == "POST" and guest is not None and not closed:
        closed = _tried(act, guest)
        if not closed:
            return HttpResponseRedirect(f"{request.path}?erledigt=ja", status=HTTPStatus.SEE_OTHER)
    context = {"guest": guest, "meeting": guest.meeting if guest else None, "closed": closed}
    status = HTTPStatus.GONE if guest is None or closed else HTTPStatus.OK
    return unseen(render(request, template, context, status=status))


def _tried(act: Callable[[Registration], None], guest: Registration) -> str:
    """Do it; returns why it was not possible, empty when it was."""
    try:
        act(guest)
    except NotPossible as reason:
        return str(reason)
    return ""
