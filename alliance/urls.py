"""All addresses of the portal; see each app's own list."""

from django.contrib import admin
from django.urls import include, path

from alliance.members import urls as members_urls
from alliance.news.feeds import ArticleFeed, FieldFeed
from alliance.news.views import preview
from alliance.portal import errors
from alliance.portal.models import SiteSettings
from events.meetings.account_views import calendar_renew, calendar_settings
from events.meetings.views_answers import answer_link
from events.minutes.views.reading import papers_pdf

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
# Not Django's: allauth looks for it when a limit is reached.
handler429 = errors.too_many_requests
handler500 = errors.server_error

urlpatterns = [
    # First, because a full room asks for it at once.
    path("w/", include("events.workshops.join.urls")),
    path("", include("alliance.accounts.urls")),
    path("", include("alliance.members.account.urls")),
    path("", include("alliance.notifications.urls")),
    path("", include("alliance.pictures.urls")),
    path("verwaltung/", admin.site.urls),
    path("aktuelles/feed.xml", ArticleFeed(SiteSettings.current), name="news_feed"),
    path("aktuelles/", include("alliance.news.urls")),
    path("vorschau/<str:token>/", preview, name="preview"),
    path("antwort/<str:token>/", answer_link, name="answer"),
    path("termine/<slug:address>/unterlagen.pdf", papers_pdf, name="papers_pdf"),
    path("termine/", include("events.meetings.urls")),
    path("beschluesse/", include("events.meetings.resolutions.urls")),
    path("abstimmungen/", include("events.meetings.ballots.urls")),
    path("protokolle/", include("events.minutes.urls")),
    path("aufgaben/", include("events.minutes.tasks.urls")),
    path("mitglieder/", include("alliance.members.urls")),
    path("arbeitsgruppen/", include(members_urls.groups)),
    path("rundschreiben/", include("alliance.letters.urls")),
    path("dokumente/", include("alliance.files.urls")),
    path("konto/kalender/", calendar_settings, name="calendar_settings"),
    path("konto/kalender/neu/", calendar_renew, name="calendar_renew"),
    path("handlungsfelder/<slug:slug>/feed.xml", FieldFeed(SiteSettings.current), name="field_feed"),
    path("handlungsfelder/", include("strategy.fields.urls")),
    path("strategie/", include("strategy.versions.urls")),
    path("werkstatt/", include("events.workshops.urls")),
    path("", include("alliance.portal.urls")),
]
