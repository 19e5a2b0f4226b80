"""Typed readers of the environment. Nothing else in the portal reads it.

Every reader refuses nonsense with a `Problem` whose text is one plain German line for the person who
runs the server.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MODES = ("production", "demo", "development")
TRUE = {"1", "true", "yes", "on", "ja"}
FALSE = {"0", "false", "no", "off", "nein"}
UNSAFE_KEYS = ("django-insecure-", "changeme", "secret")
SHORTEST_KEY = 50
# Django would throw counters away from the 300th on, and with them the limits they stand for.
ROOM: dict[str, object] = {"OPTIONS": {"MAX_ENTRIES": 100_000}}
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


class Problem(ImproperlyConfigured):
    """What is missing or wrong in the environment, one plain line each."""


@dataclass(frozen=True)
class Mail:
    """Where mails go: the Django backend and what it needs."""

    backend: str
    options: dict[str, object]


def text(name: str, default: str = "") -> str:
    """The variable without surrounding space; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """A yes or no (`true/false`, `1/0`, `ja/nein`); raises Problem for anything else."""
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE | FALSE:
        return value in TRUE
    raise Problem(f"{name} muss true oder false sein, nicht „{value}“.")


def number(name: str, default: int, *, least: int = 1, most: int = 1000) -> int:
    """A whole number between `least` and `most`; raises Problem otherwise."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise Problem(f"{name} muss eine ganze Zahl von {least} bis {most} sein, nicht „{value}“.")
    return int(value)


def words(name: str) -> list[str]:
    """The parts of a comma-separated list, without empty ones."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def mode() -> str:
    """`production` unless stated; raises Problem for an unknown mode."""
    value = text("MODE", "production")
    if value not in MODES:
        raise Problem(f"MODE muss production, demo oder development sein, nicht „{value}“.")
    return value


def data_dir(root: Path) -> Path:
    """The folder of everything that is written at run time; created if it is missing."""
    folder = Path(text("DATA_DIR") or root / "var").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"DATA_DIR: Der Ordner „{folder}“ lässt sich nicht anlegen ({error.strerror})."
        ) from error
    return folder


def secret_key(*, production: bool, folder: Path) -> str:
    """The secret key from SECRET_KEY or SECRET_KEY_FILE.

    Outside production a key is made once and kept in the data folder, so that log-ins survive a restart.
    Raises Problem in production when it is missing, short or a known example.
    """
    key = text("SECRET_KEY")
    path = text("SECRET_KEY_FILE")
    if not key and path:
        try:
            key = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise Problem(f"SECRET_KEY_FILE: „{path}“ ist nicht lesbar ({error.strerror}).") from error
    if production:
        if not key:
            raise Problem("SECRET_KEY oder SECRET_KEY_FILE fehlt: ein geheimer, zufälliger Text.")
        if len(key) < SHORTEST_KEY or key.startswith(UNSAFE_KEYS) or len(set(key)) < 10:
            raise Problem(
                f"SECRET_KEY ist unsicher: mindestens {SHORTEST_KEY} zufällige Zeichen, kein Beispiel."
            )
    return key or _kept_key(folder / "secret_key")


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def allowed_hosts(*, production: bool) -> list[str]:
    """ALLOWED_HOSTS; loopback outside production. Raises Problem in production when missing or `*`."""
    hosts = words("ALLOWED_HOSTS")
    if production and not hosts:
        raise Problem(
            "ALLOWED_HOSTS fehlt: die Namen, unter denen das Portal erreichbar ist, mit Komma getrennt."
        )
    if production and "*" in hosts:
        raise Problem("ALLOWED_HOSTS darf nicht „*“ enthalten: nennen Sie die Namen des Portals.")
    return hosts or ["127.0.0.1", "localhost", "[::1]"]


def site_url(*, production: bool, hosts: list[str]) -> str:
    """SITE_URL: how the portal's own address starts in mails, such as `https://portal.example.org`.

    By default the first of `hosts` that does not stand for many. Raises Problem for anything else than a
    scheme and a name, and in production where no host gives one.
    """
    value = text("SITE_URL").rstrip("/")
    if not value and not production:
        return f"http://127.0.0.1:{number('PORT', 8000, most=65535)}"
    if not value:
        name = next((host for host in hosts if not host.startswith(".")), "")
        if hosts and not name:
            raise Problem("SITE_URL fehlt: die Adresse des Portals, zum Beispiel https://portal.example.org.")
        return f"https://{name}"
    parts = urlsplit(value)
    rest = parts.path or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not parts.hostname or rest:
        raise Problem("SITE_URL muss so aussehen: https://portal.example.org.")
    return value


def database(folder: Path) -> dict[str, object]:
    """Django's description of the database of DATABASE_URL; SQLite in the data folder by default."""
    url = text("DATABASE_URL")
    if not url:
        return _sqlite(str(folder / "alliance.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")))
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or parse_qs(parts.query).get("host", [""])[0],
            "PORT": str(_port("DATABASE_URL", parts) or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise Problem("DATABASE_URL muss mit sqlite:/// oder postgresql:// beginnen.")


def _port(name: str, parts: SplitResult) -> int | None:
    """The port of an address, if it names one; raises Problem when that is no number."""
    try:
        return parts.port
    except ValueError as error:
        raise Problem(f"{name}: Der Port muss eine Zahl bis 65535 sein.") from error


def _sqlite(path: str) -> dict[str, object]:
    """SQLite for a web server: WAL, writers queue up from the start of a transaction instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Opening the file and setting it up takes longer than most questions to it.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
            ),
        },
    }


def cache() -> dict[str, object]:
    """Django's cache: a table in the database, or Redis by CACHE_URL. It holds rate limits only."""
    url = text("CACHE_URL")
    if not url:
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache", **ROOM}
    if urlsplit(url).scheme not in ("redis", "rediss"):
        raise Problem("CACHE_URL muss mit redis:// oder rediss:// beginnen.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def mail(*, production: bool, folder: Path) -> Mail:
    """EMAIL_URL such as `smtp+tls://user:password@host:587`; files in the data folder outside production."""
    url = text("EMAIL_URL")
    if not url:
        if production:
            raise Problem("EMAIL_URL fehlt: zum Beispiel smtp+tls://name:passwort@mail.example.org:587.")
        return Mail("django.core.mail.backends.filebased.EmailBackend", {"EMAIL_FILE_PATH": folder / "mails"})
    parts = urlsplit(url)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise Problem(
            "EMAIL_URL muss mit smtp://, smtp+tls:// oder smtp+ssl:// beginnen und einen Server nennen."
        )
    return Mail(
        "alliance.notifications.smtp.EmailBackend",
        {
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": _port("EMAIL_URL", parts) or MAIL_PORTS[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
            "EMAIL_TIMEOUT": 20,
        },
    )


def log_level() -> str:
    """LOG_LEVEL; INFO by default."""
    value = text("LOG_LEVEL", "INFO").upper()
    if value not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
        raise Problem(f"LOG_LEVEL muss DEBUG, INFO, WARNING, ERROR oder CRITICAL sein, nicht „{value}“.")
    return value
