"""What board and projector show of a workshop. Before the reveal no count of dots is even asked for."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import segno
from django.core.signing import Signer
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from alliance.core.addresses import absolute
from alliance.core.workflow import Offer
from events.workshops.models import Cluster, Idea, Ranked, Round, Workshop, ranking
from events.workshops.rules import ROUND_WORKFLOW
from events.workshops.states import SORTABLE, Phase

# The poll answers whoever holds this address, and nobody else learns it.
POLLS = Signer(salt="workshops.board")
SHOWN_CARDS = 3
NEWEST = 12


@dataclass(frozen=True)
class Topic:
    """A cluster with its cards."""

    cluster: Cluster
    ideas: list[Idea]

    @property
    def first(self) -> list[Idea]:
        """The cards that stand on the board itself."""
        return self.ideas[:SHOWN_CARDS]

    @property
    def more(self) -> int:
        """How many others there are."""
        return max(0, len(self.ideas) - SHOWN_CARDS)


@dataclass(frozen=True)
class Step:
    """One phase on the way of the round."""

    label: str
    note: str
    state: str


@dataclass
class Board:
    """Where the workshop stands for those who lead it."""

    workshop: Workshop
    rounds: list[Round]
    round: Round | None
    present: int
    unsorted: list[Idea] = field(default_factory=list)
    removed: list[Idea] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    ranking: list[Ranked] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Which round it is, from one."""
        return self.rounds.index(self.round) + 1 if self.round else 0

    @property
    def cards(self) -> int:
        """How many cards there are in the round."""
        return len(self.unsorted) + sum(len(topic.ideas) for topic in self.topics)

    @property
    def can_sort(self) -> bool:
        """Whether cards and clusters may be moved."""
        return self.round is not None and self.round.state in SORTABLE

    @property
    def newest(self) -> list[Idea]:
        """The latest cards, for the projector."""
        ideas = [*self.unsorted, *(idea for topic in self.topics for idea in topic.ideas)]
        return sorted(ideas, key=lambda idea: -idea.number)[:NEWEST]

    @property
    def steps(self) -> list[Step]:
        """The way of the round; what each phase holds, as far as it may be known."""
        if self.round is None:
            return []
        phases = [Phase.COLLECT, Phase.CLUSTER, Phase.PRIORITISE, Phase.REVEAL]
        reached = {Phase.WAITING: -1, Phase.CLOSED: 4}.get(Phase(self.round.state))
        now = phases.index(Phase(self.round.state)) if reached is None else reached
        notes = self._notes(now)
        return [
            Step(phase.label, notes[index], "" if index < now else "now" if index == now else "open")
            for index, phase in enumerate(phases)
        ]

    def _notes(self, now: int) -> list[str]:
        round, count = self.round, len(self.topics)
        if round is None:
            return [""] * 4
        topics = f"{count} {'Thema' if count == 1 else 'Themen'}"
        cards = f"{self.cards} {'Karte' if self.cards == 1 else 'Karten'}"
        left = f", {len(self.unsorted)} Karten offen" if self.unsorted else ""
        whose = "je Mitglied" if self.workshop.by_organisation else "je Person"
        dots = f"{round.dots_each} {'Punkt' if round.dots_each == 1 else 'Punkte'} {whose}"
        voted = f"{round.voted} von {round.present} haben gepunktet" if round.voted is not None else ""
        return [cards if now >= 0 else "", f"{topics}{left}" if now >= 1 else "", dots, voted]


def load(workshop: Workshop) -> Board:
    """The board of the round under way, else of the next one, else of the last; six queries at most."""
    rounds = list(workshop.rounds.all())
    for one in rounds:
        # Rules ask a round for its workshop.
        one.workshop = workshop
    present = workshop.participants.present().count()
    round = current(rounds)
    found = Board(workshop, rounds, round, present)
    if round is None:
        return found
    ideas: dict[int | None, list[Idea]] = defaultdict(list)
    for idea in round.ideas.select_related("organisation"):
        (found.removed if idea.removed_at else ideas[idea.cluster_id]).append(idea)
    clusters = round.clusters.select_related("action_field")
    found.unsorted = ideas[None][::-1]
    found.topics = [Topic(row, ideas[row.pk]) for row in clusters]
    found.ranking = ranking(round)
    return found


def current(rounds: list[Round]) -> Round | None:
    """The round under way, else the next one, else the last."""
    for states in ({row.pk for row in rounds if row.is_active}, _waiting(rounds)):
        for row in rounds:
            if row.pk in states:
                return row
    return rounds[-1] if rounds else None


def _waiting(rounds: list[Round]) -> set[Any]:
    return {row.pk for row in rounds if row.state == Phase.WAITING}


def moves(user: Any, round: Round | None) -> tuple[list[Offer], list[Offer]]:
    """The verbs that lead on, and those that lead back."""
    offers = ROUND_WORKFLOW.available(user, round) if round else []
    back = [offer for offer in offers if offer.verb.startswith("back_")]
    return [offer for offer in offers if offer not in back], back


def poll_address(workshop: Workshop) -> str:
    """Where board and projector ask whether something changed."""
    return reverse("workshops:poll", args=[POLLS.sign(str(workshop.pk))])


def join_address(workshop: Workshop) -> str:
    """What the QR code says."""
    return absolute(reverse("take_part:workshop", args=[workshop.code]))


def qr_code(workshop: Workshop) -> SafeString:
    """The way in as a drawing; `segno` writes no text of ours but the title."""
    code = segno.make(join_address(workshop), error="m")
    return mark_safe(
        code.svg_inline(omitsize=True, border=2, title=f"QR-Code zum Mitmachen, Code {workshop.code}")
    )
