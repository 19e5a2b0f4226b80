"""Which clusters of a workshop become what in a draft."""

from collections import defaultdict
from typing import Any

from django import forms

from events.workshops.models import Cluster, Ranked, Workshop, ranked
from strategy.versions.models import EditionOrigin, FieldEdition, StrategyVersion

AS_PRIORITY = "prioritaet"
NOT = ""


class WorkshopChoiceForm(forms.Form):
    """From which workshop."""

    werkstatt = forms.ModelChoiceField(
        Workshop.objects.none(), label="Werkstatt", empty_label="Bitte wählen", to_field_name="slug"
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["werkstatt"]
        field.queryset = Workshop.objects.visible_to(user).order_by("-pk")


class TakeForm(forms.Form):
    """For each revealed cluster: not, as a priority, or as the origin of what is said of a field."""

    def __init__(self, *args: Any, version: StrategyVersion, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editions = {
            str(row.pk): row for row in version.editions.select_related("action_field", "version")
        }
        self.clusters: dict[str, Cluster] = {}
        # Round by round, as they stand in the result.
        self.rounds: list[tuple[Any, list[tuple[Ranked, Any]]]] = []
        taken = _taken(version)
        clusters: dict[int, list[tuple[Cluster, int]]] = defaultdict(list)
        found = Cluster.objects.filter(round__workshop=workshop, total__isnull=False)
        for row in found.select_related("total", "action_field"):
            clusters[row.round_id].append((row, row.total.points))
        for one in workshop.rounds.all():
            if one.is_revealed and clusters[one.pk]:
                self.rounds.append((one, [(row, self._ask(row, taken)) for row in ranked(clusters[one.pk])]))

    def _ask(self, row: Ranked, taken: dict[int, str]) -> Any:
        name = f"thema-{row.cluster.pk}"
        self.clusters[name] = row.cluster
        uses = [
            (NOT, "nicht übernehmen"),
            (AS_PRIORITY, "als Priorität"),
            *((key, f"als Herkunft von „{row.action_field}“") for key, row in self.editions.items()),
        ]
        self.fields[name] = forms.ChoiceField(
            label=row.cluster.name,
            choices=uses,
            required=False,
            help_text=taken.get(row.cluster.pk, ""),
        )
        return self[name]

    def clean(self) -> dict[str, Any]:
        """Something has to be chosen."""
        cleaned = super().clean() or {}
        if not any(cleaned.values()):
            raise forms.ValidationError("Bitte wählen Sie bei mindestens einem Thema, was daraus wird.")
        return cleaned

    @property
    def priorities(self) -> list[Cluster]:
        """The clusters that become priorities, in the order of the result."""
        return [row for name, row in self.clusters.items() if self.cleaned_data.get(name) == AS_PRIORITY]

    @property
    def origins(self) -> list[tuple[FieldEdition, Cluster]]:
        """The clusters that are noted beside a field."""
        chosen = (
            (self.editions.get(self.cleaned_data.get(name, "")), row) for name, row in self.clusters.items()
        )
        return [(edition, row) for edition, row in chosen if edition is not None]


def _taken(version: StrategyVersion) -> dict[int, str]:
    """What the draft has taken already, in words, by cluster."""
    rows = version.priorities.filter(origin__isnull=False).values_list("origin", "rank")
    words = {key: f"steht schon als Priorität auf Rang {rank}" for key, rank in rows}
    origins = EditionOrigin.objects.filter(edition__version=version)
    for key, name in origins.values_list("cluster", "edition__action_field__name"):
        words[key] = "; ".join(filter(None, [words.get(key, ""), f"steht schon als Herkunft von „{name}“"]))
    return words
