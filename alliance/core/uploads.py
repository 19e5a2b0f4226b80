"""A file kept between two pages: looked at first, used once somebody has agreed.

It lies in a folder that all processes share, is used once and for an hour only.
"""

import time
import uuid
from pathlib import Path

from django.conf import settings
from django.core import signing

KEPT_SECONDS = 60 * 60
SALT = "alliance.core.uploads"


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(content: bytes, *, purpose: str) -> str:
    """Keep a file; the ticket returned gets it back for this `purpose` only. Removes what has expired."""
    delete_expired()
    name = uuid.uuid4().hex
    (_folder() / name).write_bytes(content)
    return signing.dumps({"name": name, "purpose": purpose}, salt=SALT)


def take(ticket: str, *, purpose: str) -> bytes | None:
    """The file kept for this ticket, which is gone afterwards; None when used before, expired or made up."""
    try:
        said = signing.loads(ticket, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    if said["purpose"] != purpose:
        return None
    path = _folder() / said["name"]
    taken = path.with_suffix(".taken")
    try:
        # Of two that press the button at once one gets the file.
        path.rename(taken)
    except FileNotFoundError:
        return None
    content = taken.read_bytes()
    taken.unlink()
    return content


def delete_expired() -> int:
    """Remove files whose hour is over; returns how many. Due by time (setting DUE_JOBS)."""
    count = 0
    for path in _folder().iterdir():
        try:
            if path.stat().st_mtime < time.time() - KEPT_SECONDS:
                path.unlink()
                count += 1
        except FileNotFoundError:
            continue
    return count
