"""Addresses of pictures, at the root of the site."""

from django.urls import path

from alliance.pictures import picker, views

app_name = "pictures"
urlpatterns = [
    path("bilder/<path:path>", views.file, name="file"),
    path("verwaltung/bilder/auswahl/", picker.choose, name="picker"),
    path("verwaltung/bilder/auswahl/<int:pk>/", picker.describe, name="picker_picture"),
]
