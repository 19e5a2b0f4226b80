"""Who is written to about a meeting, and what every such mail says of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from alliance.accounts.models import Role, User
from alliance.core.addresses import absolute
from alliance.core.times import clock, day, day_and_hours
from alliance.members.access import Audience
from alliance.members.models import GroupMembership, Mandate, WorkingGroup
from events.meetings.calendar import office, organiser_of, page_of
from events.meetings.models import AgendaItem, Meeting, Registration, in_order, with_times
from events.meetings.states import Answer, Kind, answers_of
from events.meetings.tokens import answer_path
from events.meetings.vevent import place

Spoken = dict[User, list[Registration]]
# As the links of a mail read.
LINKS = {Answer.ROOM: "Ja", Answer.ONLINE: "Online", Answer.NO: "Nein"}


class Circle:
    """Who of those written to may know of a part of the meeting; one query for all of them.

    All of them speak for a member or work in the office, so only a working group has to be asked for.
    """

    def __init__(self, meeting: Meeting) -> None:
        seats = GroupMembership.objects.current().filter(
            group=meeting.working_group_id, group__in=WorkingGroup.objects.current()
        )
        self.group = set(seats.values_list("person", flat=True)) if meeting.working_group_id else set()

    def admits(self, person: User | None, audience: str) -> bool:
        """Whether a person (None: a guest) may be told what is meant for `audience`; empty is the meeting's own."""
        if not audience:
            return True
        if person is None:
            return False
        if person.is_office or audience == Audience.MEMBERS:
            return True
        return audience == Audience.GROUP and person.pk in self.group


def spoken_for(meeting: Meeting, registrations: Iterable[Registration], circle: Circle) -> Spoken:
    """Today's representatives and deputies of the organisations, each with the registrations they speak for.

    Of a working group's meeting only its own persons; nobody who may not see the meeting. One query.
    """
    rows = {row.organisation_id: row for row in registrations if row.organisation_id}
    mandates = Mandate.objects.current().filter(organisation__in=rows, person__is_active=True)
    if meeting.audience == Audience.OFFICE:
        mandates = mandates.exclude(person__role=Role.NONE)
    elif meeting.audience == Audience.GROUP or meeting.kind == Kind.GROUP:
        mandates = mandates.filter(person__in=circle.group)
    found: Spoken = {}
    for mandate in mandates.select_related("person").order_by("person__sort_name", "pk"):
        own = found.setdefault(mandate.person, [])
        if rows[mandate.organisation_id] not in own:
            own.append(rows[mandate.organisation_id])
    return found


def reply_to(meeting: Meeting) -> str:
    """Where an answer to a mail about the meeting goes."""
    return organiser_of(meeting, office()).email


def words_of(meeting: Meeting) -> dict[str, Any]:
    """What every mail about a meeting says; `url` leads to its page, by way of the log-in where one is needed."""
    until = timezone.localtime(meeting.answers_until)
    when = day_and_hours(meeting.starts_at, meeting.ends_at)
    return {
        "meeting": meeting,
        "url": page_of(meeting),
        "when": when,
        "day": day(meeting.starts_at),
        "where": place(meeting),
        "until": f"{day(until)}, {clock(until)} Uhr",
        "summary": when,
        "contact": organiser_of(meeting, office()),
    }


def links_of(meeting: Meeting, registration: Registration, person: User) -> list[dict[str, str]]:
    """The signed links with which a person answers for an organisation without log-in: Ja, Online, Nein."""
    found = []
    for answer in answers_of(meeting):
        path = answer_path(registration=registration.pk, person=person.pk, answer=answer)
        found.append({"label": LINKS[answer], "url": absolute(path), "answer": str(answer)})
    return found


def asked(meeting: Meeting, registrations: Iterable[Registration], person: User) -> list[dict[str, Any]]:
    """For each organisation its name and the links to answer, as the mails list them."""
    return [
        {"organisation": row.organisation, "links": links_of(meeting, row, person)} for row in registrations
    ]


def agenda_for(
    meeting: Meeting, items: Iterable[AgendaItem], person: User | None, circle: Circle
) -> list[Mapping[str, Any]]:
    """The items that a person may see, as a mail lists them: number, clock, title."""
    own = [item for item in in_order(items) if circle.admits(person, item.audience)]
    return [
        {"number": number, "time": f"{moment:%H:%M}", "title": item.title}
        for item, number, moment in with_times(meeting, own)
    ]
