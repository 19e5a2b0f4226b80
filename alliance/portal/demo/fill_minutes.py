"""Puts minutes, resolutions, tasks and ballots of the demo data into the database, through actions only."""

import datetime

from django.utils import timezone

from alliance.accounts.models import User
from alliance.members.access import Audience
from alliance.members.models import Organisation
from alliance.portal.demo import minutes_2026 as data
from events.meetings.actions import UNANIMOUS, Votes, cast_vote, open_ballot, save_ballot
from events.meetings.models import Ballot, Meeting, Resolution
from events.minutes.actions import (
    begin_minutes,
    circulate_minutes,
    finish_task,
    record_resolution,
    record_task,
    save_entry,
    start_task,
)
from events.minutes.models import Minutes, MinutesEntry

# What is still to do is never due sooner.
LEAST_AHEAD = datetime.timedelta(days=12)


def add_minutes(*, editor: User, chief: User) -> int:
    """Write the minutes of the autumn meeting, with all that was resolved, and send them round; says how many."""
    meeting = Meeting.objects.held().filter(title=data.MEETING).first()
    if meeting is None or Minutes.objects.filter(meeting=meeting).exists():
        return 0
    minutes = begin_minutes(by=editor, meeting=meeting, chair=data.CHAIR)
    entries = {entry.title: entry for entry in minutes.entries.all()}
    for record in data.RECORDS:
        if entry := entries.get(record.item):
            _write(entry, record, editor)
    circulate_minutes(by=chief, minutes=minutes)
    return 1


def _write(entry: MinutesEntry, record: data.Record, by: User) -> None:
    save_entry(by=by, entry=entry, text=record.text, revision=entry.revision, is_named=True)
    for motion in record.motions:
        votes = Votes(*motion.votes) if motion.votes else UNANIMOUS
        resolution = record_resolution(
            by=by,
            entry=entry,
            title=motion.title,
            wording=motion.wording,
            votes=votes,
            audience=Audience.MEMBERS,
            is_example=True,
        )
        for duty in motion.duties:
            _give(entry, resolution, duty, by)


def _give(entry: MinutesEntry, resolution: Resolution, duty: data.Duty, by: User) -> None:
    due_on = duty.due_on if duty.done else max(duty.due_on, timezone.localdate() + LEAST_AHEAD)
    task = record_task(
        by=by,
        what=duty.what,
        due_on=due_on,
        organisation=Organisation.objects.get(short_name=duty.member),
        entry=entry,
        resolution=resolution,
        is_example=True,
    )
    if duty.is_begun:
        start_task(by=by, task=task)
    if duty.done:
        finish_task(by=by, task=task, note=duty.done)


def add_ballots(*, editor: User, chief: User) -> int:
    """Open the written procedures that are missing, with some votes cast; returns how many."""
    known = set(Ballot.objects.values_list("title", flat=True))
    missing = [row for row in data.PROCEDURES if row.title not in known]
    for procedure in missing:
        _open(procedure, editor, chief)
    return len(missing)


def _open(procedure: data.Procedure, editor: User, chief: User) -> None:
    day = timezone.localtime() + datetime.timedelta(days=procedure.days)
    ballot = Ballot(
        title=procedure.title,
        text=procedure.text,
        reasons=procedure.reasons,
        deadline=day.replace(hour=18, minute=0, second=0, microsecond=0),
        is_secret=procedure.is_secret,
        is_example=True,
    )
    row = open_ballot(by=chief, ballot=save_ballot(by=editor, ballot=ballot))
    said = {"yes": procedure.yes, "no": procedure.no, "abstained": procedure.abstained}
    for choice, names in said.items():
        for member in Organisation.objects.filter(short_name__in=names):
            # Nobody of the cast speaks for these members.
            cast_vote(by=None, ballot=row, organisation=member, choice=choice)
