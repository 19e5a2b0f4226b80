"""Words as German readers sort, find and spell them."""

import re
import unicodedata

_FOLD = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "a", "ł": "l", "đ": "d"}
)
SOFT_HYPHEN = "\u00ad"
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case without umlauts, sharp s and accents: `Straße` and `STRASSE` become `strasse`.

    Stored beside names (`sort_name`), because SQLite sorts and finds by code point only.
    """
    lowered = unicodedata.normalize("NFC", text).replace(SOFT_HYPHEN, "").casefold().translate(_FOLD)
    plain = unicodedata.normalize("NFKD", lowered)
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def slugify_german(text: str, *, longest: int = 80) -> str:
    """The words of an address: `Fachkräfte & Ausbildung` becomes `fachkraefte-ausbildung`.

    Cut at a word's end when longer than `longest` characters; may be empty.
    """
    slug = _NOT_IN_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rsplit("-", 1)[0][:longest].strip("-")
