"""Joining workshops: whoever has the code."""

from typing import Any

from tests.cast import Cast
from tests.factories.workshops import make_round, make_workshop

TABLE = """
#                                                    visitor
#                                                           ehemalig
#                                                                 goettingen
#                                                                       northeim
#                                                                             stellvertretung
#                                                                                   redaktion
#                                                                                         leitung
#                                                                                               administration
/w/                                                  200   200   200   200   200   200   200   200
/w/{open_workshop.code}/                             200   200   200   200   200   200   200   200
/w/{member_workshop.code}/                           200   200   200   200   200   200   200   200
/w/{draft_workshop.code}/                            404   404   404   404   404   404   404   404
/w/{ended_workshop.code}/                            404   404   404   404   404   404   404   404
/w/ABCDEF/                                           404   404   404   404   404   404   404   404
/w/{open_workshop.code}/stand.json                   200   200   200   200   200   200   200   200
/w/{draft_workshop.code}/stand.json                  404   404   404   404   404   404   404   404
/w/{open_workshop.code}/mitmachen/                   405   405   405   405   405   405   405   405
POST /w/{draft_workshop.code}/mitmachen/             404   404   404   404   404   404   404   404
POST /w/{open_workshop.code}/mitmachen/              409   409   409   409   409   409   409   409
# Who has not joined is asked for the code.
POST /w/{open_workshop.code}/idee/                   ->    ->    ->    ->    ->    ->    ->    ->
POST /w/{open_workshop.code}/punkte/                 ->    ->    ->    ->    ->    ->    ->    ->
"""
OFFICE = ""
# The door's form carries a token against forgery; no session begins.
WITH_COOKIE = {"/w/AAAAA2/", "/w/AAAAA3/", "/w/AAAAA2/mitmachen/"}


def things(cast: Cast) -> dict[str, Any]:
    """Workshops in each state, and one where members vote."""
    open_workshop = make_workshop(code="AAAAA2")
    make_round(open_workshop)
    return {
        "open_workshop": open_workshop,
        "member_workshop": make_workshop(code="AAAAA3", vote="organisation"),
        "draft_workshop": make_workshop(code="AAAAA4", state="draft"),
        "ended_workshop": make_workshop(code="AAAAA5", state="closed"),
    }
