"""Forms of content that two people may edit at once."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from alliance.core.difference import html_difference, text_difference
from alliance.core.fields import RichTextFormField
from alliance.core.richtext import sanitise


@dataclass(frozen=True)
class Difference:
    """One field that the other person saved otherwise than it stands in the form now."""

    label: str
    html: SafeString


class RevisedForm(forms.ModelForm):
    """A form that knows which revision it was opened on and refuses to write over a newer one.

    `is_stale` then says so, and `conflict` holds the differences from what is stored to what was typed. Who
    has seen them ticks `seen`, which is offered only then, and saves.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_stale: ClassVar[bool] = False
    conflict: ClassVar[list[Difference]] = []
    # Set by the admin where the row was frozen while somebody wrote.
    refusal: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_revision = getattr(self.instance, "revision", 0)
        # Declared fields do not follow the instance by themselves.
        if "revision" in self.fields:
            self.initial["revision"] = self.stored_revision

    def clean(self) -> dict[str, Any]:
        """Refuse when somebody else saved after this form was opened."""
        cleaned = super().clean() or {}
        if self.refusal:
            raise forms.ValidationError(self.refusal, code="frozen")
        if not self.instance.pk or self.stored_revision in (cleaned.get("revision"), cleaned.get("seen")):
            return cleaned
        self.is_stale = True  # type: ignore[misc]
        self.conflict = self._differences(cleaned)  # type: ignore[misc]
        raise forms.ValidationError(
            "%(name)s hat am %(at)s Uhr gespeichert, während Sie geschrieben haben. Es ist nichts überschrieben: "
            "Unten sehen Sie, worin sich der gespeicherte Stand von Ihrem unterscheidet.",
            code="conflict",
            params={
                "name": self.instance.changed_by_name or "Jemand anderes",
                "at": date_format(localtime(self.instance.changed_at), "j. F Y, H:i")
                if self.instance.changed_at
                else "?",
            },
        )

    def _differences(self, cleaned: dict[str, Any]) -> list[Difference]:
        """From the stored words to the typed ones, field by field."""
        found = []
        for name, field in self.fields.items():
            if name in ("revision", "seen") or name not in cleaned:
                continue
            old, new = self._stored(name), cleaned[name]
            if isinstance(field, RichTextFormField):
                # What a form sends has no ids of blocks.
                if sanitise(old or "") != (new or ""):
                    found.append(Difference(str(field.label or name), html_difference(old or "", new or "")))
            elif (before := shown(old, field)) != (after := shown(new, field)):
                found.append(Difference(str(field.label or name), text_difference(before, after)))
        return found

    def _stored(self, name: str) -> Any:
        """The value in the database; the form itself may have written on the instance already."""
        value = self.initial.get(name)
        field: Any = self.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            return cast(Any, field).queryset.filter(
                pk__in=[getattr(item, "pk", item) for item in value or []]
            )
        if isinstance(field, forms.ModelChoiceField):
            return cast(Any, field).queryset.filter(pk=value).first() if value else None
        return value


def shown(value: Any, field: forms.Field | None = None) -> str:
    """A value in the words of a person; of a choice, those of the select."""
    if isinstance(field, forms.TypedChoiceField):
        return str(dict(cast(Any, field.choices)).get(value, value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime.datetime):
        return date_format(localtime(value), "j. F Y, H:i")
    if isinstance(value, datetime.date):
        return date_format(value, "j. F Y")
    if hasattr(value, "all"):
        return ", ".join(sorted(str(item) for item in value.all()))
    return str(value)
