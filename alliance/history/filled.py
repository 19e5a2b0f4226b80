"""Forms that open with an old state."""

from typing import Any, ClassVar

from django.db import models

from alliance.history.restoring import Contents


class FilledForm:
    """Mixed into a model form: shows the instance as the old state says, at its present revision."""

    restored: ClassVar[Contents]

    def __init__(self, *args: Any, instance: Any = None, initial: Any = None, **kwargs: Any) -> None:
        self.restored.fill(instance)
        filled = {**(initial or {}), **self.restored.related}
        super().__init__(*args, instance=instance, initial=filled, **kwargs)  # type: ignore[call-arg]


def initial_rows(found: Contents | None, model: type[models.Model]) -> list[dict[str, Any]] | None:
    """The rows of one part of the old state, by field and numbered; None when that is no part of a state."""
    part = next((part for part in found.rows if part.model is model), None) if found else None
    if found is None or part is None:
        return None
    return [
        {"order": number, **{column.name: row[column.attname] for column in part.fields}}
        for number, row in enumerate(found.rows[part], start=1)
    ]
