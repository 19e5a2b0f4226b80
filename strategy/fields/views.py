"""The action fields' pages."""

from typing import Any

from django.db.models import Q, QuerySet
from django.views.generic import ListView

from alliance.core.views import LastingDetail
from strategy.fields.models import ActionField


class FieldList(ListView):
    """All action fields, those in work first."""

    template_name = "fields/list.html"
    context_object_name = "action_fields"

    def get_queryset(self) -> QuerySet[ActionField]:
        """Each with the fields it continues."""
        return ActionField.objects.visible_to(self.request.user).prefetch_related("continues")


class FieldDetail(LastingDetail):
    """One action field with what it continues; its news come in by a tag of the app above."""

    template_name = "fields/detail.html"
    context_object_name = "action_field"

    def get_queryset(self) -> QuerySet[ActionField]:
        """Those the person may see."""
        return ActionField.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The field with what it continues and what continues it; one query for both."""
        through: Any = ActionField.continues.through
        ends = Q(from_actionfield=self.object) | Q(to_actionfield=self.object)
        links = (
            through.objects.filter(ends).select_related("from_actionfield", "to_actionfield").order_by("pk")
        )
        former = [link.to_actionfield for link in links if link.from_actionfield_id == self.object.pk]
        later = [link.from_actionfield for link in links if link.to_actionfield_id == self.object.pk]
        return super().get_context_data(**kwargs, former_fields=former, later_fields=later)
