from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "events.meetings"
    label = "meetings"
    verbose_name = "Termine"
