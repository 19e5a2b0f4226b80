"""Addresses of resolutions."""

from django.urls import path

from events.meetings.resolutions import views

app_name = "resolutions"
urlpatterns = [
    path("", views.ResolutionList.as_view(), name="list"),
    path("<slug:slug>/", views.ResolutionDetail.as_view(), name="detail"),
    path("<slug:slug>/stand/", views.progress, name="progress"),
]
