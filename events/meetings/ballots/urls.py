"""Addresses of written procedures."""

from django.urls import path

from events.meetings.ballots import views

app_name = "ballots"
urlpatterns = [
    path("", views.BallotList.as_view(), name="list"),
    path("<int:pk>/", views.BallotDetail.as_view(), name="detail"),
    path("<int:pk>/stimme/", views.vote, name="vote"),
]
