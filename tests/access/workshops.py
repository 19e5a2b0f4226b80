"""Workshops of those who lead them, and their results. Stadt Göttingen leads the running one."""

from typing import Any

from alliance.members.access import Audience
from events.workshops.board import POLLS
from events.workshops.states import Phase, State
from tests.cast import Cast
from tests.factories.workshops import make_idea, make_participant, make_round, make_workshop

TABLE = """
#                                                    visitor
#                                                           ehemalig
#                                                                 goettingen
#                                                                       northeim
#                                                                             stellvertretung
#                                                                                   redaktion
#                                                                                         leitung
#                                                                                               administration
/werkstatt/{shop_public.slug}/ergebnis/              200   200   200   200   200   200   200   200
/werkstatt/{shop_public.slug}/ergebnis.pdf           200   200   200   200   200   200   200   200
/werkstatt/{shop_public.slug}/ergebnis.xlsx          200   200   200   200   200   200   200   200
/werkstatt/{shop_closed.slug}/ergebnis/              404   404   200   200   200   200   200   200
/werkstatt/{shop_closed.slug}/ergebnis.pdf           404   404   200   200   200   200   200   200
/werkstatt/{shop_closed.slug}/ergebnis.xlsx          404   404   200   200   200   200   200   200
/werkstatt/{shop_running.slug}/ergebnis/             404   404   200   404   404   200   200   200
/werkstatt/{shop_running.slug}/projektor/            404   404   200   404   404   200   200   200
/werkstatt/{shop_running.slug}/leitung/              404   404   200   404   404   200   200   200
/werkstatt/{shop_running.slug}/leitung/teilnahme/    404   404   200   404   404   200   200   200
/werkstatt/{shop_running.slug}/leitung/thema/{shop_cluster.pk}/ 404 404 200 404 404  200   200   200
/werkstatt/stand/{shop_poll}.json                    200   200   200   200   200   200   200   200
/werkstatt/stand/1.json                              404   404   404   404   404   404   404   404
POST /werkstatt/{shop_running.slug}/leitung/tun/close/ 404 404 ->   404   404   ->    ->    ->
POST /werkstatt/{shop_running.slug}/leitung/phase/vote/ 404 404 ->  404   404   ->    ->    ->
POST /werkstatt/{shop_running.slug}/leitung/uhr/     404   404   ->    404   404   ->    ->    ->
POST /werkstatt/{shop_running.slug}/leitung/karte/   404   404   ->    404   404   ->    ->    ->
POST /werkstatt/{shop_running.slug}/leitung/karten/  404   404   ->    404   404   ->    ->    ->
POST /werkstatt/{shop_running.slug}/leitung/karten/zurueck/ 404 404 -> 404  404   ->    ->    ->
POST /werkstatt/{shop_running.slug}/leitung/thema/   404   404   ->    404   404   ->    ->    ->
POST /werkstatt/{shop_running.slug}/leitung/uebernehmen/ 404 404 -> 404   404   ->    ->    ->
POST /werkstatt/{shop_running.slug}/leitung/thema/{shop_cluster.pk}/aendern/ 404 404 -> 404 404 -> -> ->
POST /werkstatt/{shop_running.slug}/leitung/thema/{shop_cluster.pk}/teilen/ 404 404 -> 404 404 -> -> ->
POST /werkstatt/{shop_running.slug}/leitung/thema/{shop_cluster.pk}/zusammenlegen/ 404 404 -> 404 404 -> -> ->
POST /werkstatt/{shop_running.slug}/leitung/thema/{shop_cluster.pk}/loeschen/ 404 404 -> 404 404 -> -> ->
POST /werkstatt/{shop_running.slug}/leitung/einladen/ 404  404   403   404   404   ->    ->    ->
POST /werkstatt/{shop_running.slug}/leitung/tuer/    404   404   ->    404   404   ->    ->    ->
POST /werkstatt/{shop_running.slug}/leitung/teilnahme/{shop_guest.pk}/ 404 404 -> 404 404 ->    ->    ->
/verwaltung/workshops/                               login 404   404   404   404   200   200   200
POST /verwaltung/workshops/workshop/{shop_running.pk}/tun/close/ login 404 404 404 404 -> -> ->
/verwaltung/versions/strategyversion/{strategy_draft.pk}/werkstatt/ login 404 404 404 404 200 200 200
/verwaltung/versions/strategyversion/{strategy_adopted.pk}/werkstatt/ login 404 404 404 404 -> -> ->
"""
OFFICE = """
                                    list  add   view  change history restore delete
workshops/workshop {shop_draft}     RLA   RLA   RLA   RLA    RLA     RLA     RLA
workshops/workshop {shop_closed}    RLA   RLA   RLA   RLA    RLA     .       .
"""
WITH_COOKIE: set[str] = set()


def things(cast: Cast) -> dict[str, Any]:
    """Workshops in each state; in the running one cards are sorted."""
    running = make_workshop(slug="laeuft", leads=[cast.goettingen])
    round = make_round(running, state=Phase.CLUSTER)
    make_idea(round)
    return {
        "shop_running": running,
        "shop_cluster": round.clusters.all()[0],
        "shop_guest": make_participant(running, "Anna"),
        "shop_poll": POLLS.sign(running.pk),
        "shop_draft": make_workshop(slug="entwurf", state=State.DRAFT),
        "shop_closed": make_workshop(slug="beendet", state=State.CLOSED),
        "shop_public": make_workshop(slug="oeffentlich", state=State.CLOSED, audience=Audience.PUBLIC),
    }
