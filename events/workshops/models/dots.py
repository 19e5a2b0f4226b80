"""Dots, and what is left of them: totals."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Q

from events.workshops.models.board import Cluster
from events.workshops.models.people import Participant
from events.workshops.models.workshop import Round


class Dot(models.Model):
    """One dot that somebody gave. Rows, not sums: the database refuses the dot too many, whoever asks.

    Secret until the reveal: nothing counts them for anybody before, and nothing else changes with them.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="dots")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="dots")
    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="dots")
    nth = models.PositiveSmallIntegerField("der wievielte")
    # The round's limits when the dot was given.
    limit = models.PositiveSmallIntegerField("von")
    nth_on_it = models.PositiveSmallIntegerField("der wievielte auf dem Thema")
    limit_on_it = models.PositiveSmallIntegerField("von höchstens")

    class Meta:
        verbose_name = "Punkt"
        verbose_name_plural = "Punkte"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "participant", "nth"], name="workshops_dot_once"),
            models.CheckConstraint(
                condition=Q(nth__gte=1, nth__lte=F("limit")), name="workshops_dot_within_limit"
            ),
            models.UniqueConstraint(
                fields=["round", "participant", "cluster", "nth_on_it"], name="workshops_dot_on_it_once"
            ),
            models.CheckConstraint(
                condition=Q(nth_on_it__gte=1, nth_on_it__lte=F("limit_on_it")),
                name="workshops_dot_on_it_within_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nth} von {self.limit}"


class DotTotal(models.Model):
    """How many dots a cluster got; written at the reveal, kept when nobody knows any more who gave them."""

    cluster = models.OneToOneField(Cluster, models.CASCADE, primary_key=True, related_name="total")
    points = models.PositiveIntegerField("Punkte")

    class Meta:
        verbose_name = "Summe"
        verbose_name_plural = "Summen"

    def __str__(self) -> str:
        return str(self.points)


class KindTurnout(models.Model):
    """How many of a kind of members gave dots; only where nobody can be recognised by it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="turnouts")
    kind = models.ForeignKey("members.OrganisationKind", models.PROTECT, related_name="+")
    voted = models.PositiveIntegerField("haben gepunktet")

    class Meta:
        verbose_name = "Beteiligung nach Art"
        verbose_name_plural = "Beteiligung nach Art"
        ordering = ["kind__order", "kind__sort_name"]
        constraints = [models.UniqueConstraint(fields=["round", "kind"], name="workshops_turnout_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.voted}"


class KindTotal(models.Model):
    """How many dots a kind of members gave to a cluster."""

    turnout = models.ForeignKey(KindTurnout, models.CASCADE, related_name="totals")
    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="kind_totals")
    points = models.PositiveIntegerField("Punkte")

    class Meta:
        verbose_name = "Summe nach Art"
        verbose_name_plural = "Summen nach Art"
        constraints = [
            models.UniqueConstraint(fields=["turnout", "cluster"], name="workshops_kind_total_once")
        ]

    def __str__(self) -> str:
        return str(self.points)


@dataclass(frozen=True)
class Ranked:
    """A cluster in its place. Equal points share a rank, and the next one counts on (1, 2, 2, 4)."""

    rank: int
    cluster: Cluster
    points: int
    is_tied: bool
    # Of the most points that any cluster got, in per cent, for the bar.
    share: int


def ranked(clusters: Iterable[tuple[Cluster, int]]) -> list[Ranked]:
    """Clusters with their points in order of points; those that are equal keep the order they came in."""
    rows = sorted(clusters, key=lambda row: -row[1])
    points = [row[1] for row in rows]
    most = max(points, default=0)
    return [
        Ranked(
            rank=points.index(count) + 1,
            cluster=cluster,
            points=count,
            is_tied=points.count(count) > 1,
            share=round(100 * count / most) if most else 0,
        )
        for cluster, count in rows
    ]


def ranking(round: Any) -> list[Ranked]:
    """The result of a round from its kept totals; empty before the reveal. One query."""
    rows = Cluster.objects.filter(round=round, total__isnull=False).select_related("total", "action_field")
    return ranked((row, row.total.points) for row in rows) if round.is_revealed else []
