"""Fields for content. Importing this module is enough; nothing has to be called to stay safe."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

from alliance.core.blocks import with_ids
from alliance.core.richtext import sanitise
from alliance.core.widgets import RichTextWidget

# A hundred pages; what is longer was pasted by accident and would keep the server busy.
LONGEST = 500_000
TOO_LONG = "Der Text ist zu lang. Bitte teilen Sie ihn auf mehrere Seiten auf."


class RichTextFormField(forms.CharField):
    """Rich text in a form: cleaned before it is judged, so an empty paragraph counts as nothing."""

    widget = RichTextWidget

    def to_python(self, value: Any) -> str:
        """The text as it will be stored."""
        text = super().to_python(value) or ""
        if len(text) > LONGEST:
            raise forms.ValidationError(TOO_LONG, code="too_long")
        return sanitise(text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what would be stored, so that the editor's own spelling is no change."""
        return not self.disabled and sanitise(initial or "") != sanitise(data or "")


class RichTextField(models.TextField):
    """Rich text in the database. Nothing reaches a row unsanitised through the ORM.

    `save()`, `update()`, `bulk_create()`, `bulk_update()` and fixtures all pass through
    `get_db_prep_save`; `pre_save` also gives the instance what was stored. With `blocks` each block of the
    text gets an id that stays with it from save to save (`core.blocks`); forms never pass one in.
    """

    description = "Text mit Überschriften, Listen, Links, Tabellen und Bildern"

    def __init__(self, *args: Any, blocks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks = blocks

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Sanitise before `blank` is judged."""
        return super().clean(self._sanitised(value), model_instance)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Leave on the instance what goes into the row."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            if self.blocks:
                value = with_ids(value, self._stored(model_instance, add, value))
            else:
                value = sanitise(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """The gate that every way of writing a value passes."""
        return super().get_db_prep_save(self._sanitised(value), connection)

    def _sanitised(self, value: Any) -> Any:
        return sanitise(value, ids=self.blocks) if isinstance(value, str) else value

    def _stored(self, model_instance: models.Model, add: bool, value: str) -> str:
        """The text whose ids count: the stored one; for a new row its own, because a copy keeps them."""
        if add:
            return value
        rows = self.model._base_manager.using(model_instance._state.db).filter(pk=model_instance.pk)
        return rows.values_list(self.attname, flat=True).first() or ""

    def formfield(self, **kwargs: Any) -> Any:
        """The editor, in the admin too."""
        widget = kwargs.get("widget")
        if isinstance(widget, AdminTextareaWidget) or widget is AdminTextareaWidget:
            kwargs["widget"] = RichTextWidget
        # TextField itself would put in a Textarea.
        return super().formfield(**{"form_class": RichTextFormField, "widget": RichTextWidget, **kwargs})
