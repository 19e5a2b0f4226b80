"""What happens to a row when something it names is deleted, where the row itself may be frozen."""

from typing import Any

from django.db import models

from strategy.versions.querysets import Frozen

KEPT = "Eine beschlossene Fassung hängt daran."


def _refuse(sub_objs: Any) -> None:
    """Raise ProtectedError, which the admin explains, when one of the rows is frozen."""
    try:
        sub_objs.model.refuse_adopted(sub_objs.model.keys_of(sub_objs))
    except Frozen as refusal:
        raise models.ProtectedError(KEPT, set(sub_objs)) from refusal


def set_null_unless_frozen(collector: Any, field: Any, sub_objs: Any, using: str) -> None:
    """As SET_NULL for rows that may change."""
    _refuse(sub_objs)
    models.SET_NULL(collector, field, sub_objs, using)


def cascade_unless_frozen(collector: Any, field: Any, sub_objs: Any, using: str) -> None:
    """As CASCADE for rows that may change."""
    _refuse(sub_objs)
    models.CASCADE(collector, field, sub_objs, using)
