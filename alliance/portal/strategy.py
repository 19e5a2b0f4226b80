"""What the home page tells of the strategy in force."""

from dataclasses import dataclass
from typing import Any

from strategy.versions.models import FieldEdition, Priority, StrategyVersion
from strategy.versions.states import State

TOP_PRIORITIES = 3
NUMBERS = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()


@dataclass
class StrategyInForce:
    """The version in force with its action fields and first priorities."""

    version: StrategyVersion
    action_fields: list[Any]
    priorities: list[Priority]

    @property
    def heading(self) -> str:
        """Such as "Drei Handlungsfelder bis 2027"."""
        count, until = len(self.action_fields), self.version.period_ends.year
        if count == 1:
            return f"Ein Handlungsfeld bis {until}"
        number = NUMBERS[count].capitalize() if count < len(NUMBERS) else str(count)
        return f"{number} Handlungsfelder bis {until}"

    @property
    def before(self) -> StrategyVersion | None:
        """The predecessor to compare with, once adopted."""
        before = self.version.predecessor
        return before if before and before.state == State.ADOPTED else None


def strategy_in_force() -> StrategyInForce | None:
    """The version in force, None without one that names action fields; two queries at most."""
    now = StrategyVersion.objects.in_force()
    rows = FieldEdition.objects.filter(version__in=now).select_related("action_field", "version__predecessor")
    editions = list(rows)
    if not editions:
        return None
    version = editions[0].version
    priorities = Priority.objects.filter(version=version)[:TOP_PRIORITIES]
    return StrategyInForce(version, [row.action_field for row in editions], list(priorities))
