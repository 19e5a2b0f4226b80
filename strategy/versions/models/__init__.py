"""What the alliance has resolved to do, version by version."""

from strategy.versions.models.beside import EditionOrigin, VersionNote, VersionPicture
from strategy.versions.models.parts import (
    EditionContinues,
    FieldEdition,
    Figure,
    Goal,
    PartOfVersion,
    Priority,
    Section,
)
from strategy.versions.models.version import OTHER_RESOLUTION, SAME_DAY, RecognitionPeriod, StrategyVersion

__all__ = [
    "OTHER_RESOLUTION",
    "SAME_DAY",
    "EditionContinues",
    "EditionOrigin",
    "FieldEdition",
    "Figure",
    "Goal",
    "PartOfVersion",
    "Priority",
    "RecognitionPeriod",
    "Section",
    "StrategyVersion",
    "VersionNote",
    "VersionPicture",
]
