"""Forms that anybody may send without having logged in.

They go without Django's CSRF token, which would need a cookie; the signed note of the moment keeps other sites from
sending them unseen. Two traps for programs never cost a person more than pressing the button again.
"""

import secrets
import time
import unicodedata
from typing import Any

from django import forms
from django.core import signing

# Older than the module, so that forms that are open stay good.
SALT = "alliance.portal.contact"
# Nobody reads and fills in such a form faster than this; who does nevertheless only presses the button again.
LEAST_SECONDS = 3
MOST_SECONDS = 2 * 24 * 3600
TOO_FAST = "Das ging sehr schnell. Ihre Angaben stehen noch hier: Bitte senden Sie noch einmal."
TOO_OLD = "Das Formular lag lange offen. Ihre Angaben stehen noch hier: Bitte senden Sie noch einmal."
TRAPPED = (
    "Ein verstecktes Feld war ausgefüllt, wie es Programme tun. Es ist wieder leer, Ihre Angaben stehen noch "
    "hier: Bitte senden Sie noch einmal."
)


def opened(*, seconds_ago: int = 0) -> str:
    """A signed note of the moment, for the form; with it a page elsewhere cannot send the form unseen."""
    note = {"at": time.time() - seconds_ago, "nonce": secrets.token_urlsafe(9)}
    return signing.dumps(note, salt=SALT)


class TrappedForm(forms.Form):
    """Name and address of somebody, and the traps; templates print `opened`, and `leer` hidden."""

    name = forms.CharField(
        label="Ihr Name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Bitte geben Sie Ihren Namen an."},
    )
    email = forms.EmailField(
        label="Ihre E-Mail-Adresse",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Bitte geben Sie Ihre E-Mail-Adresse an.",
            "invalid": "Bitte geben Sie eine ganze Adresse an, zum Beispiel name@example.org.",
        },
    )
    # No name that a browser fills in by itself.
    leer = forms.CharField(
        label="Dieses Feld bitte leer lassen",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("opened", opened())

    def clean_name(self) -> str:
        """One line of characters that can be seen."""
        name = " ".join(visible(self.cleaned_data["name"]).split())
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean_email(self) -> str:
        """Only addresses that every mail server can write to."""
        email = self.cleaned_data["email"]
        if not email.rpartition("@")[0].isascii():
            raise forms.ValidationError("Vor dem @ dürfen keine Umlaute und Sonderzeichen stehen.")
        return email.lower()

    def clean(self) -> dict[str, Any]:
        """The traps. What sprang one is mended in the form that goes back."""
        cleaned = super().clean() or {}
        sprung = ""
        if cleaned.get("leer"):
            self._put_right("leer", "")
            sprung = TRAPPED
        age = self._age()
        if age is None or age > MOST_SECONDS:
            self._put_right("opened", opened(seconds_ago=LEAST_SECONDS))
            sprung = TOO_OLD
        elif age < LEAST_SECONDS:
            sprung = TOO_FAST
        # Where something else is to be mended the form comes back anyway.
        if sprung and not self.errors:
            raise forms.ValidationError(sprung)
        return cleaned

    def focus_first_error(self) -> None:
        """Put the cursor where something is to be mended."""
        for name in self.errors:
            if name in self.fields:
                self.fields[name].widget.attrs["autofocus"] = True
                return

    def _age(self) -> float | None:
        """Seconds since the form was opened; None without a note of ours."""
        try:
            return time.time() - signing.loads(self.data.get("opened", ""), salt=SALT)["at"]
        except signing.BadSignature:
            return None

    def _put_right(self, name: str, value: str) -> None:
        self.data = {**{key: self.data[key] for key in self.data}, name: value}


def visible(text: str) -> str:
    """Without control characters, line breaks and tabs excepted."""
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")
