from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "events.minutes"
    label = "minutes"
    verbose_name = "Protokolle und Aufgaben"
