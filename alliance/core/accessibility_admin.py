"""Hints on accessibility in the forms of the office: above the form, and in one line after saving."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from alliance.core.accessibility import Finding, check
from alliance.core.richtext import picture_ids

LINK = '<a href="{}">{}</a>'


class AccessibilityHints:
    """Put before the admin's base. Looks through `title`, `text` and the field named by `lead_field`.

    Only the stored text is judged, so that the hints fit what the form shows when it is opened.
    """

    lead_field = "lead"

    def accessibility(self, obj: Any) -> list[Finding]:
        """The hints for a stored thing; one query if its text shows pictures."""
        described = _described(picture_ids(obj.text))
        return check(obj.text, title=obj.title, lead=getattr(obj, self.lead_field), described=described)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the hints, unless the form was refused or filled with something that is not stored."""
        obj = kwargs.get("obj")
        is_stored = obj is not None and obj.pk and not getattr(context["adminform"].form, "restored", None)
        if request.method == "GET" and is_stored:
            context["accessibility"] = self.accessibility(obj)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        """Saved for the first time."""
        return self._told(request, obj, super().response_add(request, obj, *args))  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Saved again."""
        return self._told(request, obj, super().response_change(request, obj))  # type: ignore[misc]

    def _told(self, request: HttpRequest, obj: Any, response: HttpResponse) -> HttpResponse:
        """How many hints there are, with the way to them where the answer does not lead there anyhow."""
        count = len(self.accessibility(obj))
        if count:
            words = f"{count} {'Hinweis' if count == 1 else 'Hinweise'} zur Barrierefreiheit"
            leads_there = getattr(response, "url", "").partition("?")[0].endswith("/change/")
            told = (
                f"{words}, siehe oben im Formular."
                if leads_there
                else format_html(LINK, _form_of(obj), words)
            )
            messages.info(request, told)
        return response


def _form_of(obj: Any) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def _described(numbers: set[int]) -> dict[int, bool]:
    """Which of these pictures have an alternative text or only decorate."""
    if not numbers:
        return {}
    pictures = apps.get_model(settings.RICHTEXT_PICTURES)._default_manager.filter(pk__in=numbers)
    return {picture.pk: bool(picture.alt or picture.decorative) for picture in pictures}
