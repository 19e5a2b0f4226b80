"""Words as German readers sort, find and spell them."""

import pytest

from alliance.core.german import fold, slugify_german

pytestmark = pytest.mark.once

FOLDED = {
    "Straße": "strasse",
    "STRASSE": "strasse",
    "Strasse": "strasse",
    "GROẞ": "gross",
    "Fachkräfte": "fachkraefte",
    "Fachkraefte": "fachkraefte",
    "ÄÖÜ äöü": "aeoeue aeoeue",
    # The same letter written as one sign and as letter with dots.
    "Göttingen": "goettingen",
    "Go\u0308ttingen": "goettingen",
    "Café Théâtre": "cafe theatre",
    "Łódź": "lodz",
    "Ørsted Århus Æsop": "oersted arhus aesop",
    "  viel \t Luft\n hier ": "viel luft hier",
    "ﬁnden": "finden",
    "15.526 Stellen": "15.526 stellen",
    "東京": "東京",
    "": "",
    " ": "",
}


@pytest.mark.parametrize(("text", "folded"), FOLDED.items())
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_folded_names_sort_as_in_a_german_list() -> None:
    names = ["Zoo", "Öl", "Ofen", "Ähre", "Adler", "Afrika", "Übung", "Ulm"]
    assert sorted(names, key=fold) == ["Adler", "Ähre", "Afrika", "Öl", "Ofen", "Übung", "Ulm", "Zoo"]


SLUGS = {
    "Fachkräfte & Ausbildung": "fachkraefte-ausbildung",
    "Aus- und Weiterbildung": "aus-und-weiterbildung",
    "  --Ränder--  ": "raender",
    "Größe: XXL!": "groesse-xxl",
    "2021–2024": "2021-2024",
    "a/b\\c.d_e": "a-b-c-d-e",
    "<script>": "script",
    "??": "",
    "東京": "",
    "": "",
}


@pytest.mark.parametrize(("text", "slug"), SLUGS.items())
def test_slugify(text: str, slug: str) -> None:
    assert slugify_german(text) == slug


@pytest.mark.parametrize(
    ("text", "longest", "slug"),
    [
        ("eins zwei drei", 14, "eins-zwei-drei"),
        ("eins zwei drei", 13, "eins-zwei"),
        ("eins zwei drei", 9, "eins-zwei"),
        ("eins zwei drei", 10, "eins-zwei"),
        ("eins zwei drei", 8, "eins"),
        ("einsamkeit", 4, "eins"),
        ("a " * 100, 7, "a-a-a-a"),
    ],
)
def test_a_long_slug_ends_with_a_word(text: str, longest: int, slug: str) -> None:
    assert slugify_german(text, longest=longest) == slug
    assert len(slug) <= longest
