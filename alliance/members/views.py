"""The members' pages."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.views.generic import ListView

from alliance.core.views import LastingDetail
from alliance.members import access
from alliance.members.models import GroupMembership, Mandate, Organisation, OrganisationKind, WorkingGroup


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
            sees_groups=access.sees_members_area(self.request.user),
            predecessors=list(self.object.predecessors.all()),
        )


class GroupList(LoginRequiredMixin, ListView):
    """Working groups of today, one's own first, and former ones; without a mandate there is no such page."""

    template_name = "members/group_list.html"

    def get_queryset(self) -> list[WorkingGroup]:
        """All of them with whoever leads them; one query, and one for the person's own."""
        user = self.request.user
        if not access.sees_members_area(user):
            raise Http404
        return list(access.visible_groups(user).select_related("lead"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Own ones, others and former ones."""
        own = set(access.groups_of(self.request.user).values_list("group", flat=True))
        present = [group for group in self.object_list if not group.is_former]
        return super().get_context_data(
            **kwargs,
            own=[group for group in present if group.pk in own],
            others=[group for group in present if group.pk not in own],
            former=[group for group in self.object_list if group.is_former],
        )


class GroupDetail(LastingDetail):
    """One working group; its meetings and documents come in by tags of the apps above."""

    template_name = "members/group.html"
    context_object_name = "group"

    def get_queryset(self) -> QuerySet[WorkingGroup]:
        """What the person may see, each with whoever leads it."""
        return access.visible_groups(self.request.user).select_related("lead")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With whom it consists of and whether the person sits in it today."""
        seats = list(self.object.memberships.current().select_related("person"))
        return super().get_context_data(
            **kwargs,
            seats=seats_by_organisation(seats),
            is_mine=any(seat.person_id == self.request.user.pk for seat in seats),
        )


def seats_by_organisation(seats: list[GroupMembership]) -> list[tuple[str, str]]:
    """Whom a group consists of: organisation and function, never a name; one query.

    Who works in the office without a mandate stands for it; who has neither today is left out.
    """
    persons = {seat.person_id: seat.person for seat in seats}
    mandates = Mandate.objects.current().filter(person__in=persons).select_related("organisation")
    rows = {
        (mandate.organisation.sort_name, mandate.organisation.name, mandate.get_kind_display())
        for mandate in mandates
    }
    spoken_for = {mandate.person_id for mandate in mandates}
    if any(person.is_office for key, person in persons.items() if key not in spoken_for):
        rows.add(("", "Geschäftsstelle", ""))
    return [(name, function) for _, name, function in sorted(rows)]
