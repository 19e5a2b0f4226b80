"""Puts the workshops into the database, through the same actions as phones and board."""

from collections import Counter
from datetime import datetime, time

from django.utils import timezone

from alliance.accounts.models import User
from alliance.portal.demo import occasions, workshops
from alliance.portal.demo.workshops import Question, Theme
from events.meetings.models import Meeting
from events.workshops.actions import (
    assign_ideas,
    close_workshop,
    enter_times,
    join_as_guest,
    move_round,
    open_workshop,
    release_result,
    save_cluster,
    save_round,
    save_workshop,
    set_dots,
    write_idea,
)
from events.workshops.models import Cluster, Participant, Round, Workshop
from strategy.fields.models import ActionField

TO_THE_REVEAL = ("start", "sort", "vote", "reveal", "finish")


def add_workshops(*, by: User) -> int:
    """Hold the workshop of 2024 and open one to join, each unless it is there already."""
    missing = [
        add
        for title, add in ((workshops.HELD, _hold), (workshops.RUNNING, _begin))
        if not Workshop.objects.filter(title=title).exists()
    ]
    for add in missing:
        add(by)
    return len(missing)


def _hold(by: User) -> None:
    meeting = Meeting.objects.filter(title=occasions.HELD_2024).first()
    workshop = Workshop(
        title=workshops.HELD,
        question="Wie gewinnen und halten wir Fachkräfte?",
        meeting=meeting,
        is_example=True,
        audience="members",
    )
    save_workshop(by=by, workshop=workshop, facilitators=[by])
    rounds = [
        _add_round(workshop, question, order, by) for order, question in enumerate(workshops.HELD_ROUNDS, 1)
    ]
    workshop = open_workshop(by=by, workshop=workshop)
    people = _people(workshop, workshops.PEOPLE)
    for round, question in zip(rounds, workshops.HELD_ROUNDS, strict=True):
        _run(round, question, people, TO_THE_REVEAL, by)
    workshop = close_workshop(by=by, workshop=workshop)
    times = {
        round: (_at(question.begin), _at(question.end))
        for round, question in zip(rounds, workshops.HELD_ROUNDS, strict=True)
    }
    enter_times(by=by, workshop=workshop, opened_at=_at(time(14)), closed_at=_at(time(17)), rounds=times)
    # The strategy in force goes back to it, so everybody may read where it came from.
    release_result(by=by, workshop=workshop, audience="public")


def _at(moment: time) -> datetime:
    return datetime(2024, 2, 20, moment.hour, moment.minute, tzinfo=timezone.get_default_timezone())


def _begin(by: User) -> None:
    workshop = Workshop(
        title=workshops.RUNNING, question="Was packen wir in der nächsten Strategie an?", is_example=True
    )
    save_workshop(by=by, workshop=workshop, facilitators=[by])
    round = _add_round(workshop, workshops.RUNNING_ROUND, 1, by)
    workshop = open_workshop(by=by, workshop=workshop)
    _run(round, workshops.RUNNING_ROUND, _people(workshop, 3), ("start", "sort", "vote"), by)


def _add_round(workshop: Workshop, question: Question, order: int, by: User) -> Round:
    round = Round(
        workshop=workshop, order=order, kind=question.kind, question=question.text, dots_each=workshops.DOTS
    )
    return save_round(by=by, round=round)


def _people(workshop: Workshop, count: int) -> list[Participant]:
    return [join_as_guest(workshop=workshop, name=f"Beispiel {number}") for number in range(1, count + 1)]


def _run(
    round: Round, question: Question, people: list[Participant], verbs: tuple[str, ...], by: User
) -> None:
    """Move the round on, and do in each phase what the room did."""
    for verb in verbs:
        round = move_round(by=by, round=round, verb=verb)
        if verb == "start":
            _write_cards(round, question, people)
        elif verb == "sort":
            _sort(round, question, by)
        elif verb == "vote" and "reveal" in verbs:
            _give_dots(round, question, people)


def _write_cards(round: Round, question: Question, people: list[Participant]) -> None:
    cards = [card for theme in question.themes for card in theme.cards]
    for number, card in enumerate(cards):
        write_idea(participant=people[number % len(people)], round=round, text=card)


def _sort(round: Round, question: Question, by: User) -> None:
    fields = {field.name: field for field in ActionField.objects.all()}
    for theme in question.themes:
        cluster = Cluster(round=round, name=theme.name, action_field=fields.get(theme.field))
        save_cluster(by=by, cluster=cluster)
        assign_ideas(by=by, round=round, ideas=_cards_of(round, theme), cluster=cluster)


def _cards_of(round: Round, theme: Theme) -> list:
    return list(round.ideas.filter(text__in=theme.cards))


def _give_dots(round: Round, question: Question, people: list[Participant]) -> None:
    """Deal the dots out, so that each cluster gets its number and each person has three."""
    keys = dict(round.clusters.values_list("name", "pk"))
    dots = [keys[theme.name] for theme in question.themes for _ in range(theme.points)]
    for number, participant in enumerate(people):
        set_dots(participant=participant, round=round, wanted=Counter(dots[number :: len(people)]))
