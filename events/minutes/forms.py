"""The filter of the list, and the forms of the verbs."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from alliance.core.fields import RichTextFormField
from alliance.core.models import SLUG
from alliance.members.access import current_mandates
from alliance.members.models import Organisation
from events.meetings.models import MEMBERS_BODY, Meeting
from events.minutes.actions import approving_meetings, default_deadline
from events.minutes.models import Minutes, MinutesEntry, Objection
from events.minutes.querysets import MinutesQuerySet

ALL_MEMBERS = "mitglieder"
Choices = list[tuple[str, str, bool]]


def moment(label: str, **options: Any) -> forms.DateTimeField:
    """Day and time in the browser's own box (Berlin)."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **options)


@dataclass(frozen=True)
class MinutesFilter:
    """Year and body as chosen in the address; nonsense counts as not chosen."""

    year: str = ""
    body: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "MinutesFilter":
        """Read `?jahr=…&gremium=…`."""
        year, body = query.get("jahr", ""), query.get("gremium", "")
        return cls(
            year if re.fullmatch(r"[12]\d{3}", year, re.ASCII) else "",
            body if re.fullmatch(SLUG, body) else "",
        )

    @property
    def is_set(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.year or self.body)

    def apply(self, rows: MinutesQuerySet) -> MinutesQuerySet:
        """The minutes that match."""
        if self.year:
            rows = rows.filter(meeting__starts_at__year=int(self.year))
        if self.body == ALL_MEMBERS:
            return rows.filter(meeting__working_group__isnull=True)
        return rows.filter(meeting__working_group__slug=self.body) if self.body else rows

    def choices(self, rows: MinutesQuerySet) -> dict[str, Choices]:
        """Years and bodies among `rows` as links: query, words, chosen or not; two queries."""
        rows = rows.order_by()
        years = [str(row.year) for row in rows.datetimes("meeting__starts_at", "year", order="DESC")]
        pairs = rows.values_list("meeting__working_group__slug", "meeting__working_group__name").distinct()
        members = [(ALL_MEMBERS, MEMBERS_BODY)] if any(slug is None for slug, _ in pairs) else []
        bodies = members + sorted((slug, name) for slug, name in pairs if slug)
        return {
            "years": [self._choice("Alle Jahre", year="")]
            + [self._choice(year, year=year) for year in years],
            "bodies": [self._choice("Alle Gremien", body="")]
            + [self._choice(name, body=slug) for slug, name in bodies],
        }

    def _choice(self, words: str, **changed: str) -> tuple[str, str, bool]:
        other = MinutesFilter(**{"year": self.year, "body": self.body, **changed})
        pairs = {"jahr": other.year, "gremium": other.body}
        return urlencode({name: value for name, value in pairs.items() if value}), words, other == self


class CirculateForm(forms.Form):
    """Until when members may object."""

    objections_until = moment(
        "Einwände bis", error_messages={"required": "Bitte nennen Sie Tag und Uhrzeit."}
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, initial={"objections_until": default_deadline()}, **kwargs)


class ApproveForm(forms.Form):
    """Which meeting approved."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Genehmigt in der Sitzung",
        empty_label=None,
        error_messages={"required": "Noch hat keine Sitzung stattgefunden, die genehmigen könnte."},
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        item = minutes.approval_item
        super().__init__(*args, initial={"meeting": item.meeting_id if item else None}, **kwargs)
        field: Any = self.fields["meeting"]
        field.queryset = approving_meetings(minutes)


class AddendumForm(forms.Form):
    """A note to approved minutes."""

    text = RichTextFormField(
        label="Nachtrag",
        help_text="Er trägt das heutige Datum und lässt sich danach nicht mehr ändern.",
        error_messages={"required": "Bitte schreiben Sie den Nachtrag."},
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ObjectionForm(forms.Form):
    """To which entry, for whom, and what is wrong with it."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Für welches Mitglied?", empty_label=None
    )
    entry = forms.ModelChoiceField(
        MinutesEntry.objects.none(),
        label="Zu welchem Punkt?",
        empty_label="Bitte wählen",
        error_messages={"required": "Bitte wählen Sie den Punkt, um den es geht."},
    )
    text = forms.CharField(
        label="Was stimmt aus Ihrer Sicht nicht, und wie soll es heißen?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Bitte schreiben Sie, was aus Ihrer Sicht nicht stimmt."},
    )

    def __init__(self, *args: Any, minutes: Minutes, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [mandate.organisation_id for mandate in current_mandates(user)]
        fields: Any = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(pk__in=own)
        fields["entry"].queryset = MinutesEntry.objects.visible_to(user).filter(minutes=minutes).defer("text")
        self.initial.setdefault("organisation", own[0] if own else None)
        if len(set(own)) == 1:
            fields["organisation"].widget = forms.HiddenInput()


class AcceptForm(forms.Form):
    """The new wording of the entry."""

    text = RichTextFormField(
        label="Neuer Wortlaut des Punkts", error_messages={"required": "Bitte schreiben Sie den Wortlaut."}
    )
    answer = forms.CharField(
        label="Antwort an das Mitglied",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, objection: Objection, **kwargs: Any) -> None:
        entry = objection.entry
        super().__init__(*args, initial={"text": entry.text, "revision": entry.revision}, **kwargs)

    def measure(self, entry: MinutesEntry) -> None:
        """What is sent next is made in sight of the entry as it is now, which the page shows above."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "revision": entry.revision}


class DeclineForm(forms.Form):
    """Why the wording stays."""

    reason = forms.CharField(
        label="Begründung",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Bitte begründen Sie, warum der Einwand abgelehnt wird."},
    )


class ExtractForm(forms.Form):
    """Which entries everybody may read."""

    punkt = forms.ModelMultipleChoiceField(
        MinutesEntry.objects.none(),
        label="Diese Punkte veröffentlichen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        entries = MinutesEntry.objects.filter(minutes=minutes, audience="").defer("text")
        chosen = [entry.pk for entry in entries if entry.is_released or not minutes.released_at]
        super().__init__(*args, initial={"punkt": chosen}, **kwargs)
        field: Any = self.fields["punkt"]
        field.queryset = entries
