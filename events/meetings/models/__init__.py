"""Meetings and all that hangs on them."""

from events.meetings.models.agenda import (
    INTERNAL,
    AgendaItem,
    AgendaTemplate,
    AgendaTemplateItem,
    MeetingDocument,
    in_order,
    with_times,
)
from events.meetings.models.ballot import Ballot, BallotDocument, BallotVote
from events.meetings.models.beside import CalendarFeed, MeetingChange, MeetingPicture, VotingRule
from events.meetings.models.meeting import Meeting, Venue
from events.meetings.models.registration import NO_LIMIT, Registration, Seat
from events.meetings.models.resolution import (
    MEMBERS_BODY,
    Resolution,
    ResolutionExclusion,
    ResolutionField,
    ResolutionSeries,
)

__all__ = [
    "INTERNAL",
    "MEMBERS_BODY",
    "NO_LIMIT",
    "AgendaItem",
    "AgendaTemplate",
    "AgendaTemplateItem",
    "Ballot",
    "BallotDocument",
    "BallotVote",
    "CalendarFeed",
    "Meeting",
    "MeetingChange",
    "MeetingDocument",
    "MeetingPicture",
    "Registration",
    "Resolution",
    "ResolutionExclusion",
    "ResolutionField",
    "ResolutionSeries",
    "Seat",
    "Venue",
    "VotingRule",
    "in_order",
    "with_times",
]
