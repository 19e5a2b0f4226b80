"""What the tests need of the machine beside Python: Chromium and PostgreSQL.

Looked for, installed where that is allowed (Debian as root), else named. With CI set nothing may be missing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Debian would start a cluster of its own on installing; the tests bring theirs.
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.d/no-main-cluster.conf")


def chromium() -> str | None:
    """The system's Chromium, if there is one; else the one of Playwright is used."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def postgresql() -> Path | None:
    """The folder with the newest `initdb` and `postgres` of this machine."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    folders = [*reversed(debian), *([Path(found).resolve().parent] if found else [])]
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def playwright_chromium() -> bool:
    """Whether `playwright install chromium` has been here."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def may_install() -> bool:
    """Whether packages of the system can be installed: Debian and its like, as root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install packages of the system without asking anything and without starting a service."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if "postgresql" in packages:
        NO_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
        NO_CLUSTER.write_text("create_main_cluster = false\n", encoding="utf-8")
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        print("apt-get", *command, flush=True)
        subprocess.run(["apt-get", "-q", *command], env=environment, stdin=subprocess.DEVNULL, check=False)


def prepare() -> list[str]:
    """Bring what is missing; the returned lines name what is missing still."""
    wanted = [*([] if postgresql() else ["postgresql"]), *([] if has_browser() else ["chromium"])]
    if wanted and may_install():
        install(wanted)
    if not has_browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    missing = []
    if not has_browser():
        missing.append("Chromium fehlt, die Tests im Browser entfallen: apt-get install chromium")
    if not postgresql():
        missing.append("PostgreSQL fehlt, die Tests laufen nur auf SQLite: apt-get install postgresql")
    return missing


def has_browser() -> bool:
    """Whether the browser tests can run."""
    return chromium() is not None or playwright_chromium()
