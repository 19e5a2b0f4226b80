"""On the day: who is there, whether they may decide, and the signed list."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.files.actions import add_document, add_document_version
from alliance.files.models import Document
from alliance.history.actions import record, save_content
from alliance.members.access import Audience
from alliance.members.models import Organisation
from events.meetings import rules
from events.meetings.models import Meeting, Registration, VotingRule
from events.meetings.rules import may_keep_lists

TOO_EARLY = "Wer da ist, wird erst am Tag der Sitzung festgehalten."
NOT_HELD = "Dieser Termin findet nicht statt."


def day_of(meeting: Meeting) -> datetime.date:
    """The day on which the meeting begins, in Berlin."""
    return timezone.localtime(meeting.starts_at).date()


def why_no_attendance(meeting: Meeting) -> str:
    """A sentence why nobody can be checked in now; empty when somebody can."""
    if not meeting.takes_place:
        return NOT_HELD
    return "" if day_of(meeting) <= timezone.localdate() else TOO_EARLY


def _locked(meeting: Meeting, by: User | None) -> Meeting:
    row = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if by is not None and not may_keep_lists(by, row):
        raise PermissionDenied
    if reason := why_no_attendance(row):
        raise NotPossible(reason)
    return row


@transaction.atomic
def check_in(
    *,
    by: User | None,
    meeting: Meeting,
    organisation: Organisation | None = None,
    guest: Registration | None = None,
    online: bool = False,
) -> Registration:
    """Write down that an organisation (or a guest) is there, in the room or online, registered before or not.

    The answer to the invitation stays what it was. Raises PermissionDenied, NotPossible before the day.
    """
    row = _locked(meeting, by)
    if guest is not None:
        registration = row.registrations.guests().get(pk=guest.pk)
    else:
        registration = row.registrations.get_or_create(organisation=organisation)[0]
    if registration.present_at is not None and registration.present_online == online:
        return registration
    registration.present_at = registration.present_at or timezone.now()
    registration.present_online = online
    registration.save(update_fields=["present_at", "present_online"])
    record(verb="anwesend", obj=registration, by=by, note="online" if online else "im Saal")
    return registration


@transaction.atomic
def check_out(*, by: User | None, registration: Registration) -> Registration:
    """Take back that somebody is there. Raises PermissionDenied, NotPossible."""
    row = _locked(registration.meeting, by)
    fresh = row.registrations.get(pk=registration.pk)
    if fresh.present_at is None:
        return fresh
    fresh.present_at, fresh.present_online = None, False
    fresh.save(update_fields=["present_at", "present_online"])
    record(verb="nicht anwesend", obj=fresh, by=by)
    return fresh


@transaction.atomic
def attach_list(*, by: User | None, meeting: Meeting, file: File) -> Document:
    """Keep the scan of the signed list as a document of the office; another one becomes its newer version.

    Raises PermissionDenied, NotPossible before the day, ValidationError for a file that cannot be kept.
    """
    row = _locked(meeting, by)
    if row.attendance_list is not None:
        add_document_version(by=by, document=row.attendance_list, file=file)
        return row.attendance_list
    title = f"Teilnahmeliste {row}"[:200]
    row.attendance_list = add_document(by=by, file=file, title=title, audience=Audience.OFFICE)
    save_content(row, by=by, verb="Teilnahmeliste abgelegt")
    return row.attendance_list


@dataclass(frozen=True)
class Quorum:
    """How many organisations with a vote are there, of how many, and what the body's rule says of it."""

    present: int
    voting: int
    rule: VotingRule | None

    @property
    def is_quorate(self) -> bool | None:
        """Whether they may decide; None where no rule is written down."""
        return None if self.rule is None else self.rule.is_quorate(present=self.present, voting=self.voting)

    def __str__(self) -> str:
        ending = {True: " – beschlussfähig", False: " – nicht beschlussfähig", None: ""}[self.is_quorate]
        return f"{self.present} von {self.voting} Stimmberechtigten anwesend{ending}"


def voting_organisations(meeting: Meeting) -> QuerySet[Organisation]:
    """Who has a vote in the meeting's body on its day: all members with a vote, or those in the working group."""
    return rules.voting_organisations(meeting.working_group_id, day_of(meeting))


def quorum_of(meeting: Meeting) -> Quorum:
    """Who is there, counted against the rule of the meeting's body on its day; three queries."""
    voting = voting_organisations(meeting)
    present = meeting.registrations.present().filter(organisation__in=voting.values("pk")).count()
    rule = rules.voting_rule(meeting.working_group_id, day_of(meeting))
    return Quorum(present, voting.count(), rule)
