"""Recording what was resolved: numbers, majorities, and that nothing changes afterwards."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from alliance.core.freezing import Frozen
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from events.meetings import actions
from events.meetings.actions import Votes
from events.meetings.models import Resolution, ResolutionExclusion, ResolutionField, VotingRule
from events.meetings.states import Kind
from tests.cast import EVERYBODY, Cast
from tests.factories import minutes as make
from tests.factories.fields import ActionFieldFactory
from tests.factories.meetings import AgendaItemFactory

pytestmark = pytest.mark.django_db
NOBODY = type("Nobody", (), {"is_authenticated": False})()


def group_meeting(**values: Any) -> Any:
    """A held meeting of the strategy group with one item; returns the item."""
    group = WorkingGroup.objects.get_or_create(slug="strategie", defaults={"name": "AG Strategie"})[0]
    meeting = make.held_meeting(
        items=1, kind=Kind.GROUP, working_group=group, audience=Audience.GROUP, **values
    )
    return meeting.items.get()


def test_each_body_counts_its_own_year(cast: Cast) -> None:
    year = timezone.localdate(timezone.now() - timedelta(days=1)).year
    first, second = make.resolution(), make.resolution()
    of_group = make.resolution(group_meeting())
    earlier = make.resolution(AgendaItemFactory(meeting=make.held_meeting(items=0, days=-800)))
    assert [row.number for row in (first, second, of_group, earlier)] == [1, 2, 1, 1]
    assert second.address == f"{year}-02" and second.label == f"Beschluss {year}/02"
    assert of_group.address == f"strategie-{year}-01"
    assert of_group.get_absolute_url() == f"/beschluesse/strategie-{year}-01/"
    assert earlier.year < year


def test_a_refused_one_leaves_no_gap() -> None:
    make.resolution()
    with pytest.raises(ValidationError):
        make.resolution(title="")
    assert make.resolution().number == 2


def test_a_number_is_given_once_in_each_body(cast: Cast) -> None:
    for resolution in (make.resolution(), make.resolution(group_meeting())):
        other = make.resolution(resolution.item)
        with pytest.raises(IntegrityError), transaction.atomic():
            models.QuerySet.update(Resolution.objects.filter(pk=other.pk), number=resolution.number)


@pytest.mark.parametrize(
    ("rule", "votes", "carried"),
    [
        ({}, (2, 1, 0), True),
        ({}, (1, 1, 0), False),
        ({}, (1, 0, 2), True),
        ({}, (0, 0, 3), False),
        ({"majority_of": VotingRule.Of.PRESENT}, (1, 0, 2), False),
        ({"majority_of": VotingRule.Of.ALL}, (2, 0, 0), False),
        ({"majority_of": VotingRule.Of.ALL, "majority_exceeds": False}, (2, 0, 0), True),
        ({"majority_numerator": 2, "majority_denominator": 3, "majority_exceeds": False}, (2, 1, 0), True),
        ({"majority_numerator": 2, "majority_denominator": 3}, (2, 1, 0), False),
    ],
)
def test_the_rule_of_the_body_decides(
    cast: Cast, rule: dict[str, Any], votes: tuple[int, int, int], carried: bool
) -> None:
    make.rule(**rule)
    for name in ("eins", "zwei"):
        kind = Organisation.objects.all()[0].kind
        Organisation.objects.create(name=name, short_name=name, slug=name, kind=kind)
    resolution = make.resolution(votes=Votes(*votes))
    assert (resolution.is_carried, resolution.voting) == (carried, 4)
    assert (resolution.in_force_from is not None) == carried
    # Kept as it held that day.
    models.QuerySet.update(VotingRule.objects.all(), majority_numerator=1, majority_denominator=1)
    resolution.refresh_from_db()
    assert resolution.is_carried == carried
    expected = (rule.get("majority_numerator", 1), rule.get("majority_denominator", 2))
    assert (resolution.majority_numerator, resolution.majority_denominator) == expected


def test_a_group_without_its_own_rule_decides_as_all_do(cast: Cast) -> None:
    make.rule(majority_numerator=2, majority_denominator=3)
    resolution = make.resolution(group_meeting(), votes=Votes(1, 0, 0))
    assert (resolution.majority_numerator, resolution.voting) == (2, 1)
    make.rule(working_group=resolution.working_group)
    assert make.resolution(resolution.item, votes=Votes(1, 0, 0)).majority_numerator == 1


def test_counts_without_a_rule_and_too_many_votes_are_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="welche Mehrheit"):
        make.resolution(votes=Votes(1, 0, 0))
    make.rule()
    with pytest.raises(ValidationError, match="mehr Stimmen als Stimmberechtigte"):
        make.resolution(votes=Votes(3, 0, 0))
    with pytest.raises(ValidationError, match="alle drei Zahlen"):
        make.resolution(votes=Votes(1, 0))
    with pytest.raises(ValidationError, match="ohne Gegenstimme"):
        make.resolution(votes=Votes(1, 1, 0, unanimous=True))


def test_who_is_partial_has_no_vote(cast: Cast) -> None:
    make.rule(majority_of=VotingRule.Of.ALL)
    northeim = Organisation.objects.get(slug="landkreis-northeim")
    resolution = make.resolution(votes=Votes(1, 0, 0), excluded=[northeim])
    assert (resolution.voting, resolution.is_carried) == (1, True)
    assert list(resolution.excluded.all()) == [northeim]


def test_it_takes_audience_and_fields_from_where_it_was_made() -> None:
    meeting = make.held_meeting(items=0)
    field = ActionFieldFactory()
    meeting.action_fields.add(field)
    inside = make.resolution(AgendaItemFactory(meeting=meeting, audience=Audience.OFFICE))
    assert inside.audience == Audience.OFFICE and list(inside.action_fields.all()) == [field]
    assert make.resolution(AgendaItemFactory(meeting=meeting)).audience == meeting.audience


def test_it_belongs_to_an_item_or_a_ballot() -> None:
    resolution = make.resolution()
    with pytest.raises(ValidationError):
        actions.record_resolution(by=None, title="x", wording="<p>x</p>", votes=make.UNANIMOUS)
    for values in ({"item": None}, {"ballot": make.ballot()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.QuerySet.update(Resolution.objects.filter(pk=resolution.pk), **values)


def whole() -> Resolution:
    """One with rows beside it."""
    return make.resolution(action_fields=[ActionFieldFactory()])


WAYS: dict[str, Callable[[Resolution], Any]] = {
    "save": lambda row: _changed(row, title="anders").save(),
    "save of one column": lambda row: _changed(row, yes=9).save(update_fields=["yes"]),
    "unrecorded": lambda row: _changed(row, is_recorded=False).save(),
    "delete": lambda row: row.delete(),
    "update": lambda row: Resolution.objects.filter(pk=row.pk).update(wording="anders"),
    "update of a key": lambda row: Resolution.objects.filter(pk=row.pk).update(is_recorded=False),
    "base manager": lambda row: Resolution._base_manager.filter(pk=row.pk).update(title="anders"),
    "delete many": lambda row: Resolution.objects.all().delete(),
    "bulk_update": lambda row: Resolution.objects.bulk_update([_changed(row, title="x")], ["title"]),
    "bulk_create": lambda row: Resolution.objects.bulk_create([Resolution(title="x")]),
    "update_or_create": lambda row: Resolution.objects.update_or_create(
        pk=row.pk, defaults={"title": "anders"}
    ),
    "from the item": lambda row: row.item.resolutions.update(title="anders"),
    "cascade": lambda row: row.item.delete(),
    "meeting": lambda row: row.item.meeting.delete(),
    "add a field": lambda row: row.action_fields.add(ActionFieldFactory()),
    "clear fields": lambda row: row.action_fields.clear(),
    "set fields": lambda row: row.action_fields.set([ActionFieldFactory()]),
    "exclude": lambda row: row.excluded.add(Organisation.objects.all()[0]),
    "row of a field": lambda row: ResolutionField(resolution=row, action_field=ActionFieldFactory()).save(),
    "rows of fields": lambda row: ResolutionField.objects.all().delete(),
    "row of an exclusion": lambda row: ResolutionExclusion(
        resolution=row, organisation=Organisation.objects.all()[0]
    ).save(),
}


def _changed(row: Resolution, **values: Any) -> Resolution:
    for name, value in values.items():
        setattr(row, name, value)
    return row


@pytest.mark.parametrize("way", WAYS)
def test_a_recorded_one_never_changes(cast: Cast, way: str) -> None:
    resolution = whole()
    before = (Resolution.objects.filter(pk=resolution.pk).values().get(), _beside(resolution))
    with pytest.raises((Frozen, models.ProtectedError)), transaction.atomic():
        WAYS[way](resolution)
    assert (Resolution.objects.filter(pk=resolution.pk).values().get(), _beside(resolution)) == before


def _beside(resolution: Resolution) -> list[Any]:
    return [list(model.objects.values_list()) for model in (ResolutionField, ResolutionExclusion)]


def test_the_note_on_progress_changes_and_is_remembered(cast: Cast) -> None:
    resolution = whole()
    note = partial(actions.note_progress, by=cast.redaktion)
    note(resolution=resolution, progress="begonnen")
    note(resolution=resolution, progress="halb fertig")
    resolution.refresh_from_db()
    assert (resolution.progress, resolution.progress_on) == ("halb fertig", timezone.localdate())
    told = resolution.history.order_by("history_id").values_list("progress", flat=True)
    assert list(told) == ["", "begonnen", "halb fertig"]
    assert Entry.objects.filter(verb="Stand vermerkt", by=cast.redaktion).count() == 2
    with pytest.raises(Frozen), transaction.atomic():
        note(resolution=_changed(resolution, title="anders"), progress="fertig")


def test_a_later_one_replaces() -> None:
    first = make.resolution()
    second = make.resolution(replaces=[first])
    first.refresh_from_db()
    assert (first.replaced_by, first.standing, second.standing) == (second, "replaced", "in_force")
    assert list(Resolution.objects.in_force()) == [second] and list(Resolution.objects.replaced()) == [first]
    with pytest.raises(NotPossible):
        make.resolution(replaces=[first])
    assert Resolution.objects.count() == 2


def test_only_of_the_same_body_and_only_carried_ones(cast: Cast) -> None:
    make.rule()
    rejected = make.resolution(votes=Votes(0, 1, 0))
    assert rejected.standing == "rejected" and list(Resolution.objects.rejected()) == [rejected]
    for other in (rejected, make.resolution(group_meeting())):
        with pytest.raises(NotPossible):
            make.resolution(replaces=[other])
    with pytest.raises(NotPossible):
        make.resolution(votes=Votes(0, 1, 0), replaces=[make.resolution()])


def test_a_day_to_come() -> None:
    resolution = make.resolution(in_force_from=timezone.localdate() + timedelta(days=3))
    assert resolution.standing == "coming" and list(Resolution.objects.coming()) == [resolution]
    assert not Resolution.objects.in_force().exists()


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.PUBLIC, set(EVERYBODY)),
        (Audience.MEMBERS, {"northeim", "goettingen", "stellvertretung"}),
        (Audience.GROUP, {"northeim"}),
        (Audience.OFFICE, set()),
    ],
)
def test_who_reads_it(cast: Cast, name: str, audience: str, readers: set[str]) -> None:
    make.resolution(group_meeting(), audience=audience)
    person = NOBODY if name == "visitor" else cast[name]
    office = {"redaktion", "leitung", "administration"}
    assert Resolution.objects.visible_to(person).exists() == (name in readers | office)
