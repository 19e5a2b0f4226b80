"""Which versions somebody may read, how each stands today, and the documents beside it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from alliance.files.models import Document, DocumentVersion
from events.meetings.models import Resolution
from strategy.versions.models import StrategyVersion
from strategy.versions.states import State


@dataclass
class Download:
    """A document as a link with what it is."""

    url: str
    size: int
    is_accessible: bool


def readable(user: Any) -> QuerySet[StrategyVersion]:
    """The versions `user` may read, newest first, with what is told of their documents and resolution; one query."""
    rows = StrategyVersion.objects.visible_to(user).select_related("recognition", "working_group")
    for name, path in (("official", "official_pdf"), ("certificate", "recognition__certificate")):
        files = DocumentVersion.objects.filter(document=OuterRef(path)).order_by("-number")
        visible = Document.objects.visible_to(user).filter(pk=OuterRef(path))
        rows = rows.annotate(
            **{
                f"{name}_name": Subquery(files.values("name")[:1]),
                f"{name}_size": Subquery(files.values("size")[:1]),
                f"{name}_uuid": Subquery(visible.values("uuid")[:1]),
                f"{name}_accessible": Exists(visible.filter(is_accessible=True)),
            }
        )
    resolution = Resolution.objects.visible_to(user).filter(pk=OuterRef("resolution"))
    rows = rows.annotate(resolution_address=Subquery(resolution.values("address")[:1]))
    return rows.order_by("-period_starts", "-pk")


def download(version: Any, name: str) -> Download | None:
    """The "official" PDF or the "certificate" of a version of `readable`, if the person may have it."""
    uuid, file = getattr(version, f"{name}_uuid"), getattr(version, f"{name}_name")
    if not (uuid and file):
        return None
    url = reverse("files:download", args=[uuid, file])
    return Download(url, getattr(version, f"{name}_size"), getattr(version, f"{name}_accessible"))


class Readable:
    """All versions somebody may read, by one query, and what follows from today's date."""

    def __init__(self, user: Any) -> None:
        self.today = timezone.localdate()
        self.versions: list[StrategyVersion] = list(readable(user))
        self.in_force = self._latest(self.today)

    def _latest(self, day: datetime.date) -> StrategyVersion | None:
        held = [row for row in self.versions if row.in_force_from and row.in_force_from <= day]
        return max((row for row in held if row.state == State.ADOPTED), key=_begins, default=None)

    def get(self, slug: str) -> StrategyVersion | None:
        """The version at this address."""
        return next((row for row in self.versions if row.slug == slug), None)

    def predecessor(self, version: StrategyVersion) -> StrategyVersion | None:
        """The one it follows, if the person may read that too."""
        return next((row for row in self.versions if row.pk == version.predecessor_id), None)

    def successor(self, version: StrategyVersion) -> StrategyVersion | None:
        """What superseded an adopted version, or will on a day to come."""
        later = [
            row for row in self.versions if row.state == State.ADOPTED and _begins(row) > _begins(version)
        ]
        return min(later, key=_begins, default=None)

    def standing(self, version: StrategyVersion) -> str:
        """In two or three words."""
        if version.state != State.ADOPTED:
            return version.get_state_display()
        if self.in_force and version.pk == self.in_force.pk:
            return "in Kraft"
        return "angekündigt" if _begins(version) > self.today else "abgelöst"

    def banner(self, version: StrategyVersion) -> dict[str, Any]:
        """What a reader must know when it is not the one in force; empty for that one."""
        now = self.in_force
        if now and version.pk == now.pk:
            return {}
        if version.state == State.DRAFT:
            return {"strong": "Entwurf.", "text": "Diese Fassung ist noch nicht beschlossen.", "other": now}
        if version.state == State.CONSULTATION:
            text = "Dieser Entwurf liegt zur Beratung vor und ist noch nicht beschlossen."
            return {"strong": "In Konsultation.", "text": text, "other": now}
        if _begins(version) > self.today:
            text = f"Diese Fassung ist beschlossen und gilt ab dem {_day(version)}."
            return {"strong": "Angekündigt.", "text": text, "other": now}
        after = self.successor(version)
        text = f"Diese Fassung galt bis zum {_day(after, -1)}." if after else "Diese Fassung gilt nicht mehr."
        return {"strong": "Abgelöst.", "text": text, "other": now}


def _begins(version: StrategyVersion) -> datetime.date:
    return version.in_force_from or datetime.date.min


def _day(version: StrategyVersion, offset: int = 0) -> str:
    return date_format(_begins(version) + datetime.timedelta(days=offset), "j. F Y")
