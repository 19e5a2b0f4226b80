"""Send mail and do what falls due by time."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from alliance.portal.worker import Worker


class Command(BaseCommand):
    """`manage.py worker`: until it is told to stop; `--once`: what is due now, for a timer."""

    help = "Sendet E-Mails und erledigt, was fällig ist. Strg+C und SIGTERM warten die laufende E-Mail ab."

    def add_arguments(self, parser: CommandParser) -> None:
        """One flag."""
        parser.add_argument(
            "--once", action="store_true", help="nur das, was jetzt fällig ist (für einen Zeitgeber)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            # In a thread: the signal may come while this one is inside the event's own lock.
            signal.signal(number, lambda *_: threading.Thread(target=stop.set).start())
        worker = Worker(stop)
        if not options["once"]:
            worker.run()
            return
        sent = worker.once()
        if not options["verbosity"]:
            return
        if sent is None:
            self.stdout.write("Ein anderer Worker ist schon an der Arbeit.")
        else:
            self.stdout.write("Eine E-Mail gesendet." if sent == 1 else f"{sent} E-Mails gesendet.")
