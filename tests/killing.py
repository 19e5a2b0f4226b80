"""A worker that is killed again and again while it sends, against a mail server that counts."""

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.utils import timezone

from alliance.notifications.models import Lease, Message
from alliance.notifications.states import State
from tests.factories.notifications import MessageFactory
from tests.mailserver import Box, mail_server

SECONDS_TO_START = 60
# Each answer of the server takes so long, so that a kill meets the worker at any step of a mail.
SLOW = 0.008


@dataclass(frozen=True)
class Tally:
    """How the mails ended: sent once, unclear (arrived or not); anything else is a fault, told in words."""

    sent: int
    unclear: int
    unclear_but_arrived: int
    faults: list[str]


def database_url() -> str:
    """The address of the database that the tests use, for another process."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    user = f"{values['USER']}:{quote(values['PASSWORD'])}" if values["PASSWORD"] else values["USER"]
    return f"postgresql://{user}@:{values['PORT']}/{values['NAME']}?host={quote(values['HOST'], safe='')}"


def worker(box: Box, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """`manage.py worker` on the database of the tests, sending to the box."""
    environment = {
        **os.environ,
        "MODE": "demo",
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "alliance.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{box.port}",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "manage.py", "worker", *arguments]
    return subprocess.Popen(command, cwd=settings.ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def wait_for_work(box: Box, process: subprocess.Popen[str]) -> None:
    """Until the worker talks to the mail server."""
    before, end = box.connections, time.monotonic() + SECONDS_TO_START
    while box.connections == before:
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < end, "the worker does not send"
        time.sleep(0.005)


def kill_rounds(kills: int, mails: int, folder: Path) -> Tally:
    """Kill the worker so often while it sends so many mails, let one send the rest, count how they ended."""
    messages = MessageFactory.create_batch(mails)
    with mail_server(Box(slow=SLOW)) as box:
        for _ in range(kills):
            process = worker(box, folder)
            wait_for_work(box, process)
            time.sleep(random.uniform(0, 0.3))
            process.kill()
            process.wait()
            # As if the three minutes of its lease had passed.
            Lease.objects.update(until=timezone.now())
        last = worker(box, folder, "--once")
        last.communicate(timeout=SECONDS_TO_START + mails)
        assert last.returncode == 0
        time.sleep(10 * SLOW)
    return tally(messages, box)


def tally(messages: list[Message], box: Box) -> Tally:
    """Compare the outbox with what the server took, an hour later."""
    hour = timedelta(hours=1)
    Message.objects.filter(state=State.SENDING).update(claimed_at=timezone.now() - hour)
    unclear = set(Message.objects.unclear().values_list("pk", flat=True))
    states = dict(Message.objects.values_list("pk", "state"))
    faults, arrived = [], 0
    for message in messages:
        state, count = states.get(message.pk, "missing"), box.counts[message.message_id]
        arrived += message.pk in unclear and count
        if not (count <= 1 if message.pk in unclear else state == State.SENT and count == 1):
            faults.append(f"{message.message_id}: {state}, arrived {count} times")
    sent = sum(state == State.SENT for state in states.values())
    return Tally(sent, len(unclear), arrived, faults)
