"""A workshop in two states that differ in everything."""

from typing import Any

from alliance.accounts.models import User
from events.workshops import actions
from events.workshops.models import Workshop
from events.workshops.states import Door, Naming, Vote
from tests.factories.accounts import PersonFactory
from tests.factories.meetings import MeetingFactory


def workshop_values(word: str, number: int) -> dict[str, Any]:
    first = number == 1
    words = {"title": f"Werkstatt {word}", "slug": f"werkstatt-{word}", "question": f"Frage {word}?"}
    ways = {
        "door": Door.OPEN if first else Door.INVITED,
        "vote": Vote.PERSON if first else Vote.ORGANISATION,
        "naming": Naming.ANONYMOUS if first else Naming.ORGANISATION,
        "audience": "members" if first else "public",
    }
    numbers = {"threshold": 5 + number, "owner_days": 30 * number, "is_example": first}
    return {**words, **ways, **numbers, "meeting": MeetingFactory()}


def begin_workshop(by: User) -> Workshop:
    """Prepared by one."""
    workshop = Workshop(**workshop_values("eins", 1))
    return actions.save_workshop(by=by, workshop=workshop, facilitators=[PersonFactory(), PersonFactory()])


def change_workshop(by: User, workshop: Workshop) -> Workshop:
    """The same with other words, ways and people."""
    for name, value in workshop_values("zwei", 2).items():
        setattr(workshop, name, value)
    return actions.save_workshop(by=by, workshop=workshop, facilitators=[PersonFactory()])
