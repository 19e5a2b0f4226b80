"""Coming in, and the own account; the pages that were there before stand in `portal`."""

from types import SimpleNamespace
from typing import Any

from tests.cast import Cast
from tests.factories.accounts import PersonFactory
from tests.factories.invitations import address_change, invitation

TABLE = """
#                                                    visitor
#                                                           ehemalig
#                                                                 goettingen
#                                                                       northeim
#                                                                             stellvertretung
#                                                                                   redaktion
#                                                                                         leitung
#                                                                                               administration
/einladung/{invited.token}/                          200   200   200   200   200   200   200   200
/einladung/{outdated.token}/                          410   410   410   410   410   410   410   410
/einladung/gibt-es-nicht/                            404   404   404   404   404   404   404   404
POST /einladung/{invited.token}/                     200   200   200   200   200   200   200   200
/anmelden/code/                                      200   ->    ->    ->    ->    ->    ->    ->
/anmelden/code/eingeben/                             login ->    ->    ->    ->    ->    ->    ->
/konto/name/                                         login 200   200   200   200   200   200   200
POST /konto/name/                                    login 200   200   200   200   200   200   200
/konto/adresse/                                      login ->    ->    ->    ->    ->    ->    ->
POST /konto/adresse/                                 login ->    ->    ->    ->    ->    ->    ->
/konto/adresse/verwerfen/                            405   405   405   405   405   405   405   405
POST /konto/adresse/verwerfen/                       login ->    ->    ->    ->    ->    ->    ->
/konto/adresse/{new_address.token}/                      login 410   410   200   410   410   410   410
POST /konto/adresse/{new_address.token}/                 login 410   410   ->    410   410   410   410
/konto/adresse/gibt-es-nicht/                        login 410   410   410   410   410   410   410
POST /verwaltung/accounts/user/{uninvited.pk}/tun/invite/ login 404   404   404   404   403   ->    ->
POST /verwaltung/accounts/user/{northeim.pk}/tun/invite/ login 404   404   404   404   403   ->    ->
POST /verwaltung/accounts/user/{redaktion.pk}/tun/resend/ login 404   404   404   404   403   403   ->
POST /verwaltung/accounts/user/{uninvited.pk}/tun/withdraw/ login 404   404   404   404   403   ->    ->
"""
OFFICE = "\n"
TOKEN = "ein-geheimnis-fuer-die-tabelle"
WITH_COOKIE = {"/anmelden/code/", f"/einladung/{TOKEN}/"}


def things(cast: Cast) -> dict[str, Any]:
    """Invitations with their secrets, and somebody who was not invited yet."""
    return {
        "invited": SimpleNamespace(token=invitation(token=TOKEN)[1]),
        "outdated": SimpleNamespace(token=invitation(days=-1)[1]),
        "new_address": SimpleNamespace(token=address_change(cast.northeim)),
        "uninvited": PersonFactory(),
    }
