"""A private PostgreSQL cluster: made for one run, reached by a socket only, gone afterwards.

    python -m tests.postgres python -m pytest -m "not browser"

runs a command with TEST_DATABASE_URL pointing to it. PostgreSQL refuses to run as root, so root starts it as
`postgres` or `nobody`.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

from tests.machine import postgresql

# Nothing of the cluster survives the run, so nothing need be safe from a power cut.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
OPTIONS = (*QUICK, "max_connections=60", "listen_addresses=")
SECONDS_TO_START = 60


def _owner() -> str | None:
    """Whom root lets run the cluster; None: ourselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    found = next((name for name in ("postgres", "nobody") if name in names), None)
    if not found:
        raise SystemExit("PostgreSQL läuft nicht als root, und es gibt weder „postgres“ noch „nobody“.")
    return found


def _as(owner: str | None) -> dict[str, Any]:
    """What makes a subprocess run as the owner."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    if not owner:
        return {"env": environment}
    entry = pwd.getpwnam(owner)
    return {"env": environment, "user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _initdb(binaries: Path, folder: Path, owner: str | None) -> None:
    names = ["-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    command = [binaries / "initdb", "-D", folder / "data", *names]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, **_as(owner))
    if made.returncode:
        raise SystemExit(f"initdb: {made.stdout}{made.stderr}")


def _start(binaries: Path, folder: Path, owner: str | None) -> subprocess.Popen[bytes]:
    """The server as a child in a session of its own: Ctrl-C is ours to answer."""
    options = [part for setting in OPTIONS for part in ("-c", setting)]
    command = [binaries / "postgres", "-D", folder / "data", "-k", folder, *options]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **_as(owner),
        )


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Until the cluster answers; raises SystemExit with its log when it does not."""
    for _ in range(SECONDS_TO_START * 10):
        pid_file = folder / "data" / "postmaster.pid"
        if pid_file.exists() and pid_file.read_text(encoding="utf-8").rstrip().endswith("ready"):
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    log = (folder / "log").read_text(encoding="utf-8", errors="replace")
    raise SystemExit(f"PostgreSQL startet nicht:\n{log}")


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; gives the address of its database. Removed in any case."""
    binaries, owner = postgresql(), _owner()
    if not binaries:
        raise SystemExit("PostgreSQL fehlt: apt-get install postgresql")
    # /tmp and not TMPDIR: the path of a socket may have 107 characters only.
    folder = Path(tempfile.mkdtemp(prefix="alliance-pg-", dir="/tmp"))
    server = None
    try:
        if owner:
            shutil.chown(folder, owner)
        _initdb(binaries, folder, owner)
        server = _start(binaries, folder, owner)
        _wait(folder, server)
        yield f"postgresql://portal@/postgres?host={quote(str(folder), safe='')}"
    finally:
        _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _stop(server: subprocess.Popen[bytes] | None) -> None:
    if server is None or server.poll() is not None:
        return
    server.send_signal(signal.SIGQUIT)
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _end(number: int, frame: FrameType | None) -> None:
    """A plain `kill` ends the run as Ctrl-C does, so that the cluster is taken away."""
    raise SystemExit(128 + number)


def run(command: list[str]) -> int:
    """Run a command against a cluster of its own; returns its exit status."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, _end)
    with cluster() as url:
        child = subprocess.Popen(command, env={**os.environ, "TEST_DATABASE_URL": url})
        try:
            return child.wait()
        except BaseException:
            child.terminate()
            child.wait(30)
            raise


if __name__ == "__main__":
    try:
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
