"""Benchmarks, printed as a table: `make bench`.

Pages are asked of Django directly, on a database of their own with 1,000 articles; times are milliseconds.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, get_runner, setup_test_environment  # noqa: E402

from alliance.core.difference import html_difference  # noqa: E402
from alliance.core.richtext import sanitise  # noqa: E402
from tests import cast, world  # noqa: E402
from tests.benchmarks import bench_logins, bench_outbox, bench_seats, bench_workshop  # noqa: E402

ARTICLES = 1000
REPEAT = 20
PUBLIC = [
    "/",
    "/aktuelles/",
    "/aktuelles/?seite=50",
    "/aktuelles/austausch-zur-strategie/",
    "/handlungsfelder/",
]
OFFICE = ["/verwaltung/", "/verwaltung/news/article/", "/verwaltung/news/article/?q=meldung"]


def times(work: Callable[[], Any]) -> tuple[float, float]:
    """Median and slowest of some runs, in milliseconds; the first run only warms up."""
    work()
    taken = []
    for _ in range(REPEAT):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), max(taken)


def row(name: str, work: Callable[[], Any], note: str = "") -> None:
    """Print one line of the table."""
    median, slowest = times(work)
    print(f"{name:60} {median:9.1f} {slowest:9.1f}  {note}", flush=True)


def page(client: Client, address: str) -> None:
    """A line for one page, with its number of queries."""
    with CaptureQueriesContext(connection) as queries:
        status = client.get(address).status_code
    row(
        address,
        lambda: client.get(address),
        f"{len(queries)} queries" if status == 200 else f"status {status}!",
    )


def texts() -> None:
    """Lines for what is reckoned without a database."""
    long = world.TEXT * 100
    changed = long.replace("Erstens", "Zuerst")
    row(f"sanitise {len(long) // 1000} KB of rich text", lambda: sanitise(long))
    row(f"difference of two texts of {len(long) // 1000} KB", lambda: html_difference(long, changed))


def main() -> None:
    """Build the database, measure, print, take the database away."""
    setup_test_environment()
    runner = get_runner(django.conf.settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        people, things = cast.assemble(), world.build()
        world.many_articles(ARTICLES, things)
        print(f"{'with ' + str(ARTICLES) + ' articles':60} {'median':>9} {'slowest':>9}  milliseconds")
        visitor, office = Client(), Client()
        office.force_login(people.leitung)
        for address in PUBLIC:
            page(visitor, address)
        for address in OFFICE:
            page(office, address)
        texts()
    finally:
        runner.teardown_databases(databases)
    if not bench_outbox.everywhere():
        sys.exit("The outbox lost a mail or sent one twice.")
    if not bench_workshop.everywhere():
        sys.exit("The workshop lost or doubled something, refused somebody or was too slow.")
    if not bench_seats.everywhere():
        sys.exit("A seat was given twice, or the line was not kept.")
    if not bench_logins.everywhere():
        sys.exit("A full room did not get in, or a guess went on.")


if __name__ == "__main__":
    main()
