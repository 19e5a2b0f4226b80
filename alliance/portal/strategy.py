"""What the home page tells of the strategy in force."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from alliance.members.access import Audience
from events.workshops.models import Idea, Workshop
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
    # All points that its priorities got, and the workshop that they came from, where everybody may read its result.
    points: int = 0
    workshop: Workshop | None = None
    ideas: int = 0

    @property
    def heading(self) -> str:
        """Such as "Drei Handlungsfelder bis 2027"."""
        count, until = len(self.action_fields), self.version.period_ends.year
        if count == 1:
            return f"Ein Handlungsfeld bis {until}"
        number = NUMBERS[count].capitalize() if count < len(NUMBERS) else str(count)
        return f"{number} Handlungsfelder bis {until}"

    @property
    def fields_said(self) -> str:
        """Such as "Drei Felder halten die Strategie zusammen"."""
        count = len(self.action_fields)
        if count == 1:
            return "Ein Feld trägt die Strategie"
        number = NUMBERS[count].capitalize() if count < len(NUMBERS) else str(count)
        return f"{number} Felder halten die Strategie zusammen"

    @property
    def before(self) -> StrategyVersion | None:
        """The predecessor to compare with, once adopted."""
        before = self.version.predecessor
        return before if before and before.state == State.ADOPTED else None


@dataclass(frozen=True)
class Station:
    """A stop of the thread under the drawing of the home page; `number` is its knot, from one."""

    number: int
    title: str
    text: str
    url: str


def stations(strategy: StrategyInForce | None) -> list[Station]:
    """The stops that count more than nothing and lead somewhere for everybody; no query."""
    if strategy is None:
        return []
    address = reverse("versions:current")
    found = [Station(3, "Handlungsfeld", strategy.fields_said, reverse("fields:list"))]
    if strategy.priorities:
        points = f"{strategy.points} Punkte" if strategy.points > 1 else "Punkte"
        words = f"{points} zeigen, was zuerst drankommt"
        found.insert(0, Station(2, "Priorität", words, f"{address}#prioritaeten"))
    if strategy.workshop and strategy.ideas:
        held = strategy.workshop.opened_at
        count = f"{strategy.ideas} {'Idee' if strategy.ideas == 1 else 'Ideen'}"
        words = f"{count} aus der Werkstatt" + (f" im {date_format(localtime(held), 'F Y')}" if held else "")
        found.insert(0, Station(1, "Idee", words, strategy.workshop.get_absolute_url()))
    return found


def strategy_in_force() -> StrategyInForce | None:
    """The version in force, None without one that names action fields; two queries at most."""
    now = StrategyVersion.objects.in_force()
    rows = FieldEdition.objects.filter(version__in=now).select_related("action_field", "version__predecessor")
    editions = list(rows)
    if not editions:
        return None
    version = editions[0].version
    ranked: list[Any] = list(_priorities(version))
    origins = [(row.origin.round.workshop, row.ideas) for row in ranked if row.origin]
    public = [(workshop, count) for workshop, count in origins if is_public(workshop)]
    workshop, ideas = public[0] if public else (None, 0)
    points = sum(row.points or 0 for row in ranked)
    fields = [row.action_field for row in editions]
    return StrategyInForce(version, fields, ranked[:TOP_PRIORITIES], points, workshop, ideas or 0)


def _priorities(version: StrategyVersion) -> QuerySet:
    """With the workshop they came from and how many ideas there were; one query."""
    ideas = Idea.objects.shown().filter(round__workshop=OuterRef("origin__round__workshop")).order_by()
    counted = ideas.values("round__workshop").annotate(count=Count("pk")).values("count")
    rows = Priority.objects.filter(version=version).select_related("origin__round__workshop")
    return rows.annotate(ideas=Subquery(counted))


def is_public(workshop: Workshop) -> bool:
    """Whether everybody may read the result, as `Workshop.objects.visible_to` asks for a visitor."""
    return workshop.is_closed and workshop.audience == Audience.PUBLIC
