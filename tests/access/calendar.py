"""Calendars, and the files beside the page of a meeting."""

from typing import Any

from alliance.members.access import Audience
from alliance.members.models import WorkingGroup
from events.meetings.actions import renew_feed
from events.meetings.models import MeetingDocument
from events.meetings.states import State
from tests.cast import Cast
from tests.factories.files import DocumentFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

TABLE = """
#                                                    visitor
#                                                           ehemalig
#                                                                 goettingen
#                                                                       northeim
#                                                                             stellvertretung
#                                                                                   redaktion
#                                                                                         leitung
#                                                                                               administration
/termine/kalender.ics                                200   200   200   200   200   200   200   200
/termine/kalender/{cal_own.token}.ics                200   200   200   200   200   200   200   200
/termine/kalender/{cal_former.token}.ics             404   404   404   404   404   404   404   404
/termine/kalender/geraten.ics                        404   404   404   404   404   404   404   404
/termine/{cal_public.address}/termin.ics             200   200   200   200   200   200   200   200
/termine/{cal_members.address}/termin.ics            404   404   200   200   200   200   200   200
/termine/{cal_group.address}/termin.ics              404   404   404   200   404   200   200   200
/termine/{cal_office.address}/termin.ics             404   404   404   404   404   200   200   200
/termine/{cal_draft.address}/termin.ics              404   404   404   404   404   200   200   200
/termine/gibt-es-nicht/termin.ics                    404   404   404   404   404   404   404   404
/termine/{cal_public.address}/tagesordnung.pdf       200   200   200   200   200   200   200   200
/termine/{cal_members.address}/tagesordnung.pdf      404   404   200   200   200   200   200   200
/termine/{cal_group.address}/tagesordnung.pdf        404   404   404   200   404   200   200   200
/termine/{cal_draft.address}/tagesordnung.pdf        404   404   404   404   404   200   200   200
/termine/{cal_public.address}/teilnahmeliste.pdf     404   404   404   404   404   200   200   200
/termine/{cal_group.address}/teilnahmeliste.pdf      404   404   404   404   404   200   200   200
/termine/{cal_public.address}/unterlagen.zip         404   404   404   200   404   200   200   200
/termine/{cal_members.address}/unterlagen.zip        404   404   200   200   200   200   200   200
/termine/{cal_office.address}/unterlagen.zip         404   404   404   404   404   404   404   404
/konto/kalender/                                     login 404   200   200   200   200   200   200
/konto/kalender/neu/                                 login 405   405   405   405   405   405   405
POST /konto/kalender/neu/                            login 404   303   303   303   303   303   303
"""
OFFICE = ""
WITH_COOKIE: set[str] = set()


def things(cast: Cast) -> dict[str, Any]:
    """A meeting for each audience. The public one has a paper on an internal item, which is its group's only."""
    group = WorkingGroup.objects.get(slug="strategie")
    rows = {
        f"cal_{audience}": MeetingFactory(audience=audience, working_group=group)
        for audience in Audience.values
    }
    internal = AgendaItemFactory(meeting=rows["cal_public"], audience=Audience.GROUP)
    inside = DocumentFactory(audience=Audience.MEMBERS)
    for document in (DocumentFactory(), inside):
        MeetingDocument.objects.create(meeting=rows["cal_public"], item=internal, document=document)
    MeetingDocument.objects.create(meeting=rows["cal_members"], document=inside)
    return {
        **rows,
        "cal_draft": MeetingFactory(audience=Audience.PUBLIC, state=State.DRAFT),
        "cal_own": renew_feed(by=cast.redaktion),
        "cal_former": renew_feed(by=cast.ehemalig),
    }
