"""The facilitators' board, the projector, and the number that both follow."""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from events.workshops import board as boards
from events.workshops import rules
from events.workshops.models import Cluster, Pulse, Workshop
from events.workshops.states import Phase
from events.workshops.views.leading import led
from strategy.fields.models import ActionField


@never_cache
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Cards, clusters, phases, clock."""
    workshop = led(request.user, slug)
    return render(request, "workshops/board.html", _context(request, workshop))


def _context(request: HttpRequest, workshop: Workshop) -> dict[str, object]:
    found = boards.load(workshop)
    forward, back = boards.moves(request.user, found.round)
    return {
        "workshop": workshop,
        "board": found,
        "forward": forward,
        "back": back,
        "workshop_moves": rules.WORKFLOW.available(request.user, workshop),
        "carriable": _carriable(found),
        "beat": workshop.pulse.board_beat,
        "poll": boards.poll_address(workshop),
        "is_office": rules.may_view(request.user, workshop),
    }


def _carriable(found: boards.Board) -> list[Cluster]:
    """Clusters of earlier rounds that this one may take over."""
    round = found.round
    if round is None or not (found.can_sort or round.state == Phase.WAITING):
        return []
    earlier = [row.pk for row in found.rounds if row.is_revealed and row.pk != round.pk]
    if not earlier:
        return []
    there = {topic.cluster.carried_from_id for topic in found.topics}
    rows = Cluster.objects.filter(round__in=earlier).order_by("round__order", "-total__points", "order")
    return [row for row in rows.select_related("round") if row.pk not in there]


@never_cache
@require_safe
def cluster(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One cluster with everything that can be done to it."""
    workshop = led(request.user, slug)
    rows = Cluster.objects.select_related("round__workshop", "action_field").filter(round__workshop=workshop)
    row = get_object_or_404(rows, pk=pk)
    context = {
        "workshop": workshop,
        "cluster": row,
        "ideas": row.ideas.shown().select_related("organisation"),
        "others": row.round.clusters.exclude(pk=row.pk),
        "fields": ActionField.objects.all(),
        "can_sort": row.round.state in boards.SORTABLE,
    }
    return render(request, "workshops/cluster.html", context)


@never_cache
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is in, and the door."""
    workshop = led(request.user, slug)
    rows = list(workshop.participants.select_related("user", "organisation").order_by("joined_at", "pk"))
    context = {
        "workshop": workshop,
        "present": [row for row in rows if row.joined_at and not row.removed_at],
        "invited": [row for row in rows if not row.joined_at and not row.removed_at],
        "removed": [row for row in rows if row.removed_at],
    }
    return render(request, "workshops/people.html", context)


@never_cache
@require_safe
def projector(request: HttpRequest, slug: str) -> HttpResponse:
    """For the last row: question, way in, cards, themes, result."""
    workshop = led(request.user, slug)
    context = _context(request, workshop)
    address = boards.join_address(workshop)
    context |= {
        "qr": boards.qr_code(workshop),
        "join_url": address,
        "typed_url": address.split("://")[1].rsplit("/", 2)[0],
        "shows_cards": request.GET.get("karten") != "aus",
        "board_url": reverse("workshops:board", args=[workshop.slug]),
    }
    return render(request, "workshops/projector.html", context)


@require_GET
def poll(request: HttpRequest, token: str) -> HttpResponse:
    """The number that board and projector follow, and the clock: one query by key, nobody is asked who it is."""
    try:
        key = boards.POLLS.unsign(token)
    except BadSignature as error:
        raise Http404 from error
    found = Pulse.objects.filter(pk=key).values_list("board_beat", "clock_ends_at", "clock_left").first()
    if found is None:
        raise Http404
    beat, ends_at, left = found
    tag = f'"{beat}-{int(ends_at.timestamp()) if ends_at else ""}-{"" if left is None else left}"'
    headers = {"ETag": tag, "Cache-Control": "no-store"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return JsonResponse({"beat": beat, "clock_ends_at": ends_at, "clock_left": left}, headers=headers)
