"""States and the verbs that lead from one to the next, in one table that everybody asks."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

Rule = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Transition:
    """One verb: from which states it leads where, and how its button reads.

    `when` narrows it to what stored dates say (a scheduled article can be withdrawn, a published one not).
    `otherwise` says why not.
    `emphasis` marks the one that is next for most people.
    """

    label: str
    sources: Collection[str]
    target: str
    when: Callable[[Any], bool] = lambda obj: True
    otherwise: str = ""
    emphasis: bool = False


@dataclass(frozen=True)
class Offer:
    """A verb that a person may use on an object now."""

    verb: str
    label: str
    emphasis: bool


class NotPossible(Exception):
    """The verb does not lead from the state the object is in; the text is for the person."""


class Workflow:
    """The table of an app's verbs together with who may use them."""

    def __init__(self, transitions: Mapping[str, Transition], rules: Mapping[str, Rule]) -> None:
        if transitions.keys() != rules.keys():
            raise ValueError("every verb needs one rule")
        self.transitions = transitions
        self.rules = rules

    def is_possible(self, verb: str, obj: Any) -> bool:
        """Whether the state and dates of `obj` allow the verb, whoever asks."""
        transition = self.transitions[verb]
        return obj.state in transition.sources and transition.when(obj)

    def available(self, user: Any, obj: Any) -> list[Offer]:
        """The verbs that `user` may use on `obj` now, in the order of the table."""
        return [
            Offer(verb, transition.label, transition.emphasis)
            for verb, transition in self.transitions.items()
            if self.is_possible(verb, obj) and self.rules[verb](user, obj)
        ]

    def move(self, verb: str, obj: Any) -> None:
        """Set the new state on `obj` without saving it; raises NotPossible from a wrong state."""
        if not self.is_possible(verb, obj):
            transition = self.transitions[verb]
            if transition.otherwise and obj.state in transition.sources:
                raise NotPossible(f"„{transition.label}“ ist jetzt nicht möglich. {transition.otherwise}")
            raise NotPossible(f"„{transition.label}“ ist im Stand „{obj.get_state_display()}“ nicht möglich.")
        obj.state = self.transitions[verb].target
