from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "alliance.news"
    label = "news"
    verbose_name = "Aktuelles"
