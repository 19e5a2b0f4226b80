"""Ids of blocks after any series of edits that somebody could make, and in a row of the database."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance.core.blocks import ids, with_ids
from alliance.core.fields import RichTextField
from alliance.core.richtext import blocks, sanitise

WORDS = 12


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of words of its own; `origin` is where it stood in the old text, None for a new one."""

    origin: int | None
    words: tuple[str, ...]

    @property
    def html(self) -> str:
        return f"<p>{' '.join(self.words)}.</p>"


def paragraph(number: int, origin: int | None) -> Paragraph:
    return Paragraph(origin, tuple(f"wort{number}x{place}" for place in range(WORDS)))


Edit = tuple[str, int, int]
edits = st.lists(
    st.tuples(
        st.sampled_from(["change", "move", "delete", "insert", "twice", "split", "merge"]),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=6,
)


def edited(text: list[Paragraph], edit: Edit, number: int) -> list[Paragraph]:
    """The text after one edit. What is split or merged lives on where most of its words are."""
    kind, first, second = edit
    result = list(text)
    if kind == "insert" or not result:
        result.insert(first % (len(result) + 1), paragraph(1000 + number, None))
        return result
    place, other = first % len(result), second % len(result)
    chosen = result[place]
    if kind == "change":
        words = list(chosen.words)
        words[second % len(words)] = f"neu{number}"
        result[place] = Paragraph(chosen.origin, tuple(words))
    elif kind == "move":
        result.insert(other, result.pop(place))
    elif kind == "delete":
        del result[place]
    elif kind == "twice":
        result.insert(other, Paragraph(chosen.origin, chosen.words))
    elif kind == "split" and len(chosen.words) == WORDS:
        result[place : place + 1] = [
            Paragraph(chosen.origin, chosen.words[:8]),
            Paragraph(None, chosen.words[8:]),
        ]
    elif kind == "merge" and len(chosen.words) == WORDS and place + 1 < len(result):
        result[place : place + 2] = [Paragraph(chosen.origin, chosen.words + result[place + 1].words[:4])]
    return result


@pytest.mark.once
@settings(max_examples=150, deadline=None, database=None)
@given(st.integers(0, 6), edits)
def test_any_series_of_edits(length: int, series: list[Edit]) -> None:
    before = [paragraph(number, number) for number in range(length)]
    after = before
    for number, edit in enumerate(series):
        after = edited(after, edit, number)
    old = with_ids("".join(block.html for block in before), "")
    new = with_ids("".join(block.html for block in after), old)
    former, now = ids(old), ids(new)
    assert len(now) == len(after) == len(set(now))
    for place, block_id in enumerate(now):
        origin = after[place].origin
        if block_id in former:
            # Never the id of another block; the rest of a split one counts as itself.
            words = set(after[place].words) & set(before[former.index(block_id)].words)
            assert words
        if origin is not None and [block.origin for block in after].count(origin) == 1:
            kept = set(after[place].words) & set(before[origin].words)
            if len(kept) >= 8 and len(after[place].words) <= WORDS + 4:
                assert block_id == former[origin]


@pytest.mark.once
@settings(max_examples=60, deadline=None, database=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>a b</p>",
                "<h2>c</h2>",
                "<hr>",
                "<ul><li>d</li></ul>",
                "<p>a</p>",
                "x",
                "<p id='b-aaaa'>e</p>",
            ]
        )
    ),
    st.lists(
        st.sampled_from(
            ["<p>a b</p>", "<h3>c</h3>", "<hr>", "<ol><li>d</li></ol>", "<p>b</p>", "<p id='b-aaaa'>f</p>"]
        )
    ),
)
def test_whatever_comes_each_block_has_one_id(before: list[str], after: list[str]) -> None:
    old = with_ids("".join(before), "")
    new = with_ids("".join(after), old)
    assert len(ids(new)) == len(set(ids(new))) == len(blocks(new))
    assert with_ids(new, new) == new
    assert sanitise(new) == sanitise("".join(after))


with isolate_apps("alliance.core"):

    class Sheet(models.Model):
        """A table of its own, made for these tests only; the project does not know of it."""

        text = RichTextField("Text", blank=True, blocks=True)
        plain = RichTextField("Ohne", blank=True)

        class Meta:
            app_label = "core"

        def __str__(self) -> str:
            return self.text


@pytest.fixture
def table(transactional_db: None) -> Any:
    with connection.schema_editor() as editor:
        editor.create_model(Sheet)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Sheet)


TEXT = "<p>Der erste Absatz hier.</p><p>Ein ganz anderer zweiter.</p>"


def stored(sheet: Sheet) -> str:
    return Sheet.objects.values_list("text", flat=True).get(pk=sheet.pk)


def typed(html: str) -> str:
    """The same through the form, as the editor sends it."""
    cleaned: str = Sheet._meta.get_field("text").formfield().clean(html)
    assert " id=" not in cleaned
    return cleaned


@pytest.mark.usefixtures("table")
def test_saving_gives_ids_and_keeps_them() -> None:
    sheet = Sheet.objects.create(text=TEXT, plain='<p id="b-aaaa">x</p>')
    first = ids(sheet.text)
    assert len(first) == 2
    assert stored(sheet) == sheet.text
    assert sheet.plain == "<p>x</p>"
    sheet.text = typed("<p>Neu davor geschrieben.</p>" + sheet.text.replace("zweiter", "dritter"))
    sheet.save()
    assert ids(stored(sheet))[1:] == first
    sheet.text = typed("")
    sheet.save()
    assert stored(sheet) == ""


@pytest.mark.usefixtures("table")
def test_a_copy_keeps_the_ids_and_the_same_text_stays_as_it_is() -> None:
    sheet = Sheet.objects.create(text=TEXT)
    assert Sheet.objects.create(text=sheet.text).text == sheet.text
    before = stored(sheet)
    sheet.full_clean()
    sheet.save()
    assert stored(sheet) == before
    doubled = sheet.text + "\n" + sheet.text
    assert len(set(ids(Sheet.objects.create(text=doubled).text))) == 4


@pytest.mark.usefixtures("table")
def test_the_form_sees_no_change_in_ids() -> None:
    field = Sheet._meta.get_field("text").formfield()
    text = Sheet.objects.create(text=TEXT).text
    assert not field.has_changed(text, re.sub(r' id="[^"]*"', "", text))
    assert field.has_changed(text, text.replace("erste", "letzte"))


@pytest.mark.usefixtures("table")
def test_bulk_and_update_keep_what_is_valid() -> None:
    sheet = Sheet.objects.create(text=TEXT)
    text = sheet.text
    Sheet.objects.update(text=text + '<p id="evil">x</p>')
    assert stored(sheet) == text + "\n<p>x</p>"
    sheet.refresh_from_db()
    sheet.save()
    assert ids(stored(sheet))[:2] == ids(text)
    assert len(ids(stored(sheet))) == 3
