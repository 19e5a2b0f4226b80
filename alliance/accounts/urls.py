"""Addresses of log-in and own account: allauth's views and names at German paths. There is no sign-up."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.usersessions.views import list_usersessions
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.urls import path as django_path
from django.views.decorators.cache import never_cache

from alliance.accounts.views import AccountView, RequestCodeView, SecondFactorView

View = Callable[..., HttpResponseBase]


def ours(view: View) -> View:
    """Never kept by any cache, and `site` in the template is our settings: allauth puts the host there."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None)
        if context:
            context.pop("site", None)
        return response

    return wrapped


def path(route: str, view: View, name: str) -> URLPattern:
    """A route to a view as `ours`."""
    return django_path(route, ours(view), name=name)


FACTOR = "konto/zweiter-faktor/"

urlpatterns = [
    path("anmelden/", account.login, "account_login"),
    path("anmelden/code/", RequestCodeView.as_view(), "account_request_login_code"),
    path("anmelden/code/eingeben/", account.confirm_login_code, "account_confirm_login_code"),
    path("anmelden/passkey/", keys.login_webauthn, "mfa_login_webauthn"),
    path("abmelden/", account.logout, "account_logout"),
    path("konto/", AccountView.as_view(), "account_overview"),
    path("konto/gesperrt/", account.account_inactive, "account_inactive"),
    path("konto/bestaetigen/", account.reauthenticate, "account_reauthenticate"),
    path("konto/geraete/", list_usersessions, "usersessions_list"),
    path("konto/passwort/", account.password_change, "account_change_password"),
    path("konto/passwort/festlegen/", account.password_set, "account_set_password"),
    path("konto/passwort/vergessen/", account.password_reset, "account_reset_password"),
    path("konto/passwort/vergessen/gesendet/", account.password_reset_done, "account_reset_password_done"),
    path(
        "konto/passwort/neu/fertig/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    re_path(
        r"^konto/passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        ours(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(FACTOR, SecondFactorView.as_view(), "mfa_index"),
    path(FACTOR + "pruefen/", mfa.authenticate, "mfa_authenticate"),
    path(FACTOR + "bestaetigen/", mfa.reauthenticate, "mfa_reauthenticate"),
    path(FACTOR + "app/", totp.activate_totp, "mfa_activate_totp"),
    path(FACTOR + "app/entfernen/", totp.deactivate_totp, "mfa_deactivate_totp"),
    path(FACTOR + "codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    path(FACTOR + "codes/neu/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    path(FACTOR + "codes/herunterladen/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    path(FACTOR + "schluessel/", keys.list_webauthn, "mfa_list_webauthn"),
    path(FACTOR + "schluessel/neu/", keys.add_webauthn, "mfa_add_webauthn"),
    path(FACTOR + "schluessel/bestaetigen/", keys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    path(FACTOR + "schluessel/<int:pk>/umbenennen/", keys.edit_webauthn, "mfa_edit_webauthn"),
    path(FACTOR + "schluessel/<int:pk>/entfernen/", keys.remove_webauthn, "mfa_remove_webauthn"),
]
