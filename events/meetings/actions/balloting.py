"""Written procedures: calling to vote, voting, counting, and telling."""

import datetime
import logging
from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.files.models import Document
from alliance.history.actions import delete_content, record, save_content, save_rows
from alliance.members.models import Organisation
from events.meetings.actions.ballot_notices import tell_called, tell_counted, tell_missing, tell_withdrawn
from events.meetings.actions.resolving import NO_RULE, Votes, add_item, record_resolution
from events.meetings.models import Ballot, BallotDocument, BallotVote, Meeting, Resolution
from events.meetings.rules import BALLOT_WORKFLOW, may_vote_for, voting_organisations, voting_rule
from events.meetings.states import BallotState, Choice, ItemKind

logger = logging.getLogger(__name__)

# A reminder comes so long before the deadline, of a short ballot at half its time.
REMIND_BEFORE = datetime.timedelta(days=2)
OVER = "Die Abstimmung ist beendet oder hat noch nicht begonnen. Ihre Stimme wurde nicht gespeichert."


def _locked(ballot: Ballot, verb: str, by: User | None) -> Ballot:
    """The stored row, locked; PermissionDenied when `by` may not use the verb, NotPossible from a wrong state."""
    row = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if by is not None and not BALLOT_WORKFLOW.rules[verb](by, row):
        raise PermissionDenied
    BALLOT_WORKFLOW.move(verb, row)
    return row


@transaction.atomic
def save_ballot(*, by: User | None, ballot: Ballot, documents: Iterable[Document] | None = None) -> Ballot:
    """Add a ballot or change a draft; `documents` are all its papers from now on.

    Raises NotPossible once it was opened, ValidationError, StaleRevision.
    """
    stored = Ballot.objects.select_for_update().filter(pk=ballot.pk).first()
    if not ballot.is_editable or (stored and not stored.is_editable):
        raise NotPossible(
            "Eine eröffnete Abstimmung ändert sich nicht mehr. Möglich ist, sie zurückzuziehen."
        )
    save_content(ballot, by=by)
    if documents is not None:
        rows = [BallotDocument(ballot=ballot, document=document) for document in documents]
        save_rows(ballot.documents.all(), rows, by=by)
    return ballot


@transaction.atomic
def delete_ballot(*, by: User | None, ballot: Ballot) -> None:
    """Delete a draft; raises NotPossible for what was opened."""
    row = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if not row.is_editable:
        raise NotPossible("Eine eröffnete Abstimmung wird zurückgezogen, nicht gelöscht.")
    delete_content(row, by=by)


@transaction.atomic
def open_ballot(*, by: User | None, ballot: Ballot) -> Ballot:
    """Call to vote: who has a vote today is kept, and those who speak for them are told.

    Raises NotPossible without a rule of voting or anybody who has a vote, and after the deadline.
    """
    row = _locked(ballot, "open", by)
    now = timezone.now()
    if voting_rule(row.working_group, timezone.localtime(row.deadline).date()) is None:
        raise NotPossible(NO_RULE)
    voters = list(voting_organisations(row.working_group, timezone.localdate()))
    if not voters:
        raise NotPossible("In diesem Gremium hat heute niemand eine Stimme.")
    row.opened_at, row.opens_at = now, max(row.opens_at or now, now)
    save_content(row, by=by, verb="eröffnet")
    for organisation in voters:
        BallotVote(ballot=row, organisation=organisation).save()
    tell_called(row)
    return row


@sensitive_variables("choice", "vote")
@transaction.atomic
def cast_vote(*, by: User | None, ballot: Ballot, organisation: Organisation, choice: str) -> BallotVote:
    """Vote for an organisation, or change its vote; until the deadline.

    The log keeps that it voted, never how. Raises PermissionDenied for whoever does not speak for it or where
    it has no vote, NotPossible before the beginning and after the deadline, ValidationError.
    """
    row = Ballot.objects.select_for_update().get(pk=ballot.pk)
    votes = BallotVote.objects.select_for_update(of=("self",))
    vote: BallotVote | None = votes.filter(ballot=row, organisation=organisation).first()
    if vote is None or (by is not None and not _may_vote(by, row, organisation)):
        raise PermissionDenied
    if not row.is_running:
        raise NotPossible(OVER)
    if choice not in Choice.values:
        raise NotPossible("Bitte wählen Sie, wie Ihr Mitglied stimmt.")
    said = "Stimme geändert" if vote.cast_at else "abgestimmt"
    vote.choice, vote.by, vote.cast_at = choice, by, timezone.now()
    vote.save()
    record(verb=said, obj=row, by=by, note=organisation.short_name)
    return vote


def _may_vote(by: User, ballot: Ballot, organisation: Organisation) -> bool:
    """Whether somebody sees the ballot and speaks for the organisation."""
    is_shown = Ballot.objects.visible_to(by).filter(pk=ballot.pk).exists()
    return is_shown and may_vote_for(by, organisation)


@transaction.atomic
def withdraw_ballot(*, by: User | None, ballot: Ballot) -> Ballot:
    """Take an open ballot back; what was voted in secret is deleted, and all are told."""
    row = _locked(ballot, "withdraw", by)
    _forget_choices(row)
    save_content(row, by=by, verb="zurückgezogen")
    tell_withdrawn(row)
    return row


def _forget_choices(ballot: Ballot) -> None:
    """Of a secret ballot only who took part stays."""
    if ballot.is_secret:
        ballot.votes.update(choice="", by=None)


@transaction.atomic
def count_ballot(*, by: User | None, ballot: Ballot) -> Resolution:
    """Count after the deadline: the resolution records itself, all are told, the next agenda names it.

    Of a secret ballot nothing is left of how an organisation voted. Raises NotPossible before the deadline.
    """
    row = _locked(ballot, "count", by)
    sums = row.votes.aggregate(
        yes=Count("pk", filter=Q(choice=Choice.YES)),
        no=Count("pk", filter=Q(choice=Choice.NO)),
        abstained=Count("pk", filter=Q(choice=Choice.ABSTAINED)),
        all=Count("pk"),
    )
    voting = sums.pop("all")
    rule = voting_rule(row.working_group, timezone.localtime(row.deadline).date())
    if rule is None:
        raise NotPossible(NO_RULE)
    is_quorate = rule.is_quorate(present=sum(sums.values()), voting=voting)
    _forget_choices(row)
    row.counted_at = timezone.now()
    save_content(row, by=by, verb="ausgezählt")
    resolution = record_resolution(
        by=by,
        title=row.title,
        wording=row.text,
        votes=Votes(**sums),
        ballot=row,
        is_quorate=is_quorate,
        is_example=row.is_example,
    )
    tell_counted(row, resolution)
    report_ballot(ballot=row)
    return resolution


@transaction.atomic
def report_ballot(*, ballot: Ballot) -> bool:
    """Put a counted ballot on the agenda of the body's next planned meeting, once; says whether it did."""
    row = Ballot.objects.select_for_update().get(pk=ballot.pk)
    meeting = (
        Meeting.objects.of_body(row.working_group).upcoming().filter(starts_at__gt=timezone.now()).first()
    )
    if row.state != BallotState.COUNTED or row.is_reported or meeting is None:
        return False
    resolution = row.resolution
    title = f"Umlaufbeschluss: {resolution.title}"[:200]
    words = "angenommen" if resolution.is_carried else "nicht angenommen"
    text = f'<p><a href="{resolution.get_absolute_url()}">{resolution.label}</a>, {words}.</p>'
    add_item(by=None, meeting=meeting, title=title, kind=ItemKind.INFORMATION, text=text)
    Ballot.objects.filter(pk=row.pk).update(is_reported=True)
    return True


def handle_due_ballots() -> int:
    """What falls due by time: reminders, counting, reports to meetings planned since; returns how many."""
    done = _each(_due_reminders(), _remind)
    done += _each(Ballot.objects.uncounted(), lambda ballot: count_ballot(by=None, ballot=ballot))
    unreported = Ballot.objects.filter(state=BallotState.COUNTED, is_reported=False)
    return done + _each(unreported, lambda ballot: report_ballot(ballot=ballot))


def _each(ballots: Iterable[Ballot], work: Callable[[Ballot], object]) -> int:
    """Do it to one after the other; one that fails holds up no other."""
    done = 0
    for ballot in ballots:
        try:
            done += bool(work(ballot))
        except Exception:
            logger.exception("Ballot %s could not be handled", ballot.pk)
    return done


def _due_reminders() -> list[Ballot]:
    now = timezone.now()
    rows = Ballot.objects.running().filter(reminded_at__isnull=True, deadline__lte=now + REMIND_BEFORE)
    return [row for row in rows if row.opens_at and row.deadline - now <= (row.deadline - row.opens_at) / 2]


@transaction.atomic
def _remind(ballot: Ballot) -> bool:
    if not Ballot.objects.filter(pk=ballot.pk, reminded_at__isnull=True).update(reminded_at=timezone.now()):
        return False
    tell_missing(ballot)
    return True


BALLOT_VERBS = {"open": open_ballot, "count": count_ballot, "withdraw": withdraw_ballot}
