"""What the PDF of a version says: the same words in the same order as its page."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from alliance.core import pdf
from alliance.pictures.models import Picture
from alliance.pictures.printed import files_of, printed
from alliance.pictures.richtext import pictures_in
from strategy.versions import weaves
from strategy.versions.models import (
    FieldEdition,
    Figure,
    Goal,
    Priority,
    Section,
    StrategyVersion,
    VersionNote,
)
from strategy.versions.outline import Edition, Piece, Ranked, outline
from strategy.versions.states import State

TEMPLATE = "strategy"
CUT = "ab hier im Themenspeicher"
INK = "#16223a"
IN_FORCE = "in Kraft seit"
# Whatever belongs to a version, and how its history leads there.
_KEPT: tuple[tuple[Any, str], ...] = (
    (StrategyVersion, "id"),
    (Section, "version"),
    (Figure, "section__version"),
    (FieldEdition, "version"),
    (Goal, "edition__version"),
    (Priority, "version"),
)

Data = dict[str, Any]
Pictures = dict[int, Picture]


def made(version: StrategyVersion) -> bytes:
    """Return the version's PDF."""
    data, files = gather(version)
    return pdf.compile(TEMPLATE, data, files=files)


def gather(version: StrategyVersion) -> tuple[Data, dict[str, bytes]]:
    """Return what the template says of a version, and the pictures and drawings in it."""
    whole = outline(version)
    texts = {row.anchor: row.text for row in version.sections.all()}
    pictures = pictures_in(version.foreword, *texts.values(), *(row.row.text for row in whole.editions))
    used = [row.action_field.weave for row in whole.editions]
    standing = stand(version)
    # As on the page, the red thread runs through what is in force.
    in_force = standing.startswith(IN_FORCE)
    data = {
        **_head(version, standing),
        "weaves": [name if in_force else f"plain-{name}" for name in used],
        "foreword": _text(version.foreword, pictures),
        "sections": [
            {
                "number": str(chapter.number),
                "heading": chapter.heading,
                "text": _text(texts.get(chapter.anchor, chapter.text), pictures),
                "figures": [_figure(row) for row in chapter.figures],
                "editions": [_edition(row, pictures) for row in chapter.editions],
                "priorities": [_priority(rank, row) for rank, row in enumerate(chapter.priorities, 1)],
                "notes": [_note(row) for row in chapter.notes],
            }
            for chapter in whole.chapters
        ],
        "notes": [_note(row) for row in whole.notes],
    }
    drawn = {f"weave-{name}.svg": weaves.band(name) for name in used}
    drawn |= {f"weave-plain-{name}.svg": weaves.band(name, plain=True) for name in used if not in_force}
    return data, files_of(pictures) | drawn


def _head(version: StrategyVersion, standing: str) -> Data:
    return {
        "title": f"{version.title} {version.period}",
        "running": f"{version.title} {version.period}",
        "footing": version.motto,
        "stand": standing,
        "period": version.period,
        "heading": version.title,
        "motto": version.motto,
        "example": version.is_example,
    }


def day(value: datetime.date) -> str:
    """A date as readers write it."""
    return date_format(value, "j. F Y")


def stand(version: StrategyVersion) -> str:
    """How the version stands and since when, for the head of each page."""
    begins = version.in_force_from
    if version.state == State.ADOPTED and begins is not None:
        if version.is_announced:
            return f"beschlossen, in Kraft ab {day(begins)}"
        if StrategyVersion.objects.in_force().filter(pk=version.pk).exists():
            return f"{IN_FORCE} {day(begins)}"
        return f"abgelöst, in Kraft ab {day(begins)}"
    word = "Entwurf in Konsultation" if version.state == State.CONSULTATION else "Entwurf"
    changed = _changed(version)
    return f"{word}, Stand {day(changed)}" if changed else word


def _changed(version: StrategyVersion) -> datetime.date | None:
    """The day of the last change of anything in a draft."""
    first, *others = (
        model.history.filter(**{path: version.pk}).order_by().values_list("history_date", flat=True)
        for model, path in _KEPT
    )
    last = first.union(*others).order_by("-history_date").first()
    return timezone.localdate(last) if last else None


def _text(html: str, pictures: Pictures) -> str:
    return printed(html, pictures) if html else ""


def _figure(row: Piece) -> Data:
    return {"value": row.first, "caption": row.second, "source": f"{row.source}, {row.as_of}"}


def _edition(edition: Edition, pictures: Pictures) -> Data:
    field = edition.action_field
    return {
        "name": field.name,
        "weave": field.weave,
        "color": weaves.color(field.weave),
        "text": _text(edition.row.text, pictures),
        "goals": [{"title": goal.first, "text": goal.second} for goal in edition.goals],
        "notes": [_note(row) for row in edition.notes],
    }


def _priority(rank: int, ranked: Ranked) -> Data:
    row = ranked.row
    unit = "Punkt" if row.points == 1 else "Punkte"
    return {
        "rank": str(rank),
        "title": row.title,
        "text": row.text,
        "field": ranked.field,
        "color": weaves.color(ranked.weave) if ranked.weave else INK,
        "points": "" if row.points is None else f"{row.points} {unit}",
        "share": ranked.width,
        "below": ranked.is_below,
        "cut": CUT if ranked.is_first_below else "",
    }


def _note(note: VersionNote) -> Data:
    made_on = timezone.localdate(note.made_at)
    return {"label": f"Anmerkung vom {day(made_on)}", "text": note.text}
