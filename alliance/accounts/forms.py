"""Forms of the log-in: allauth's own, in the words and the look of the portal."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm as BaseActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError

from alliance.accounts.models import User
from alliance.accounts.rules import has_come_in

CODE_HELP = "Sechs Ziffern aus Ihrer App oder einer Ihrer Ersatzcodes."


class Worded(forms.Form):
    """Gives fields our labels and help, and takes away placeholders, which are no labels."""

    labels: ClassVar[dict[str, str]] = {}
    helps: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, field.help_text)


class LoginForm(Worded, account.LoginForm):
    """E-mail address and password; an error never says which of the two is wrong."""

    labels = {
        "login": "E-Mail-Adresse",
        "password": "Passwort",
        "remember": "Auf diesem Gerät angemeldet bleiben",
    }
    helps = {"password": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean(self) -> dict[str, Any] | None:
        """Tell at the password what does not fit together."""
        try:
            return super().clean()
        except ValidationError as error:
            self.add_error("password", error)
            return self.cleaned_data


class RequestCodeForm(Worded, account.RequestLoginCodeForm):
    """Where to send a code to. Who was never let in gets none, and is told the same."""

    labels = {"email": "E-Mail-Adresse"}
    remember = forms.BooleanField(label="Auf diesem Gerät angemeldet bleiben", required=False)
    _user: User | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "username"

    def clean_email(self) -> str:
        """The address; whose it is stays inside."""
        email = super().clean_email()
        if self._user is not None and not has_come_in(self._user):
            self._user = None
        return email


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    """Where to send the link to. Who was never let in gets none, and is told the same."""

    labels = {"email": "E-Mail-Adresse"}
    users: list[User]

    def clean_email(self) -> str:
        """The address; whose it is stays inside."""
        email = super().clean_email()
        self.users = [user for user in self.users if has_come_in(user)]
        return email


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):
    """A new password by the link of the mail."""

    labels = {"password1": "Neues Passwort", "password2": "Neues Passwort noch einmal"}


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    """A new password for somebody who is logged in."""

    labels = {
        "oldpassword": "Jetziges Passwort",
        "password1": "Neues Passwort",
        "password2": "Neues Passwort noch einmal",
    }
    helps = {"oldpassword": ""}


class SetPasswordForm(Worded, account.SetPasswordForm):
    """The first password of somebody who came in with a passkey."""

    labels = {"password1": "Passwort", "password2": "Passwort noch einmal"}


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    """The password once more before something weighty."""

    labels = {"password": "Passwort"}
    helps = {"password": ""}


class _Code(Worded):
    labels = {"code": "Code"}
    helps = {"code": CODE_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(inputmode="numeric", spellcheck="false")


class ConfirmCodeForm(Worded, account.ConfirmLoginCodeForm):
    """The code of the mail."""

    labels = {"code": "Code"}
    helps = {"code": "Acht Buchstaben. Groß oder klein, mit oder ohne Strich ist gleich."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(autocapitalize="characters", spellcheck="false")


class AuthenticateForm(_Code, mfa.AuthenticateForm):
    """The second step of the log-in."""


class ReauthenticateCodeForm(_Code, mfa.ReauthenticateForm):
    """A code before something weighty."""


class ActivateTOTPForm(_Code, BaseActivateTOTPForm):
    """The first code of a new app."""

    helps = {"code": "Die sechs Ziffern, die Ihre App jetzt zeigt."}


class AddWebAuthnForm(Worded, webauthn.AddWebAuthnForm):
    """A new passkey or security key."""

    labels = {"name": "Name des Schlüssels", "passwordless": "Als Passkey verwenden"}
    helps = {
        "name": "Damit Sie mehrere unterscheiden, zum Beispiel „Diensthandy“.",
        "passwordless": "Damit melden Sie sich ganz ohne Passwort an. "
        "Das Gerät fragt nach Fingerabdruck, Gesicht oder PIN.",
    }


class EditWebAuthnForm(Worded, webauthn.EditWebAuthnForm):
    """Another name for a key."""

    labels = {"name": "Name des Schlüssels"}
