from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "alliance.history"
    label = "history"
    verbose_name = "Verlauf"
