"""What the portal wants different from allauth: closed sign-up, German words, one clear page for a limit."""

import datetime
import uuid
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from alliance.accounts.models import person_of
from alliance.accounts.rules import is_missing_second_factor

# Mails of the log-in hold secrets that are worth nothing soon after.
KEEP_MAIL = datetime.timedelta(hours=1)
WAYS_TO_CONFIRM = {
    "reauthenticate": "Mit dem Passwort bestätigen",
    "mfa_reauthenticate": "Mit einem Code bestätigen",
    "mfa_reauthenticate:webauthn": "Mit Passkey oder Sicherheitsschlüssel bestätigen",
}


def _free_again(request: HttpRequest, key: str) -> datetime.datetime:
    """When the oldest of the wrong passwords is forgotten, so that one more may be tried."""
    rate = get_rates(app="allauth.account", action="login_failed")[0]
    name = get_cache_key(request, app="allauth.account", action="login_failed", rate=rate, key=key)
    tried: list[float] = cache.get(name) or [timezone.now().timestamp()]
    return datetime.datetime.fromtimestamp(tried[-1] + rate.duration, tz=datetime.UTC)


def _paused(request: HttpRequest, until: datetime.datetime) -> HttpResponse:
    """The page for an account that pauses; the same for addresses that have none."""
    response = render(request, "account/login_paused.html", {"until": until}, status=429)
    wait = (until - timezone.now()).total_seconds()
    response["Retry-After"] = str(max(1, int(wait) + 1))
    response["Cache-Control"] = "no-store"
    return response


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
        "too_many_login_attempts": "Zu viele Versuche. Bitte warten Sie eine Viertelstunde.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: the office invites."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many wrong passwords for one account end in a page that says when to try again."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as limit:
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise ImmediateHttpResponse(_paused(request, _free_again(request, key))) from limit

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox: the answer does not wait for a mail server that is slow or away."""
        import_string(settings.SEND_MAIL)(
            occasion=f"account:{uuid.uuid4().hex}",
            recipients=[email],
            template=f"account/{template_prefix.rpartition('/')[2]}",
            context=context,
            keep=KEEP_MAIL,
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The office to its desk, or first to the second factor that it lacks; others where LANDING says."""
        person = person_of(request)
        if is_missing_second_factor(person):
            return reverse("mfa_index")
        return reverse("admin:index") if person.is_office else import_string(settings.LANDING)(person)

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
