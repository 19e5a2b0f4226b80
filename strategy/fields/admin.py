"""Action fields in the admin."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from alliance.accounts.models import person_of
from alliance.core.forms import RevisedForm
from alliance.core.usage import usages
from alliance.history.admin import RecordedAdmin
from strategy.fields import actions, rules
from strategy.fields.models import ActionField


class ActionFieldForm(RevisedForm):
    """The form of an action field."""

    def clean_continues(self) -> Any:
        """No field goes on from itself."""
        if self.instance.pk and self.instance in self.cleaned_data["continues"]:
            raise ValidationError("Ein Feld kann sich nicht selbst fortführen.")
        return self.cleaned_data["continues"]


@admin.register(ActionField)
class ActionFieldAdmin(RecordedAdmin):
    """Action fields with what they continue."""

    form = ActionFieldForm
    rules = rules
    list_display = ("name", "weave", "is_active", "order")
    list_filter = ("is_active",)
    search_fields = ("sort_name",)
    folded_search = ("sort_name",)
    autocomplete_fields = ("continues",)
    tells_usage = True
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "short_text", "is_example", "weave", ("order", "is_active"), "continues")

    def save_object(self, request: HttpRequest, obj: Any, form: Any, formsets: Sequence[Any]) -> Any:
        """Through the action."""
        return actions.save_field(by=person_of(request), field=obj, continues=form.cleaned_data["continues"])

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """What names a field keeps it, keys of many too."""
        tree, counts, lacking, protected = super().get_deleted_objects(objs, request)
        named = [f"{usage.label}: {usage.title}" for obj in objs for usage in usages(obj)]
        return tree, counts, lacking, [*protected, *named]

    def delete_object(self, request: HttpRequest, obj: Any) -> None:
        """Through the action."""
        actions.delete_field(by=person_of(request), field=obj)
