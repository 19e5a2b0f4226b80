"""What happens without anybody asking for a page: mails go out, and what falls due by time is done.

One worker at a time: it holds a lease that it renews, and that runs out if it dies.
"""

import logging
import os
import secrets
import socket
import threading
import time

from django.conf import settings
from django.db import close_old_connections, connection, connections
from django.utils.module_loading import import_string

from alliance.notifications.actions import send_due
from alliance.notifications.models import Lease

logger = logging.getLogger(__name__)

LEASE = "worker"
NEVER = float("-inf")
# Longer than a talk with a slow mail server, during which nothing is renewed. Should one take longer still,
# two workers overlap for a while; mails are claimed one by one, so none goes out twice.
LEASE_SECONDS = 180
RENEW_SECONDS = 30
PAUSE_SECONDS = 5
WAIT_SECONDS = 15
JOB_SECONDS = 600
LOOK_SECONDS = 60
# As long as a mail server may keep us waiting at one step.
SECONDS_TO_STOP = 15


class Worker:
    """Works in the thread that calls it until `stop` is set."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.renewed = self.looked = NEVER

    def run(self) -> None:
        """Rounds with pauses; an error ends the round, not the worker."""
        while not self.stop.is_set():
            close_old_connections()
            try:
                pause = self._round()
            except Exception:
                logger.exception("The worker's round broke off")
                connections.close_all()
                pause = WAIT_SECONDS
            self.stop.wait(pause)
        self._leave()

    def once(self) -> int | None:
        """Do all that is due now; returns the number of mails sent, None while another worker is at it."""
        if not self._leads():
            return None
        sent = 0
        while not self.stop.is_set() and (now := send_due(go_on=self._goes_on)):
            sent += now
        self._jobs()
        self._leave()
        return sent

    def _round(self) -> float:
        """One round; returns the seconds until the next."""
        if not self._leads():
            return WAIT_SECONDS
        sent = send_due(go_on=self._goes_on)
        if not self.stop.is_set() and time.monotonic() - self.looked >= LOOK_SECONDS:
            self._jobs()
        return 0 if sent else PAUSE_SECONDS

    def _leads(self) -> bool:
        """Take or renew the lease; between renewals it is known to be ours."""
        if time.monotonic() - self.renewed < RENEW_SECONDS:
            return True
        if not Lease.objects.take(name=LEASE, holder=self.holder, seconds=LEASE_SECONDS):
            self.renewed = NEVER
            return False
        self.renewed = time.monotonic()
        return True

    def _goes_on(self) -> bool:
        return not self.stop.is_set() and self._leads()

    def _jobs(self) -> None:
        """What falls due by time, each job at most once in JOB_SECONDS; a failing one holds up no other."""
        self.looked = time.monotonic()
        for path in settings.DUE_JOBS:
            if self.stop.is_set() or not Lease.objects.take_turn(name=f"job:{path}", seconds=JOB_SECONDS):
                continue
            try:
                import_string(path)()
            except Exception:
                logger.exception("The job %s failed", path)

    def _leave(self) -> None:
        """Let the next worker begin at once."""
        try:
            Lease.objects.give_back(name=LEASE, holder=self.holder)
        except Exception:
            logger.exception("The worker could not give its lease back")
        self.renewed = NEVER


class Background:
    """A worker in a thread of the web server."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._work, name="worker", daemon=True)

    def start(self) -> None:
        """Begin."""
        self.thread.start()

    def end(self) -> None:
        """Finish the mail under way and end; returns after SECONDS_TO_STOP at the latest."""
        self.stop.set()
        self.thread.join(SECONDS_TO_STOP)

    def _work(self) -> None:
        try:
            Worker(self.stop).run()
        finally:
            connections.close_all()


def is_embedded() -> bool:
    """Whether the web server does the work itself: with the embedded database, and in the demo on any."""
    return connection.vendor == "sqlite" or settings.MODE == "demo"
