"""What a phone shows: the phase under way, one's own ideas and dots, and results that are revealed."""

import hashlib
from dataclasses import dataclass, field

from events.workshops.actions import own_dots
from events.workshops.models import Cluster, Idea, Participant, Ranked, Round, ranking
from events.workshops.states import Phase


@dataclass(frozen=True)
class Card:
    """A cluster with one's own dots. `more` and `less` are what its buttons make of them; the same if nothing."""

    cluster: Cluster
    count: int
    more: int
    less: int
    dots: list[bool]


@dataclass(frozen=True)
class Place:
    """Where a workshop stands for a phone: the round under way, else the last one that is over."""

    round: Round | None
    number: int
    count: int
    waits_for: Round | None

    @property
    def phase(self) -> str:
        """`waiting` between rounds."""
        return self.round.state if self.round and self.round.is_active else str(Phase.WAITING)

    @property
    def key(self) -> str:
        """Differs when the page has to show something else; the clock is no part of it."""
        return f"{self.phase}-{self.round.pk if self.round else 0}"


@dataclass
class Board:
    """The part of the page that belongs to the phase."""

    cards: list[Card] = field(default_factory=list)
    left: int = 0
    dots: list[bool] = field(default_factory=list)
    ideas: list[Idea] = field(default_factory=list)
    ranking: list[Ranked] = field(default_factory=list)


def place_in(rounds: list[Round]) -> Place:
    """Where the workshop stands, from its rounds in order."""
    active = [row for row in rounds if row.is_active]
    over = [row for row in rounds if row.state == Phase.CLOSED]
    waiting = [row for row in rounds if row.state == Phase.WAITING]
    shown = active[0] if active else over[-1] if over else None
    number = rounds.index(shown) + 1 if shown else 0
    return Place(shown, number, len(rounds), waiting[0] if waiting else None)


def board(participant: Participant, place: Place) -> Board:
    """What this participant sees in the phase; never a count that is still secret."""
    round = place.round
    if round is None:
        return Board()
    if round.is_revealed:
        return Board(ranking=ranking(round))
    if place.phase == Phase.PRIORITISE:
        return _ballot(participant, round)
    if place.phase in (Phase.COLLECT, Phase.CLUSTER):
        mine = Idea.objects.filter(round=round, participant=participant).order_by("-number")
        return Board(ideas=list(mine))
    return Board()


def _ballot(participant: Participant, round: Round) -> Board:
    own = own_dots(participant, round)
    left = round.dots_each - sum(own.values())
    clusters = list(round.clusters.select_related("action_field"))
    # By person, and for a person always the same: no place on the list wins by being first.
    clusters.sort(key=lambda row: hashlib.sha256(f"{participant.seed}:{row.pk}".encode()).digest())
    cards = [_card(row, own.get(row.pk, 0), left, round.dots_on_one) for row in clusters]
    dots = [nth <= round.dots_each - left for nth in range(1, round.dots_each + 1)]
    return Board(cards=cards, left=left, dots=dots)


def _card(cluster: Cluster, count: int, left: int, most: int) -> Card:
    more = count + 1 if left > 0 and count < most else count
    return Card(cluster, count, more, max(0, count - 1), [nth <= count for nth in range(1, most + 1)])
