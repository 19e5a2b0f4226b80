"""The form of a document."""

from typing import Any

from django import forms
from django.core.files.base import File

from alliance.core.forms import RevisedForm
from alliance.files.checking import ACCEPTED, ENDINGS, CheckedFile, check
from alliance.files.models import ADDRESSEE_MISSING, Document
from alliance.members.access import Audience

ACCEPT = ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings)
VALUES = ("title", "audience", "working_group", "organisation", "is_accessible", "language")


class DocumentFileField(forms.FileField):
    """A file that becomes a `CheckedFile`, or an error that says what is wrong with it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Datei")
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        kwargs.setdefault("help_text", f"{ACCEPTED} Höchstens 25 MB.")
        super().__init__(allow_empty_file=True, **kwargs)
        self.error_messages["required"] = "Bitte wählen Sie eine Datei."

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """The checked file; raises ValidationError with a German sentence."""
        file: File | None = super().clean(data, initial)
        return check(file) if file else None


class DocumentForm(RevisedForm):
    """A new document with its file, or what is said about one and perhaps a newer file."""

    file = DocumentFileField()

    class Meta:
        model = Document
        fields = VALUES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            field = self.fields["file"]
            field.required, field.label = False, "Neue Datei"
            kept = "Leer lassen, um die Datei zu behalten. Die bisherige bleibt als ältere Fassung."
            field.help_text = f"{kept} {field.help_text}"

    def clean(self) -> dict[str, Any]:
        """Ask whom it is for where the audience is narrower than all members."""
        data = super().clean() or self.cleaned_data
        named = data.get("working_group") or data.get("organisation")
        if data.get("audience") == Audience.GROUP and not named:
            self.add_error("working_group", forms.ValidationError(ADDRESSEE_MISSING, code="addressee"))
        return data

    def values(self) -> dict[str, Any]:
        """The cleaned values as `actions.add_document` takes them."""
        return {name: self.cleaned_data[name] for name in VALUES}
