"""The overview and the working groups."""

from typing import Any

from tests.cast import Cast

TABLE = """
#                                                    visitor
#                                                           ehemalig
#                                                                 goettingen
#                                                                       northeim
#                                                                             stellvertretung
#                                                                                   redaktion
#                                                                                         leitung
#                                                                                               administration
# Who has no mandate today reads on this page how to get one; nothing of the members' area stands there.
/uebersicht/                                         login 200   200   200   200   200   200   200
/arbeitsgruppen/                                     login 404   200   200   200   200   200   200
/arbeitsgruppen/{group.slug}/                        404   404   200   200   200   200   200   200
/arbeitsgruppen/gibt-es-nicht/                       404   404   404   404   404   404   404   404
"""
OFFICE = ""
WITH_COOKIE: set[str] = set()


def things(cast: Cast) -> dict[str, Any]:
    """The group of the cast stands among the things of `portal`."""
    return {}
