"""Pages of meetings, answers with and without log-in, guests, attendance."""

from typing import Any

from alliance.members.access import Audience
from alliance.members.models import Organisation, WorkingGroup
from events.meetings.models import Registration
from events.meetings.states import Answer, State
from events.meetings.tokens import answer_token, confirm_path, withdraw_path
from tests.cast import Cast
from tests.factories.meetings import MeetingFactory, invited

TABLE = """
#                                                    visitor
#                                                           ehemalig
#                                                                 goettingen
#                                                                       northeim
#                                                                             stellvertretung
#                                                                                   redaktion
#                                                                                         leitung
#                                                                                               administration
/termine/                                                     200   200   200   200   200   200   200   200
/termine/{meeting_public.address}/                            200   200   200   200   200   200   200   200
/termine/{meeting_members.address}/                           404   404   200   200   200   200   200   200
/termine/{meeting_group.address}/                             404   404   404   200   404   200   200   200
/termine/{meeting_office.address}/                            404   404   404   404   404   200   200   200
/termine/{meeting_draft.address}/                             404   404   404   404   404   200   200   200
/termine/gibt-es-nicht/                                       404   404   404   404   404   404   404   404
POST /termine/{meeting_public.address}/antwort/               403   403   403   403   403   403   403   403
POST /termine/{meeting_members.address}/antwort/              404   404   403   403   403   403   403   403
POST /termine/{meeting_group.address}/antwort/                404   404   404   403   404   403   403   403
/termine/{meeting_public.address}/anmeldung/                  200   200   200   200   200   200   200   200
/termine/{meeting_public.address}/anmeldung/danke/            200   200   200   200   200   200   200   200
/termine/{meeting_members.address}/anmeldung/                 404   404   200   200   200   404   404   404
/termine/{meeting_members.address}/anmeldung/danke/           404   404   404   404   404   404   404   404
/termine/{meeting_public.address}/anwesenheit/                404   404   404   404   404   200   200   200
/termine/{meeting_members.address}/anwesenheit/               404   404   404   404   404   200   200   200
POST /termine/{meeting_members.address}/anwesenheit/eintragen/ 404   404   404   404   404   303   303   303
POST /termine/{meeting_members.address}/anwesenheit/liste/    404   404   404   404   404   303   303   303
/antwort/{answer_link}/                                       200   200   200   200   200   200   200   200
/antwort/{former_answer_link}/                                410   410   410   410   410   410   410   410
/antwort/erfunden/                                            404   404   404   404   404   404   404   404
{guest_confirm_path}                                          200   200   200   200   200   200   200   200
{guest_withdraw_path}                                         200   200   200   200   200   200   200   200
/termine/gast/bestaetigen/erfunden/                           404   404   404   404   404   404   404   404
/termine/gast/abmelden/erfunden/                              404   404   404   404   404   404   404   404
"""
OFFICE = """
                                    list  add   view  change history restore delete
"""
WITH_COOKIE: set[str] = set()


def things(cast: Cast) -> dict[str, Any]:
    """One meeting for each audience, links of invitations, one of them of a mandate that ended, and a guest."""
    group = WorkingGroup.objects.get(slug="strategie")
    meetings = {
        f"meeting_{audience}": MeetingFactory(audience=audience, working_group=group)
        for audience in Audience.values
    }
    public = MeetingFactory(audience=Audience.PUBLIC, takes_guests=True)
    (row,) = invited(meetings["meeting_members"], Organisation.objects.get(slug="landkreis-northeim"))
    guest = Registration.objects.create(meeting=public, guest_email="gast@example.org")
    links = {
        name: answer_token(registration=row.pk, person=person.pk, answer=Answer.ROOM)
        for name, person in (("answer_link", cast.northeim), ("former_answer_link", cast.ehemalig))
    }
    return {
        **meetings,
        **links,
        "meeting_public": public,
        "meeting_draft": MeetingFactory(state=State.DRAFT, audience=Audience.PUBLIC),
        "guest_confirm_path": confirm_path(guest, Answer.ROOM),
        "guest_withdraw_path": withdraw_path(guest),
    }
