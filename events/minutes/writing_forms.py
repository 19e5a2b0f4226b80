"""Forms of the page on which minutes are written."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from alliance.accounts.models import Role, User
from alliance.core.fields import RichTextFormField
from alliance.members.access import Audience
from alliance.members.models import Mandate, Organisation
from events.meetings.actions import Votes
from events.meetings.models import INTERNAL, Resolution
from events.meetings.rules import voting_organisations
from events.minutes.forms import moment
from events.minutes.models import Minutes, MinutesEntry

DAY = {"type": "date"}


def writers() -> Any:
    """Who can keep minutes: the office and who speaks for a member today."""
    speaking = Mandate.objects.current().values("person")
    return User.objects.filter(Q(pk__in=speaking) | ~Q(role=Role.NONE), is_active=True)


class BeginForm(forms.Form):
    """Who leads and who keeps the minutes."""

    chair = forms.CharField(
        label="Sitzungsleitung",
        max_length=160,
        required=False,
        help_text="Eine Stelle, zum Beispiel „Landkreis Northeim“.",
    )
    keeper = forms.ModelChoiceField(
        User.objects.none(),
        label="Wer schreibt im Portal mit?",
        required=False,
        empty_label="Geschäftsstelle",
        help_text="Diese Person sieht den Entwurf und darf ihn schreiben, solange er einer ist.",
    )
    keeper_name = forms.CharField(
        label="Protokoll",
        max_length=160,
        required=False,
        help_text="So steht es im Kopf. Leer: Geschäftsstelle.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keeper"]
        field.queryset = writers()


class HeadForm(forms.ModelForm):
    """Chair, keeper, begin and end; whoever keeps them cannot hand them on, the office can."""

    begins = moment("Beginn")
    ends = moment("Ende", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Minutes
        fields = ("chair", "keeper", "keeper_name", "begins", "ends")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not user.is_office:
            del self.fields["keeper"]
        else:
            field: Any = self.fields["keeper"]
            field.queryset, field.empty_label = writers(), "Geschäftsstelle"
            field.help_text = ""
        self.fields["chair"].help_text = ""
        self.initial["revision"] = self.instance.revision


class EntryForm(forms.Form):
    """Title and text of an entry, as of a revision."""

    title = forms.CharField(
        label="Titel", max_length=200, error_messages={"required": "Bitte geben Sie dem Punkt einen Titel."}
    )
    text = RichTextFormField(label="Text", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    client_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, entry: MinutesEntry) -> "EntryForm":
        """As the page shows it; ids of its fields tell one entry from another."""
        initial = {"title": entry.title, "text": entry.text, "revision": entry.revision}
        form = cls(initial=initial, auto_id=f"e{entry.pk}-%s")
        form.fields["text"].label = f"Text zu Punkt {entry.number}"
        form.fields["text"].widget.attrs["rows"] = 6
        return form


class NewEntryForm(forms.Form):
    """An item that came up on the day."""

    title = forms.CharField(label="Neuer Punkt", max_length=200)
    audience = forms.ChoiceField(
        label="Nur für", required=False, help_text="Sonst steht der Punkt im internen Teil am Ende."
    )
    client_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="neu-%s", **kwargs)
        field: Any = self.fields["audience"]
        group = minutes.meeting.working_group_id
        choices = [(value, label) for value, label in INTERNAL if value != Audience.GROUP or group]
        field.choices = [("", "alle, die das Protokoll sehen"), *choices]


class ResolutionForm(forms.Form):
    """What was resolved and how it was voted. It is final once it is kept."""

    title = forms.CharField(
        label="Worum geht es?",
        max_length=200,
        help_text="Steht im Register, zum Beispiel „Zwischenstand zur Kenntnis genommen“.",
        error_messages={"required": "Bitte geben Sie dem Beschluss einen Titel."},
    )
    wording = RichTextFormField(
        label="Wortlaut", error_messages={"required": "Bitte schreiben Sie, was beschlossen wurde."}
    )
    unanimous = forms.ChoiceField(
        label="Ergebnis",
        choices=[("ja", "einstimmig"), ("nein", "gezählt")],
        initial="ja",
        widget=forms.RadioSelect,
    )
    yes = forms.IntegerField(label="dafür", min_value=0, max_value=999, required=False)
    no = forms.IntegerField(label="dagegen", min_value=0, max_value=999, required=False)
    abstained = forms.IntegerField(label="enthalten", min_value=0, max_value=999, required=False)
    excluded = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Wegen Befangenheit ausgeschlossen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    in_force_from = forms.DateField(
        label="Gilt ab",
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text="Leer: ab der Sitzung.",
    )
    replaces = forms.ModelChoiceField(
        Resolution.objects.none(), label="Ersetzt", required=False, empty_label="keinen früheren Beschluss"
    )

    def __init__(self, *args: Any, entry: MinutesEntry, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="beschluss-%s", **kwargs)
        meeting, fields = entry.minutes.meeting, self.fields
        many: Any = fields["excluded"]
        many.queryset = voting_organisations(
            meeting.working_group, timezone.localtime(meeting.starts_at).date()
        )
        earlier: Any = fields["replaces"]
        rows = Resolution.objects.filter(working_group=meeting.working_group, is_carried=True)
        earlier.queryset = rows.filter(replaced_by__isnull=True).defer("wording").order_by("-year", "-number")
        fields["wording"].widget.attrs["rows"] = 5
        self.initial.setdefault("title", entry.title)

    def clean(self) -> dict[str, Any]:
        """Counted means all three numbers."""
        values = super().clean() or {}
        counts = [values.get(name) for name in ("yes", "no", "abstained")]
        if values.get("unanimous") == "nein" and None in counts:
            self.add_error("yes", "Bitte alle drei Zahlen angeben: dafür, dagegen, enthalten.")
        return values

    @property
    def votes(self) -> Votes:
        """What was counted."""
        values = self.cleaned_data
        return Votes(values["yes"], values["no"], values["abstained"], unanimous=values["unanimous"] == "ja")


class TaskForm(forms.Form):
    """Who does what until when."""

    what = forms.CharField(
        label="Was ist zu tun?",
        max_length=300,
        error_messages={"required": "Bitte schreiben Sie, was zu tun ist."},
    )
    who = forms.ChoiceField(label="Wer?", error_messages={"required": "Bitte wählen Sie, wer das übernimmt."})
    due_on = forms.DateField(
        label="Bis wann?",
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"required": "Bitte wählen Sie einen Tag."},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="aufgabe-%s", **kwargs)
        self.organisations = {
            f"m{row.pk}": row for row in Organisation.objects.current().order_by("sort_name")
        }
        # A keeper who is a member gives tasks to organisations; names of persons are the office's.
        people = writers().order_by("sort_name") if user.is_office else writers().exclude(role=Role.NONE)
        self.people = {f"p{row.pk}": row for row in people}
        field: Any = self.fields["who"]
        field.choices = [
            ("", "Bitte wählen"),
            ("Mitglieder", [(key, row.name) for key, row in self.organisations.items()]),
            ("Personen", [(key, str(row)) for key, row in self.people.items()]),
        ]

    @property
    def addressee(self) -> dict[str, Any]:
        """The organisation or the person, as the action takes it."""
        who = self.cleaned_data["who"]
        if who in self.organisations:
            return {"organisation": self.organisations[who]}
        return {"person": self.people[who]}
