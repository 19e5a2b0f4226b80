"""Settings of the log-in that are the same everywhere: allauth, passwords, second factors, limits."""

from typing import Any

from django.urls import reverse_lazy

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_RULES = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_RULES}UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("full_name", "email")},
    },
    {"NAME": f"{_RULES}CommonPasswordValidator"},
    {"NAME": f"{_RULES}NumericPasswordValidator"},
    {"NAME": f"{_RULES}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
]
LOGIN_URL = reverse_lazy("account_login")
# Says where somebody without a task in the office lands after the log-in.
LANDING = "alliance.members.account.landing.landing_page"
# Writes the mails of the log-in down, so that an answer takes as long whether there is an account or not.
SEND_MAIL = "alliance.notifications.actions.notify"
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("portal:home")
ACCOUNT_ADAPTER = "alliance.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "alliance.accounts.forms.LoginForm",
    "request_login_code": "alliance.accounts.forms.RequestCodeForm",
    "confirm_login_code": "alliance.accounts.forms.ConfirmCodeForm",
    "reset_password": "alliance.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "alliance.accounts.forms.ResetPasswordKeyForm",
    "change_password": "alliance.accounts.forms.ChangePasswordForm",
    "set_password": "alliance.accounts.forms.SetPasswordForm",
    "reauthenticate": "alliance.accounts.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody gets a mail because somebody else typed their address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# As long as a log-in that has begun may take.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_DISPLAY = "alliance.accounts.models.display_name"
# A full room stands behind one address, so failures are counted by account and the address gets much room.
ACCOUNT_RATE_LIMITS = {
    "login": "300/5m/ip",
    "login_failed": "10/5m/key",
    "request_login_code": "300/5m/ip,5/15m/key",
    "reset_password": "300/5m/ip,5/15m/key",
    "reset_password_from_key": "300/5m/ip",
}
MFA_ADAPTER = "alliance.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "alliance.accounts.forms.AuthenticateForm",
    "reauthenticate": "alliance.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "alliance.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "alliance.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "alliance.accounts.forms.EditWebAuthnForm",
}
# The office gives the accounts, so an address is its owner's without a further mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = {"webauthn_login": "300/5m/ip"}
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Fachkräftebündnis"
