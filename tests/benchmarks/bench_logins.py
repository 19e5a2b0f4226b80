"""A full room logs in from one address through a running gunicorn, while somebody guesses a password there.

`python -m tests.benchmarks.bench_logins` runs it on the database of TEST_DATABASE_URL, else on SQLite.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.machine import postgresql
from tests.served import Visitor, portal

PEOPLE = 200
AT_ONCE = 40
SECONDS = 300
GUESSED = "geraten@example.org"
PASSWORD = "roter-faden-2024"
# One hash for all: what is measured is checking it, once for each log-in.
SCRIPT = f"""
from django.contrib.auth.hashers import make_password
from alliance.accounts.models import User
secret = make_password("{PASSWORD}")
for name in [f"saal-{{n}}" for n in range({PEOPLE})] + ["geraten"]:
    User.objects.create(email=f"{{name}}@example.org", full_name=name, password=secret)
"""


def log_in(url: str, email: str, password: str = PASSWORD) -> int:
    """Open the page and send it; 302 is in, 200 a wrong password, 429 a pause."""
    visitor = Visitor(url)
    visitor.get("/anmelden/")
    return visitor.post("/anmelden/", login=email, password=password)[0]


def logins() -> bool:
    """Print one line; False when somebody stayed out, or a guess went on."""
    with tempfile.TemporaryDirectory() as folder, portal(Path(folder), SCRIPT) as url:
        guesses = [log_in(url, GUESSED, "falsch") for _ in range(11)]
        begun = time.monotonic()
        emails = [f"saal-{number}@example.org" for number in range(PEOPLE)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            statuses = Counter(pool.map(lambda email: log_in(url, email), emails))
        seconds = time.monotonic() - begun
    fine = statuses == {302: PEOPLE} and guesses == [200] * 10 + [429] and seconds < SECONDS
    database = "postgresql" if os.environ.get("TEST_DATABASE_URL") else "sqlite"
    name = f"{PEOPLE} log-ins from one address on {database}"
    print(
        f"{name:60} {dict(statuses)} in {seconds:.0f} s; the eleventh guess got {guesses[-1]}"
        f"{'' if fine else '  WRONG'}",
        flush=True,
    )
    return fine


def everywhere() -> bool:
    """On SQLite and, where there is one, on a PostgreSQL of its own."""
    fine = logins()
    if postgresql():
        python = sys.executable
        command = [python, "-m", "tests.postgres", python, "-m", "tests.benchmarks.bench_logins"]
        fine = subprocess.run(command).returncode == 0 and fine
    return fine


if __name__ == "__main__":
    sys.exit(0 if logins() else 1)
