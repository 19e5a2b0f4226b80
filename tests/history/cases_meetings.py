"""Meetings and what stands beside them, in two states that differ in everything."""

from datetime import UTC, date, datetime
from typing import Any

from alliance.accounts.models import User
from alliance.files.models import Document
from alliance.members.access import Audience
from events.meetings import actions
from events.meetings.models import (
    AgendaItem,
    AgendaTemplate,
    AgendaTemplateItem,
    Meeting,
    Venue,
    VotingRule,
)
from events.meetings.states import ItemKind, Kind
from tests.factories.fields import ActionFieldFactory
from tests.factories.files import DocumentFactory
from tests.factories.meetings import MeetingFactory, VenueFactory
from tests.factories.members import ContactFactory, GroupFactory
from tests.factories.pictures import PictureFactory


def set_all(obj: Any, values: dict[str, Any]) -> Any:
    """Write these values on the row, unsaved."""
    for name, value in values.items():
        setattr(obj, name, value)
    return obj


def moment(day: int, hour: int) -> datetime:
    """A time without split seconds, as a form keeps it."""
    return datetime(2031, 2, day, hour, 30, tzinfo=UTC)


def meeting_values(word: str, number: int) -> dict[str, Any]:
    first = number == 1
    words = {"title": f"Termin {word}", "slug": f"termin-{word}", "room": f"Raum {word}"}
    times = {
        "starts_at": moment(number, 10),
        "ends_at": moment(number, 15),
        "register_until": moment(number, 8),
    }
    keys = {"venue": VenueFactory(), "contact": ContactFactory(), "picture": PictureFactory()}
    whom = {"audience": Audience.PUBLIC if first else Audience.GROUP, "working_group": GroupFactory()}
    more = {"kind": Kind.EVENT if first else Kind.GROUP, "takes_guests": first, "is_example": first}
    room = {"capacity": 10 * number, "seats_each": number, "online_url": f"https://{word}.example.org/"}
    return {**words, **times, **keys, **whom, **more, **room, "description": f"<p>{word}</p>"}


def papers(*titles: str) -> list[actions.Paper]:
    documents: list[Document] = [DocumentFactory(title=title) for title in titles]
    return [actions.Paper(document) for document in documents]


def begin_meeting(by: User) -> Meeting:
    meeting = Meeting(**meeting_values("eins", 1))
    fields = {"action_fields": [ActionFieldFactory(), ActionFieldFactory()]}
    actions.save_meeting(by=by, meeting=meeting, related=fields)
    item = actions.save_agenda(by=by, meeting=meeting, rows=[actions.AgendaRow("Bericht")])[0]
    first, second = papers("Eins", "Zwei")
    rows = [actions.Paper(first.document, item), second]
    actions.save_papers(by=by, meeting=meeting, papers=rows)
    return meeting


def change_meeting(by: User, meeting: Meeting) -> Meeting:
    fields = {"action_fields": [ActionFieldFactory()]}
    set_all(meeting, meeting_values("zwei", 2))
    actions.save_meeting(by=by, meeting=meeting, related=fields)
    actions.save_papers(by=by, meeting=meeting, papers=papers("Drei"))
    return meeting


def venue_values(word: str, number: int) -> dict[str, Any]:
    words = {"name": f"Haus {word}", "address": f"Weg {number}\n{word}", "capacity": number}
    return {**words, "accessibility": f"Aufzug {word}", "directions": f"Bus {word}"}


def begin_venue(by: User) -> Venue:
    return actions.save_venue(by=by, venue=Venue(**venue_values("eins", 1)))


def change_venue(by: User, venue: Venue) -> Venue:
    return actions.save_venue(by=by, venue=set_all(venue, venue_values("zwei", 2)))


def item_values(word: str, number: int) -> dict[str, Any]:
    words = {"title": f"Punkt {word}", "text": f"<p>{word}</p>", "rapporteur": word}
    kind = ItemKind.RESOLUTION if number == 1 else ItemKind.DISCUSSION
    audience = Audience.OFFICE if number == 1 else Audience.GROUP
    return {**words, "kind": kind, "minutes": number, "audience": audience}


def begin_item(by: User) -> AgendaItem:
    meeting = MeetingFactory(working_group=GroupFactory(), audience=Audience.MEMBERS)
    return actions.save_agenda(by=by, meeting=meeting, rows=[actions.AgendaRow(**item_values("eins", 1))])[0]


def change_item(by: User, item: AgendaItem) -> AgendaItem:
    return actions.save_item(by=by, item=set_all(item, item_values("zwei", 2)))


def template_rows(*words: str) -> list[AgendaTemplateItem]:
    return [AgendaTemplateItem(title=word, rapporteur=word, minutes=len(word)) for word in words]


def begin_template(by: User) -> AgendaTemplate:
    template = AgendaTemplate(kind=Kind.MEMBERS)
    return actions.save_template(by=by, template=template, rows=template_rows("Begrüßung", "Bericht"))


def change_template(by: User, template: AgendaTemplate) -> AgendaTemplate:
    template.kind = Kind.GROUP
    return actions.save_template(by=by, template=template, rows=template_rows("Verschiedenes"))


def rule_values(number: int) -> dict[str, Any]:
    first = number == 1
    quorum = {"quorum_numerator": number, "quorum_denominator": 2 * number + 1, "quorum_exceeds": first}
    majority = {"majority_numerator": number, "majority_denominator": number + 1, "majority_exceeds": first}
    of = VotingRule.Of.CAST if first else VotingRule.Of.ALL
    body = {"working_group": GroupFactory(), "valid_from": date(2026, 1, number)}
    return {**body, **quorum, **majority, "majority_of": of}


def begin_rule(by: User) -> VotingRule:
    return actions.save_voting_rule(by=by, rule=VotingRule(**rule_values(1)))


def change_rule(by: User, rule: VotingRule) -> VotingRule:
    return actions.save_voting_rule(by=by, rule=set_all(rule, rule_values(2)))


MEETING_CASES = {
    "meetings.Meeting": (begin_meeting, change_meeting),
    "meetings.Venue": (begin_venue, change_venue),
    "meetings.AgendaItem": (begin_item, change_item),
    "meetings.AgendaTemplate": (begin_template, change_template),
    "meetings.VotingRule": (begin_rule, change_rule),
}
