"""Approved minutes stay as they are, whichever way somebody comes in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models, transaction

from alliance.core.freezing import Frozen
from alliance.core.workflow import NotPossible
from alliance.history.actions import save_content
from alliance.members.models import Organisation
from alliance.pictures.actions import keep_text_pictures
from events.minutes import actions
from events.minutes.models import (
    Addendum,
    EntryPicture,
    Minutes,
    MinutesAttendance,
    MinutesEntry,
    Objection,
)
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories import minutes as make
from tests.factories.meetings import AgendaItemFactory
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db
# A column of each that somebody would like to change.
COLUMN: dict[type[models.Model], dict[str, Any]] = {
    Minutes: {"chair": "anders"},
    MinutesEntry: {"text": "<p>anders</p>"},
    MinutesAttendance: {"has_vote": False},
    Objection: {"answer": "anders"},
    EntryPicture: {"picture_id": 0},
    Addendum: {"text": "<p>anders</p>"},
}
KINDS = tuple(COLUMN)


def whole(cast: Cast) -> Minutes:
    """Approved minutes with one of everything."""
    minutes = make.circulated(make.held_meeting(days=-60))
    entry = minutes.entries.all()[0]
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    objection = actions.object_to_entry(
        by=cast.goettingen, entry=entry, organisation=goettingen, text="Nein."
    )
    actions.decline_objection(by=cast.redaktion, objection=objection, reason="Doch.")
    MinutesAttendance(minutes=minutes, organisation=goettingen).save()
    EntryPicture.objects.create(owner=entry, picture=PictureFactory())
    later = make.held_meeting(items=0)
    actions.approve_minutes(by=cast.leitung, minutes=make.end_objections(minutes), meeting=later)
    actions.add_addendum(by=cast.redaktion, minutes=minutes, text="<p>Nachtrag.</p>")
    return Minutes.objects.get(pk=minutes.pk)


def everything() -> list[Any]:
    """All rows of all that is frozen."""
    return [list(kind._base_manager.order_by("pk").values_list()) for kind in KINDS]


def changed(row: Any, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    return row


Way = Callable[[type[models.Model]], Any]
WAYS: dict[str, Way] = {
    "save": lambda kind: changed(kind._base_manager.first(), COLUMN[kind]).save(),
    "save of one column": lambda kind: changed(kind._base_manager.first(), COLUMN[kind]).save(
        update_fields=[*COLUMN[kind]]
    ),
    "content": lambda kind: save_content(changed(kind._base_manager.first(), COLUMN[kind]), by=None),
    "delete": lambda kind: kind._base_manager.first().delete(),  # type: ignore[union-attr]
    "update": lambda kind: kind._base_manager.update(**COLUMN[kind]),
    "default manager": lambda kind: kind._default_manager.update(**COLUMN[kind]),
    "delete many": lambda kind: kind._base_manager.all().delete(),
    "bulk_update": lambda kind: kind._base_manager.bulk_update(
        [changed(kind._base_manager.first(), COLUMN[kind])], [next(iter(COLUMN[kind]))]
    ),
    "bulk_create": lambda kind: kind._base_manager.bulk_create([kind._base_manager.first()]),  # type: ignore[list-item]
    "copy": lambda kind: changed(kind._base_manager.first(), {"pk": None, "id": None}).save(
        force_insert=True
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_it_changes(cast: Cast, way: str) -> None:
    whole(cast)
    before = everything()
    for kind in KINDS:
        if way == "copy" and kind in (Minutes, Addendum):
            # One for each meeting; and another note is what there may be.
            continue
        if way == "content" and kind is EntryPicture:
            # No such picture: refused for that already.
            continue
        with pytest.raises((Frozen, models.ProtectedError, models.RestrictedError)), transaction.atomic():
            WAYS[way](kind)
            pytest.fail(f"{way} of {kind.__name__}")
    assert everything() == before


def test_nothing_moves_in(cast: Cast) -> None:
    minutes, draft = whole(cast), make.draft(make.held_meeting(days=-3))
    entry = draft.entries.all()[0]
    for write in (
        lambda: changed(entry, {"minutes": minutes}).save(),
        lambda: MinutesEntry.objects.filter(pk=entry.pk).update(minutes=minutes),
        lambda: MinutesEntry(minutes=minutes, title="Neu").save(),
        lambda: minutes.entries.create(title="Neu"),
        lambda: MinutesAttendance(minutes=minutes, organisation=Organisation.objects.all()[0]).save(),
    ):
        with pytest.raises(Frozen), transaction.atomic():
            write()


def test_what_it_names_stays(cast: Cast) -> None:
    minutes = whole(cast)
    item = minutes.entries.all()[0].item
    for gone in (item, minutes.meeting, minutes.approved_in):
        with pytest.raises((models.ProtectedError, Frozen)), transaction.atomic():
            gone.delete()
    with pytest.raises(Frozen), transaction.atomic():
        entry = minutes.entries.all()[0]
        keep_text_pictures(owner=entry, through=EntryPicture, html="")


def test_an_item_of_a_draft_may_go() -> None:
    draft = make.draft(make.held_meeting(items=0))
    entry = actions.add_entry(by=None, minutes=draft, title="Neu")
    item = AgendaItemFactory(meeting=draft.meeting)
    MinutesEntry.objects.filter(pk=entry.pk).update(item=item)
    item.delete()
    entry.refresh_from_db()
    assert entry.item is None


def test_not_by_the_admin(cast: Cast, client_of: ClientOf) -> None:
    minutes = whole(cast)
    before, client = everything(), client_of("administration")
    entry = minutes.entries.all()[0]
    for address in (
        f"/verwaltung/minutes/minutes/{minutes.pk}/change/",
        f"/verwaltung/minutes/minutesentry/{entry.pk}/change/",
        f"/verwaltung/minutes/minutes/{minutes.pk}/delete/",
        f"/verwaltung/minutes/minutesentry/{entry.pk}/delete/",
        f"/verwaltung/minutes/minutes/{minutes.pk}/tun/approve/",
        f"/verwaltung/minutes/minutes/{minutes.pk}/tun/circulate/",
    ):
        values = {"chair": "x", "keeper_name": "x", "title": "x", "text": "<p>x</p>", "post": "yes"}
        revision = {"revision": minutes.revision, "begins_0": "2026-01-01", "begins_1": "10:00"}
        client.post(address, {**values, **revision})
    assert everything() == before


def test_the_extract_and_another_note_are_what_is_left(cast: Cast) -> None:
    minutes = whole(cast)
    entry = minutes.entries.all()[0]
    actions.release_extract(by=cast.leitung, minutes=minutes, entries=[entry])
    actions.add_addendum(by=cast.redaktion, minutes=minutes, text="<p>Noch einer.</p>")
    assert minutes.addenda.count() == 2 and minutes.entries.released().get() == entry
    with pytest.raises(NotPossible):
        actions.add_addendum(by=cast.redaktion, minutes=make.draft(), text="<p>Zu früh.</p>")
