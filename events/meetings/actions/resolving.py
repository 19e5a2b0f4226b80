"""Recording what was resolved, and noting what became of it."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import save_content
from alliance.members.models import Organisation, WorkingGroup
from events.meetings.models import (
    AgendaItem,
    Ballot,
    Resolution,
    ResolutionExclusion,
    ResolutionField,
    ResolutionSeries,
    VotingRule,
)
from events.meetings.rules import voting_organisations, voting_rule
from events.meetings.states import ItemKind, Result
from strategy.fields.models import ActionField

NO_RULE = (
    "Für dieses Gremium ist noch nicht hinterlegt, welche Mehrheit es braucht. "
    "Die Leitung trägt das in der Verwaltung unter „Regeln für Abstimmungen“ ein."
)


@dataclass(frozen=True)
class Votes:
    """What was counted. A unanimous result may leave the numbers out."""

    yes: int | None = None
    no: int | None = None
    abstained: int | None = None
    unanimous: bool = False


UNANIMOUS = Votes(unanimous=True)


@transaction.atomic
def record_resolution(
    *,
    by: User | None,
    title: str,
    wording: str,
    votes: Votes,
    item: AgendaItem | None = None,
    ballot: Ballot | None = None,
    excluded: Collection[Organisation] = (),
    action_fields: Iterable[ActionField] | None = None,
    replaces: Iterable[Resolution] = (),
    is_quorate: bool = True,
    **values: Any,
) -> Resolution:
    """Give a resolution its number and keep it for good; whether it is carried follows from the body's rule.

    It comes from an item of an agenda or from a written procedure. `values` may hold `audience`, `in_force_from`
    and `is_example`; without an audience it is as wide as the item, without a day it is in force at once.
    Without `action_fields` it takes those of the meeting. Raises ValidationError for what cannot be, for
    instance counts where no rule says which majority is needed, and NotPossible for what `replaces` may not name.
    """
    group, day = _body_and_day(item, ballot)
    resolution = Resolution(
        title=title, wording=wording, item=item, ballot=ballot, working_group=group, resolved_on=day, **values
    )
    resolution.audience = values.get("audience") or _audience(item, ballot)
    _decide(resolution, votes, voting_rule(group, day), excluded, is_quorate)
    _number(resolution, group, day.year)
    fields = item.meeting.action_fields.all() if action_fields is None and item else action_fields or ()
    _keep(resolution, by, excluded, fields)
    for earlier in replaces:
        replace_resolution(by=by, resolution=earlier, successor=resolution)
    return resolution


def _keep(
    resolution: Resolution,
    by: User | None,
    excluded: Iterable[Organisation],
    action_fields: Iterable[ActionField],
) -> None:
    """Store it with all that belongs to it, as one state; from then on it is frozen."""
    resolution.full_clean(exclude={"find_text"})
    resolution.skip_history_when_saving = True  # type: ignore[attr-defined]
    resolution.save()
    del resolution.skip_history_when_saving  # type: ignore[attr-defined]
    for organisation in excluded:
        ResolutionExclusion(resolution=resolution, organisation=organisation).save()
    for field in action_fields:
        ResolutionField(resolution=resolution, action_field=field).save()
    resolution.is_recorded = True
    save_content(resolution, by=by, verb="festgehalten")


def _body_and_day(
    item: AgendaItem | None, ballot: Ballot | None
) -> tuple[WorkingGroup | None, datetime.date]:
    """Who resolves, and on which day in Berlin."""
    if item is not None:
        return item.meeting.working_group, timezone.localtime(item.meeting.starts_at).date()
    if ballot is not None:
        return ballot.working_group, timezone.localtime(ballot.deadline).date()
    raise ValidationError("Ein Beschluss gehört zu einem Tagesordnungspunkt oder zu einer Abstimmung.")


def _audience(item: AgendaItem | None, ballot: Ballot | None) -> str:
    if item is not None:
        return item.audience or item.meeting.audience
    return ballot.audience if ballot is not None else ""


def _decide(
    resolution: Resolution,
    votes: Votes,
    rule: VotingRule | None,
    excluded: Collection[Organisation],
    is_quorate: bool,
) -> None:
    """Write the votes and what follows from them."""
    voters = voting_organisations(resolution.working_group, resolution.resolved_on)
    if resolution.ballot:
        # Those who were called to vote.
        voters = voters.model.objects.filter(pk__in=resolution.ballot.votes.values("organisation"))
    resolution.voting = voters.exclude(pk__in=[row.pk for row in excluded]).count()
    resolution.is_quorate = is_quorate
    resolution.yes, resolution.no, resolution.abstained = votes.yes, votes.no, votes.abstained
    if rule is not None:
        resolution.majority_numerator = rule.majority_numerator
        resolution.majority_denominator = rule.majority_denominator
        resolution.majority_exceeds = rule.majority_exceeds
        resolution.majority_of = rule.majority_of
    resolution.result = Result.UNANIMOUS if votes.unanimous else Result.COUNTED
    if votes.unanimous:
        resolution.is_carried = True
    else:
        resolution.is_carried = is_quorate and _is_carried(votes, rule, resolution.voting)
    if not resolution.is_carried:
        resolution.in_force_from = None
    elif resolution.in_force_from is None:
        resolution.in_force_from = resolution.resolved_on


def _is_carried(votes: Votes, rule: VotingRule | None, voting: int) -> bool:
    if votes.yes is None or votes.no is None or votes.abstained is None:
        raise ValidationError("Bitte alle drei Zahlen angeben: dafür, dagegen, enthalten.")
    if rule is None:
        raise ValidationError(NO_RULE)
    return rule.is_carried(yes=votes.yes, no=votes.no, abstained=votes.abstained, voting=voting)


def _number(resolution: Resolution, group: WorkingGroup | None, year: int) -> None:
    """The next number of the body's year. Whoever comes second waits until the first has stored or given up."""
    ResolutionSeries.objects.bulk_create(
        [ResolutionSeries(working_group=group, year=year)], ignore_conflicts=True
    )
    series = ResolutionSeries.objects.select_for_update().get(working_group=group, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    resolution.year, resolution.number = year, series.last
    prefix = f"{group.slug}-" if group else ""
    resolution.address = f"{prefix}{year}-{series.last:02d}"


@transaction.atomic
def note_progress(*, by: User | None, resolution: Resolution, progress: str) -> Resolution:
    """Say what became of a resolution, as of today. Raises ValidationError, StaleRevision."""
    resolution.progress, resolution.progress_on = progress, timezone.localdate()
    return save_content(resolution, by=by, verb="Stand vermerkt")


@transaction.atomic
def replace_resolution(*, by: User | None, resolution: Resolution, successor: Resolution) -> Resolution:
    """Say that `successor` stands in the place of `resolution` from now on.

    Raises NotPossible unless both are of one body and carried, the first one stands and is the older one.
    """
    row = Resolution.objects.select_for_update().get(pk=resolution.pk)
    if not (row.is_carried and successor.is_carried):
        raise NotPossible("Ersetzen kann nur ein angenommener Beschluss einen anderen angenommenen.")
    if row.working_group_id != successor.working_group_id:
        raise NotPossible("Ersetzen kann nur ein Beschluss desselben Gremiums.")
    if row.replaced_by_id or (successor.year, successor.number) <= (row.year, row.number):
        raise NotPossible(f"{row.label} ist schon ersetzt oder nicht älter.")
    row.replaced_by = successor
    return save_content(row, by=by, verb="ersetzt", note=successor.label)


@transaction.atomic
def add_item(
    *,
    by: User | None,
    meeting: Any,
    title: str,
    kind: str = ItemKind.INFORMATION,
    minutes: int = 5,
    audience: str = "",
    text: str = "",
) -> AgendaItem:
    """Put an item at the end of an agenda; of an internal part when `audience` is narrower than the meeting.

    After the invitation it carries the day. Raises ValidationError.
    """
    last = meeting.items.order_by("-order").values_list("order", flat=True).first()
    item = AgendaItem(meeting=meeting, title=title, kind=kind, minutes=minutes, audience=audience, text=text)
    item.order = (last or 0) + 1
    item.changed_on = timezone.now() if meeting.invited_at else None
    return save_content(item, by=by)
