from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "strategy.versions"
    label = "versions"
    verbose_name = "Strategie"
