"""The portal served by gunicorn as in production, on a database of its own, for what needs many at once.

`portal(folder, script)` prepares the database of TEST_DATABASE_URL, else SQLite in the folder: it must be empty.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Nowhere: the answer itself is looked at."""


class Visitor:
    """A browser of one person: keeps cookies, follows nothing."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stay)

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, place that it leads to, and text."""
        return self._ask(urllib.request.Request(self.url + path))

    def post(self, path: str, **data: str) -> tuple[int, str, str]:
        """As `get`; sends the token of the form that was opened before."""
        token = next((cookie.value for cookie in self.jar if cookie.name == "csrftoken"), None) or ""
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token}).encode()
        return self._ask(urllib.request.Request(self.url + path, data=body))

    def _ask(self, request: urllib.request.Request) -> tuple[int, str, str]:
        answer: HTTPResponse | urllib.error.HTTPError
        try:
            answer = self.opener.open(request, timeout=120)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read().decode("utf-8", "replace")
            return int(answer.status or 0), answer.headers.get("Location", ""), text


def _environment(folder: Path, port: int, more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME", "TZ") if name in os.environ}
    database = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{folder}/served.sqlite3"
    own = {"MODE": "demo", "DATA_DIR": str(folder), "DATABASE_URL": database, "PORT": str(port)}
    return {**kept, "PYTHONUTF8": "1", **own, **more}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def portal(folder: Path, script: str, **more: str) -> Iterator[str]:
    """A running portal whose database `script` has filled, run in `manage.py shell`; gives its address.

    `more` is further environment. Raises CalledProcessError when the database cannot be prepared.
    """
    port = _free_port()
    environment = _environment(folder, port, more)
    for command in (
        ["migrate"],
        ["createcachetable"],
        ["collectstatic", "--noinput"],
        ["shell", "-c", script],
    ):
        quiet = ["--verbosity", "0"]
        subprocess.run([sys.executable, "manage.py", *command, *quiet], cwd=ROOT, env=environment, check=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "alliance/gunicorn.py", "alliance.wsgi"]
    with (folder / "gunicorn.log").open("wb") as log:
        server = subprocess.Popen(gunicorn, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}", server, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


def _wait(url: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    """Until it answers; raises SystemExit with its log when it does not."""
    for _ in range(SECONDS_TO_START * 10):
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
            return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    log = (folder / "gunicorn.log").read_text(encoding="utf-8", errors="replace")
    raise SystemExit(f"The portal does not start:\n{log}")
