"""Django's settings. What differs from place to place comes from the environment through `env`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages

from alliance import env
from alliance.settings_login import *  # noqa: F403

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
SITE_URL = _read(env.site_url, production=PRODUCTION, hosts=ALLOWED_HOSTS, fallback="")
DATABASES = {"default": _read(env.database, DATA_DIR, fallback={})}
CACHES = {"default": _read(env.cache, fallback={})}
_mail = _read(env.mail, production=PRODUCTION, folder=DATA_DIR, fallback=env.Mail("", {}))
EMAIL_BACKEND = _mail.backend
globals().update(_mail.options)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS = [("Betrieb", address) for address in env.words("ADMINS")]
# Days after which unused invitations and the data of guests are deleted.
RETENTION_DAYS = _read(env.number, "RETENTION_DAYS", 30, most=3650, fallback=30)
# Days that an invitation to the portal can be accepted.
INVITATION_DAYS = _read(env.number, "INVITATION_DAYS", 14, most=365, fallback=14)
# Days that members may object to minutes, if the office says nothing else.
OBJECTION_DAYS = _read(env.number, "OBJECTION_DAYS", 14, most=365, fallback=14)
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
    "events.meetings",
    "events.minutes",
    "events.workshops",
    "strategy.versions",
    "alliance.news",
    "alliance.letters",
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
    "events.workshops.polling.Polls",
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

# ---- Log-in (the rest is in settings_login)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

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

# What persons are told by mail, and how unless they choose otherwise (`notifications.states.How`).
NOTICE_KINDS: dict[str, tuple[str, str]] = {
    "invitation": ("Einladungen zu Terminen", "now"),
    "change": ("Änderungen und Absagen", "now"),
    "seat": ("freie Plätze", "now"),
    "reminder": ("Erinnerungen", "now"),
    "minutes": ("Protokolle und Beschlüsse", "now"),
    "ballot": ("Abstimmungen", "now"),
    "task": ("Aufgaben", "now"),
    "letter": ("Rundschreiben", "now"),
}
# Says of a person whether they may have notices on the day that they are sent.
DIGEST_RECIPIENTS = "alliance.members.access.may_receive_notices"
# Occasions whose mails open an account: nobody in the office reads their words.
PRIVATE_OCCASIONS = ("account:", "invitation:", "workshop:")
# What the frame of every mail names.
MAIL_FRAME = "alliance.portal.context.mail_frame"
# What papers for print name around their words: whose they are, and who funds.
PRINT_FRAME = "alliance.portal.context.print_frame"

# Called in the same transaction by `history.record()`, whoever made the change.
AFTER_RECORD: list[str] = []
# Called by `manage.py worker` for what falls due by time, each at most once in ten minutes.
DUE_JOBS: list[str] = [
    "alliance.core.uploads.delete_expired",
    "alliance.notifications.actions.delete_outlived_messages",
    "alliance.notifications.digest.send_digests",
    "alliance.letters.actions.keep_outcomes",
    "alliance.portal.actions.delete_old_contact_messages",
    "events.meetings.actions.delete_outlived_guests",
    "events.workshops.actions.forget_owners",
    "alliance.members.actions.delete_outlived_invitations",
    "events.meetings.actions.handle_due_ballots",
    "events.minutes.actions.tell_due_tasks",
    "events.meetings.actions.send_due_notices",
    "events.meetings.actions.send_reminders",
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
