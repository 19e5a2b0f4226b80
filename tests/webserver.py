"""The portal's own web server on the database of the tests, and clients that keep asking it."""

import asyncio
import gzip
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from tests.killing import database_url

SECONDS_TO_START = 60
RETRY = 0.2


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def names_only(folder: Path) -> None:
    """Let pages name static files that are not there."""
    names = {name: name for finder in get_finders() for name, _ in finder.list(None)}
    folder.mkdir()
    manifest = {"version": "1.1", "paths": names, "hash": ""}
    (folder / "staticfiles.json").write_text(json.dumps(manifest), encoding="utf-8")


class Server:
    """Gunicorn as `make run` starts it, on the database of the tests.

    With `quick` static files are not collected: nobody asks for them, pages only need to know their names.
    """

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.port = free_port()
        self.environment = {
            **os.environ,
            "MODE": "demo",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "alliance.settings",
            "PORT": str(self.port),
            "LOG_LEVEL": "ERROR",
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.cpu = 0.0
        if quick:
            names_only(folder / "static")
        else:
            command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
            subprocess.run(command, cwd=settings.ROOT, env=self.environment, check=True)

    def start(self) -> None:
        """In a process group of its own, so that a kill reaches the workers, too."""
        command = [sys.executable, "-m", "gunicorn", "-c", "alliance/gunicorn.py", "alliance.wsgi"]
        options: dict[str, Any] = {"stdout": subprocess.DEVNULL, "start_new_session": True}
        self.process = subprocess.Popen(command, cwd=settings.ROOT, env=self.environment, **options)

    def wait(self) -> None:
        """Until it takes connections."""
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end:
            assert self.process and self.process.poll() is None, "the server ended by itself"
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the server does not start")

    def kill(self) -> None:
        """Signal 9 for the server and all its workers."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """As Ctrl-C does it; `cpu` is how many seconds of a processor it took since it was last started."""
        before = _children()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
        self.cpu = _children() - before


@dataclass
class Account:
    """What all lines noted: how long each answer took, what broke, what was wrong."""

    times: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    broken: int = 0


def _children() -> float:
    """Seconds of a processor that all processes took which have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


class Line:
    """One kept connection; opened anew and asked again when it breaks, as a phone does."""

    def __init__(self, port: int, account: Account) -> None:
        self.port, self.account = port, account
        self.cookies: dict[str, str] = {}
        self.taken = asyncio.Lock()
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, data: Any = (), **headers: str) -> Answer:
        """Ask until an answer has come; a server's error is an answer, and a fault."""
        begun = time.monotonic()
        while True:
            try:
                async with self.taken:
                    answer = await self._once(method, path, data, headers)
                break
            except (OSError, EOFError):
                self.close()
                self.account.broken += 1
                await asyncio.sleep(RETRY)
        self.account.times.append(time.monotonic() - begun)
        if answer.status >= 500:
            self.account.faults.append(f"{method} {path}: {answer.status}")
        return answer

    async def _once(self, method: str, path: str, data: Any, headers: dict[str, str]) -> Answer:
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        body = urlencode(data).encode()
        lines = {"Host": "127.0.0.1", "Accept-Encoding": "gzip", **headers}
        if self.cookies:
            lines["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            lines |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": str(len(body)),
            }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        return await self._read(reader)

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        found: dict[str, str] = {}
        for line in filter(None, head[1:]):
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
            found[name.lower()] = value
        body = await reader.readexactly(int(found.get("content-length", "0")))
        if found.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        if found.get("connection") == "close":
            self.close()
        return Answer(int(head[0].split()[1]), found, body.decode())

    def close(self) -> None:
        """Hang up."""
        if self.streams:
            self.streams[1].close()
        self.streams = None
