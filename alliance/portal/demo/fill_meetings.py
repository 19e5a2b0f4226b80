"""Puts venues, documents and meetings of the demo data into the database, through actions only.

Each is known by its title. What lies in the past by now and should be to come is moved on by whole weeks, what
was held and should lie in the past is moved back; so a demo is as useful in years as today.
"""

import datetime
from typing import Any

from django.utils import timezone

from alliance.accounts.models import User
from alliance.files.models import Document
from alliance.members.models import Organisation, WorkingGroup
from alliance.portal.demo import occasions
from alliance.portal.demo.meeting_shapes import Answers, Occasion, Point
from events.meetings.actions import (
    AgendaRow,
    Paper,
    answer_invitation,
    cancel_meeting,
    check_in,
    confirm_guest,
    enter_meeting,
    invite_meeting,
    organisations_of,
    plan_meeting,
    register_guest,
    save_agenda,
    save_meeting,
    save_papers,
    save_template,
    save_venue,
    save_voting_rule,
)
from events.meetings.models import (
    AgendaItem,
    AgendaTemplate,
    AgendaTemplateItem,
    Meeting,
    Venue,
    VotingRule,
)
from events.meetings.states import Answer, Via
from strategy.fields.models import ActionField

WEEK = datetime.timedelta(weeks=1)
# What is to come is so far ahead that it can still be answered.
LEAST_AHEAD = datetime.timedelta(days=10)


def shift_of(occasion: Occasion, now: datetime.datetime) -> datetime.timedelta:
    """By how many whole weeks a meeting is moved so that it lies where its stage says; nothing as a rule."""
    if occasion.stage == "held":
        over = now - occasion.ends
        return datetime.timedelta() if over > datetime.timedelta() else over // WEEK * WEEK
    missing = LEAST_AHEAD - (occasion.starts - now)
    return datetime.timedelta() if missing <= datetime.timedelta() else -(-missing // WEEK) * WEEK


def add_houses(*, by: User) -> int:
    """Add the venues, the templates of agendas and the voting rule that are missing; returns how many."""
    known = set(Venue.objects.values_list("name", flat=True))
    missing = [house for house in occasions.HOUSES if house.name not in known]
    for house in missing:
        save_venue(by=by, venue=Venue(**vars(house)))
    kinds = set(AgendaTemplate.objects.values_list("kind", flat=True))
    for kind, points in occasions.TEMPLATES.items():
        if kind not in kinds:
            save_template(by=by, template=AgendaTemplate(kind=kind), rows=[_row(point) for point in points])
    if not VotingRule.objects.exists():
        save_voting_rule(by=by, rule=_rule())
    return len(missing)


def _row(point: Point) -> AgendaTemplateItem:
    names = ("title", "kind", "rapporteur", "minutes")
    return AgendaTemplateItem(**{name: getattr(point, name) for name in names})


def _rule() -> VotingRule:
    rule = occasions.RULE
    return VotingRule(
        valid_from=rule.valid_from,
        quorum_numerator=rule.quorum[0],
        quorum_denominator=rule.quorum[1],
        majority_numerator=rule.majority[0],
        majority_denominator=rule.majority[1],
    )


def add_meetings(*, editor: User, chief: User) -> int:
    """Prepare the meetings that are missing and bring each into its stage; returns how many were added."""
    known = set(Meeting.objects.values_list("title", flat=True))
    missing = [occasion for occasion in occasions.OCCASIONS if occasion.title not in known]
    for occasion in missing:
        meeting = _prepare(occasion, editor)
        _bring_forward(occasion, meeting, editor=editor, chief=chief)
    return len(missing)


def _prepare(occasion: Occasion, by: User) -> Meeting:
    """A draft with its agenda and papers."""
    shift = shift_of(occasion, timezone.now())
    starts = occasion.starts + shift
    ends_before = datetime.timedelta(days=occasion.register_days or 0)
    meeting = Meeting(
        title=occasion.title,
        kind=occasion.kind,
        is_example=occasion.is_example,
        starts_at=starts,
        ends_at=occasion.ends + shift,
        venue=Venue.objects.filter(name=occasion.house).first(),
        room=occasion.room,
        online_url=occasion.online,
        capacity=occasion.seats,
        seats_each=occasion.seats_each,
        audience=occasion.audience,
        working_group=WorkingGroup.objects.filter(name=occasion.group).first(),
        takes_guests=occasion.takes_guests,
        description=occasion.description,
        register_until=starts - ends_before if occasion.register_days else None,
    )
    fields = {"action_fields": ActionField.objects.filter(slug__in=occasion.fields)}
    # Nobody knows what was on the agenda of one that was held in truth.
    with_template = not occasion.points and occasion.stage != "held"
    save_meeting(by=by, meeting=meeting, related=fields, with_template=with_template)
    _lay_out(occasion, meeting, by)
    return meeting


def _lay_out(occasion: Occasion, meeting: Meeting, by: User) -> None:
    """The agenda and the papers, those of the meeting after those of its items."""
    names = ("title", "kind", "text", "rapporteur", "minutes")
    rows = [AgendaRow(**{name: getattr(point, name) for name in names}) for point in occasion.points]
    items = save_agenda(by=by, meeting=meeting, rows=rows) if rows else []
    named: list[tuple[str, AgendaItem | None]] = [
        (title, item) for point, item in zip(occasion.points, items, strict=True) for title in point.papers
    ]
    named += [(title, None) for title in occasion.papers]
    if named:
        documents = {
            row.title: row for row in Document.objects.filter(title__in=[title for title, _ in named])
        }
        papers = [Paper(documents[title], item) for title, item in named if title in documents]
        save_papers(by=by, meeting=meeting, papers=papers)


def _bring_forward(occasion: Occasion, meeting: Meeting, *, editor: User, chief: User) -> None:
    """Use the verbs that lead to the stage, each by whoever may."""
    if occasion.stage == "draft":
        return
    if occasion.stage == "held":
        enter_meeting(by=editor, meeting=meeting)
        for member in _members(occasion.present):
            check_in(by=editor, meeting=meeting, organisation=member)
        return
    if occasion.stage == "planned":
        plan_meeting(by=editor, meeting=meeting)
        return
    invite_meeting(by=chief, meeting=meeting, organisations=organisations_of(meeting, occasion.whom))
    _answer(occasion.answers, meeting, editor)
    if occasion.stage == "cancelled":
        cancel_meeting(by=chief, meeting=meeting, reason=occasion.reason)


def _answer(answers: Answers, meeting: Meeting, by: User) -> None:
    for number in range(1, answers.guests + 1):
        address = f"gast-{number}@example.org"
        guest = register_guest(meeting=meeting, name=f"Gast {number}", email=address, answer=Answer.ROOM)
        confirm_guest(guest=guest, answer=Answer.ROOM)
    for place, member in enumerate(_members(answers.room)):
        _say(meeting, member, Answer.ROOM, by, seats=2 if place < answers.pairs else 1)
    for said, names in ((Answer.ONLINE, answers.online), (Answer.NO, answers.no)):
        for member in _members(names):
            _say(meeting, member, said, by)


def _say(meeting: Meeting, member: Organisation, said: Answer, by: User, seats: int | None = None) -> None:
    values: dict[str, Any] = {"meeting": meeting, "organisation": member, "answer": said, "seats": seats}
    answer_invitation(by=by, via=Via.OFFICE, **values)


def _members(names: tuple[str, ...]) -> list[Organisation]:
    """Members by short name, in the order of `names`."""
    found = {row.short_name: row for row in Organisation.objects.filter(short_name__in=names)}
    return [found[name] for name in names]
