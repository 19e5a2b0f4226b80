"""The worker, killed fifty times while it sends: no mail may be lost or arrive twice.

`python -m tests.benchmarks.bench_outbox` runs it on the database of TEST_DATABASE_URL, else on SQLite.
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

from tests.killing import kill_rounds  # noqa: E402
from tests.machine import postgresql  # noqa: E402

KILLS = 50
MAILS = 1000


def outbox() -> bool:
    """Print one line; False when a mail was lost or arrived twice."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_rounds(KILLS, MAILS, Path(folder))
    name = f"outbox on {connection.vendor}: killed {KILLS} times over {MAILS} mails"
    seconds = time.monotonic() - begun
    print(
        f"{name:60} {tally.sent} sent once, {tally.unclear} unclear "
        f"(of them {tally.unclear_but_arrived} arrived), {len(tally.faults)} lost or doubled; "
        f"{seconds:.0f} s",
        *(f"\n  {fault}" for fault in tally.faults),
        flush=True,
    )
    return not tally.faults


def main() -> bool:
    """On a database of its own."""
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        return outbox()
    finally:
        runner.teardown_databases(databases)


def everywhere() -> bool:
    """On SQLite and, where there is one, on a PostgreSQL of its own."""
    fine = main()
    if postgresql():
        command = [
            sys.executable,
            "-m",
            "tests.postgres",
            sys.executable,
            "-m",
            "tests.benchmarks.bench_outbox",
        ]
        fine = subprocess.run(command).returncode == 0 and fine
    return fine


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
