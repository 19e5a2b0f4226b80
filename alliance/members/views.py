"""The members' pages."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.views.generic import ListView

from alliance.core.views import LastingDetail
from alliance.members.models import Organisation, OrganisationKind, WorkingGroup


class OrganisationList(ListView):
    """Members by kind with counts, former ones apart."""

    template_name = "members/list.html"
    context_object_name = "kinds"

    def get_queryset(self) -> list[OrganisationKind]:
        """The kinds that have members today, each with them; two queries."""
        present = Organisation.objects.visible_to(self.request.user).current()
        kinds = OrganisationKind.objects.prefetch_related(
            Prefetch("organisations", present, to_attr="members")
        )
        return [kind for kind in kinds if kind.members]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the number of all and with those that left."""
        former = Organisation.objects.visible_to(self.request.user).former().select_related("succeeded_by")
        count = sum(len(kind.members) for kind in self.object_list)
        return super().get_context_data(**kwargs, count=count, former=list(former))


class OrganisationDetail(LastingDetail):
    """One member; the news that name it come in by a tag of the app above."""

    template_name = "members/detail.html"
    context_object_name = "organisation"

    def get_queryset(self) -> QuerySet[Organisation]:
        """Each with its kind, logo and successor."""
        visible = Organisation.objects.visible_to(self.request.user)
        return visible.select_related("kind", "logo", "succeeded_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the working groups it leads today and what became part of it."""
        return super().get_context_data(
            **kwargs,
            groups=list(WorkingGroup.objects.current().filter(lead=self.object)),
            predecessors=list(self.object.predecessors.all()),
        )
