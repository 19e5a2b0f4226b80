"""Addresses of the own account that write the log; the others are in `accounts.urls`."""

from django.urls import path

from alliance.members.account import views

app_name = "account"
urlpatterns = [
    path("einladung/<str:token>/", views.invitation, name="invitation"),
    path("konto/name/", views.profile, name="profile"),
    path("konto/adresse/", views.address, name="address"),
    path("konto/adresse/verwerfen/", views.address_cancel, name="address_cancel"),
    path("konto/adresse/<str:token>/", views.address_confirm, name="address_confirm"),
]
