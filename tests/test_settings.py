"""Production refuses to start when something is missing or unsafe, and says all of it in plain lines."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

ROOT = Path(settings.ROOT)
GOOD = {
    "MODE": "production",
    "SECRET_KEY": "q8Zt0vXh3mKpR7sLw2YcNb5JdF9gTa1eUiOoPxQz4rMvCyBk6HnS",
    "ALLOWED_HOSTS": "portal.example.org",
    "EMAIL_URL": "smtp+tls://portal:geheim@mail.example.org:587",
}


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with nothing of this process's environment but the path."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**kept, "PYTHONUTF8": "1", "DATA_DIR": str(folder), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_production_is_fit_for_deployment(tmp_path: Path) -> None:
    done = run(tmp_path, "-W", "error::DeprecationWarning:alliance", "manage.py", "check", "--deploy", **GOOD)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == "System check identified no issues (0 silenced)."


def test_everything_missing_is_told_at_once(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check")
    lines = done.stderr.strip().splitlines()
    assert done.returncode != 0
    assert lines[0] == "Das Portal startet nicht:"
    named = [line.removeprefix("- ").split()[0].rstrip(":") for line in lines[1:]]
    assert named == ["SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "produktion"),
        ("SECRET_KEY", "changeme"),
        ("ALLOWED_HOSTS", "*"),
        ("DATABASE_URL", "mysql://root@localhost/portal"),
        ("CACHE_URL", "memcached://localhost"),
        ("EMAIL_URL", "mail.example.org"),
        ("REQUIRE_SECOND_FACTOR", "vielleicht"),
        ("TRUSTED_PROXIES", "alle"),
        ("LOG_LEVEL", "laut"),
    ],
)
def test_each_wrong_value_is_one_plain_line(tmp_path: Path, name: str, value: str) -> None:
    done = run(tmp_path, "manage.py", "check", **{**GOOD, name: value})
    lines = done.stderr.strip().splitlines()
    assert done.returncode != 0
    assert len(lines) == 2, done.stderr
    assert name in lines[1]
    assert GOOD["SECRET_KEY"] not in done.stderr


def test_the_web_server_refuses_as_plainly(tmp_path: Path) -> None:
    wrong = {"ALLOWED_HOSTS": "*", "PORT": "8199"}
    done = run(tmp_path, "-m", "gunicorn", "-c", "alliance/gunicorn.py", "alliance.wsgi", **{**GOOD, **wrong})
    assert done.returncode != 0
    assert "ALLOWED_HOSTS" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_web_server_names_a_wrong_port(tmp_path: Path) -> None:
    done = run(
        tmp_path, "-m", "gunicorn", "-c", "alliance/gunicorn.py", "alliance.wsgi", **{**GOOD, "PORT": "http"}
    )
    assert done.returncode != 0
    assert "PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_demo_needs_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", MODE="demo")
    assert (done.returncode, done.stderr) == (0, "")


def test_demo_data_is_refused_in_production(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "demo", **GOOD)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "alliance.sqlite3").exists()
