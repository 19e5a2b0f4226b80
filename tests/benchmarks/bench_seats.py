"""200 answer in the same instant for 25 seats, then 100 change their minds at once, then 200 guests come.

`python -m tests.benchmarks.bench_seats` runs it on the database of TEST_DATABASE_URL, else on SQLite.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import get_runner  # noqa: E402

from tests.machine import postgresql  # noqa: E402
from tests.rush import rush, unguarded  # noqa: E402

PEOPLE = 200
SEATS = 25
MIXED = 100


def seats() -> bool:
    """Print three lines; False when a seat was given twice, the line was wrong, or somebody got an error."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        results = rush(people=PEOPLE, seats=SEATS, mixed=MIXED, folder=Path(folder), quick=False)
    names = (f"{PEOPLE} at once for {SEATS} seats", f"then {MIXED} changes, {PEOPLE} guests at once")
    for name, result in zip(names, results, strict=True):
        print(
            f"{f'seats on {connection.vendor}: {name}':60} {result.seats} seats, {result.waiting} waiting, "
            f"{len(result.faults)} faults",
            *(f"\n  {fault}" for fault in result.faults[:20]),
            flush=True,
        )
    got = unguarded(PEOPLE, SEATS)
    name = f"seats on {connection.vendor}: our own check taken out"
    print(f"{name:60} {got} seats; {time.monotonic() - begun:.0f} s in all", flush=True)
    return not any(result.faults for result in results) and got == SEATS


def main() -> bool:
    """On a database of its own."""
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        return seats()
    finally:
        runner.teardown_databases(databases)


def everywhere() -> bool:
    """On SQLite and, where there is one, on a PostgreSQL of its own."""
    fine = main()
    if postgresql():
        python = sys.executable
        command = [python, "-m", "tests.postgres", python, "-m", "tests.benchmarks.bench_seats"]
        fine = subprocess.run(command).returncode == 0 and fine
    return fine


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
