"""Workshops: rounds, who takes part, ideas, clusters, dots, and what came out."""

from events.workshops.models.board import Cluster, Idea
from events.workshops.models.dots import Dot, DotTotal, KindTotal, KindTurnout, Ranked, ranked, ranking
from events.workshops.models.people import LINKS, SEATS, Participant
from events.workshops.models.workshop import Pulse, Round, Workshop

__all__ = [
    "LINKS",
    "SEATS",
    "Cluster",
    "Dot",
    "DotTotal",
    "Idea",
    "KindTotal",
    "KindTurnout",
    "Participant",
    "Pulse",
    "Ranked",
    "Round",
    "Workshop",
    "ranked",
    "ranking",
]
