"""Gunicorn's settings: `python -m gunicorn -c alliance/gunicorn.py alliance.wsgi`.

The portal listens on the loopback address; in production a web server with HTTPS stands before it.
"""

import os
import sys
from pathlib import Path
from typing import Any

from alliance import env

try:
    bind = f"127.0.0.1:{env.number('PORT', 8000, most=65535)}"
    workers = env.number("WEB_CONCURRENCY", 2, most=64)
    threads = env.number("WEB_THREADS", 4, most=64)
    demo = env.mode() == "demo"
except env.Problem as problem:
    sys.exit(f"Das Portal startet nicht:\n- {problem}")

worker_class = "gthread"
# Loaded once before the workers start: a wrong setting stops the server at once, with one message.
preload_app = True
# Workers touch a file as a sign of life; in memory they never wait for a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK) else None
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
accesslog = None if demo else "-"
logger_class = "alliance.accesslog.AccessLog"
errorlog = "-"
loglevel = "warning" if demo else "info"
proc_name = "alliance"


def when_ready(server: Any) -> None:
    """Say where the portal is and, in the demo, how to log in."""
    if not demo:
        return
    print(
        f"\nDas Portal läuft: http://{bind}/\n"
        f"Verwaltung:       http://{bind}/verwaltung/\n"
        "Anmelden als:     leitung@example.org, redaktion@example.org, northeim@example.org …\n"
        "Kennwort:         roter-faden-2024\n"
        "Beenden:          Strg+C\n",
        flush=True,
    )


def post_worker_init(worker: Any) -> None:
    """With the embedded database one of the web server's processes sends mail and does what falls due."""
    from alliance.portal.worker import Background, is_embedded

    if is_embedded():
        worker.background = Background()
        worker.background.start()


def worker_exit(server: Any, worker: Any) -> None:
    """Finish the mail under way, so that nobody has to ask whether it went."""
    background = getattr(worker, "background", None)
    if background is not None:
        background.end()
