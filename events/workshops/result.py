"""What came out of a workshop: the same facts for page, PDF and table, and never more than was revealed."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localtime

from events.workshops.models import Cluster, Idea, KindTotal, KindTurnout, Ranked, Round, Workshop, ranked
from events.workshops.states import Kind


@dataclass(frozen=True)
class KindRow:
    """A cluster with the points that each shown kind of members gave it."""

    cluster: Cluster
    points: list[int]


@dataclass(frozen=True)
class Topic:
    """A cluster in its place, with its cards."""

    row: Ranked
    ideas: list[Idea]


@dataclass(frozen=True)
class RoundResult:
    """One round that was revealed."""

    round: Round
    topics: list[Topic]
    unsorted: list[Idea]
    kinds: list[KindTurnout]
    by_kind: list[KindRow]

    @property
    def points(self) -> int:
        """All points of the round."""
        return sum(topic.row.points for topic in self.topics)

    @property
    def turnout(self) -> str:
        """„23 von 25 haben gepunktet“, or nothing where nobody counted."""
        if self.round.voted is None:
            return ""
        verb = "hat" if self.round.voted == 1 else "haben"
        return f"{self.round.voted} von {self.round.present} {verb} gepunktet"

    @property
    def span(self) -> str:
        """„20. Februar 2024, 14:10 bis 15:05 Uhr“, as far as it is known."""
        if self.round.started_at is None:
            return ""
        start = localtime(self.round.started_at)
        words = f"{date_format(start, 'j. F Y')}, {start:%H:%M}"
        if self.round.ended_at is None:
            return f"{words} Uhr"
        end = localtime(self.round.ended_at)
        day = "" if end.date() == start.date() else f"{date_format(end, 'j. F Y')}, "
        return f"{words} bis {day}{end:%H:%M} Uhr"


@dataclass(frozen=True)
class Result:
    """The whole workshop."""

    workshop: Workshop
    rounds: list[RoundResult]

    @property
    def motto(self) -> str:
        """What won the last round about a motto; nothing where there was none or two are equal."""
        for result in reversed(self.rounds):
            if result.round.kind == Kind.MOTTO and result.topics and not result.topics[0].row.is_tied:
                return result.topics[0].row.cluster.name
        return ""


def gather(workshop: Workshop) -> Result:
    """Load what was revealed so far; five queries, however much there is."""
    rounds = list(workshop.rounds.revealed())
    clusters: dict[int, list[tuple[Cluster, int]]] = defaultdict(list)
    rows = Cluster.objects.filter(round__in=rounds, total__isnull=False)
    for cluster in rows.select_related("total", "action_field"):
        clusters[cluster.round_id].append((cluster, cluster.total.points))
    ideas: dict[tuple[int, int | None], list[Idea]] = defaultdict(list)
    for idea in Idea.objects.shown().filter(round__in=rounds).select_related("organisation"):
        ideas[idea.round_id, idea.cluster_id].append(idea)
    kinds = _turnouts(rounds)
    found = []
    for one in rounds:
        topics = [Topic(row, ideas[one.pk, row.cluster.pk]) for row in ranked(clusters[one.pk])]
        shown = kinds[one.pk]
        found.append(RoundResult(one, topics, ideas[one.pk, None], shown, _matrix(topics, shown)))
    return Result(workshop, found)


def _turnouts(rounds: list[Round]) -> dict[int, list[KindTurnout]]:
    rows = KindTurnout.objects.filter(round__in=rounds).select_related("kind")
    found: dict[int, list[KindTurnout]] = defaultdict(list)
    for row in rows.prefetch_related(Prefetch("totals", KindTotal.objects.order_by("pk"))):
        found[row.round_id].append(row)
    return found


def _matrix(topics: list[Topic], kinds: list[KindTurnout]) -> list[KindRow]:
    if not kinds:
        return []
    points: dict[tuple[Any, Any], int] = {
        (total.cluster_id, kind.pk): total.points for kind in kinds for total in kind.totals.all()
    }
    return [
        KindRow(topic.row.cluster, [points.get((topic.row.cluster.pk, kind.pk), 0) for kind in kinds])
        for topic in topics
    ]
