"""Addresses of the members."""

from django.urls import path

from alliance.members import views

app_name = "members"
urlpatterns = [
    path("", views.OrganisationList.as_view(), name="list"),
    path("<slug:slug>/", views.OrganisationDetail.as_view(), name="detail"),
]
