"""Addresses of the members, and of the working groups, which have a room of their own."""

from django.urls import path

from alliance.members import views

app_name = "members"
urlpatterns = [
    path("", views.OrganisationList.as_view(), name="list"),
    path("<slug:slug>/", views.OrganisationDetail.as_view(), name="detail"),
]

groups = (
    [
        path("", views.GroupList.as_view(), name="list"),
        path("<slug:slug>/", views.GroupDetail.as_view(), name="detail"),
    ],
    "groups",
)
