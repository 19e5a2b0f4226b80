"""What the admin's templates need to show values in the words of the office."""

from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.safestring import SafeString, mark_safe

from alliance.core.fields import RichTextField

register = template.Library()

_ICONS = {'alt="True"': 'alt="ja"', 'alt="False"': 'alt="nein"', 'alt="None"': 'alt="unbekannt"'}


@register.filter
def rich_value(field: Any) -> str:
    """The stored rich text behind a read-only field of a form; empty for all other fields."""
    instance, name = field.form.instance, field.field["name"]
    try:
        found = instance._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    return getattr(instance, name) or "" if isinstance(found, RichTextField) else ""


@register.filter
def german_icons(cell: Any) -> Any:
    """A ready cell whose tick or cross says "ja" or "nein" to those who cannot see it."""
    if not isinstance(cell, SafeString) or "icon-" not in cell:
        return cell
    text = str(cell)
    for english, german in _ICONS.items():
        text = text.replace(english, german)
    return mark_safe(text)
