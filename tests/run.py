"""All tests, as `make test` and CI run them: on SQLite and in the browser, then once more on PostgreSQL."""

import os
import subprocess
import sys

from tests import machine, postgres

# The slow ones stand at the end; whoever has finished takes over some of them.
WORKERS = ["-n", os.environ.get("TEST_WORKERS", "2"), "--dist", "worksteal"]


def main() -> int:
    """Returns 0 when everything that could run is green, and with CI set only if nothing was left out."""
    missing = machine.prepare()
    pytest = [sys.executable, "-m", "pytest", *WORKERS, *sys.argv[1:]]
    print("== SQLite, Browser", flush=True)
    failed = subprocess.run(pytest).returncode
    if machine.postgresql():
        print("== PostgreSQL", flush=True)
        failed = postgres.run([*pytest, "-m", "not browser and not once"]) or failed
    for line in missing:
        print(f"!! {line}")
    return failed or (1 if missing and os.environ.get("CI") else 0)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
