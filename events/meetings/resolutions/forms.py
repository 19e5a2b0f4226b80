"""The filter of the register, as the address states it, and the office's note."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from alliance.core.models import SLUG
from alliance.members.models import Organisation
from events.meetings.models import MEMBERS_BODY, AgendaItem, Meeting, Resolution, ResolutionField
from events.meetings.querysets import ResolutionQuerySet
from events.meetings.states import TAKES_PLACE, ItemKind

ALL_MEMBERS = "mitglieder"
STATES = {
    "gilt": ("in Kraft", "in_force"),
    "kuenftig": ("gilt später", "coming"),
    "ersetzt": ("ersetzt", "replaced"),
    "abgelehnt": ("nicht angenommen", "rejected"),
}


@dataclass(frozen=True)
class Choice:
    """One value of a filter and whether it is chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ResolutionFilter:
    """Year, body, meeting, action field and state as chosen in the address; nonsense counts as not chosen."""

    year: str = ""
    body: str = ""
    meeting: str = ""
    field: str = ""
    state: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "ResolutionFilter":
        """Read `?jahr=…&gremium=…&sitzung=…&handlungsfeld=…&stand=…`."""

        def slug(name: str) -> str:
            value = query.get(name, "")
            return value if re.fullmatch(SLUG, value) else ""

        year, state = query.get("jahr", ""), query.get("stand", "")
        return cls(
            year=year if re.fullmatch(r"[12]\d{3}", year, re.ASCII) else "",
            body=slug("gremium"),
            meeting=slug("sitzung"),
            field=slug("handlungsfeld"),
            state=state if state in STATES else "",
        )

    @property
    def is_set(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.address)

    @property
    def address(self) -> str:
        """The query of the address without the page, in a fixed order."""
        pairs = {
            "jahr": self.year,
            "gremium": self.body,
            "sitzung": self.meeting,
            "handlungsfeld": self.field,
            "stand": self.state,
        }
        return urlencode({name: value for name, value in pairs.items() if value})

    def apply(self, rows: ResolutionQuerySet) -> ResolutionQuerySet:
        """The resolutions that match all that is chosen."""
        if self.year:
            rows = rows.filter(year=int(self.year))
        if self.body == ALL_MEMBERS:
            rows = rows.filter(working_group__isnull=True)
        elif self.body:
            rows = rows.filter(working_group__slug=self.body)
        if self.meeting:
            rows = rows.filter(item__meeting__address=self.meeting)
        if self.field:
            named = ResolutionField.objects.filter(action_field__slug=self.field)
            rows = rows.filter(pk__in=named.values("resolution"))
        return getattr(rows, STATES[self.state][1])() if self.state else rows

    def choices(self, rows: ResolutionQuerySet) -> dict[str, list[Choice]]:
        """What can be chosen among `rows`; four queries."""
        rows = rows.order_by()
        years = rows.values_list("year", flat=True).distinct().order_by("-year")
        bodies = rows.values_list("working_group__slug", "working_group__name").distinct()
        groups = sorted((slug, name) for slug, name in bodies if slug)
        members = [(ALL_MEMBERS, MEMBERS_BODY)] if any(slug is None for slug, _ in bodies) else []
        named = ResolutionField.objects.filter(resolution__in=rows.values("pk"))
        fields = named.values_list("action_field__slug", "action_field__name").distinct()
        meetings = Meeting.objects.filter(pk__in=rows.values("item__meeting")).order_by("-starts_at")
        return {
            "years": _listed([(str(year), str(year)) for year in years], self.year),
            "bodies": _listed([*members, *groups], self.body),
            "fields": _listed(sorted(fields, key=lambda row: row[1]), self.field),
            "meetings": _listed(
                [(row.address, str(row)) for row in meetings.only("address", "title", "starts_at")],
                self.meeting,
            ),
            "states": _listed([(key, label) for key, (label, _) in STATES.items()], self.state),
        }


def _listed(pairs: list[tuple[str, str]], chosen: str) -> list[Choice]:
    found = [Choice(value, label, value == chosen) for value, label in pairs]
    return found if not chosen or any(row.chosen for row in found) else [*found, Choice(chosen, chosen, True)]


class ProgressForm(forms.ModelForm):
    """What became of a resolution."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Resolution
        fields = ("progress",)
        widgets = {"progress": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision

    def revised(self, resolution: Resolution) -> Resolution:
        """The stored row, as of the revision that the form was made from."""
        sent = self.data.get("revision", "")
        resolution.revision = int(sent) if sent.isdecimal() and len(sent) < 9 else resolution.revision
        return resolution


def organisations_field(label: str) -> forms.ModelMultipleChoiceField:
    """Members of today, as a list to tick."""
    rows = Organisation.objects.current().filter(has_vote=True)
    return forms.ModelMultipleChoiceField(
        rows, label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


def replaced_field() -> forms.ModelMultipleChoiceField:
    """Resolutions in whose place another one may step."""
    rows = Resolution.objects.filter(is_carried=True, replaced_by__isnull=True)
    rows = rows.select_related("working_group").newest_first()
    return forms.ModelMultipleChoiceField(
        rows,
        label="Ersetzt",
        required=False,
        help_text="Frühere Beschlüsse desselben Gremiums, die damit nicht mehr gelten.",
    )


class ItemChoice(forms.ModelChoiceField):
    """Items under the name of their meeting."""

    def label_from_instance(self, obj: Any) -> str:
        """The meeting first."""
        return f"{obj.meeting}: {obj.title}"


def item_field() -> ItemChoice:
    """The items of meetings that have begun, the latest first."""
    rows = AgendaItem.objects.filter(meeting__state__in=TAKES_PLACE).exclude(kind=ItemKind.BREAK)
    rows = rows.select_related("meeting").order_by("-meeting__starts_at", "order")
    return ItemChoice(
        rows,
        label="Tagesordnungspunkt",
        error_messages={"required": "Bitte wählen Sie den Tagesordnungspunkt."},
    )
