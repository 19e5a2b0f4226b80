"""What the portal wants different from allauth: closed sign-up, German words, one clear page for a limit."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

WAYS_TO_CONFIRM = {
    "reauthenticate": "Mit dem Passwort bestätigen",
    "mfa_reauthenticate": "Mit einem Code bestätigen",
    "mfa_reauthenticate:webauthn": "Mit Passkey oder Sicherheitsschlüssel bestätigen",
}


class AccountAdapter(DefaultAccountAdapter):
    """Log-in by e-mail address and password."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dieser Zugang ist gesperrt. Die Geschäftsstelle hilft weiter.",
        "email_password_mismatch": "Passwort und E-Mail-Adresse passen nicht zusammen.",
        "enter_current_password": "Das ist nicht Ihr jetziges Passwort.",
        "incorrect_code": "Dieser Code stimmt nicht. Bitte nehmen Sie den neuesten.",
        "incorrect_password": "Dieses Passwort stimmt nicht.",
        "invalid_login": "Diese Anmeldung ist nicht möglich.",
        "invalid_password_reset": "Dieser Link gilt nicht mehr.",
        "rate_limited": "Zu viele Versuche. Bitte warten Sie einige Minuten.",
        "too_many_login_attempts": "Zu viele Versuche. Bitte warten Sie fünf Minuten.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: the office invites."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many wrong passwords for one account end in the page for 429, not in a line of the form."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as limit:
            raise ImmediateHttpResponse(respond_429(request)) from limit

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the own account, which says that it is done."""
        return reverse("account_overview")

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """How somebody confirms that it is still them, in our words."""
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": WAYS_TO_CONFIRM[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: app, passkey or security key, recovery codes."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Dieser zweite Faktor lässt sich nicht entfernen.",
        "cannot_generate_recovery_codes": "Ersatzcodes gibt es erst mit einem zweiten Faktor.",
        "incorrect_code": "Dieser Code stimmt nicht. Bitte nehmen Sie den neuesten.",
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """The name a new key gets if its owner gives none."""
        return f"Schlüssel {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """How the browser names the portal when it asks for a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}
