"""What the alliance has resolved to do, version by version."""

from strategy.versions.models.beside import VersionNote, VersionPicture
from strategy.versions.models.parts import (
    EditionContinues,
    FieldEdition,
    Figure,
    Goal,
    PartOfVersion,
    Priority,
    Section,
)
from strategy.versions.models.version import SAME_DAY, RecognitionPeriod, StrategyVersion

__all__ = [
    "SAME_DAY",
    "EditionContinues",
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
