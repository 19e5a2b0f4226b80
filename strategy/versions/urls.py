"""Addresses of the strategy and its versions."""

from django.urls import path

from strategy.versions import pdf_views, views

app_name = "versions"
urlpatterns = [
    path("", views.current, name="current"),
    path("fassungen/", views.all_versions, name="list"),
    path("vergleich/<slug:old>/<slug:new>/", views.compare, name="compare"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/strategie.pdf", pdf_views.pdf, name="pdf"),
    path("<slug:slug>/original.pdf", views.official, name="official"),
]
