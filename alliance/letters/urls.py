"""Addresses of letters."""

from django.urls import path

from alliance.letters import views

app_name = "letters"
urlpatterns = [
    path("", views.LetterList.as_view(), name="list"),
    path("<int:pk>/", views.LetterDetail.as_view(), name="detail"),
]
