"""What the PDF of a workshop's result says: the words of its page."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from events.workshops.models import Idea
from events.workshops.result import Result, RoundResult, Topic
from events.workshops.states import Kind

TEMPLATE = "workshop"
Data = dict[str, Any]


def data_of(result: Result) -> Data:
    """The data of `templates/pdf/workshop.typ`; nothing of it depends on the moment it is printed."""
    workshop = result.workshop
    day = localtime(workshop.opened_at) if workshop.opened_at else None
    return {
        "title": f"Ergebnis der Werkstatt: {workshop.title}",
        "running": workshop.title,
        "stand": date_format(day, "j. F Y") if day else workshop.get_state_display(),
        "heading": workshop.title,
        "example": workshop.is_example,
        "question": workshop.question,
        "motto": result.motto,
        "rounds": [_round(number, one) for number, one in enumerate(result.rounds, 1)],
    }


def _round(number: int, one: RoundResult) -> Data:
    points = f"{one.points} {'Punkt' if one.points == 1 else 'Punkte'}"
    return {
        "heading": one.round.question,
        "facts": " · ".join(
            filter(None, [f"Runde {number}: {one.round.get_kind_display()}", one.span, one.turnout, points])
        ),
        "topics": [_topic(topic, has_field=one.round.kind != Kind.MOTTO) for topic in one.topics],
        "unsorted": [_card(idea) for idea in one.unsorted],
        "kinds": [f"{kind.kind} ({kind.voted})" for kind in one.kinds],
        "by_kind": [[row.cluster.name, *map(str, row.points)] for row in one.by_kind],
    }


def _topic(topic: Topic, *, has_field: bool) -> Data:
    row = topic.row
    field = str(row.cluster.action_field or "neu, noch in keinem Handlungsfeld") if has_field else ""
    return {
        "rank": str(row.rank),
        "name": row.cluster.name,
        "note": " · ".join(filter(None, [field, "gleichauf" if row.is_tied else ""])),
        "points": f"{row.points} {'Punkt' if row.points == 1 else 'Punkte'}",
        "share": row.share,
        "ideas": [_card(idea) for idea in topic.ideas],
    }


def _card(idea: Idea) -> str:
    return f"„{idea.text}“ ({idea.organisation})" if idea.organisation else f"„{idea.text}“"
