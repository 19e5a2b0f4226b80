"""The portal's own pages, news, members, strategy, accounts and the admin."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alliance.history.models import Entry
from alliance.members.access import Audience
from alliance.members.models import Mandate
from alliance.news.actions import make_preview_link
from alliance.notifications.models import Message
from alliance.portal.models import ContactMessage
from tests.cast import Cast
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
# Pages with a form that belongs to one person: the only ones that set a cookie for a visitor.
WITH_COOKIE = {"/anmelden/", "/konto/passwort/vergessen/"}
SOON = timezone.now() + timedelta(days=1)


def things(cast: Cast) -> dict[str, Any]:
    """All that stands in braces here."""
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
    return {**strategy(), **world.names(), **more}


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
