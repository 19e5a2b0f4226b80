"""What members and guests fill in, and the filter of the list as the address states it."""

import datetime
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from alliance.core.models import SLUG
from alliance.core.traps import TrappedForm
from alliance.members.models import Organisation
from events.meetings.models import Meeting, Registration
from events.meetings.querysets import MeetingQuerySet
from events.meetings.states import Answer, Kind, answers_of

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
BUTTONS = {Answer.ROOM: "Ja", Answer.ONLINE: "Online", Answer.NO: "Nein"}


class AnswerForm(forms.Form):
    """The answer of one organisation to one meeting."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), widget=forms.HiddenInput)
    answer = forms.ChoiceField(label="Antwort", widget=forms.RadioSelect)
    seats = forms.TypedChoiceField(label="Plätze", coerce=int, required=False, empty_value=None)
    attendee_name = forms.CharField(
        label="Wer kommt?",
        max_length=160,
        required=False,
        help_text="Freiwillig, für die Teilnahmeliste. Das sieht nur die Geschäftsstelle.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        meeting: Meeting,
        organisations: list[Organisation],
        registration: Registration | None = None,
        answer: str = "",
    ) -> None:
        self.registration = registration
        stored = registration.answer if registration else ""
        chosen = answer or (Answer.ROOM if stored == Answer.WAITING else stored)
        initial: dict[str, Any] = {
            "answer": chosen,
            "organisation": organisations[0] if organisations else None,
        }
        if registration is not None:
            initial |= {"seats": registration.seats_wanted, "attendee_name": registration.attendee_name}
        suffix = organisations[0].pk if len(organisations) == 1 else "neu"
        super().__init__(data, initial=initial, auto_id=f"id_%s_{suffix}")
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(
            pk__in=[row.pk for row in organisations]
        )
        fields["answer"].choices = [(value, BUTTONS[value]) for value in answers_of(meeting)]
        fields["seats"].choices = [(n, str(n)) for n in range(1, meeting.seats_each + 1)]
        if meeting.seats_each == 1:
            del fields["seats"]
        self.label = organisations[0].name if organisations else ""


class GuestForm(TrappedForm):
    """Name, address, and how somebody wants to come where there is a choice."""

    answer = forms.ChoiceField(label="Wie möchten Sie teilnehmen?", widget=forms.RadioSelect)
    field_order = ("name", "email", "answer", "leer", "opened")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {Answer.ROOM: "Vor Ort", Answer.ONLINE: "Online"}
        choices = [(value, words[value]) for value in answers_of(meeting) if value in words]
        field: Any = self.fields["answer"]
        field.choices = choices
        self.initial.setdefault("answer", choices[0][0])
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
        self.fields["email"].help_text = "Dorthin geht der Link, mit dem Sie die Anmeldung bestätigen."


@dataclass
class MeetingFilter:
    """Kind, action field and month as chosen in the address; nonsense there counts as not chosen."""

    kind: str = ""
    field: str = ""
    month: datetime.date | None = None

    @classmethod
    def of(cls, query: QueryDict) -> "MeetingFilter":
        """Read `?art=…&handlungsfeld=…&monat=2024-02`."""
        kind, slug = query.get("art", ""), query.get("handlungsfeld", "")
        return cls(
            kind=kind if kind in Kind.values else "",
            field=slug if re.fullmatch(SLUG, slug) else "",
            month=month_of(query.get("monat", "")),
        )

    @property
    def is_set(self) -> bool:
        """Whether a kind or a field is chosen."""
        return bool(self.kind or self.field)

    def address(self, month: datetime.date | None = None) -> str:
        """The query of the address with another month, or with none; without the page, in a fixed order."""
        pairs = [("monat", f"{month:%Y-%m}" if month else ""), ("art", self.kind)]
        return urlencode([(name, value) for name, value in [*pairs, ("handlungsfeld", self.field)] if value])

    def apply(self, meetings: MeetingQuerySet) -> MeetingQuerySet:
        """The meetings of this kind and field."""
        if self.kind:
            meetings = meetings.filter(kind=self.kind)
        if self.field:
            through: Any = Meeting.action_fields.through
            meetings = meetings.filter(
                pk__in=through.objects.filter(actionfield__slug=self.field).values("meeting")
            )
        return meetings


def month_of(text: str) -> datetime.date | None:
    """The first day of a month written as `2024-02`; None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        return None
    year, month = int(text[:4]), int(text[5:])
    return datetime.date(year, month, 1) if EARLIEST_YEAR <= year <= LATEST_YEAR else None
