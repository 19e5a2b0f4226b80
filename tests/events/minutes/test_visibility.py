"""Who sees which part of which minutes: drafts, internal parts, objections, tasks, and the public extract."""

from typing import Any

import pytest

from alliance.core.workflow import NotPossible
from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from alliance.notifications.models import Message
from events.meetings.states import Kind
from events.minutes import actions
from events.minutes.models import Addendum, Minutes, MinutesEntry, Objection, Task
from tests.cast import EVERYBODY, Cast
from tests.factories import minutes as make
from tests.factories.meetings import AgendaItemFactory

pytestmark = pytest.mark.django_db
NOBODY = type("Nobody", (), {"is_authenticated": False})()
OFFICE = {"redaktion", "leitung", "administration"}
MEMBERS = {"northeim", "goettingen", "stellvertretung"} | OFFICE
GROUP = {"northeim"} | OFFICE


def who(name: str, cast: Cast) -> Any:
    return NOBODY if name == "visitor" else cast[name]


def group_meeting(audience: str, days: int) -> Any:
    """A meeting of the strategy group with an open item, one for the group and one for the office."""
    group = WorkingGroup.objects.get()
    meeting = make.held_meeting(
        days=days, items=0, kind=Kind.GROUP, working_group=group, audience=audience, title="Sitzung"
    )
    for order, inside in enumerate(("", Audience.GROUP, Audience.OFFICE)):
        if inside != audience:
            AgendaItemFactory(meeting=meeting, audience=inside, order=order, title=f"Punkt {inside}")
    return meeting


def seen(rows: Any, cast: Cast) -> dict[str, set[Any]]:
    """What everybody sees of these rows."""
    return {name: set(rows.visible_to(who(name, cast)).values_list("pk", flat=True)) for name in EVERYBODY}


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBERS, Audience.GROUP, Audience.OFFICE])
def test_minutes_and_their_parts(cast: Cast, audience: str) -> None:
    readers = {Audience.GROUP: GROUP, Audience.OFFICE: OFFICE}.get(audience, MEMBERS)  # type: ignore[call-overload]
    minutes = make.approved(group_meeting(audience, -60))
    entries = {entry.audience: entry.pk for entry in minutes.entries.all()}
    circulated, draft = make.circulated(group_meeting(audience, -7)), make.draft(group_meeting(audience, -8))
    for name, found in seen(Minutes.objects.all(), cast).items():
        expected = {minutes.pk, circulated.pk} if name in readers else set()
        assert found == expected | ({draft.pk} if name in OFFICE else set()), name
    for name, found in seen(MinutesEntry.objects.filter(minutes=minutes), cast).items():
        parts = {entries[""]} if name in readers else set()
        parts |= {entries[Audience.GROUP]} if Audience.GROUP in entries and name in GROUP & readers else set()
        parts |= {entries[Audience.OFFICE]} if Audience.OFFICE in entries and name in OFFICE else set()
        assert found == parts, name


def test_the_extract_is_just_what_was_released(cast: Cast) -> None:
    minutes = make.approved(group_meeting(Audience.MEMBERS, -60))
    outside, inside, _ = minutes.entries.all()
    with pytest.raises(NotPossible):
        actions.release_extract(by=cast.leitung, minutes=minutes, entries=[outside, inside])
    assert seen(Minutes.objects.all(), cast)["visitor"] == set()
    actions.release_extract(by=cast.leitung, minutes=minutes, entries=[outside])
    for name in ("visitor", "ehemalig"):
        person = who(name, cast)
        assert list(Minutes.objects.visible_to(person)) == [minutes]
        assert not Minutes.objects.open_to(person).exists()
        assert list(MinutesEntry.objects.visible_to(person)) == [outside]
    actions.add_addendum(by=cast.redaktion, minutes=minutes, text="<p>Nachtrag.</p>")
    make.task(person=cast.northeim, entry=outside)
    for model in (Addendum, Objection, Task):
        assert seen(model.objects.all(), cast)["visitor"] == set()  # type: ignore[attr-defined]
    actions.release_extract(by=cast.leitung, minutes=minutes, entries=[])
    assert seen(Minutes.objects.all(), cast)["visitor"] == set()
    assert seen(MinutesEntry.objects.all(), cast)["visitor"] == set()


def test_the_group_never_reads_what_is_the_offices(cast: Cast) -> None:
    """An extract of group minutes opens no more than itself to other members."""
    minutes = make.approved(group_meeting(Audience.GROUP, -60))
    outside = minutes.entries.get(audience="")
    actions.release_extract(by=cast.leitung, minutes=minutes, entries=[outside])
    assert seen(MinutesEntry.objects.all(), cast)["goettingen"] == {outside.pk}
    assert not Minutes.objects.open_to(cast.goettingen).exists()


def test_the_keeper_reads_all_of_the_draft(cast: Cast) -> None:
    minutes = make.draft(group_meeting(Audience.GROUP, -7), keeper=cast.goettingen)
    assert MinutesEntry.objects.visible_to(cast.goettingen).count() == minutes.entries.count() == 2
    assert not MinutesEntry.objects.visible_to(cast.northeim).exists()


def test_objections_are_seen_with_their_entry(cast: Cast) -> None:
    minutes = make.circulated(group_meeting(Audience.MEMBERS, -7))
    northeim = Organisation.objects.get(slug="landkreis-northeim")
    for entry in minutes.entries.exclude(audience=Audience.OFFICE):
        actions.object_to_entry(by=cast.northeim, entry=entry, organisation=northeim, text="Nein.")
    counts = {name: len(found) for name, found in seen(Objection.objects.all(), cast).items()}
    assert counts == {name: 2 if name in GROUP else 1 if name in MEMBERS else 0 for name in EVERYBODY}


def test_mails_go_to_readers_only_and_quote_nothing(cast: Cast) -> None:
    meeting = group_meeting(Audience.GROUP, -7)
    minutes = make.draft(meeting)
    entry = minutes.entries.all()[0]
    actions.save_entry(by=None, entry=entry, text="<p>Vertraulich.</p>", revision=entry.revision)
    actions.circulate_minutes(by=None, minutes=minutes)
    mails = Message.objects.filter(occasion__startswith="minutes:")
    assert [mail.recipient for mail in mails] == ["northeim@example.org"]
    assert not any("Vertraulich" in mail.text + mail.html + mail.subject for mail in Message.objects.all())
