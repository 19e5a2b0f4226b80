"""The filter of the list of tasks, and the forms of their verbs."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from alliance.members.access import current_mandates
from events.minutes.querysets import TaskQuerySet

NO_REASON = "Bitte schreiben Sie, warum die Aufgabe verschoben wird."


@dataclass(frozen=True)
class TaskFilter:
    """Whose tasks, and whether open or done, as the address states it."""

    whose: str
    done: bool
    choices: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, query: QueryDict, user: Any) -> "TaskFilter":
        """Read `?wer=…&stand=erledigt`; what somebody has no list of counts as not chosen."""
        choices = [("alle", "Alle")] if user.is_office else []
        if current_mandates(user):
            choices.append(("mitglied", "Meines Mitglieds"))
        choices.append(("ich", "Mir zugewiesen"))
        if not user.is_office:
            choices.append(("alle", "Alle"))
        names = [value for value, _ in choices]
        whose = query.get("wer", "")
        return cls(whose if whose in names else names[0], query.get("stand") == "erledigt", tuple(choices))

    def apply(self, tasks: TaskQuerySet, user: Any) -> TaskQuerySet:
        """The tasks that match."""
        rows = {"ich": tasks.of_person, "mitglied": tasks.of_organisations}.get(self.whose)
        found = rows(user) if rows else tasks
        return found.done() if self.done else found.undone()


class FinishForm(forms.Form):
    """What came of a task."""

    note = forms.CharField(
        label="Was ist daraus geworden?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(forms.Form):
    """Another day and the reason."""

    due_on = forms.DateField(
        label="Neuer Termin",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Bitte wählen Sie einen Tag."},
    )
    reason = forms.CharField(label="Grund", max_length=400, error_messages={"required": NO_REASON})

    def clean_due_on(self) -> Any:
        """Today or later."""
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("Bitte wählen Sie einen Tag, der noch kommt.")
        return day
