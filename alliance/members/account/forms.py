"""Forms of the own account, and of coming in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from alliance.accounts.models import User

SAME_TWICE = "Das ist nicht dasselbe Passwort. Bitte tippen Sie es noch einmal."
PASSWORD_MISSING = "Bitte wählen Sie ein Passwort, oder kommen Sie ohne Passwort hinein."


class NameForm(forms.Form):
    """How a person is named in lists and in the history."""

    full_name = forms.CharField(
        label="Ihr Name",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Bitte geben Sie Ihren Namen an."},
    )


class InvitationForm(NameForm):
    """The name, and a password twice unless the person wants to do without."""

    password1 = forms.CharField(
        label="Passwort",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Mindestens zwölf Zeichen, nicht nur Ziffern und nicht Ihr Name.",
    )
    password2 = forms.CharField(
        label="Passwort noch einmal",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"full_name": person.full_name}, **kwargs)
        self.person = person
        self.is_without = "without_password" in self.data

    def clean(self) -> dict[str, Any]:
        """The password is good enough and twice the same."""
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1", ""), cleaned.get("password2", "")
        if self.is_without:
            return cleaned
        if not first:
            self.add_error("password1", PASSWORD_MISSING)
        elif first != second:
            self.add_error("password2", SAME_TWICE)
        else:
            self._check(first, cleaned.get("full_name", ""))
        return cleaned

    def _check(self, password: str, full_name: str) -> None:
        person = User(email=self.person.email, full_name=full_name)
        try:
            validate_password(password, person)
        except forms.ValidationError as error:
            self.add_error("password1", error)

    @property
    def password(self) -> str | None:
        """The chosen password; None for who comes in by codes."""
        return None if self.is_without else self.cleaned_data["password1"]


class AddressForm(forms.Form):
    """The new e-mail address."""

    email = forms.EmailField(
        label="Neue E-Mail-Adresse",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Bitte geben Sie die neue Adresse an."},
    )
