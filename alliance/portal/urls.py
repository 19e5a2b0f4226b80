"""Addresses of the portal's own pages."""

from django.conf import settings
from django.urls import path
from django.views.generic import TemplateView

from alliance.portal import contact, dashboard, machines, views
from alliance.portal.sitemaps import sitemap

app_name = "portal"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("uebersicht/", dashboard.Dashboard.as_view(), name="dashboard"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("kontakt/", contact.contact, name="contact"),
    path(
        "kontakt/danke/", TemplateView.as_view(template_name="portal/contact_done.html"), name="contact_done"
    ),
    path("kontakt/kopie/<str:token>/", contact.contact_copy, name="contact_copy"),
]
if not settings.PRODUCTION:
    urlpatterns.append(
        path("styleguide/", TemplateView.as_view(template_name="styleguide.html"), name="styleguide")
    )
# Last: static pages stand at the root, under names given by the office.
urlpatterns.append(path("<slug:slug>/", views.PageDetail.as_view(), name="page"))
