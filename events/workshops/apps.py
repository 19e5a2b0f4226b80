from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "events.workshops"
    label = "workshops"
    verbose_name = "Werkstätten"
