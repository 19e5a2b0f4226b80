"""What the office does with action fields."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from alliance.accounts.models import User
from alliance.core.addresses import remember
from alliance.core.usage import usages
from alliance.core.workflow import NotPossible
from alliance.history.actions import delete_content, save_content
from strategy.fields.models import ActionField


@transaction.atomic
def save_field(
    *, by: User | None, field: ActionField, continues: Iterable[ActionField] | None = None
) -> ActionField:
    """Add or change an action field; `continues`, if given, are all fields it goes on from.

    A changed slug keeps leading here. Raises ValidationError when a field would continue itself.
    """
    continues = None if continues is None else list(continues)
    if continues and field in continues:
        raise ValidationError({"continues": "Ein Feld kann sich nicht selbst fortführen."})
    old_slug = ActionField.objects.filter(pk=field.pk).values_list("slug", flat=True).first() or ""
    save_content(field, by=by, related=None if continues is None else {"continues": continues})
    remember(field, old_slug=old_slug, new_slug=field.slug)
    return field


def delete_field(*, by: User | None, field: ActionField) -> None:
    """Delete a field that nothing names; raises NotPossible otherwise: it is closed instead."""
    if usages(field):
        raise NotPossible(
            "Das Handlungsfeld wird noch genannt. Nehmen Sie stattdessen den Haken „in Arbeit“ weg."
        )
    delete_content(field, by=by)
