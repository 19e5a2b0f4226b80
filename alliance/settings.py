"""Django's settings. What differs from place to place comes from the environment through `env`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages
from django.urls import reverse_lazy

from alliance import env

ROOT = Path(__file__).resolve().parent.parent
_problems: list[str] = []


def _read(reader: Callable[..., Any], *args: Any, fallback: Any = None, **kwargs: Any) -> Any:
    """Read one setting; a problem is kept, so that all of them are told at once."""
    try:
        return reader(*args, **kwargs)
    except env.Problem as problem:
        _problems.append(str(problem))
        return fallback


MODE = _read(env.mode, fallback="production")
PRODUCTION = MODE == "production"
DEBUG = MODE == "development"
DATA_DIR = _read(env.data_dir, ROOT, fallback=ROOT / "var")

SECRET_KEY = _read(env.secret_key, production=PRODUCTION, folder=DATA_DIR, fallback="")
ALLOWED_HOSTS = _read(env.allowed_hosts, production=PRODUCTION, fallback=[])
DATABASES = {"default": _read(env.database, DATA_DIR, fallback={})}
CACHES = {"default": _read(env.cache, fallback={})}
_mail = _read(env.mail, production=PRODUCTION, folder=DATA_DIR, fallback=env.Mail("", {}))
EMAIL_BACKEND = _mail.backend
globals().update(_mail.options)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS = [("Betrieb", address) for address in env.words("ADMINS")]
REQUIRE_SECOND_FACTOR = _read(env.flag, "REQUIRE_SECOND_FACTOR", default=PRODUCTION, fallback=True)
TRUSTED_PROXIES = _read(env.number, "TRUSTED_PROXIES", 1 if PRODUCTION else 0, least=0, most=5, fallback=0)
LOG_LEVEL = _read(env.log_level, fallback="INFO")
if _problems:
    sys.exit("\n".join(["Das Portal startet nicht:", *(f"- {line}" for line in _problems)]))

INSTALLED_APPS = [
    "alliance.core",
    "alliance.accounts",
    "alliance.history",
    "alliance.pictures",
    "alliance.notifications",
    "alliance.members",
    "strategy.fields",
    "alliance.files",
    "strategy.versions",
    "alliance.news",
    "alliance.portal.apps.PortalConfig",
    "alliance.portal.apps.OfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_prose_editor",
    "imagefield",
    "simple_history",
]

MIDDLEWARE = [
    "alliance.core.middleware.ServerTiming",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alliance.core.middleware.Compression",
    "csp.middleware.CSPMiddleware",
    "alliance.core.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
if PRODUCTION:
    MIDDLEWARE.remove("alliance.core.middleware.ServerTiming")

ROOT_URLCONF = "alliance.urls"
WSGI_APPLICATION = "alliance.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alliance.portal.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_TAGS = {messages.SUCCESS: "ok", messages.ERROR: "due", messages.WARNING: "due"}
# Messages live in the session: a cookie of their own would reach visitors who are not logged in.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---- Language, time, numbers
LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# ---- Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/bilder/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": {
        "BACKEND": "alliance.files.storage.PrivateStorage",
        "OPTIONS": {"location": DATA_DIR / "documents"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
# As whitenoise has it, and source maps: large, and read by nobody but developers.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "jpg jpeg png gif webp avif zip gz tgz bz2 tbz xz br woff woff2 map".split()
)
IMAGEFIELD_AUTOGENERATE = True
IMAGEFIELD_BIN_DEPTH = 2

# ---- Log-in
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("portal:home")
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("portal:home")
ACCOUNT_ADAPTER = "alliance.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "alliance.accounts.forms.LoginForm",
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
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_DISPLAY = "alliance.accounts.models.display_name"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
# A full room stands behind one address, so failures are counted by account and the address gets much room.
ACCOUNT_RATE_LIMITS = {"login": "300/5m/ip", "login_failed": "10/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
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
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Fachkräftebündnis"

# ---- What a browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "alliance.portal.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
# `/healthz` and `/readyz` are asked from inside, without HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# The page from which the editor for rich text takes pictures.
RICHTEXT_PICKER = "pictures:picker"
# What the numbers of pictures inside rich text stand for.
RICHTEXT_PICTURES = "pictures.Picture"

# Called in the same transaction by `history.record()`, whoever made the change.
AFTER_RECORD: list[str] = []
# Called by `manage.py worker` for what falls due by time, each at most once in ten minutes.
DUE_JOBS: list[str] = [
    "alliance.core.uploads.delete_expired",
    "alliance.notifications.actions.delete_outlived_messages",
    "alliance.portal.actions.delete_old_contact_messages",
]

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # The picture library tells every file that it writes.
    "loggers": {"imagefield": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
