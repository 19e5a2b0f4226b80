"""What is typed while the meeting goes on: exactly once, and never one over the other."""

import pytest

from events.minutes import actions
from events.minutes.models import EntrySaving, Minutes, MinutesEntry
from tests.cast import Cast
from tests.factories import minutes as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(db: None) -> Minutes:
    return make.draft()


@pytest.fixture
def entry(minutes: Minutes) -> MinutesEntry:
    return minutes.entries.all()[0]


def test_the_same_saving_twice_is_one(cast: Cast, entry: MinutesEntry) -> None:
    first = actions.save_entry(by=None, entry=entry, text="<p>Eins</p>", revision=1, client_key="a")
    second = actions.save_entry(by=None, entry=entry, text="<p>Zwei</p>", revision=2, client_key="b")
    # The answer to the first got lost and the device sends it again.
    again = actions.save_entry(by=None, entry=entry, text="<p>Eins</p>", revision=1, client_key="a")
    assert (first.revision, second.revision, again.revision) == (2, 3, 3)
    assert "Zwei" in again.text and "Eins" not in again.text


def test_two_windows_keep_both_texts(cast: Cast, entry: MinutesEntry) -> None:
    actions.save_entry(by=cast.redaktion, entry=entry, text="<p>Erstes Fenster</p>", revision=1)
    with pytest.raises(actions.StaleEntry) as refusal:
        actions.save_entry(by=cast.leitung, entry=entry, text="<p>Zweites Fenster</p>", revision=1)
    assert "Erstes Fenster" in refusal.value.stored.text
    assert refusal.value.text == "<p>Zweites Fenster</p>"
    entry.refresh_from_db()
    assert "Erstes Fenster" in entry.text and entry.changed_by_name == cast.redaktion.full_name


def test_only_what_somebody_names_is_a_state(cast: Cast, minutes: Minutes, entry: MinutesEntry) -> None:
    before = entry.history.count()
    row = actions.save_entry(by=None, entry=entry, text="<p>Eins</p>", revision=1)
    assert entry.history.count() == before
    row = actions.save_entry(by=None, entry=row, text="<p>Zwei</p>", revision=2, is_named=True)
    assert entry.history.count() == before + 1
    actions.save_entry(by=None, entry=row, text="<p>Drei</p>", revision=3, client_key="c")
    actions.circulate_minutes(by=None, minutes=minutes)
    assert "Drei" in entry.history.order_by("-history_id")[0].text
    assert not EntrySaving.objects.exists()


def test_what_is_typed_is_cleaned_and_its_blocks_keep_their_ids(entry: MinutesEntry) -> None:
    row = actions.save_entry(by=None, entry=entry, text="<p>Eins</p><script>x</script>", revision=1)
    name = row.text.partition('id="')[2].partition('"')[0]
    assert name and "script" not in row.text
    row = actions.save_entry(by=None, entry=row, text="<p>Eins!</p><p>Zwei</p>", revision=2)
    assert f'id="{name}"' in row.text


def test_an_entry_added_twice_is_added_once(minutes: Minutes) -> None:
    first = actions.add_entry(by=None, minutes=minutes, title="Neu", client_key="k")
    assert actions.add_entry(by=None, minutes=minutes, title="Neu", client_key="k") == first
    assert actions.add_entry(by=None, minutes=minutes, title="Neu") != first
    assert minutes.entries.count() == 4


def test_numbers_follow_and_the_internal_part_is_last(minutes: Minutes) -> None:
    inside = actions.add_entry(by=None, minutes=minutes, title="Intern", audience="office")
    outside = actions.add_entry(by=None, minutes=minutes, title="Offen")
    inside.refresh_from_db()
    assert (outside.number, inside.number) == (3, 4)
    assert actions.move_entry(by=None, entry=outside, up=True).number == 2
    assert actions.move_entry(by=None, entry=inside, up=True).number == 4
    actions.drop_entry(by=None, entry=minutes.entries.get(number=1))
    assert [row.number for row in minutes.entries.all()] == [1, 2, 3]
