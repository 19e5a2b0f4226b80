"""Addresses of documents."""

from django.urls import path

from alliance.files import views

app_name = "files"
urlpatterns = [path("<uuid:uuid>/<str:name>", views.download, name="download")]
