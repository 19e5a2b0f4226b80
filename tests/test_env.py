"""What the readers of the environment take and refuse."""

from pathlib import Path

import pytest

from alliance import env

pytestmark = pytest.mark.once
GOOD_KEY = "q8Zt0vXh3mKpR7sLw2YcNb5JdF9gTa1eUiOoPxQz4rMvCyBk6HnS"


READ = (
    "MODE SECRET_KEY SECRET_KEY_FILE ALLOWED_HOSTS DATABASE_URL DATA_DIR CACHE_URL EMAIL_URL LOG_LEVEL PORT"
    " SITE_URL"
)


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in READ.split():
        monkeypatch.delenv(name, raising=False)


def refused(reader: object, *args: object, **kwargs: object) -> str:
    """The one line that a reader answers nonsense with."""
    with pytest.raises(env.Problem) as problem:
        reader(*args, **kwargs)  # type: ignore[operator]
    assert "\n" not in str(problem.value)
    return str(problem.value)


@pytest.mark.parametrize(
    ("value", "answer"),
    [("true", True), ("1", True), ("Ja", True), ("off", False), ("nein", False), ("", True)],
)
def test_flag(monkeypatch: pytest.MonkeyPatch, value: str, answer: bool) -> None:
    monkeypatch.setenv("A_FLAG", value)
    assert env.flag("A_FLAG", default=True) is answer


def test_flag_refuses_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_FLAG", "vielleicht")
    assert "A_FLAG" in refused(env.flag, "A_FLAG", default=True)


@pytest.mark.parametrize("value", ["0", "-1", "65536", "acht", "1.5", "²", "1_000"])
def test_number_refuses(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PORT", value)
    assert "PORT" in refused(env.number, "PORT", 8000, most=65535)


def test_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.number("PORT", 8000) == 8000
    monkeypatch.setenv("PORT", " 8001 ")
    assert env.number("PORT", 8000, most=65535) == 8001


def test_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example.org, ,b.example.org,")
    assert env.words("ALLOWED_HOSTS") == ["a.example.org", "b.example.org"]


def test_mode_is_production_unless_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.mode() == "production"
    monkeypatch.setenv("MODE", "test")
    assert "MODE" in refused(env.mode)


@pytest.mark.parametrize(
    "key",
    [
        "short",
        "django-insecure-" + "abcdefghijklm" * 5,
        "changeme" * 10,
        "a" * 80,
        "secret" + "0123456789" * 6,
    ],
)
def test_unsafe_keys_are_refused_in_production(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str
) -> None:
    monkeypatch.setenv("SECRET_KEY", key)
    assert key not in refused(env.secret_key, production=True, folder=tmp_path)
    assert env.secret_key(production=False, folder=tmp_path) == key


def test_secret_key_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(GOOD_KEY + "\n", encoding="utf-8")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    assert env.secret_key(production=True, folder=tmp_path) == GOOD_KEY
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "none"))
    assert "SECRET_KEY_FILE" in refused(env.secret_key, production=True, folder=tmp_path)


def test_secret_key_outside_production_is_made_once_and_kept(tmp_path: Path) -> None:
    assert "SECRET_KEY" in refused(env.secret_key, production=True, folder=tmp_path)
    first = env.secret_key(production=False, folder=tmp_path)
    assert len(first) >= 50
    assert env.secret_key(production=False, folder=tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_allowed_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "127.0.0.1" in env.allowed_hosts(production=False)
    assert "ALLOWED_HOSTS" in refused(env.allowed_hosts, production=True)
    monkeypatch.setenv("ALLOWED_HOSTS", "*")
    assert "ALLOWED_HOSTS" in refused(env.allowed_hosts, production=True)


def test_the_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.site_url(production=False, hosts=[]) == "http://127.0.0.1:8000"
    assert env.site_url(production=True, hosts=[".example.org", "b.example.org"]) == "https://b.example.org"
    assert "SITE_URL" in refused(env.site_url, production=True, hosts=[".example.org"])
    monkeypatch.setenv("SITE_URL", "https://portal.example.org:8443/")
    assert env.site_url(production=True, hosts=["b.example.org"]) == "https://portal.example.org:8443"
    for wrong in ("portal.example.org", "ftp://example.org", "https://example.org/portal", "https://"):
        monkeypatch.setenv("SITE_URL", wrong)
        assert "SITE_URL" in refused(env.site_url, production=False, hosts=[])


def test_database_is_sqlite_by_default(tmp_path: Path) -> None:
    found = env.database(tmp_path)
    assert found["NAME"] == str(tmp_path / "alliance.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]


def test_any_folder_name_will_do(tmp_path: Path) -> None:
    folder = tmp_path / "Daten 100%20 #1?"
    assert env.database(folder)["NAME"] == str(folder / "alliance.sqlite3")


def test_database_on_postgresql(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://us%40er:p%2Fw@db.example.org:5433/portal")
    found = env.database(tmp_path)
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("us@er", "p/w", "db.example.org")
    assert (found["PORT"], found["NAME"]) == ("5433", "portal")
    monkeypatch.setenv("DATABASE_URL", "postgresql://portal@/portal?host=%2Frun%2Fpg")
    assert env.database(tmp_path)["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["mysql://a/b", "portal.sqlite3", "postgresql://portal@host:port/portal"])
def test_other_databases_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert "DATABASE_URL" in refused(env.database, tmp_path)


def test_mail(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert env.mail(production=False, folder=tmp_path).options["EMAIL_FILE_PATH"] == tmp_path / "mails"
    assert "EMAIL_URL" in refused(env.mail, production=True, folder=tmp_path)
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://na%40me:pass%23wort@mail.example.org")
    found = env.mail(production=True, folder=tmp_path).options
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("na@me", "pass#wort")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (587, True, False)


@pytest.mark.parametrize(
    "url", ["mail.example.org", "imap://mail.example.org", "smtp://", "smtp://host:port"]
)
def test_other_mail_addresses_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    monkeypatch.setenv("EMAIL_URL", url)
    assert "EMAIL_URL" in refused(env.mail, production=True, folder=tmp_path)


def test_cache_and_log_level(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.cache()["LOCATION"] == "core_cache"
    monkeypatch.setenv("CACHE_URL", "memcached://x")
    assert "CACHE_URL" in refused(env.cache)
    monkeypatch.setenv("LOG_LEVEL", "laut")
    assert "LOG_LEVEL" in refused(env.log_level)


def test_data_dir_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "data"))
    assert "DATA_DIR" in refused(env.data_dir, tmp_path)
