"""The worker: one at a time, killed, stopped, and what falls due by time."""

import signal
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from alliance import gunicorn
from alliance.notifications.models import Lease, Message
from alliance.portal import worker as portal_worker
from alliance.portal.worker import LEASE_SECONDS, Worker
from tests.factories.notifications import MessageFactory
from tests.killing import kill_rounds, wait_for_work, worker
from tests.mailserver import Box, mail_server

called: list[str] = []


def job() -> None:
    """A job that counts."""
    called.append("job")


def broken_job() -> None:
    """A job that fails."""
    called.append("broken")
    raise RuntimeError


def fresh() -> Worker:
    """A worker in this process."""
    return Worker(threading.Event())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_three_times_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    tally = kill_rounds(3, 60, tmp_path)
    assert not tally.faults, "\n".join(tally.faults)
    assert tally.sent + tally.unclear == 60
    assert tally.unclear <= 3


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_finishes_the_mail_under_way(tmp_path: Path, number: int) -> None:
    MessageFactory.create_batch(40)
    with mail_server(Box(slow=0.05)) as box:
        process = worker(box, tmp_path)
        wait_for_work(box, process)
        process.send_signal(number)
        process.communicate(timeout=20)
    assert process.returncode == 0
    assert 1 <= len(box.taken) < 40
    assert Message.objects.sent().count() == len(box.taken)
    assert Message.objects.waiting().count() == 40 - len(box.taken)
    assert not Lease.objects.filter(name="worker", until__gt=timezone.now()).exists()


@pytest.mark.django_db
def test_once_does_what_is_due_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    MessageFactory.create_batch(3)
    call_command("worker", "--once")
    call_command("worker", "--once")
    assert capsys.readouterr().out == "3 E-Mails gesendet.\n0 E-Mails gesendet.\n"
    assert len(mail.outbox) == 3


@pytest.mark.django_db
def test_once_leaves_the_work_to_another_worker(capsys: pytest.CaptureFixture[str]) -> None:
    MessageFactory()
    assert fresh()._leads()
    call_command("worker", "--once")
    assert "anderer Worker" in capsys.readouterr().out
    assert not mail.outbox


@pytest.mark.django_db
def test_more_than_one_batch_goes_in_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alliance.notifications.sending.AT_ONCE", 2)
    MessageFactory.create_batch(5)
    assert fresh().once() == 5


@pytest.mark.django_db
def test_the_lease_runs_out_when_its_holder_dies() -> None:
    dead, heir = fresh(), fresh()
    assert dead._leads() and not heir._leads()
    with time_machine.travel(timezone.now() + timedelta(seconds=LEASE_SECONDS + 1), tick=False):
        assert heir._leads()
        dead.renewed = portal_worker.NEVER
        assert not dead._leads()


@pytest.mark.django_db
def test_who_stops_hands_over_at_once() -> None:
    first, second = fresh(), fresh()
    assert first._leads()
    first._leave()
    assert second._leads()


@pytest.mark.django_db(transaction=True)
def test_of_two_threads_one_works() -> None:
    start = threading.Barrier(5)
    leading: list[bool] = []

    def lead() -> None:
        start.wait()
        leading.append(fresh()._leads())
        connections.close_all()

    threads = [threading.Thread(target=lead) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(leading) == [False] * 4 + [True]


@pytest.mark.django_db
def test_jobs_have_their_turn_and_one_that_fails_holds_up_no_other(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    called.clear()
    settings.DUE_JOBS = [f"{__name__}.broken_job", f"{__name__}.job"]
    fresh().once()
    fresh().once()
    assert called == ["broken", "job"]
    assert "broken_job failed" in caplog.text
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        fresh().once()
    assert called == ["broken", "job"] * 2


def test_the_named_jobs_exist(settings: Any) -> None:
    from django.utils.module_loading import import_string

    assert all(callable(import_string(path)) for path in settings.DUE_JOBS)


@pytest.mark.django_db(transaction=True)
def test_the_web_server_works_in_a_thread_and_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal_worker, "PAUSE_SECONDS", 0.05)
    MessageFactory()

    class Process:
        background: Any = None

    process = Process()
    gunicorn.post_worker_init(process)
    try:
        for _ in range(200):
            if Message.objects.sent().exists():
                break
            threading.Event().wait(0.05)
    finally:
        gunicorn.worker_exit(None, process)
    assert not process.background.thread.is_alive()
    assert Message.objects.sent().count() == 1


def test_only_the_embedded_database_makes_the_web_server_work(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for vendor, mode, embedded in (
        ("sqlite", "production", True),
        ("postgresql", "production", False),
        ("postgresql", "demo", True),
    ):
        settings.MODE = mode
        monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.vendor", vendor)
        monkeypatch.setattr(type(connections["default"]), "vendor", vendor)
        assert portal_worker.is_embedded() is embedded


@pytest.mark.django_db(transaction=True)
def test_an_error_ends_the_round_and_not_the_worker(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(portal_worker, "WAIT_SECONDS", 0)
    rounds: list[int] = []
    running = fresh()

    def failing(**values: object) -> int:
        rounds.append(1)
        if len(rounds) == 3:
            running.stop.set()
        raise RuntimeError

    monkeypatch.setattr(portal_worker, "send_due", failing)
    running.run()
    assert len(rounds) == 3
    assert "round broke off" in caplog.text
