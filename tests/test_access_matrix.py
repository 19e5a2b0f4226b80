"""Who gets what answer at which address. A new address without a line here fails; so does a line too many.

`login` sends to the log-in page, `->` leads elsewhere; a number is the status. Names in braces are things of
`tests/world.py` and people of `tests/cast.py`. Each line is asked for with GET, unless POST stands before it.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone

from alliance.history.models import Entry
from alliance.members.access import Audience
from alliance.members.models import Mandate
from alliance.news.actions import make_preview_link
from alliance.notifications.models import Message
from alliance.portal.models import ContactMessage
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories import versions as make
from tests.factories.files import DocumentFactory
from tests.world import build

TABLE = """
#                                                    visitor
#                                                           ehemalig
#                                                                 goettingen
#                                                                       northeim
#                                                                             stellvertretung
#                                                                                   redaktion
#                                                                                         leitung
#                                                                                               administration
/                                                    200   200   200   200   200   200   200   200
/aktuelles/                                          200   200   200   200   200   200   200   200
/aktuelles/{published.slug}/                         200   200   200   200   200   200   200   200
/aktuelles/{members_only.slug}/                      404   404   200   200   200   200   200   200
/aktuelles/{group_only.slug}/                        404   404   404   200   404   200   200   200
/aktuelles/{office_only.slug}/                       404   404   404   404   404   200   200   200
/aktuelles/{draft.slug}/                             404   404   404   404   404   404   404   404
/aktuelles/{review.slug}/                            404   404   404   404   404   404   404   404
/aktuelles/{scheduled.slug}/                         404   404   404   404   404   404   404   404
/aktuelles/{expired.slug}/                           404   404   404   404   404   404   404   404
/aktuelles/{archived.slug}/                          404   404   404   404   404   404   404   404
/aktuelles/alte-adresse/                             ->    ->    ->    ->    ->    ->    ->    ->
/aktuelles/feed.xml                                  200   200   200   200   200   200   200   200
/handlungsfelder/                                    200   200   200   200   200   200   200   200
/handlungsfelder/{field.slug}/                       200   200   200   200   200   200   200   200
/handlungsfelder/{former_field.slug}/                200   200   200   200   200   200   200   200
/handlungsfelder/{field.slug}/feed.xml               200   200   200   200   200   200   200   200
/handlungsfelder/{former_field.slug}/feed.xml        200   200   200   200   200   200   200   200
/handlungsfelder/gibt-es-nicht/feed.xml              404   404   404   404   404   404   404   404
/handlungsfelder/gibt-es-nicht/                      404   404   404   404   404   404   404   404
/mitglieder/                                         200   200   200   200   200   200   200   200
/mitglieder/{organisation.slug}/                     200   200   200   200   200   200   200   200
/mitglieder/gibt-es-nicht/                           404   404   404   404   404   404   404   404
/kontakt/                                            200   200   200   200   200   200   200   200
/kontakt/danke/                                      200   200   200   200   200   200   200   200
/kontakt/kopie/falsch/                               404   404   404   404   404   404   404   404
/vorschau/{link.token}/                              200   200   200   200   200   200   200   200
/vorschau/{link.key}/                                404   404   404   404   404   404   404   404
/{page.slug}/                                        200   200   200   200   200   200   200   200
/dokumente/{document.uuid}/Urkunde.pdf               404   404   200   200   200   200   200   200
/strategie/                                          200   200   200   200   200   200   200   200
/strategie/fassungen/                                200   200   200   200   200   200   200   200
/strategie/{strategy_adopted.slug}/                  200   200   200   200   200   200   200   200
/strategie/{strategy_draft.slug}/                    404   404   404   404   404   200   200   200
/strategie/{strategy_adopted.slug}/strategie.pdf     200   200   200   200   200   200   200   200
/strategie/{strategy_draft.slug}/strategie.pdf       404   404   404   404   404   200   200   200
/strategie/{strategy_adopted.slug}/original.pdf      404   404   404   404   404   404   404   404
/strategie/vergleich/{strategy_adopted.slug}/{strategy_adopted.slug}/ 200 200 200 200 200 200 200 200
/strategie/vergleich/{strategy_adopted.slug}/{strategy_draft.slug}/ 404 404 404 404 404 200 200 200
/gibt-es-nicht/                                      404   404   404   404   404   404   404   404
/bilder/gibt-es-nicht.jpg                            404   404   404   404   404   404   404   404
/styleguide/                                         200   200   200   200   200   200   200   200
/sitemap.xml                                         200   200   200   200   200   200   200   200
/robots.txt                                          200   200   200   200   200   200   200   200
/.well-known/security.txt                            200   200   200   200   200   200   200   200
/manifest.webmanifest                                200   200   200   200   200   200   200   200
/favicon.ico                                         ->    ->    ->    ->    ->    ->    ->    ->
/healthz                                             200   200   200   200   200   200   200   200
/readyz                                              200   200   200   200   200   200   200   200

# Log-in and own account
/anmelden/                                           200   ->    ->    ->    ->    ->    ->    ->
/anmelden/passkey/                                   login ->    ->    ->    ->    ->    ->    ->
/abmelden/                                           ->    200   200   200   200   200   200   200
POST /abmelden/                                      ->    ->    ->    ->    ->    ->    ->    ->
/konto/                                              login 200   200   200   200   200   200   200
/konto/gesperrt/                                     200   200   200   200   200   200   200   200
/konto/bestaetigen/                                  login 200   200   200   200   200   200   200
/konto/geraete/                                      login 200   200   200   200   200   200   200
/konto/passwort/                                     login 200   200   200   200   200   200   200
/konto/passwort/festlegen/                           login ->    ->    ->    ->    ->    ->    ->
/konto/passwort/vergessen/                           200   200   200   200   200   200   200   200
/konto/passwort/vergessen/gesendet/                  200   200   200   200   200   200   200   200
/konto/passwort/neu/1-falsch/                        200   200   200   200   200   200   200   200
/konto/passwort/neu/fertig/                          200   200   200   200   200   200   200   200
/konto/zweiter-faktor/                               login 200   200   200   200   200   200   200
/konto/zweiter-faktor/pruefen/                       login ->    ->    ->    ->    ->    ->    ->
/konto/zweiter-faktor/bestaetigen/                   login ->    ->    ->    ->    ->    ->    ->
/konto/zweiter-faktor/app/                           login ->    ->    ->    ->    ->    ->    ->
/konto/zweiter-faktor/app/entfernen/                 login 404   404   404   404   404   404   404
/konto/zweiter-faktor/codes/                         login 404   404   404   404   404   404   404
/konto/zweiter-faktor/codes/neu/                     login ->    ->    ->    ->    ->    ->    ->
/konto/zweiter-faktor/codes/herunterladen/           login 404   404   404   404   404   404   404
/konto/zweiter-faktor/schluessel/                    login 200   200   200   200   200   200   200
/konto/zweiter-faktor/schluessel/neu/                login ->    ->    ->    ->    ->    ->    ->
/konto/zweiter-faktor/schluessel/bestaetigen/        login ->    ->    ->    ->    ->    ->    ->
/konto/zweiter-faktor/schluessel/1/umbenennen/       login ->    ->    ->    ->    ->    ->    ->
/konto/zweiter-faktor/schluessel/1/entfernen/        login ->    ->    ->    ->    ->    ->    ->

# The admin's own pages; those of its models stand in OFFICE below
/verwaltung/                                         login 404   404   404   404   200   200   200
/verwaltung/news/                                    login 404   404   404   404   200   200   200
/verwaltung/gibt/es/nicht/                           login 404   404   404   404   404   404   404
/verwaltung/login/                                   login 404   404   404   404   login login login
/verwaltung/logout/                                  login 404   404   404   404   ->    ->    ->
/verwaltung/password_change/                         login 404   404   404   404   ->    ->    ->
/verwaltung/password_change/done/                    login 404   404   404   404   200   200   200
/verwaltung/autocomplete/                            login 404   404   404   404   403   403   403
/verwaltung/jsi18n/                                  login 404   404   404   404   200   200   200
/verwaltung/r/1/1/                                   login 404   404   404   404   404   404   404
/verwaltung/bilder/auswahl/                          login 404   404   404   404   200   200   200
/verwaltung/bilder/auswahl/{picture.pk}/             login 404   404   404   404   200   200   200

/verwaltung/history/entry/{entry.pk}/history/        login 404   404   404   404   403   403   200
/verwaltung/history/entry/export/                    login 404   404   404   404   403   403   200
/verwaltung/members/organisation/import/schreiben/   login 404   404   404   404   405   405   405
/verwaltung/members/mandate/import/schreiben/        login 404   404   404   404   405   405   405
/verwaltung/members/organisation/export/             login 404   404   404   404   200   200   200
/verwaltung/members/organisation/import/             login 404   404   404   404   200   200   200
/verwaltung/members/organisation/import/vorlage/     login 404   404   404   404   200   200   200
POST /verwaltung/members/organisation/import/schreiben/ login 404 404 404   404   ->    ->    ->
/verwaltung/members/mandate/export/                  login 404   404   404   404   403   200   200
/verwaltung/members/mandate/import/                  login 404   404   404   404   403   200   200
/verwaltung/members/mandate/import/vorlage/          login 404   404   404   404   403   200   200
POST /verwaltung/members/mandate/import/schreiben/   login 404   404   404   404   403   ->    ->

# The verbs
/verwaltung/news/article/{draft.pk}/vorschaulinks/   login 404   404   404   404   200   200   200
/verwaltung/news/article/{draft.pk}/vorschau/        login 404   404   404   404   200   200   200
/verwaltung/news/article/{draft.pk}/tun/submit/      login 404   404   404   404   405   405   405
POST /verwaltung/news/article/{draft.pk}/tun/gibt-es-nicht/ login 404   404   404   404   404   404   404
POST /verwaltung/news/article/{draft.pk}/tun/submit/ login 404   404   404   404   ->    ->    ->
POST /verwaltung/news/article/{draft.pk}/tun/publish/ login 404   404   404   404   403   ->    ->
POST /verwaltung/news/article/{review.pk}/tun/publish/ login 404   404   404   404   403   ->    ->
POST /verwaltung/news/article/{review.pk}/tun/send_back/ login 404   404   404   404   403   ->    ->
POST /verwaltung/news/article/{scheduled.pk}/tun/withdraw/ login 404   404   404   404   403   ->    ->
POST /verwaltung/news/article/{members_only.pk}/tun/correct/ login 404   404   404   404   ->    ->    ->
POST /verwaltung/news/article/{published.pk}/tun/archive/ login 404   404   404   404   403   ->    ->
POST /verwaltung/news/article/{archived.pk}/tun/reopen/ login 404   404   404   404   403   ->    ->
POST /verwaltung/news/article/{correction.pk}/tun/publish/ login 404   404   404   404   403   ->    ->
/verwaltung/versions/                                login 404   404   404   404   200   200   200
/verwaltung/versions/strategyversion/{strategy_draft.pk}/beschluss/ login 404 404 404 404 403 200 200
POST /verwaltung/versions/strategyversion/{strategy_draft.pk}/beschluss/ login 404 404 404 404 403 200 200
/verwaltung/versions/strategyversion/{strategy_adopted.pk}/beschluss/ login 404 404 404 404 403 -> ->
/verwaltung/versions/strategyversion/{strategy_draft.pk}/kopie/ login 404 404 404 404 200 200 200
/verwaltung/versions/strategyversion/{strategy_draft.pk}/anmerkung/ login 404 404 404 404 -> -> ->
/verwaltung/versions/strategyversion/{strategy_adopted.pk}/anmerkung/ login 404 404 404 404 200 200 200
POST /verwaltung/versions/strategyversion/{strategy_draft.pk}/tun/consult/ login 404 404 404 404 403 -> ->
POST /verwaltung/versions/strategyversion/{strategy_draft.pk}/tun/adopt/ login 404 404 404 404 404 404 404
"""
PEOPLE = (
    "visitor",
    "ehemalig",
    "goettingen",
    "northeim",
    "stellvertretung",
    "redaktion",
    "leitung",
    "administration",
)
LINES = [line for line in TABLE.splitlines() if line.strip() and not line.startswith("#")]

# Which of the office may: R redaktion, L leitung, A administration, . nobody. Who may not gets 403, or 404 at
# what may not even be looked at; a member 404, a visitor the log-in page. `view` asks for the form, `change`
# sends it; that of a published article is answered with the form and the reason why it cannot be saved.
OFFICE = """
                                    list  add   view  change history restore delete
news/article {draft}                RLA   RLA   RLA   RLA    RLA     RLA     RLA
news/article {published}            RLA   RLA   RLA   RLA    RLA     RLA     .
news/topic {topic}                  RLA   RLA   RLA   RLA    RLA     RLA     RLA
pictures/picture {picture}          RLA   RLA   RLA   RLA    RLA     RLA     RLA
files/document {document}           RLA   RLA   RLA   RLA    RLA     RLA     RLA
fields/actionfield {field}          RLA   LA    RLA   LA     RLA     LA      LA
versions/strategyversion {strategy_draft} RLA RLA RLA RLA    RLA     RLA     LA
versions/strategyversion {strategy_adopted} RLA RLA RLA RLA  RLA     .       .
versions/section {strategy_section} ->    .     RLA   RLA    RLA     RLA     .
versions/section {strategy_frozen}  ->    .     RLA   RLA    RLA     .       .
versions/fieldedition {strategy_edition} -> .   RLA   RLA    RLA     RLA     .
versions/recognitionperiod {strategy_period} RLA RLA RLA RLA RLA     RLA     .
members/organisationkind {kind}     RLA   RLA   RLA   RLA    RLA     RLA     .
members/organisation {organisation} RLA   RLA   RLA   RLA    RLA     RLA     .
members/mandate {mandate}           RLA   LA    RLA   LA     RLA     LA      .
members/workinggroup {group}        RLA   LA    RLA   LA     RLA     LA      .
members/contact {contact}           RLA   RLA   RLA   RLA    RLA     RLA     .
portal/page {page}                  RLA   LA    RLA   LA     RLA     LA      .
portal/sitesettings {settings}      ->    .     RLA   A      RLA     A       .
portal/contactmessage {mail}        LA    .     LA    .      LA      -       LA
notifications/message {message}     LA    .     LA    .      LA      -       .
accounts/user {northeim}            RLA   A     RLA   A      RLA     -       .
history/entry {entry}               A     .     A     .      -       -       .
"""
# Column: the requests it speaks of, with what who may and who may not gets.
COLUMNS = {
    "list": [("GET", "", "200", "403")],
    "add": [("GET", "add/", "200", "403")],
    "view": [("GET", "{pk}/change/", "200", "403")],
    "change": [("POST", "{pk}/change/", "200", "403")],
    "history": [("GET", "{pk}/history/", "200", "404")],
    "restore": [("POST", "{pk}/verlauf/{state}/herstellen/", "->", "403")],
    "delete": [("GET", "{pk}/delete/", "200", "403")],
}
# Where content states are kept, whoever sees the history sees them.
STATES = [("GET", "{pk}/verlauf/{state}/", "200", "404"), ("GET", "{pk}/verlauf/vergleich/", "->", "404")]
SOON = timezone.now() + timedelta(days=1)
LETTERS = {"redaktion": "R", "leitung": "L", "administration": "A"}


def routes(resolver: URLResolver | None = None, above: str = "") -> Iterator[str]:
    """Every route of the resolver, joined as `resolve().route` tells it."""
    for entry in (resolver or get_resolver()).url_patterns:
        part = str(entry.pattern)
        route = above + part.removeprefix("^") if above else part
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from routes(entry, route)


def split(line: str) -> tuple[str, str, list[str]]:
    """A line of the table as method, address and the answers in the order of the people."""
    parts = line.split()
    method = parts.pop(0) if parts[0] == "POST" else "GET"
    return method, parts[0], parts[1:]


def answer(client: Client, method: str, address: str) -> str:
    """What the client gets, in the words of the table. Whatever it changed is undone."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code in (301, 302):
        return "login" if response.headers["Location"].startswith("/anmelden/") else "->"
    return str(response.status_code)


@pytest.fixture
def names(cast: Cast) -> dict[str, Any]:
    """All that stands in braces."""
    world = build()
    entry = Entry.objects.create(
        verb="angelegt", kind="news.article", object_id=world.draft.pk, title="Entwurf"
    )
    more = {
        "entry": entry,
        "mandate": Mandate.objects.first(),
        "document": DocumentFactory(audience=Audience.MEMBERS),
        "link": make_preview_link(by=cast.leitung, article=world.draft),
        "mail": ContactMessage.objects.create(
            name="Wer", email="wer@example.org", text="Eine Frage.", key="1"
        ),
        "message": Message.objects.create(recipient="wer@example.org", give_up_at=SOON, delete_at=SOON),
    }
    return {**strategy(), **world.names(), **{name: cast[name] for name in EVERYBODY[1:]}, **more}


def strategy() -> dict[str, Any]:
    """A draft and an adopted version with a part each."""
    section, frozen = make.SectionFactory(), make.SectionFactory()
    return {
        "strategy_draft": section.version,
        "strategy_section": section,
        "strategy_edition": make.EditionFactory(version=section.version),
        "strategy_frozen": frozen,
        "strategy_adopted": make.adopt(frozen.version),
        "strategy_period": make.PeriodFactory(),
    }


@pytest.fixture
def clients(client_of: ClientOf, caplog: pytest.LogCaptureFixture) -> dict[str, Client]:
    """One client for each person; an exception is an answer too."""
    caplog.set_level(logging.CRITICAL)
    found = {name: client_of(name) for name in PEOPLE}
    for client in found.values():
        client.raise_request_exception = False
    return found


def office_lines(names: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """The lines of OFFICE as those of TABLE: method, address and what each of PEOPLE gets."""
    for line in OFFICE.strip().splitlines()[1:]:
        model, thing, *cells = line.split()
        row = names[thing.strip("{}")]
        columns = dict(zip(COLUMNS, cells, strict=True))
        state = "" if columns["restore"] == "-" else row.history.first().history_id
        for column, letters in columns.items():
            requests = [*COLUMNS[column], *(STATES if column == "history" and state else [])]
            for method, end, may, may_not in requests if letters != "-" else []:
                address = f"/verwaltung/{model}/{end.format(pk=row.pk, state=state)}"
                yield method, address, _expected(letters, may, may_not)
        yield "GET", f"/verwaltung/{model}/{row.pk}/", _expected("->", "", "")
        yield "POST", f"/verwaltung/{model}/{row.pk}/tun/gibt-es-nicht/", _expected("RLA", "404", "")


def _expected(letters: str, may: str, may_not: str) -> list[str]:
    office = [may if letter in letters else may_not for letter in LETTERS.values()]
    return ["login", *["404"] * 4, *(["->"] * 3 if letters == "->" else office)]


def all_lines(names: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Both tables with what stands in braces filled in."""
    for method, address, expected in map(split, LINES):
        yield method, address.format(**names), expected
    yield from office_lines(names)


def test_everybody_gets_the_answer_of_the_table(names: dict[str, Any], clients: dict[str, Client]) -> None:
    wrong = []
    for method, address, expected in all_lines(names):
        found = [answer(clients[name], method, address) for name in PEOPLE]
        if found != expected:
            wrong.append(f"{method} {address}\n  is     {' '.join(found)}\n  should {' '.join(expected)}")
    assert not wrong, "\n".join(wrong)


def test_every_address_has_a_line(names: dict[str, Any]) -> None:
    lined = {resolve(address).route for _, address, _ in all_lines(names)}
    missing = [route for route in routes() if route not in lined]
    assert not missing, "Without a line in the table:\n" + "\n".join(missing)


def test_the_whole_cast_is_asked() -> None:
    assert sorted(PEOPLE) == sorted(EVERYBODY)


# Pages with a form that belongs to one person: the only ones that set a cookie for a visitor.
WITH_COOKIE = {"/anmelden/", "/konto/passwort/vergessen/"}


def test_visitors_get_a_cookie_only_with_a_form(names: dict[str, Any], clients: dict[str, Client]) -> None:
    found, kept = set(), set()
    for method, address, _ in all_lines(names):
        response = Client(raise_request_exception=False).generic(method, address)
        if response.cookies:
            found.add(address)
        if response.cookies and "no-store" not in response.headers.get("Cache-Control", ""):
            kept.add(address)
    assert found == WITH_COOKIE
    assert not kept
