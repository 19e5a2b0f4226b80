"""The contact form."""

import hashlib

from django import forms

from alliance.core.traps import TrappedForm, visible
from alliance.portal.models import ContactMessage


class ContactForm(TrappedForm):
    """Name, address, text."""

    text = forms.CharField(
        label="Ihre Nachricht",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Bitte schreiben Sie Ihre Nachricht."},
    )
    wants_copy = forms.BooleanField(
        label="Ich möchte eine Kopie",
        required=False,
        help_text="Sie bekommen zuerst eine Mail mit einem Link. Die Kopie kommt, wenn Sie dort zustimmen.",
    )
    field_order = ("name", "email", "text", "wants_copy", "leer", "opened")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = "Dorthin geht die Antwort."

    def clean_text(self) -> str:
        """Line breaks of one kind, and characters that can be seen."""
        text = visible(self.cleaned_data["text"].replace("\r\n", "\n")).strip()
        if not text:
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text

    def as_message(self) -> ContactMessage:
        """The unsaved message of a valid form."""
        values = {name: self.cleaned_data[name] for name in ("name", "email", "text", "wants_copy")}
        seed = "\n".join([self.cleaned_data["opened"], values["email"], values["text"]])
        return ContactMessage(**values, key=hashlib.sha256(seed.encode()).hexdigest())
