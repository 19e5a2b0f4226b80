"""Forms of the office for meetings."""

import datetime
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from alliance.core.forms import RevisedForm
from alliance.core.inlines import KeyedFormSet, RowForm, RowFormSet
from alliance.members.models import Organisation, OrganisationKind
from events.meetings.actions import Whom, choices_of, why_kept
from events.meetings.models import AgendaItem, Meeting, MeetingDocument
from events.meetings.states import NOT_AHEAD, Answer, answers_of

YEAR = datetime.timedelta(weeks=52)


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class QuietForm(RevisedForm):
    """After the invitation the office may keep a change quiet."""

    quiet = forms.BooleanField(
        label="Niemanden benachrichtigen",
        required=False,
        help_text="Sonst geht 30 Minuten nach der letzten Änderung eine E-Mail an alle, die nicht abgesagt haben.",
    )


class MeetingForm(QuietForm):
    """A meeting."""

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is told beside the field."""
        cleaned = super().clean()
        if self.instance.pk is None or not {"capacity", "venue"} <= cleaned.keys():
            return cleaned
        venue, limit = cleaned["venue"], cleaned["capacity"]
        if limit is None:
            limit = venue.capacity if venue else None
        taken = self.instance.seats.count()
        if limit is not None and taken > limit:
            words = f"{taken} Plätze sind schon vergeben. Weniger geht erst, wenn jemand absagt."
            self.add_error("capacity", words)
        return cleaned


class ItemRows(KeyedFormSet):
    """Items of an agenda: minutes and resolutions hold on to them."""

    def clean(self) -> None:
        """What something names has to stay."""
        super().clean()
        if self.is_wrong or not self.instance.pk:
            return
        kept = [row["id"] for row in self.rows if row.get("id")]
        for item in self.instance.items.exclude(pk__in=kept).select_related("meeting"):
            if refusal := why_kept(item):
                raise ValidationError(refusal)


class PaperRow(RowForm):
    """One document, of the meeting or of one of its items."""

    item = forms.ModelChoiceField(
        AgendaItem.objects.all(),
        label="zu Punkt",
        required=False,
        empty_label="ganzer Termin",
        widget=forms.Select(attrs={"aria-label": "zu Punkt"}),
    )

    class Meta:
        model = MeetingDocument
        fields: ClassVar[Any] = ("document", "item")

    def _get_validation_exclusions(self) -> set[str]:
        """The action compares with the stored rows; twins in the form are told by its set of rows."""
        return super()._get_validation_exclusions() | {"document"}


class PaperRows(RowFormSet):
    """Documents, each once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._items: list[tuple[Any, str]] | None = None
        super().__init__(*args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        """Items of this meeting, asked for once for all rows."""
        super().add_fields(form, index)
        field = form.fields.get("item")
        if field is None:
            return
        field.queryset = AgendaItem.objects.filter(meeting=self.instance.pk or 0)
        if self._items is None:
            self._items = list(field.choices)
        field.widget.choices = self._items

    def clean(self) -> None:
        """The same document twice is a slip."""
        super().clean()
        if any(self.errors) or self.non_form_errors():
            return
        seen = set()
        for row in self.rows:
            if row.get("document") in seen:
                raise ValidationError(f"„{row['document']}“ steht zweimal da.")
            seen.add(row.get("document"))


class WhomForm(forms.Form):
    """Whose list is shown."""

    wen = forms.ChoiceField(label="Auswahl")
    art = forms.ModelChoiceField(
        OrganisationKind.objects.all(), label="Art", required=False, empty_label="alle Arten"
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Any, self.fields["wen"]).choices = [(whom.value, whom.label) for whom in choices_of(meeting)]

    def clean(self) -> dict[str, Any]:
        """A kind belongs to the choice by kind."""
        cleaned = super().clean() or {}
        if cleaned.get("wen") == Whom.KIND and not cleaned.get("art"):
            self.add_error("art", "Bitte wählen Sie die Art.")
        return cleaned


class ReasonForm(forms.Form):
    """Why a meeting is not held."""

    reason = forms.CharField(
        label="Grund",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Er steht in der E-Mail und auf der Seite des Termins.",
    )


class WhenForm(forms.Form):
    """A new date."""

    starts_at = forms.DateTimeField(label="Beginn", widget=MomentInput)
    ends_at = forms.DateTimeField(label="Ende", widget=MomentInput)

    def clean_starts_at(self) -> datetime.datetime:
        """Nobody comes to what has begun."""
        moment = self.cleaned_data["starts_at"]
        if moment <= timezone.now():
            raise ValidationError(NOT_AHEAD)
        return cast(datetime.datetime, moment)

    def clean(self) -> dict[str, Any]:
        """Times in their order."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "Das Ende liegt nicht nach dem Beginn.")
        return cleaned


class CopyForm(WhenForm):
    """What the copy is called and when it is."""

    title = forms.CharField(label="Titel", max_length=160)
    field_order: ClassVar[Any] = ("title", "starts_at", "ends_at")


def a_year_later(meeting: Meeting) -> dict[str, Any]:
    """The same day of the week and the same clock, 52 weeks later and, if that is past, as many more as needed."""
    zone, now = timezone.get_default_timezone(), timezone.now()
    starts = timezone.localtime(meeting.starts_at).replace(tzinfo=None)
    ends = timezone.localtime(meeting.ends_at).replace(tzinfo=None)
    later = YEAR
    while (starts + later).replace(tzinfo=zone) <= now:
        later += YEAR
    return {"title": meeting.title, "starts_at": starts + later, "ends_at": ends + later}


class PhoneForm(forms.Form):
    """What a member has said on the phone."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.current(), label="Mitglied", empty_label="bitte wählen"
    )
    answer = forms.ChoiceField(label="Antwort")
    seats = forms.IntegerField(label="Plätze", min_value=1, initial=1)
    attendee_name = forms.CharField(
        label="Wer kommt",
        max_length=160,
        required=False,
        help_text="Für die Teilnahmeliste. Leer: wie bisher.",
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [*answers_of(meeting), Answer.OPEN]
        cast(Any, self.fields["answer"]).choices = [(answer.value, answer.label) for answer in offered]
        if meeting.seats_each == 1:
            del self.fields["seats"]
