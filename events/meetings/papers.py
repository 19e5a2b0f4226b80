"""All papers of a meeting as one ZIP, as far as somebody may have them; the same bytes for the same papers."""

import datetime
import hashlib
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.core.files.base import File
from django.utils import timezone

from alliance.core import pdf as engine
from alliance.files.models import Document
from events.meetings import pdf
from events.meetings.models import Meeting, MeetingDocument, with_times
from events.meetings.vevent import NEVER

logger = logging.getLogger(__name__)

CHUNK = 256 * 1024
LONGEST_NAME = 100
AGENDA_NAME = "00 Tagesordnung.pdf"
# What Windows or a shell reads as something else, and what no program shows.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\u00ad/\\:*?"<>|]+')


@dataclass(frozen=True)
class Paper:
    """One file on its way into the ZIP; `state` is what its content hangs on."""

    name: str
    state: str
    at: datetime.datetime
    open: Callable[[], IO[bytes] | File]


def gather(meeting: Meeting, user: Any) -> list[Paper]:
    """The agenda, then the papers that `user` may have, numbered by item; empty where there is none.

    A paper stands under its own audience, and what belongs to an item under that of the item, too.
    """
    numbers = {
        item.pk: number or 0 for item, number, _ in with_times(meeting, meeting.items.visible_to(user))
    }
    visible = Document.objects.visible_to(user)
    rows = meeting.documents.filter(document__in=visible).select_related("document")
    wanted = [
        row
        for row in rows.prefetch_related("document__versions")
        if not row.item_id or row.item_id in numbers
    ]
    wanted.sort(key=lambda row: (numbers.get(row.item_id or 0, 0), row.order, row.pk))
    papers, counts = [], dict[int, int]()
    for row in wanted:
        number = numbers.get(row.item_id or 0, 0)
        if paper := _paper(row, f"{number:02}-{counts.get(number, 0) + 1}"):
            counts[number] = counts.get(number, 0) + 1
            papers.append(paper)
    return [_agenda(meeting, user), *papers] if papers else []


def _paper(row: MeetingDocument, number: str) -> Paper | None:
    version = row.document.current
    if version is None:
        return None
    storage, stored = version.file.storage, str(version.file.name)
    if not storage.exists(stored):
        logger.error("Document %s: its file is lost", row.document.uuid)
        return None
    ending = version.name.rpartition(".")[2]
    name = f"{number} {safe(row.document.title)}.{ending}"
    return Paper(name, version.checksum, version.uploaded_at, lambda: storage.open(stored))


def _agenda(meeting: Meeting, user: Any) -> Paper:
    data, files = pdf.agenda(meeting, user)
    state = engine.key(pdf.AGENDA, data, files)
    content = engine.compile(pdf.AGENDA, data, files=files)
    return Paper(AGENDA_NAME, state, meeting.changed_at or NEVER, lambda: BytesIO(content))


def safe(title: str) -> str:
    """A title as the name of a file on every system."""
    words = " ".join(_UNSAFE.sub(" ", title).split())
    return words[:LONGEST_NAME].strip(" .") or "Dokument"


def state_of(papers: list[Paper]) -> str:
    """What names this ZIP, for its ETag."""
    told = "\n".join(f"{paper.name} {paper.state} {paper.at.isoformat()}" for paper in papers)
    return hashlib.sha256(told.encode()).hexdigest()


class _Pipe:
    """Where the ZIP is written to, piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Keep it until it is taken."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def take(self) -> bytes:
        """What was written since."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def written(papers: list[Paper]) -> Iterator[bytes]:
    """The ZIP in pieces: never more than one of them in memory, nothing on the disk, however large it gets.

    Stored, not compressed: nearly all that is uploaded is compressed already.
    """
    pipe: Any = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for paper in papers:
            info = zipfile.ZipInfo(paper.name, timezone.localtime(paper.at).timetuple()[:6])
            info.external_attr = 0o644 << 16
            with paper.open() as source, archive.open(info, "w") as target:
                while piece := source.read(CHUNK):
                    target.write(piece)
                    yield pipe.take()
    yield pipe.take()
