"""Addresses of joining and taking part: what stands on the projector."""

from django.urls import path, register_converter

from events.workshops.join import views
from events.workshops.models.workshop import CODE_LENGTH, LETTERS


class CodeConverter:
    """Six letters and digits in any case."""

    regex = f"(?i:[{LETTERS}]{{{CODE_LENGTH}}})"

    def to_python(self, value: str) -> str:
        """As it was typed."""
        return value

    def to_url(self, value: str) -> str:
        """As it is shown."""
        return value


register_converter(CodeConverter, "workshop_code")

app_name = "take_part"
urlpatterns = [
    path("", views.code_page, name="code"),
    path("<workshop_code:code>/", views.workshop_page, name="workshop"),
    path("<workshop_code:code>/mitmachen/", views.join, name="join"),
    path("<workshop_code:code>/idee/", views.idea, name="idea"),
    path("<workshop_code:code>/punkte/", views.dots, name="dots"),
    path("<workshop_code:code>/stand.json", views.poll, name="poll"),
]
