"""Pages beside a meeting's form about its people: whom to invite, who is missing, answers by phone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from alliance.accounts.models import person_of
from alliance.members.models import Organisation
from events.meetings import actions, rules
from events.meetings.actions.reaching import Circle, spoken_for
from events.meetings.admin_forms import PhoneForm, WhomForm
from events.meetings.admin_pages import REFUSALS, back, may_use, page, refused, seen
from events.meetings.models import Meeting, Registration
from events.meetings.states import Answer, State, Via, why_closed

# Who has not answered comes first.
BY_ANSWER = (Answer.OPEN, Answer.WAITING, Answer.ROOM, Answer.ONLINE, Answer.NO)


def invite(request: HttpRequest, meeting: Meeting | None) -> HttpResponse:
    """Choose whom to invite, see who would get a mail, and send the invitations. For the chief."""
    meeting = seen(request, meeting)
    if not may_use(request, meeting, "invite"):
        return back(meeting)
    if request.method == "POST" and _invited(request, meeting, actions.invite_meeting):
        return back(meeting)
    return _invite_page(request, meeting, "Einladen")


def invite_more(request: HttpRequest, meeting: Meeting | None) -> HttpResponse:
    """The same for those not invited yet, once others are. For the chief."""
    meeting = seen(request, meeting)
    if not rules.may_invite(request.user, meeting):
        raise PermissionDenied
    if meeting.state != State.INVITED:
        messages.error(request, "Zu diesem Termin ist noch nicht eingeladen.")
        return back(meeting)
    if request.method == "POST" and _invited(request, meeting, actions.invite_more):
        return back(meeting)
    return _invite_page(request, meeting, "Weitere einladen")


def _invited(request: HttpRequest, meeting: Meeting, action: Any) -> bool:
    keys = [int(key) for key in request.POST.getlist("mitglied") if key.isdecimal()]
    chosen = Organisation.objects.filter(pk__in=keys)
    try:
        rows = action(by=person_of(request), meeting=meeting, organisations=chosen)
    except REFUSALS as refusal:
        messages.error(request, refused(refusal))
        return False
    if not rows and not meeting.takes_guests:
        messages.warning(request, "Bitte kreuzen Sie an, wer eingeladen wird.")
        return False
    words = "1 Mitglied ist" if len(rows) == 1 else f"{len(rows)} Mitglieder sind"
    messages.success(request, f"{words} eingeladen. Die E-Mails sind unterwegs.")
    return True


def _invite_page(request: HttpRequest, meeting: Meeting, title: str) -> HttpResponse:
    default = actions.choices_of(meeting)[0]
    form = WhomForm(request.GET if "wen" in request.GET else {"wen": default}, meeting=meeting)
    rows = _invitable(meeting, form) if form.is_valid() else []
    persons = {person for row in rows for person in row["persons"]}
    return page(
        request,
        meeting,
        title,
        "invite",
        form=form,
        rows=rows,
        persons=len(persons),
        chosen=_ticked(request, rows),
    )


def _ticked(request: HttpRequest, rows: list[dict[str, Any]]) -> set[int]:
    """All at first; after a refusal those that were ticked."""
    if request.method == "POST":
        return {int(key) for key in request.POST.getlist("mitglied") if key.isdecimal()}
    return {row["organisation"].pk for row in rows}


def _invitable(meeting: Meeting, form: WhomForm) -> list[dict[str, Any]]:
    """The members of the choice that are not invited yet, each with who gets the mail; four queries."""
    kind = form.cleaned_data["art"]
    chosen = actions.organisations_of(meeting, form.cleaned_data["wen"], kind)
    # A kind narrows every choice, so that nobody gets a mail whom the office has just left out.
    chosen = chosen.filter(kind=kind) if kind else chosen
    if meeting.state == State.INVITED:
        invited = meeting.registrations.of_members().values("organisation")
        chosen = chosen.exclude(pk__in=invited)
    registrations = [Registration(meeting=meeting, organisation=row) for row in chosen.select_related("kind")]
    spoken = spoken_for(meeting, registrations, Circle(meeting))
    persons: dict[Any, list[Any]] = {}
    for person, rows in spoken.items():
        for row in rows:
            persons.setdefault(row.organisation_id, []).append(person)
    return [
        {"organisation": row.organisation, "persons": persons.get(row.organisation_id, [])}
        for row in registrations
    ]


def answers(request: HttpRequest, meeting: Meeting | None) -> HttpResponse:
    """Who has answered and who has not; remind, and write down what was said on the phone."""
    meeting = seen(request, meeting)
    if not rules.may_keep_lists(request.user, meeting):
        raise PermissionDenied
    initial = {"organisation": request.GET.get("mitglied", "")}
    form = PhoneForm(request.POST if "phone" in request.POST else None, meeting=meeting, initial=initial)
    if request.method == "POST" and _acted(request, meeting, form):
        return redirect("admin:meetings_answers", meeting.pk)
    return _answers_page(request, meeting, form)


def _answers_page(request: HttpRequest, meeting: Meeting, form: PhoneForm) -> HttpResponse:
    shown = form if meeting.state == State.INVITED else None
    return page(request, meeting, "Wer fehlt noch?", "answers", form=shown, **_answered_rows(meeting))


def _answered_rows(meeting: Meeting) -> dict[str, Any]:
    """Members and guests with their answers, and who can be reminded now; two queries."""
    rows = list(meeting.registrations.select_related("organisation", "answered_by"))
    members = [row for row in rows if not row.is_guest]
    members.sort(key=lambda row: BY_ANSWER.index(Answer(row.answer)))
    open_ones = [row for row in members if row.answer == Answer.OPEN]
    closed = why_closed(meeting)
    due = [row.pk for row in open_ones if not actions.is_reminded_today(row)]
    return {
        "members": members,
        "guests": [row for row in rows if row.is_guest],
        "counts": _counts(meeting, rows),
        "closed": closed,
        "due": [] if closed else due,
        "open_count": len(open_ones),
    }


def _counts(meeting: Meeting, rows: list[Registration]) -> list[tuple[str, str]]:
    """How many of each answer, with the seats of the room."""
    found: dict[str, int] = {}
    for row in rows:
        if not row.is_guest or row.answer != Answer.OPEN:
            found[row.answer] = found.get(row.answer, 0) + 1
    taken = meeting.seats.count()
    room = f"{taken} von {meeting.limit}" if meeting.limit is not None else str(taken)
    shown = [("Plätze vergeben", room)] if meeting.has_room else []
    words = (
        (Answer.ONLINE, "online"),
        (Answer.WAITING, "Warteliste"),
        (Answer.NO, "abgesagt"),
        (Answer.OPEN, "offen"),
    )
    return [*shown, *((word, str(found.get(answer, 0))) for answer, word in words)]


def _acted(request: HttpRequest, meeting: Meeting, form: PhoneForm) -> bool:
    """Do what was asked for; False when the form has to be mended."""
    try:
        return _answered(request, meeting, form) if "phone" in request.POST else _reminded(request, meeting)
    except REFUSALS as refusal:
        messages.error(request, refused(refusal))
        return "phone" not in request.POST


def _reminded(request: HttpRequest, meeting: Meeting) -> bool:
    key = request.POST.get("erinnern", "")
    only = meeting.registrations.filter(pk=int(key)) if key.isdecimal() else None
    rows = actions.remind(by=person_of(request), meeting=meeting, registrations=only)
    if rows:
        words = "1 Mitglied bekommt" if len(rows) == 1 else f"{len(rows)} Mitglieder bekommen"
        messages.success(request, f"{words} eine Erinnerung.")
    else:
        messages.warning(request, "Heute ist schon an alle erinnert worden, die noch fehlen.")
    return True


def _answered(request: HttpRequest, meeting: Meeting, form: PhoneForm) -> bool:
    if not form.is_valid():
        return False
    values = form.cleaned_data
    row = actions.answer_invitation(
        by=person_of(request),
        meeting=meeting,
        organisation=values["organisation"],
        answer=values["answer"],
        via=Via.OFFICE,
        seats=values.get("seats"),
        attendee_name=values["attendee_name"] or None,
    )
    messages.success(request, f"Eingetragen: {row}.")
    return True
