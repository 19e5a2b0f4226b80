"""The office's side of meetings: forms, the pages beside them, verbs."""

from typing import Any

from django.utils import timezone

from events.meetings.models import AgendaTemplate, VotingRule
from events.meetings.states import Kind, State
from tests.cast import Cast
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, VenueFactory, in_days

TABLE = """
#                                                    visitor
#                                                           ehemalig
#                                                                 goettingen
#                                                                       northeim
#                                                                             stellvertretung
#                                                                                   redaktion
#                                                                                         leitung
#                                                                                               administration
/verwaltung/meetings/                                login 404   404   404   404   200   200   200
/verwaltung/meetings/meeting/{desk_planned.pk}/einladen/ login 404 404 404   404   403   200   200
POST /verwaltung/meetings/meeting/{desk_planned.pk}/einladen/ login 404 404 404 404 403 200   200
/verwaltung/meetings/meeting/{desk_invited.pk}/einladen/ login 404 404 404   404   403   ->    ->
/verwaltung/meetings/meeting/{desk_invited.pk}/nachladen/ login 404 404 404  404   403   200   200
POST /verwaltung/meetings/meeting/{desk_invited.pk}/nachladen/ login 404 404 404 404 403 200   200
/verwaltung/meetings/meeting/{desk_planned.pk}/nachladen/ login 404 404 404  404   403   ->    ->
/verwaltung/meetings/meeting/{desk_invited.pk}/antworten/ login 404 404 404  404   200   200   200
POST /verwaltung/meetings/meeting/{desk_invited.pk}/antworten/ login 404 404 404 404 -> ->     ->
/verwaltung/meetings/meeting/{desk_draft.pk}/kopie/  login 404   404   404   404   200   200   200
POST /verwaltung/meetings/meeting/{desk_draft.pk}/kopie/ login 404 404 404   404   200   200   200
/verwaltung/meetings/meeting/{desk_invited.pk}/verschieben/ login 404 404 404 404  403   200   200
POST /verwaltung/meetings/meeting/{desk_invited.pk}/verschieben/ login 404 404 404 404 403 200 200
/verwaltung/meetings/meeting/{desk_postponed.pk}/verschieben/ login 404 404 404 404 403  ->    ->
/verwaltung/meetings/meeting/{desk_postponed.pk}/neuer-termin/ login 404 404 404 404 403 200   200
POST /verwaltung/meetings/meeting/{desk_postponed.pk}/neuer-termin/ login 404 404 404 404 403 200 200
/verwaltung/meetings/meeting/{desk_invited.pk}/neuer-termin/ login 404 404 404 404 403   ->    ->
/verwaltung/meetings/meeting/{desk_invited.pk}/absagen/ login 404 404 404    404   403   200   200
POST /verwaltung/meetings/meeting/{desk_invited.pk}/absagen/ login 404 404 404 404 403   200   200
/verwaltung/meetings/meeting/{desk_cancelled.pk}/absagen/ login 404 404 404  404   403   ->    ->
/verwaltung/meetings/meeting/999999999/absagen/      login 404   404   404   404   404   404   404
/verwaltung/meetings/meeting/{desk_draft.pk}/tun/plan/ login 404 404   404   404   405   405   405
POST /verwaltung/meetings/meeting/{desk_draft.pk}/tun/plan/ login 404 404 404 404  ->    ->    ->
POST /verwaltung/meetings/meeting/{desk_planned.pk}/tun/withdraw/ login 404 404 404 404 -> ->  ->
POST /verwaltung/meetings/meeting/{desk_past.pk}/tun/enter/ login 404 404 404 404  ->    ->    ->
POST /verwaltung/meetings/meeting/{desk_planned.pk}/tun/invite/ login 404 404 404 404 404 404  404
POST /verwaltung/meetings/meeting/{desk_invited.pk}/tun/cancel/ login 404 404 404 404 404 404  404
"""
OFFICE = """
                                    list  add   view  change history restore delete
meetings/meeting {desk_draft}       RLA   RLA   RLA   RLA    RLA     RLA     RLA
meetings/meeting {desk_invited}     RLA   RLA   RLA   RLA    RLA     RLA     .
meetings/meeting {desk_cancelled}   RLA   RLA   RLA   RLA    RLA     .       .
meetings/agendaitem {desk_item}     ->    .     RLA   RLA    RLA     RLA     .
meetings/venue {desk_venue}         RLA   RLA   RLA   RLA    RLA     RLA     RLA
meetings/agendatemplate {desk_template} RLA RLA RLA   RLA    RLA     RLA     RLA
meetings/votingrule {desk_rule}     RLA   LA    RLA   LA     RLA     LA      .
"""
WITH_COOKIE: set[str] = set()


def things(cast: Cast) -> dict[str, Any]:
    """A meeting in each state, and what stands beside them."""
    past = {"starts_at": in_days(-2), "ends_at": in_days(-2, 17)}
    invited = MeetingFactory()
    return {
        "desk_draft": MeetingFactory(state=State.DRAFT),
        "desk_past": MeetingFactory(state=State.DRAFT, **past),
        "desk_planned": MeetingFactory(state=State.PLANNED),
        "desk_invited": invited,
        "desk_postponed": MeetingFactory(state=State.POSTPONED),
        "desk_cancelled": MeetingFactory(state=State.CANCELLED),
        "desk_item": AgendaItemFactory(meeting=invited),
        "desk_venue": VenueFactory(),
        "desk_template": AgendaTemplate.objects.create(kind=Kind.MEMBERS),
        "desk_rule": VotingRule.objects.create(valid_from=timezone.localdate()),
    }
