"""What the office writes to many, and what somebody wants to be told of."""

from typing import Any

from alliance.members.models import WorkingGroup
from alliance.notifications.unsubscribing import unsubscribe_url
from tests.cast import Cast
from tests.factories.letters import LetterFactory, sent

TABLE = """
#                                                    visitor
#                                                           ehemalig
#                                                                 goettingen
#                                                                       northeim
#                                                                             stellvertretung
#                                                                                   redaktion
#                                                                                         leitung
#                                                                                               administration
/rundschreiben/                                      login 404   200   200   200   200   200   200
/rundschreiben/{letter.pk}/                          404   404   404   200   404   200   200   200
/rundschreiben/{letter_draft.pk}/                    404   404   404   404   404   404   404   404
/rundschreiben/999999999/                            404   404   404   404   404   404   404   404
/konto/benachrichtigungen/                           login 404   200   200   200   200   200   200
POST /konto/benachrichtigungen/                      login 404   200   200   200   200   200   200
/abbestellen/{unsubscribe_token}/                    200   200   200   200   200   200   200   200
POST /abbestellen/{unsubscribe_token}/               200   200   200   200   200   200   200   200
/abbestellen/falsch/                                 404   404   404   404   404   404   404   404
POST /abbestellen/falsch/                            404   404   404   404   404   404   404   404
/verwaltung/letters/                                 login 404   404   404   404   200   200   200
/verwaltung/letters/letter/{letter_draft.pk}/vorschau/ login 404 404  404   404   200   200   200
/verwaltung/letters/letter/{letter.pk}/vorschau/     login 404   404   404   404   200   200   200
/verwaltung/letters/letter/{letter_draft.pk}/vorschau/email/ login 404 404 404 404 200  200   200
/verwaltung/letters/letter/{letter_draft.pk}/senden/ login 404   404   404   404   405   405   405
POST /verwaltung/letters/letter/{letter_draft.pk}/senden/ login 404 404 404 404   403   ->    ->
POST /verwaltung/letters/letter/{letter.pk}/senden/  login 404   404   404   404   403   ->    ->
POST /verwaltung/letters/letter/{letter_draft.pk}/tun/test/ login 404 404 404 404 ->    ->    ->
POST /verwaltung/letters/letter/{letter_draft.pk}/tun/send/ login 404 404 404 404 404   404   404
"""
OFFICE = """
                                    list  add   view  change history restore delete
letters/letter {letter_draft}       RLA   RLA   RLA   RLA    RLA     RLA     RLA
letters/letter {letter}             RLA   RLA   RLA   RLA    RLA     .       .
"""
WITH_COOKIE: set[str] = set()


def things(cast: Cast) -> dict[str, Any]:
    """A draft with a state to restore, a letter to the working group, and Northeim's link to stop letters."""
    draft: Any = LetterFactory()
    url = unsubscribe_url(person=cast.northeim.pk, kind="letter")
    group = WorkingGroup.objects.get(slug="strategie")
    return {
        "letter_draft": draft,
        "letter": sent(to_members=False, groups=[group]),
        "unsubscribe_token": url.rstrip("/").rpartition("/")[2],
    }
