"""Workshops for tests, in any phase."""

from typing import Any

from django.utils import timezone

from alliance.accounts.models import User
from events.workshops.actions.dots import count_dots
from events.workshops.models import Cluster, Dot, Idea, Participant, Pulse, Round, Workshop
from events.workshops.states import REVEALED, Phase, State

NAMES = ("Anerkennung beschleunigen", "Kalender für Weiterbildung", "Wiedereinstieg begleiten")


def make_workshop(*, leads: list[User] | None = None, **values: Any) -> Workshop:
    """An open workshop without rounds."""
    defaults: dict[str, Any] = {"title": "Strategieaustausch", "question": "Was packen wir an?"}
    number = Workshop.objects.count() + 1
    defaults |= {"slug": f"werkstatt-{number}", "state": State.OPEN, "opened_at": timezone.now()}
    if values.get("state") == State.CLOSED:
        defaults["closed_at"] = timezone.now()
    workshop = Workshop.objects.create(**{**defaults, **values})
    Pulse.objects.create(workshop=workshop)
    workshop.facilitators.set(leads or [])
    return workshop


def make_round(
    workshop: Workshop | None = None, state: str = Phase.PRIORITISE, clusters: int = 3, **values: Any
) -> Round:
    """A round in this phase with so many clusters; what is past the reveal has its totals."""
    workshop = workshop or make_workshop()
    defaults = {"question": "Was zuerst?", "order": workshop.rounds.count() + 1, "started_at": timezone.now()}
    round = Round.objects.create(workshop=workshop, state=state, **{**defaults, **values})
    for number in range(clusters):
        name = NAMES[number] if number < len(NAMES) else f"Thema {number + 1}"
        Cluster.objects.create(round=round, name=name, order=number + 1)
    if state in REVEALED:
        recount(round)
    return round


def recount(round: Round) -> None:
    """Keep the totals of the dots that are there."""
    count_dots(round)
    round.save()


def make_participant(workshop: Workshop, name: str = "Gast", **values: Any) -> Participant:
    """Somebody who is in."""
    values = {"display_name": name, "joined_at": timezone.now(), **values}
    return Participant.objects.create(workshop=workshop, **values)


def make_member(workshop: Workshop, organisation: Any, **values: Any) -> Participant:
    """A member's one set of dots."""
    return make_participant(
        workshop, "", organisation=organisation, is_for_organisation=workshop.by_organisation, **values
    )


def make_idea(round: Round, text: str = "Kurse am Abend", **values: Any) -> Idea:
    """A card on the board."""
    return Idea.objects.create(round=round, number=round.ideas.count() + 1, text=text, **values)


def give(participant: Participant, cluster: Cluster, count: int = 1) -> None:
    """Dots, past all checks of the application."""
    round = cluster.round
    before = Dot.objects.filter(round=round, participant=participant).count()
    for number in range(1, count + 1):
        Dot.objects.create(
            round=round,
            participant=participant,
            cluster=cluster,
            nth=before + number,
            limit=round.dots_each,
            nth_on_it=number,
            limit_on_it=round.dots_on_one,
        )
