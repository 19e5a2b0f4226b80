"""All addresses of the portal; see each app's own list."""

from django.contrib import admin
from django.urls import include, path

from alliance.news.feeds import ArticleFeed, FieldFeed
from alliance.news.views import preview
from alliance.portal import errors
from alliance.portal.models import SiteSettings

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
# Not Django's: allauth looks for it when a limit is reached.
handler429 = errors.too_many_requests
handler500 = errors.server_error

urlpatterns = [
    path("", include("alliance.accounts.urls")),
    path("", include("alliance.pictures.urls")),
    path("verwaltung/", admin.site.urls),
    path("aktuelles/feed.xml", ArticleFeed(SiteSettings.current), name="news_feed"),
    path("aktuelles/", include("alliance.news.urls")),
    path("vorschau/<str:token>/", preview, name="preview"),
    path("mitglieder/", include("alliance.members.urls")),
    path("dokumente/", include("alliance.files.urls")),
    path("handlungsfelder/<slug:slug>/feed.xml", FieldFeed(SiteSettings.current), name="field_feed"),
    path("handlungsfelder/", include("strategy.fields.urls")),
    path("strategie/", include("strategy.versions.urls")),
    path("", include("alliance.portal.urls")),
]
