"""The result of a workshop as an Excel file."""

from typing import Any

from django.utils.timezone import localtime

from alliance.core.tables import excel_file
from events.workshops.result import Result, RoundResult


def excel(result: Result) -> bytes:
    """Sheets for rounds, topics and ideas, and for kinds of members where they may be shown."""
    numbered = list(enumerate(result.rounds, 1))
    sheets: dict[str, Any] = {
        "Runden": (ROUND_HEADS, [_round(number, one) for number, one in numbered]),
        "Themen": (TOPIC_HEADS, [row for number, one in numbered for row in _topics(number, one)]),
        "Ideen": (CARD_HEADS, [row for number, one in numbered for row in _cards(number, one)]),
    }
    kinds = [row for number, one in numbered for row in _kinds(number, one)]
    if kinds:
        sheets["Nach Art"] = (KIND_HEADS, kinds)
    return excel_file(sheets)


ROUND_HEADS = [
    *("Runde", "Frage", "Art", "begonnen", "abgeschlossen"),
    *("haben gepunktet", "waren dabei", "Punkte"),
]
TOPIC_HEADS = ["Runde", "Rang", "Thema", "Handlungsfeld", "Punkte", "gleichauf", "Ideen"]
CARD_HEADS = ["Runde", "Karte", "Idee", "Mitglied", "Thema"]
KIND_HEADS = ["Runde", "Art", "haben gepunktet", "Thema", "Punkte"]


def _round(number: int, one: RoundResult) -> list[Any]:
    row = one.round
    moments = [_moment(row.started_at), _moment(row.ended_at)]
    return [number, row.question, row.get_kind_display(), *moments, row.voted, row.present, one.points]


def _topics(number: int, one: RoundResult) -> list[list[Any]]:
    return [
        [
            number,
            topic.row.rank,
            topic.row.cluster.name,
            str(topic.row.cluster.action_field or "neu"),
            topic.row.points,
            topic.row.is_tied,
            len(topic.ideas),
        ]
        for topic in one.topics
    ]


def _moment(value: Any) -> str:
    return f"{localtime(value):%d.%m.%Y %H:%M}" if value else ""


def _cards(number: int, one: RoundResult) -> list[list[Any]]:
    cards = [(idea, topic.row.cluster.name) for topic in one.topics for idea in topic.ideas]
    cards += [(idea, "") for idea in one.unsorted]
    return [
        [number, idea.number, idea.text, str(idea.organisation or ""), name]
        for idea, name in sorted(cards, key=lambda card: card[0].number)
    ]


def _kinds(number: int, one: RoundResult) -> list[list[Any]]:
    return [
        [number, str(kind.kind), kind.voted, row.cluster.name, row.points[column]]
        for column, kind in enumerate(one.kinds)
        for row in one.by_kind
    ]
