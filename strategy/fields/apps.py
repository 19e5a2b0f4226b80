from django.apps import AppConfig


class FieldsConfig(AppConfig):
    name = "strategy.fields"
    label = "fields"
    verbose_name = "Strategie"
