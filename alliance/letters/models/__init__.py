"""What the office writes to many."""

from alliance.letters.models.letter import (
    ANSWER_FIELDS,
    Letter,
    LetterDocument,
    LetterPicture,
)
from alliance.letters.models.recipient import LetterRecipient

__all__ = [
    "ANSWER_FIELDS",
    "Letter",
    "LetterDocument",
    "LetterPicture",
    "LetterRecipient",
]
