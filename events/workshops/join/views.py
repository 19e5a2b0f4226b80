"""Joining a workshop and taking part in it, on a phone."""

import functools
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from alliance.core.limits import client_address, is_over
from alliance.core.workflow import NotPossible
from alliance.members.access import current_mandates
from events.workshops.actions import (
    join_as_guest,
    join_as_member,
    join_by_link,
    own_dots,
    set_dots,
    write_idea,
)
from events.workshops.actions.joining import REMOVED, invited_by
from events.workshops.join.place import keep_place, key_of, new_place, participant_of
from events.workshops.join.reading import board, place_in
from events.workshops.models import Participant, Pulse, Round, Workshop
from events.workshops.models.board import new_client_key
from events.workshops.models.workshop import CODE_LENGTH, LETTERS
from events.workshops.states import State

WRONG_CODES_A_MINUTE = 60
NO_SUCH_CODE = "Zu diesem Code läuft gerade keine Werkstatt. Bitte sehen Sie noch einmal nach."
TOO_MANY = "Von hier kamen zu viele falsche Codes. Bitte warten Sie eine Minute."
NOBODY = "Dieses Gerät ist nicht mehr dabei. Bitte laden Sie die Seite neu."
Phone = Callable[..., HttpResponse]


@never_cache
@require_safe
def code_page(request: HttpRequest) -> HttpResponse:
    """Type the code in any case."""
    typed = "".join(request.GET.get("code", "").upper().split()).replace("-", "")
    if not typed:
        return render(request, "workshops/join_code.html")
    is_code = set(typed) <= set(LETTERS) and len(typed) == CODE_LENGTH
    if is_code and Workshop.objects.open().filter(code=typed).exists():
        return redirect("take_part:workshop", typed)
    return _wrong_code(request, typed)


def _wrong_code(request: HttpRequest, typed: str) -> HttpResponse:
    who = client_address(request)
    over = is_over(name="workshop-code", who=who, most=WRONG_CODES_A_MINUTE, seconds=60)
    error = TOO_MANY if over else NO_SUCH_CODE
    context = {"typed": typed[:12], "error": error}
    return render(request, "workshops/join_code.html", context, status=429 if over else 404)


@never_cache
@require_safe
def workshop_page(request: HttpRequest, code: str) -> HttpResponse:
    """Take part, or join first."""
    if code != code.upper():
        return redirect(request.get_full_path().replace(code, code.upper(), 1))
    participant = participant_of(request, code, for_page=True)
    if participant:
        return phone_page(request, participant)
    workshop = Workshop.objects.open().filter(code=code).first()
    if workshop is None:
        return _wrong_code(request, code)
    return join_page(request, workshop, token=request.GET.get("k", ""))


def phone_page(
    request: HttpRequest, participant: Participant, *, error: str = "", draft: str = "", status: int = 200
) -> HttpResponse:
    """What somebody who has joined sees now."""
    if participant.removed_at:
        return _slim(request, "workshops/participate_over.html", participant, {"error": REMOVED}, 403)
    place = place_in(list(participant.workshop.rounds.all()))
    context: dict[str, Any] = {"place": place, "round": place.round, "error": error, "draft": draft}
    if participant.workshop.state != State.OPEN:
        return _slim(request, "workshops/participate_over.html", participant, context, status)
    context["board"] = board(participant, place)
    return _slim(request, f"workshops/participate_{place.phase}.html", participant, context, status)


def _slim(
    request: HttpRequest, template: str, participant: Participant, context: dict[str, Any], status: int
) -> HttpResponse:
    """A page without the portal's frame: a phone on a full net loads it each time a phase changes."""
    # Not with the request: its context processors would ask who is logged in, and nobody here needs that.
    words = {**context, "participant": participant, "workshop": participant.workshop}
    return HttpResponse(render_to_string(template, {**words, **_form_token(request)}), status=status)


def _form_token(request: HttpRequest) -> dict[str, Any]:
    return {"csrf_token": get_token(request), "new_key": new_client_key()}


def join_page(
    request: HttpRequest, workshop: Workshop, *, token: str = "", name: str = "", error: str = ""
) -> HttpResponse:
    """The door: as oneself, by personal link, or with a name of one's own choice."""
    words = {"workshop": workshop, "token": token, "name": name, "error": error, "new_place": new_place()}
    invited = invited_by(workshop, token) if token else None
    context = {**words, "invited": invited, **_person(request), **_form_token(request)}
    return HttpResponse(render_to_string("workshops/join.html", context), status=409 if error else 200)


def _person(request: HttpRequest) -> dict[str, Any]:
    own = [mandate.organisation for mandate in current_mandates(request.user)]
    return {"person": request.user if request.user.is_authenticated else None, "organisations": own}


@never_cache
@require_POST
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Come in; this device keeps the place."""
    workshop = Workshop.objects.open().filter(code=code.upper()).first()
    if workshop is None:
        return _wrong_code(request, code)
    token, name = request.POST.get("k", ""), request.POST.get("name", "")
    try:
        participant = _joined(request, workshop)
    except NotPossible as refusal:
        return join_page(request, workshop, token=token, name=name, error=str(refusal))
    except ValidationError as refusal:
        return join_page(request, workshop, token=token, name=name, error=" ".join(refusal.messages))
    return keep_place(redirect("take_part:workshop", workshop.code), participant)


def _joined(request: HttpRequest, workshop: Workshop) -> Participant:
    if request.POST.get("k"):
        return join_by_link(workshop=workshop, token=request.POST["k"])
    if request.POST.get("als") != "mitglied":
        name, place = request.POST.get("name", ""), request.POST.get("platz", "")
        # A second tap on the button, and a form sent twice, must not make a second participant.
        return participant_of(request, workshop.code) or join_as_guest(
            workshop=workshop, name=name, key=key_of(place)
        )
    if not request.user.is_authenticated:
        raise NotPossible("Bitte melden Sie sich zuerst an.")
    chosen = request.POST.get("mitglied", "")
    own = [mandate.organisation for mandate in current_mandates(request.user)]
    organisation = next((row for row in own if str(row.pk) == chosen), None)
    if chosen and organisation is None:
        raise NotPossible("Für dieses Mitglied sprechen Sie nicht.")
    return join_as_member(workshop=workshop, user=request.user, organisation=organisation)


def by_participant(view: Phone) -> Phone:
    """A POST of somebody who has joined and is still in; others get 403."""

    @never_cache
    @require_POST
    @functools.wraps(view)
    def checked(request: HttpRequest, code: str) -> HttpResponse:
        participant = participant_of(request, code)
        if participant is None or participant.removed_at:
            return _refused(request, participant, NOBODY, 403)
        found = _meant_round(request, participant.workshop)
        if found is None:
            return _refused(request, participant, "Gerade läuft keine Runde.", 409)
        return view(request, participant, found)

    return checked


def _meant_round(request: HttpRequest, workshop: Workshop) -> Round | None:
    """The round that the form was made for, else the one under way; the actions check its phase."""
    try:
        # Only its name: the action reads and locks it, and refuses one of another workshop.
        return Round(pk=_number(request.POST.get("runde", "")), workshop=workshop)
    except ValueError:
        return workshop.rounds.active().first()


def wants_json(request: HttpRequest) -> bool:
    """Whether the script of the page asks."""
    return request.headers.get("Accept", "") == "application/json"


def _refused(request: HttpRequest, participant: Participant | None, error: str, status: int) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": error}, status=status)
    if participant is None:
        return redirect("take_part:code")
    draft = request.POST.get("text", "")
    return phone_page(request, participant, error=error, draft=draft, status=status)


@by_participant
def idea(request: HttpRequest, participant: Participant, round: Round) -> HttpResponse:
    """Hand in one idea; sent twice with the same key it is there once."""
    text, key = request.POST.get("text", ""), request.POST.get("schluessel", "")[:36]
    try:
        card = write_idea(participant=participant, round=round, text=text, client_key=key)
    except NotPossible as refusal:
        return _refused(request, participant, str(refusal), 409)
    except ValidationError as refusal:
        return _refused(request, participant, " ".join(refusal.messages), 422)
    if wants_json(request):
        return JsonResponse({"number": card.number, "text": card.text})
    return redirect("take_part:workshop", participant.workshop.code)


@by_participant
def dots(request: HttpRequest, participant: Participant, round: Round) -> HttpResponse:
    """Say how many dots are to be on which clusters: `punkte=<cluster>:<count>`, once or several times."""
    try:
        wanted = dict(map(_key_and_count, request.POST.getlist("punkte")))
    except ValueError:
        return _refused(request, participant, "Diese Angabe ist nicht zu lesen.", 400)
    try:
        own = set_dots(participant=participant, round=round, wanted=wanted)
    except NotPossible as refusal:
        return _refused_dots(request, participant, round, str(refusal))
    if wants_json(request):
        return JsonResponse({"dots": own, "error": ""})
    anchor = f"#thema-{next(iter(wanted))}" if wanted else ""
    return HttpResponse(status=303, headers={"Location": f"/w/{participant.workshop.code}/{anchor}"})


def _key_and_count(value: str) -> tuple[int, int]:
    """Raises ValueError for what is no number that the database knows."""
    key, _, count = value.partition(":")
    return _number(key), _number(count)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise ValueError(text)
    return int(text)


def _refused_dots(request: HttpRequest, participant: Participant, round: Round, error: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"dots": own_dots(participant, round), "error": error}, status=409)
    return phone_page(request, participant, error=error, status=409)


@require_GET
def poll(request: HttpRequest, code: str) -> HttpResponse:
    """The number that phones follow, and the clock: one query by key, before anybody asks who is there."""
    rows = Pulse.objects.filter(workshop__code=code).exclude(workshop__state=State.DRAFT)
    found = rows.values_list("beat", "clock_ends_at", "clock_left").first()
    if found is None:
        raise Http404
    beat, ends_at, left = found
    tag = f'"{beat}-{int(ends_at.timestamp()) if ends_at else ""}-{"" if left is None else left}"'
    headers = {"ETag": tag, "Cache-Control": "no-store"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return JsonResponse({"beat": beat, "clock_ends_at": ends_at, "clock_left": left}, headers=headers)
