"""One table of states and verbs, asked by everybody."""

from dataclasses import dataclass
from typing import Any

import pytest

from alliance.core.workflow import NotPossible, Offer, Transition, Workflow

pytestmark = pytest.mark.once


@dataclass
class Thing:
    """Something with a state."""

    state: str = "open"
    ready: bool = True

    def get_state_display(self) -> str:
        return {"open": "offen", "closed": "zu"}.get(self.state, self.state)


TRANSITIONS = {
    "close": Transition("Schließen", {"open"}, "closed", when=lambda thing: thing.ready, emphasis=True),
    "burn": Transition("Verbrennen", {"open", "closed"}, "gone"),
}


def anybody(user: Any, thing: Any) -> bool:
    return True


def only_anna(user: Any, thing: Any) -> bool:
    return user == "anna"


FLOW = Workflow(TRANSITIONS, {"close": anybody, "burn": only_anna})


@pytest.mark.parametrize(
    ("user", "thing", "verbs"),
    [
        ("anna", Thing("open"), ["close", "burn"]),
        ("bert", Thing("open"), ["close"]),
        ("bert", Thing("open", ready=False), []),
        ("anna", Thing("closed"), ["burn"]),
        ("anna", Thing("gone"), []),
    ],
)
def test_offers_follow_from_person_state_and_date(user: str, thing: Thing, verbs: list[str]) -> None:
    assert [offer.verb for offer in FLOW.available(user, thing)] == verbs


def test_an_offer_reads_as_the_table_says() -> None:
    assert FLOW.available("bert", Thing())[0] == Offer("close", "Schließen", emphasis=True)


def test_a_move_sets_the_state() -> None:
    thing = Thing()
    FLOW.move("close", thing)
    assert thing.state == "closed"


@pytest.mark.parametrize("thing", [Thing("closed"), Thing("open", ready=False)])
def test_a_move_that_is_not_possible_says_so_and_changes_nothing(thing: Thing) -> None:
    before = thing.state
    with pytest.raises(NotPossible, match=f"„Schließen“ ist im Stand „{thing.get_state_display()}“"):
        FLOW.move("close", thing)
    assert thing.state == before


def test_possible_does_not_ask_who() -> None:
    assert FLOW.is_possible("burn", Thing())
    assert not FLOW.is_possible("burn", Thing("gone"))


@pytest.mark.parametrize(
    "rules", [{}, {"close": anybody}, {"close": anybody, "burn": anybody, "more": anybody}]
)
def test_every_verb_needs_exactly_one_rule(rules: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="one rule"):
        Workflow(TRANSITIONS, rules)
