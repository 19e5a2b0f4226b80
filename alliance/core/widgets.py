"""The editor for rich text. Without JavaScript it is a text area that holds HTML."""

from typing import Any

from django import forms
from django.conf import settings
from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import reverse

PARTS = {
    "data-editor-url": "django_prose_editor/editor.js",
    "data-schema-url": "js/prose-schema.js",
    "data-paste-url": "js/prose-paste.js",
    "data-toolbar-url": "js/prose-toolbar.js",
    "data-dialogs-url": "js/prose-dialogs.js",
}


class RichTextWidget(forms.Textarea):
    """A text area that static/js/prose.js turns into an editor.

    Where the setting RICHTEXT_PICKER names a page, the editor offers pictures from it. The parts of the
    script are loaded by addresses in attributes, because file names carry a hash and an inline import map
    is blocked by the Content-Security-Policy.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 14, "class": "prose-source", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Mark the text area for the script."""
        context = super().get_context(name, value, attrs)
        marks = context["widget"]["attrs"]
        marks["data-prose"] = True
        if picker := getattr(settings, "RICHTEXT_PICKER", ""):
            marks["data-picker-url"] = reverse(picker)
        return context

    @property
    def media(self) -> forms.Media:
        """One style sheet and one module."""
        parts = {attribute: static(path) for attribute, path in PARTS.items()}
        module: Any = Script("js/prose.js", **{"type": "module", "data-prose-parts": True, **parts})
        return forms.Media(css={"all": ["css/prose.css"]}, js=[module])

    def use_required_attribute(self, initial: Any) -> bool:
        """The text area is hidden behind the editor, so the browser could not show its complaint."""
        return False
