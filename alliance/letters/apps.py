from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "alliance.letters"
    label = "letters"
    verbose_name = "Rundschreiben"
