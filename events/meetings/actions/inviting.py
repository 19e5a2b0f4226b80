"""Inviting members, inviting more of them, and reminding those who have not answered."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.workflow import NotPossible
from alliance.history.actions import record, save_content
from alliance.history.models import Entry
from alliance.members.models import GroupMembership, Mandate, Organisation, OrganisationKind
from alliance.notifications.actions import notify_persons
from events.meetings.actions.noticing import settle_changes
from events.meetings.actions.reaching import (
    Circle,
    agenda_for,
    asked,
    reply_to,
    spoken_for,
    words_of,
)
from events.meetings.calendar import request_for
from events.meetings.models import Meeting, Registration
from events.meetings.rules import WORKFLOW, may_invite, may_keep_lists
from events.meetings.states import OVER, State, is_not_over, why_closed

NOBODY = "Bitte wählen Sie, wer eingeladen wird."
NOT_INVITED = "Zu diesem Termin ist noch nicht eingeladen."


class Whom(models.TextChoices):
    """Whom the office invites at once."""

    ALL = "all", "alle Mitglieder"
    KIND = "kind", "Mitglieder einer Art"
    GROUP = "group", "Mitglieder der Arbeitsgruppe"
    COPIED = "copied", "wie zur kopierten Sitzung"
    AGAIN = "again", "wie vor der Verschiebung"


def choices_of(meeting: Meeting) -> list[Whom]:
    """What of `Whom` can be chosen for a meeting; the one that is meant most likely comes first."""
    offered = {
        Whom.AGAIN: meeting.invited_at is not None and meeting.state != State.INVITED,
        Whom.COPIED: meeting.copied_from_id is not None and _invited_to(meeting.copied_from_id).exists(),
        Whom.GROUP: meeting.working_group_id is not None,
        Whom.ALL: True,
        Whom.KIND: True,
    }
    return [whom for whom, is_offered in offered.items() if is_offered]


def organisations_of(meeting: Meeting, whom: str, kind: OrganisationKind | None = None) -> Any:
    """The present members that a choice means, by name."""
    rows = Organisation.objects.current()
    if whom == Whom.KIND:
        return rows.filter(kind=kind)
    if whom == Whom.GROUP:
        persons = GroupMembership.objects.current().filter(group=meeting.working_group_id)
        mandates = Mandate.objects.current().filter(person__in=persons.values("person"))
        return rows.filter(pk__in=mandates.values("organisation"))
    if whom in (Whom.COPIED, Whom.AGAIN):
        source = meeting.copied_from_id if whom == Whom.COPIED else meeting.pk
        return rows.filter(pk__in=_invited_to(source).values("organisation"))
    return rows


def _invited_to(meeting: int | None) -> Any:
    """The registrations of members that the office had invited, by the key of the meeting."""
    return Registration.objects.of_members().filter(meeting=meeting, invited_at__isnull=False)


@transaction.atomic
def invite_meeting(
    *, by: User | None, meeting: Meeting, organisations: Iterable[Organisation]
) -> list[Registration]:
    """Invite these members: one registration each, answer open, and a mail to those who speak for them today.

    The mail has the signed links and the date for the calendar. A meeting that takes guests may be opened
    without inviting anybody. Raises PermissionDenied, NotPossible from a wrong state or when nobody is chosen.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if by is not None and not WORKFLOW.rules["invite"](by, row):
        raise PermissionDenied
    WORKFLOW.move("invite", row)
    chosen = _current(organisations)
    if not chosen and not row.takes_guests:
        raise NotPossible(NOBODY)
    row.invited_at = timezone.now()
    row.sequence += 1
    row.reason = ""
    count = f"{len(chosen)} Mitglieder" if len(chosen) != 1 else "1 Mitglied"
    save_content(row, by=by, verb="eingeladen", note=count)
    entry = Entry.objects.filter(object_id=row.pk, kind=row._meta.label_lower).latest("pk")
    # What changed before this invitation is nothing new in it.
    row.items.filter(changed_on__isnull=False).update(changed_on=None)
    settle_changes(row)
    stale = row.registrations.unanswered().filter(present_at__isnull=True)
    stale.exclude(organisation__in=chosen).delete()
    registrations = _register(row, chosen)
    _send(row, registrations, occasion=f"meeting-invitation:{entry.pk}")
    return registrations


@transaction.atomic
def invite_more(
    *, by: User | None, meeting: Meeting, organisations: Iterable[Organisation]
) -> list[Registration]:
    """Invite members beside those already invited; who is invited or has answered gets nothing again.

    Returns the new registrations. Raises PermissionDenied, NotPossible before the invitation and after the end.
    """
    row = _invited(meeting, by, may_invite)
    known = row.registrations.of_members().values_list("organisation", flat=True)
    fresh = [organisation for organisation in _current(organisations) if organisation.pk not in set(known)]
    if not fresh:
        return []
    registrations = _register(row, fresh)
    names = ", ".join(organisation.short_name for organisation in fresh)
    entry = record(verb="weitere eingeladen", obj=row, by=by, note=names)
    _send(row, registrations, occasion=f"meeting-invitation:{entry.pk}")
    return registrations


def _current(organisations: Iterable[Organisation]) -> list[Organisation]:
    keys = [organisation.pk for organisation in organisations]
    return list(Organisation.objects.current().filter(pk__in=keys))


def _invited(meeting: Meeting, by: User | None, rule: Any) -> Meeting:
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if by is not None and not rule(by, row):
        raise PermissionDenied
    if row.state != State.INVITED:
        raise NotPossible(why_closed(row) if row.state in (State.CANCELLED, State.POSTPONED) else NOT_INVITED)
    if not is_not_over(row):
        raise NotPossible(OVER)
    return row


def _register(meeting: Meeting, organisations: Sequence[Organisation]) -> list[Registration]:
    """A registration for each; one that is there already is invited anew."""
    rows = meeting.registrations.filter(organisation__in=organisations)
    rows.update(invited_at=meeting.invited_at)
    known = set(rows.values_list("organisation", flat=True))
    now = timezone.now()
    Registration.objects.bulk_create(
        Registration(meeting=meeting, organisation=organisation, invited_at=now)
        for organisation in organisations
        if organisation.pk not in known
    )
    return list(meeting.registrations.filter(organisation__in=organisations).select_related("organisation"))


def _send(meeting: Meeting, registrations: Sequence[Registration], *, occasion: str) -> None:
    circle = Circle(meeting)
    spoken = spoken_for(meeting, registrations, circle)
    words, items = words_of(meeting), list(meeting.items.all())
    notify_persons(
        kind="invitation",
        occasion=occasion,
        persons=spoken,
        template="meetings/invitation",
        context=lambda person: {
            **words,
            "asked": asked(meeting, spoken[person], person),
            "agenda": agenda_for(meeting, items, person, circle),
        },
        reply_to=reply_to(meeting),
        attachments=lambda person: [request_for(meeting, person)],
    )


@transaction.atomic
def remind(
    *, by: User | None, meeting: Meeting, registrations: Iterable[Registration] | None = None
) -> list[Registration]:
    """Remind members that have not answered, all of them or these; nobody twice on one day.

    Returns who was reminded. Raises PermissionDenied, NotPossible when no answers are taken any more.
    """
    row = _invited(meeting, by, may_keep_lists)
    if reason := why_closed(row):
        raise NotPossible(reason)
    open_ones = row.registrations.unanswered()
    if registrations is not None:
        open_ones = open_ones.filter(pk__in=[registration.pk for registration in registrations])
    due = [one for one in open_ones.select_related("organisation") if not is_reminded_today(one)]
    if not due:
        return []
    now = timezone.now()
    Registration.objects.filter(pk__in=[one.pk for one in due]).update(reminded_at=now)
    names = ", ".join(one.organisation.short_name for one in due if one.organisation)
    entry = record(verb="erinnert", obj=row, by=by, note=names)
    words, spoken = words_of(row), spoken_for(row, due, Circle(row))
    notify_persons(
        kind="reminder",
        occasion=f"meeting-reminder:{entry.pk}",
        persons=spoken,
        template="meetings/reminder",
        context=lambda person: {**words, "asked": asked(row, spoken[person], person)},
        reply_to=reply_to(row),
    )
    return due


def is_reminded_today(registration: Registration) -> bool:
    """Whether it was reminded on this day in Berlin."""
    reminded = registration.reminded_at
    return reminded is not None and timezone.localdate(reminded) == timezone.localdate()
