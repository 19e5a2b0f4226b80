from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "alliance.files"
    label = "files"
    verbose_name = "Dokumente"
