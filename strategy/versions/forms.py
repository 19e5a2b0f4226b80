"""Forms of the office for strategy versions."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from alliance.core.forms import RevisedForm
from alliance.core.inlines import KeyedFormSet, RowForm
from alliance.core.models import slug_validator
from events.meetings.models import Resolution
from strategy.fields.models import ActionField
from strategy.versions.models import (
    OTHER_RESOLUTION,
    SAME_DAY,
    EditionContinues,
    FieldEdition,
    Priority,
    Section,
    StrategyVersion,
)

LONGEST_NOTE = 1000


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SectionRows(KeyedFormSet):
    """Sections; an anchor leads to one place."""

    once = "anchor"


class EditionRows(KeyedFormSet):
    """Action fields of a version."""

    once = "action_field"

    def clean(self) -> None:
        """What a later version goes on from has to stay."""
        super().clean()
        if self.is_wrong:
            return
        kept = [row["id"] for row in self.rows if row.get("id")]
        removed = FieldEdition.objects.filter(version=self.instance.pk).exclude(pk__in=kept)
        for origin in EditionContinues.objects.filter(earlier__in=removed).select_related(
            "edition__version", "earlier__action_field"
        )[:1]:
            raise ValidationError(
                f"„{origin.earlier.action_field}“ kann nicht entfallen: "
                f"„{origin.edition.version}“ führt es fort."
            )


class PriorityRows(KeyedFormSet):
    """Priorities, each under a field of the same version."""

    def narrow(self, name: str, field: Any) -> None:
        """Fields of this version."""
        field.queryset = field.queryset.filter(version=self.instance.pk or 0)


class EditionChoice(forms.ModelChoiceField):
    """A field of the version by its plain name."""

    def label_from_instance(self, obj: Any) -> str:
        """The years go without saying."""
        return obj.action_field.name


class EditionRow(RowForm):
    """One action field of a version."""

    action_field: Any = forms.ModelChoiceField(
        ActionField.objects.all(),
        label="Handlungsfeld",
        widget=forms.Select(attrs={"aria-label": "Handlungsfeld"}),
        error_messages={"required": "Bitte wählen Sie ein Handlungsfeld."},
    )


class PriorityRow(RowForm):
    """One priority; its place in the list is its rank."""

    order = forms.IntegerField(
        label="Rang", required=False, widget=forms.NumberInput(attrs={"aria-label": "Rang"})
    )
    edition = EditionChoice(
        FieldEdition.objects.select_related("action_field"),
        label="Handlungsfeld",
        required=False,
        widget=forms.Select(attrs={"aria-label": "Handlungsfeld"}),
    )

    class Meta:
        model = Priority
        fields = ("title", "text", "edition", "points")
        widgets: ClassVar[Any] = {"text": forms.Textarea(attrs={"rows": 2, "aria-label": "Erläuterung"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["order"] = self.instance.rank


class VersionForm(RevisedForm):
    """What stands above the text."""

    def clean_predecessor(self) -> Any:
        """No version follows itself."""
        if self.instance.pk and self.cleaned_data["predecessor"] == self.instance:
            raise ValidationError("Eine Fassung kann nicht ihre eigene Vorgängerin sein.")
        return self.cleaned_data["predecessor"]


class PartForm(RevisedForm):
    """A part of a version. It has no revision of its own; its latest state in the history stands for one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = self.instance.history.select_related("history_user").first() if self.instance.pk else None
        self.stored_revision = latest.history_id if latest else 0
        self.initial["revision"] = self.stored_revision
        self.instance.changed_by_name = (
            latest.history_user.full_name if latest and latest.history_user else ""
        )
        self.instance.changed_at = latest.history_date if latest else None


class SectionForm(PartForm):
    """The text of a section."""

    class Meta:
        model = Section
        fields = ("text",)


class EditionForm(PartForm):
    """What a version says of a field, and which earlier ones it goes on from."""

    earlier = forms.ModelMultipleChoiceField(
        FieldEdition.objects.none(),
        label="führt fort",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mehrere Kreuze: Felder sind zusammengelegt. Dasselbe Feld zweimal: Es ist geteilt.",
    )

    class Meta:
        model = FieldEdition
        fields = ("text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = FieldEdition.objects.exclude(version=self.instance.version_id)
        choice: Any = self.fields.get("earlier")
        if choice is None:
            return
        choice.queryset = others.select_related("version", "action_field").order_by(
            "-version__period_starts", "order"
        )
        if self.instance.pk:
            self.initial["earlier"] = list(self.instance.origins.values_list("earlier", flat=True))


class AdoptForm(forms.Form):
    """When it was resolved and from when it holds."""

    resolved_on = forms.DateField(label="Beschlossen am", widget=DayInput)
    in_force_from = forms.DateField(label="In Kraft ab", widget=DayInput)
    resolution = forms.ModelChoiceField(
        label="Beschluss",
        queryset=Resolution.objects.filter(is_carried=True).newest_first(),
        required=False,
        empty_label="nicht im Verzeichnis",
        help_text="Der Beschluss dieses Tages, mit dem die Fassung angenommen wurde.",
    )

    def clean_resolved_on(self) -> Any:
        """A resolution is recorded once it was made."""
        if self.cleaned_data["resolved_on"] > timezone.localdate():
            raise ValidationError(
                "Dieser Tag liegt in der Zukunft. Bitte warten Sie, bis der Beschluss gefasst ist."
            )
        return self.cleaned_data["resolved_on"]

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is told before anybody confirms it."""
        cleaned = super().clean() or {}
        resolved, begins = cleaned.get("resolved_on"), cleaned.get("in_force_from")
        if resolved and begins and begins < resolved:
            self.add_error("in_force_from", "Die Fassung kann nicht vor dem Beschluss in Kraft treten.")
        elif begins and StrategyVersion.objects.adopted().filter(in_force_from=begins).exists():
            self.add_error("in_force_from", SAME_DAY)
        resolution = cleaned.get("resolution")
        if resolution and resolved and resolution.resolved_on != resolved:
            self.add_error("resolution", OTHER_RESOLUTION)
        return cleaned


class CopyForm(forms.Form):
    """What the copy is called and which years it is for."""

    title = forms.CharField(label="Titel", max_length=160)
    slug = forms.CharField(
        label="Adresse", max_length=80, validators=[slug_validator], help_text="Zum Beispiel „2028-2031“."
    )
    starts = forms.DateField(label="Strategiezeitraum von", widget=DayInput)
    ends = forms.DateField(label="bis", widget=DayInput)

    def clean_slug(self) -> str:
        """An address leads to one version."""
        slug = self.cleaned_data["slug"]
        if StrategyVersion.objects.filter(slug=slug).exists():
            raise ValidationError("Diese Adresse hat schon eine andere Fassung.")
        return slug

    def clean(self) -> dict[str, Any]:
        """Years in their order."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "Das Ende liegt vor dem Beginn.")
        return cleaned


class NoteForm(forms.Form):
    """A dated note beside the text."""

    text = forms.CharField(
        label="Anmerkung",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Sie erscheint mit Datum neben dem Text und lässt sich nicht mehr ändern.",
    )
    anchor = forms.ChoiceField(label="Stelle", required=False)

    def __init__(self, *args: Any, version: StrategyVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = version.sections.values_list("anchor", "heading")
        cast(Any, self.fields["anchor"]).choices = [("", "ganze Fassung"), *sections]
