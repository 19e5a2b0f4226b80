"""Addresses of what somebody wants to be told of."""

from django.urls import path

from alliance.notifications import views

app_name = "notifications"
urlpatterns = [
    path("konto/benachrichtigungen/", views.preferences, name="preferences"),
    path("abbestellen/<str:token>/", views.unsubscribe_page, name="unsubscribe"),
]
