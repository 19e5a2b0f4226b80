from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "alliance.pictures"
    label = "pictures"
    verbose_name = "Bilder"
