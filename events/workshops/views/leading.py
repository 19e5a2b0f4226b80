"""What whoever leads a workshop does on the board: each verb a POST that leads back to it."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from alliance.accounts.models import person_of
from alliance.core.revision import StaleRevision
from alliance.core.workflow import NotPossible
from events.workshops import actions
from events.workshops.models import Cluster, Idea, Round, Workshop
from strategy.fields.models import ActionField

STALE = "Jemand anderes hat das Thema inzwischen geändert. Ihre Eingabe war: „{}“. Bitte sehen Sie noch einmal hin."
Verb = Callable[..., str]


def keys(request: HttpRequest, name: str) -> list[int]:
    """The numbers that a form sent under this name; nonsense is left out."""
    return [int(value) for value in request.POST.getlist(name) if value.isascii() and value.isdecimal()]


def led(user: Any, slug: str) -> Workshop:
    """The workshop for those who lead it; 404 for everybody else."""
    rows = Workshop.objects.led_by(user).select_related("pulse").prefetch_related("facilitators")
    return get_object_or_404(rows, slug=slug)


def leading(verb: Verb) -> Callable[..., HttpResponse]:
    """A verb of the board: done for those who lead, refused with a sentence, and back to where it came from.

    `verb` returns what it did in words, or nothing where the board shows it.
    """

    @require_POST
    @functools.wraps(verb)
    def view(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        workshop = led(request.user, slug)
        said = ""
        try:
            said = verb(request, workshop, **kwargs)
        except (NotPossible, ValidationError, StaleRevision) as refusal:
            return _refused(request, workshop, refusal)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"said": said})
        if said:
            messages.success(request, said)
        return _back(request, workshop)

    return view


def _refused(request: HttpRequest, workshop: Workshop, refusal: Exception) -> HttpResponse:
    if isinstance(refusal, StaleRevision):
        words = STALE.format(request.POST.get("name", "")[:160])
    else:
        words = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"error": words}, status=409)
    messages.error(request, words)
    return _back(request, workshop)


def _back(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    pages = {"beamer": "workshops:projector", "teilnahme": "workshops:people"}
    return redirect(pages.get(request.POST.get("zurueck", ""), "workshops:board"), workshop.slug)


def _round(workshop: Workshop, request: HttpRequest) -> Round:
    row = workshop.rounds.filter(pk__in=keys(request, "runde")).first()
    if row is None:
        raise NotPossible("Diese Runde gibt es nicht mehr.")
    return row


def _cluster(workshop: Workshop, pk: int) -> Cluster:
    rows = Cluster.objects.select_related("round__workshop").filter(round__workshop=workshop)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotPossible("Dieses Thema gibt es nicht mehr.")
    return row


def _ideas(workshop: Workshop, request: HttpRequest) -> list[Idea]:
    return list(Idea.objects.filter(round__workshop=workshop, pk__in=keys(request, "karte")))


@leading
def move_workshop(request: HttpRequest, workshop: Workshop, verb: str) -> str:
    """Open it, end it, open it again."""
    if verb not in actions.VERBS:
        raise NotPossible("Das gibt es nicht.")
    actions.VERBS[verb](by=person_of(request), workshop=workshop)
    return ""


@leading
def move_round(request: HttpRequest, workshop: Workshop, verb: str) -> str:
    """One phase on or back."""
    if verb not in actions.ROUND_VERBS:
        raise NotPossible("Das gibt es nicht.")
    actions.move_round(by=person_of(request), round=_round(workshop, request), verb=verb)
    return ""


@leading
def clock(request: HttpRequest, workshop: Workshop) -> str:
    """Set the clock, let it stand, go on, or take it away."""
    by, round = person_of(request), _round(workshop, request)
    what = request.POST.get("tun", "")
    if what == "stellen":
        minutes = keys(request, "minuten")
        if not minutes or not 1 <= minutes[0] <= 600:
            raise NotPossible("Bitte geben Sie 1 bis 600 Minuten an.")
        actions.start_clock(by=by, round=round, minutes=minutes[0])
    elif what in CLOCK:
        CLOCK[what](by=by, round=round)
    return ""


CLOCK: dict[str, Callable[..., Any]] = {
    "anhalten": actions.pause_clock,
    "weiter": actions.resume_clock,
    "weg": actions.stop_clock,
}


@leading
def add_card(request: HttpRequest, workshop: Workshop) -> str:
    """Write a card for somebody in the room."""
    actions.add_idea(
        by=person_of(request), round=_round(workshop, request), text=request.POST.get("text", "")
    )
    return ""


@leading
def sort_cards(request: HttpRequest, workshop: Workshop) -> str:
    """Put the chosen cards into a cluster, make a new one of them, or take them off the board."""
    by, round, ideas = person_of(request), _round(workshop, request), _ideas(workshop, request)
    what = request.POST.get("tun", "zuordnen")
    if what == "neu":
        actions.cluster_from_ideas(by=by, round=round, ideas=ideas, name=request.POST.get("name", ""))
    elif what == "jede":
        actions.cluster_each(by=by, round=round)
    elif what == "abnehmen":
        for idea in ideas:
            actions.remove_idea(by=by, idea=idea)
        return f"{len(ideas)} Karten abgenommen. Sie liegen unten unter „Abgenommene Karten“."
    else:
        chosen = keys(request, "thema")
        if not chosen:
            raise NotPossible("Bitte wählen Sie ein Thema.")
        actions.assign_ideas(by=by, round=round, ideas=ideas, cluster=_cluster(workshop, chosen[0]))
    return ""


@leading
def put_back(request: HttpRequest, workshop: Workshop) -> str:
    """Put a card that was taken off the board up again."""
    for idea in _ideas(workshop, request):
        actions.restore_idea(by=person_of(request), idea=idea)
    return ""


@leading
def add_cluster(request: HttpRequest, workshop: Workshop) -> str:
    """A new cluster without cards."""
    cluster = Cluster(round=_round(workshop, request), name=request.POST.get("name", "").strip())
    actions.save_cluster(by=person_of(request), cluster=cluster)
    return ""


@leading
def carry(request: HttpRequest, workshop: Workshop) -> str:
    """Take clusters of an earlier round into this one."""
    chosen = Cluster.objects.filter(round__workshop=workshop, pk__in=keys(request, "thema"))
    if not chosen:
        raise NotPossible("Bitte wählen Sie mindestens ein Thema.")
    made = actions.carry_clusters(
        by=person_of(request), into=_round(workshop, request), clusters=list(chosen)
    )
    return f"{len(made)} Themen übernommen."


@leading
def change_cluster(request: HttpRequest, workshop: Workshop, pk: int) -> str:
    """Name and action field, each where it was sent."""
    cluster, by = _cluster(workshop, pk), person_of(request)
    if "name" in request.POST:
        cluster.name = request.POST["name"].strip()
        cluster.revision = (keys(request, "revision") or [cluster.revision])[0]
        actions.save_cluster(by=by, cluster=cluster)
    if "handlungsfeld" in request.POST:
        from_list = {row.pk: row for row in ActionField.objects.all()}
        chosen = (keys(request, "handlungsfeld") or [0])[0]
        actions.set_cluster_field(by=by, cluster=cluster, action_field=from_list.get(chosen))
    return "Gespeichert."


@leading
def split_cluster(request: HttpRequest, workshop: Workshop, pk: int) -> str:
    """Cards out of a cluster: into a new one, into another one, or into none."""
    by, cluster, ideas = person_of(request), _cluster(workshop, pk), _ideas(workshop, request)
    target = (keys(request, "thema") or [0])[0]
    if request.POST.get("tun") == "neu":
        made = actions.split_cluster(by=by, cluster=cluster, ideas=ideas, name=request.POST.get("neu", ""))
        return f"„{made}“ ist ein eigenes Thema."
    other = _cluster(workshop, target) if target else None
    actions.assign_ideas(by=by, round=cluster.round, ideas=ideas, cluster=other)
    return f"Die Karten stehen jetzt unter „{other}“." if other else "Die Karten stehen wieder ohne Thema."


@leading
def merge_cluster(request: HttpRequest, workshop: Workshop, pk: int) -> str:
    """Put another cluster's cards into this one."""
    others = [_cluster(workshop, key) for key in keys(request, "thema")]
    into = actions.merge_clusters(by=person_of(request), into=_cluster(workshop, pk), others=others)
    return f"Zusammengelegt zu „{into}“."


@leading
def delete_cluster(request: HttpRequest, workshop: Workshop, pk: int) -> str:
    """Take a cluster away; its cards stay."""
    cluster = _cluster(workshop, pk)
    actions.delete_cluster(by=person_of(request), cluster=cluster)
    return f"„{cluster.name}“ ist gelöscht. Die Karten stehen wieder ohne Thema."


@leading
def door(request: HttpRequest, workshop: Workshop) -> str:
    """Lock the door or open it again."""
    act = actions.unlock_door if workshop.is_locked else actions.lock_door
    return (
        "Die Tür ist zu." if act(by=person_of(request), workshop=workshop).is_locked else "Die Tür ist offen."
    )


@leading
def participant(request: HttpRequest, workshop: Workshop, pk: int) -> str:
    """Take somebody out, or let them in again."""
    row = get_object_or_404(workshop.participants, pk=pk)
    act = actions.readmit_participant if row.removed_at else actions.remove_participant
    act(by=person_of(request), participant=row)
    return f"{row.name} ist {'wieder dabei' if act is actions.readmit_participant else 'nicht mehr dabei'}."
