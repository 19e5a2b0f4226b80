"""Addresses of the action fields."""

from django.urls import path

from strategy.fields import views

app_name = "fields"
urlpatterns = [
    path("", views.FieldList.as_view(), name="list"),
    path("<slug:slug>/", views.FieldDetail.as_view(), name="detail"),
]
