"""Minutes, resolutions, ballots and tasks."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from events.meetings.models import Ballot
from events.meetings.states import BallotState, Kind
from events.minutes import actions
from events.minutes.models import Minutes, Objection
from tests.cast import Cast
from tests.factories import minutes as make

TABLE = """
#                                                    visitor
#                                                           ehemalig
#                                                                 goettingen
#                                                                       northeim
#                                                                             stellvertretung
#                                                                                   redaktion
#                                                                                         leitung
#                                                                                               administration
/beschluesse/                                        login 404   200   200   200   200   200   200
/beschluesse/{resolution_public.address}/            200   200   200   200   200   200   200   200
/beschluesse/{resolution_members.address}/           404   404   200   200   200   200   200   200
/beschluesse/{resolution_group.address}/             404   404   404   200   404   200   200   200
/beschluesse/{resolution_office.address}/            404   404   404   404   404   200   200   200
/beschluesse/2001-01/                                404   404   404   404   404   404   404   404
POST /beschluesse/{resolution_public.address}/stand/ 403   403   403   403   403   ->    ->    ->
POST /beschluesse/{resolution_group.address}/stand/  404   404   404   403   404   ->    ->    ->
/abstimmungen/                                       login 404   200   200   200   200   200   200
/abstimmungen/{ballot_open.pk}/                      404   404   200   200   200   200   200   200
/abstimmungen/{ballot_group.pk}/                     404   404   404   200   404   200   200   200
/abstimmungen/{ballot_draft.pk}/                     404   404   404   404   404   200   200   200
POST /abstimmungen/{ballot_open.pk}/stimme/          404   404   422   422   422   403   403   403
POST /abstimmungen/{ballot_group.pk}/stimme/         404   404   404   422   404   403   403   403
/aufgaben/                                           login 404   200   200   200   200   200   200
/aufgaben/{task_open.pk}/                            404   404   200   200   200   200   200   200
/aufgaben/{task_group.pk}/                           404   404   404   200   404   200   200   200
POST /aufgaben/{task_open.pk}/beginnen/              404   404   ->    403   403   ->    ->    ->
POST /aufgaben/{task_open.pk}/erledigt/              404   404   ->    403   403   ->    ->    ->
POST /aufgaben/{task_open.pk}/verschieben/           404   404   422   403   403   422   422   422
POST /aufgaben/{task_done.pk}/oeffnen/               404   404   403   403   403   ->    ->    ->
/protokolle/                                         login 404   200   200   200   200   200   200
/protokolle/{begun}/                                 404   404   404   404   404   200   200   200
/protokolle/{kept}/                                  404   404   200   404   404   200   200   200
/protokolle/{round}/                                 404   404   200   200   200   200   200   200
/protokolle/{inside}/                                404   404   404   200   404   200   200   200
/protokolle/{final}/                                 404   404   200   200   200   200   200   200
/protokolle/{shown}/                                 200   200   200   200   200   200   200   200
/protokolle/{round}/protokoll.pdf                    404   404   200   200   200   200   200   200
/protokolle/{shown}/protokoll.pdf                    200   200   200   200   200   200   200   200
/protokolle/{inside}/protokoll.pdf                   404   404   404   200   404   200   200   200
/protokolle/{kept}/protokoll.pdf                     404   404   200   404   404   200   200   200
/termine/{round}/unterlagen.pdf                      404   404   200   200   200   200   200   200
/protokolle/{held.address}/beginnen/                 404   404   403   403   403   200   200   200
POST /protokolle/{held.address}/beginnen/            404   404   403   403   403   422   422   422
/protokolle/{kept}/schreiben/                        404   404   200   404   404   200   200   200
/protokolle/{round}/schreiben/                       404   404   403   403   403   ->    ->    ->
POST /protokolle/{kept}/schreiben/kopf/              404   404   422   404   404   422   422   422
POST /protokolle/{kept}/schreiben/anwesenheit/       404   404   ->    404   404   ->    ->    ->
POST /protokolle/{kept}/schreiben/punkte/neu/        404   404   422   404   404   422   422   422
POST /protokolle/{kept}/schreiben/punkte/{entry_kept.pk}/ 404   404   ->    404   404   ->    ->    ->
POST /protokolle/{kept}/schreiben/punkte/{entry_kept.pk}/verschieben/ 404   404   ->    404   404   ->    ->    ->
POST /protokolle/{kept}/schreiben/punkte/{entry_kept.pk}/streichen/ 404   404   ->    404   404   ->    ->    ->
/protokolle/{kept}/schreiben/punkte/{entry_kept.pk}/beschluss/ 404   404   200   404   404   200   200   200
/protokolle/{kept}/schreiben/punkte/{entry_kept.pk}/aufgabe/ 404   404   200   404   404   200   200   200
/protokolle/{kept}/umlauf/                           404   404   403   404   404   403   200   200
POST /protokolle/{begun}/umlauf/                     404   404   404   404   404   403   422   422
POST /protokolle/{round}/tagesordnung/               404   404   403   403   403   ->    ->    ->
/protokolle/{round}/genehmigung/                     404   404   403   403   403   403   200   200
POST /protokolle/{round}/genehmigung/                404   404   403   403   403   403   422   422
/protokolle/{final}/nachtrag/                        404   404   403   403   403   200   200   200
POST /protokolle/{final}/nachtrag/                   404   404   403   403   403   422   422   422
/protokolle/{round}/einwand/                         404   404   200   200   200   403   403   403
/protokolle/{round}/einwaende/{objection.pk}/        404   404   403   403   403   200   200   200
POST /protokolle/{round}/einwaende/{objection.pk}/uebernehmen/ 404   404   403   403   403   422   422   422
POST /protokolle/{round}/einwaende/{objection.pk}/ablehnen/ 404   404   403   403   403   422   422   422
/protokolle/{final}/auszug/                          404   404   403   403   403   403   200   200
/protokolle/{final}/auszug/vorschau/                 404   404   403   403   403   403   200   200
POST /protokolle/{final}/auszug/veroeffentlichen/    404   404   403   403   403   403   ->    ->
"""
OFFICE = """
                                    list  add   view  change history restore delete
meetings/resolution {resolution_members} RLA RLA RLA  RLA    RLA     RLA     .
meetings/ballot {ballot_draft}      RLA   RLA   RLA   RLA    RLA     RLA     RLA
meetings/ballot {ballot_open}       RLA   RLA   RLA   RLA    RLA     .       .
minutes/minutes {minutes_draft}     RLA   RLA   RLA   RLA    RLA     RLA     RLA
minutes/minutes {minutes_approved}  RLA   RLA   RLA   RLA    RLA     .       .
minutes/minutesentry {entry_draft}  ->    .     RLA   RLA    RLA     RLA     .
minutes/minutesentry {entry_approved} ->  .     RLA   RLA    RLA     .       .
minutes/task {task_open}            RLA   RLA   RLA   RLA    RLA     RLA     .
"""
WITH_COOKIE: set[str] = set()
# Minutes by the name that their address has in the table.
ADDRESSES = {
    "begun": "draft",
    "kept": "kept",
    "round": "circulated",
    "final": "approved",
    "shown": "released",
    "inside": "group",
}


def things(cast: Cast) -> dict[str, Any]:
    """All that stands in braces here."""
    make.rule()
    group = WorkingGroup.objects.get(slug="strategie")
    goettingen = Organisation.objects.get(slug="stadt-goettingen")
    held = make.held_meeting(items=4)
    items = list(held.items.all())
    inside = make.held_meeting(
        items=1, kind=Kind.GROUP, working_group=group, audience=Audience.GROUP, days=-2
    )
    resolution = make.resolution(items[0])
    of_group = make.resolution(inside.items.get())
    task = make.task(organisation=goettingen, resolution=resolution)
    done = make.task(organisation=goettingen, resolution=resolution)
    type(done).objects.filter(pk=done.pk).update(state="done", done_at=timezone.now())
    minutes = _minutes(cast, group)
    return {
        "held": make.held_meeting(days=-7),
        "objection": _objection(minutes["minutes_circulated"], cast, goettingen),
        "entry_kept": minutes["minutes_kept"].entries.first(),
        "resolution_members": resolution,
        "resolution_public": make.resolution(items[1], audience=Audience.PUBLIC),
        "resolution_office": make.resolution(items[2], audience=Audience.OFFICE),
        "resolution_group": of_group,
        "ballot_draft": make.ballot(),
        "ballot_open": make.opened(),
        "ballot_group": _for_group(group),
        "task_open": task,
        "task_done": done,
        "task_group": make.task(
            person=cast.northeim, resolution=of_group, audience=Audience.GROUP, working_group=group
        ),
        **minutes,
        **{short: minutes[f"minutes_{name}"].meeting.address for short, name in ADDRESSES.items()},
        "entry_draft": minutes["minutes_draft"].entries.first(),
        "entry_approved": minutes["minutes_approved"].entries.first(),
    }


def _objection(minutes: Minutes, cast: Cast, organisation: Organisation) -> Objection:
    entry = minutes.entries.all()[0]
    return actions.object_to_entry(by=cast.goettingen, entry=entry, organisation=organisation, text="Nein.")


def _for_group(group: WorkingGroup) -> Ballot:
    row = make.opened(working_group=group)
    assert row.state == BallotState.OPEN
    return row


def _minutes(cast: Cast, group: WorkingGroup) -> dict[str, Minutes]:
    inside = make.held_meeting(days=-6, kind=Kind.GROUP, working_group=group, audience=Audience.GROUP)
    released = make.approved(make.held_meeting(days=-90))
    first = released.entries.first()
    type(first).objects.filter(pk=first.pk).update(is_released=True)
    Minutes.objects.filter(pk=released.pk).update(released_at=timezone.now() - timedelta(days=1))
    return {
        "minutes_draft": make.draft(make.held_meeting(days=-3)),
        "minutes_kept": make.draft(make.held_meeting(days=-4), keeper=cast.goettingen),
        "minutes_circulated": make.circulated(make.held_meeting(days=-5)),
        "minutes_group": make.circulated(inside),
        "minutes_approved": make.approved(),
        "minutes_released": released,
    }
