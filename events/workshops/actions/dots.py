"""Dots: given and moved in secret, counted at the reveal, their owners forgotten later."""

from collections import Counter
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from alliance.core.workflow import NotPossible
from alliance.history.actions import record
from events.workshops.models import (
    Cluster,
    Dot,
    DotTotal,
    Idea,
    KindTotal,
    KindTurnout,
    Participant,
    Round,
    Workshop,
)
from events.workshops.rules import shown_kinds
from events.workshops.states import Phase

CLOSED = "Die Abstimmung läuft gerade nicht."


def own_dots(participant: Participant, round: Round) -> dict[int, int]:
    """How many dots somebody gave, by the key of the cluster; nobody else is shown it. One query."""
    rows = Dot.objects.filter(round=round, participant=participant)
    return dict(Counter(rows.order_by().values_list("cluster", flat=True)))


@transaction.atomic
def set_dots(*, participant: Participant, round: Round, wanted: Mapping[int, int]) -> dict[int, int]:
    """Make somebody's dots on the clusters that `wanted` names just so many; others stay. Returns all of them.

    Says what is to be and not what to add, so the same request counts once however often it arrives. Nothing
    tells of it: no entry of the log, no number that is polled. Raises NotPossible outside the phase, for more
    than the round allows, a cluster of another round, or a participant who was taken out.
    """
    row = Round.objects.filter(pk=round.pk, workshop=participant.workshop_id).held()
    if row is None or row.state != Phase.PRIORITISE:
        raise NotPossible(CLOSED)
    # The round is held by everybody at once; the tabs and phones of one participant wait for each other here.
    if Participant.objects.present().select_for_update().filter(pk=participant.pk).first() is None:
        raise NotPossible(CLOSED)
    if set(wanted) - set(Cluster.objects.filter(round=row).order_by().values_list("pk", flat=True)):
        raise NotPossible("Dieses Thema gibt es in der Runde nicht mehr.")
    dots = list(Dot.objects.filter(round=row, participant=participant).order_by("nth_on_it"))
    after = {**Counter(dot.cluster_id for dot in dots), **wanted}
    if min(after.values(), default=0) < 0 or max(after.values(), default=0) > row.dots_on_one:
        raise NotPossible(f"Auf ein Thema passen höchstens {row.dots_on_one} Punkte.")
    if sum(after.values()) > row.dots_each:
        raise NotPossible("Sie haben keinen Punkt mehr. Nehmen Sie zuerst einen anderen zurück.")
    _write(row, participant, dots, after)
    return {key: count for key, count in after.items() if count}


def _write(round: Round, participant: Participant, dots: list[Dot], after: Mapping[int, int]) -> None:
    gone = [dot for dot in dots if dot.nth_on_it > after[dot.cluster_id]]
    kept = [dot for dot in dots if dot.nth_on_it <= after[dot.cluster_id]]
    if gone:
        Dot.objects.filter(pk__in=[dot.pk for dot in gone]).delete()
    taken = {dot.nth for dot in kept}
    free = (nth for nth in range(1, round.dots_each + 1) if nth not in taken)
    there = {(dot.cluster_id, dot.nth_on_it) for dot in kept}
    Dot.objects.bulk_create(
        Dot(
            round=round,
            participant=participant,
            cluster_id=cluster,
            nth=next(free),
            limit=round.dots_each,
            nth_on_it=nth_on_it,
            limit_on_it=round.dots_on_one,
        )
        for cluster, count in after.items()
        for nth_on_it in range(1, count + 1)
        if (cluster, nth_on_it) not in there
    )


def count_dots(round: Round) -> None:
    """Keep the totals of a locked round, who took part, and by kind of members what recognises nobody."""
    uncount_dots(round)
    totals = dict(Dot.objects.filter(round=round).values_list("cluster").annotate(Count("pk")).order_by())
    clusters = Cluster.objects.filter(round=round)
    DotTotal.objects.bulk_create(DotTotal(cluster=row, points=totals.get(row.pk, 0)) for row in clusters)
    round.present = round.workshop.participants.present().count()
    round.voted = Dot.objects.filter(round=round).values("participant").distinct().count()
    _count_kinds(round)


def _count_kinds(round: Round) -> None:
    rows = Dot.objects.filter(round=round, participant__organisation__isnull=False)
    dots = list(rows.values_list("participant__organisation__kind", "participant", "cluster"))
    voted = Counter(kind for kind, _ in {(kind, person) for kind, person, _ in dots})
    shown = shown_kinds(voted, total=round.voted or 0, threshold=round.workshop.threshold)
    points = Counter((kind, cluster) for kind, _, cluster in dots)
    turnouts = {
        kind: KindTurnout.objects.create(round=round, kind_id=kind, voted=voted[kind]) for kind in shown
    }
    KindTotal.objects.bulk_create(
        KindTotal(turnout=turnouts[kind], cluster_id=cluster, points=count)
        for (kind, cluster), count in points.items()
        if kind in turnouts
    )


def uncount_dots(round: Round) -> None:
    """Forget the totals of a locked round, before it is voted on again."""
    DotTotal.objects.filter(cluster__round=round).delete()
    KindTotal.objects.filter(turnout__round=round).delete()
    KindTurnout.objects.filter(round=round).delete()
    round.present = round.voted = None


@transaction.atomic
def forget_workshop(*, workshop: Workshop) -> None:
    """Delete who took part, wrote what and gave which dot in an ended workshop; ideas and totals stay. Recorded."""
    row = Workshop.objects.select_for_update().filter(pk=workshop.pk).to_forget().first()
    if row is None:
        return
    Dot.objects.filter(round__workshop=row).delete()
    Idea.objects.filter(round__workshop=row).update(participant=None)
    row.participants.all().delete()
    row.forgotten_at = timezone.now()
    row.save(update_fields=["forgotten_at"])
    record(verb="Zuordnung der Punkte gelöscht", obj=row, by=None)


def forget_owners() -> None:
    """What falls due (DUE_JOBS): forget who gave which dot where the workshop's period is over."""
    for workshop in Workshop.objects.to_forget():
        forget_workshop(workshop=workshop)
