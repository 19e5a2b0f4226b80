"""The register of resolutions."""

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from alliance.accounts.models import person_of
from alliance.core.revision import StaleRevision
from alliance.members.access import sees_members_area
from events.meetings.actions import note_progress
from events.meetings.models import Resolution
from events.meetings.resolutions.forms import ProgressForm, ResolutionFilter
from events.meetings.rules import may_note_progress

PER_PAGE = 20
# As people write it: without the leading nought of the number.
SHORT = re.compile(r"(?P<before>(?:.+-)?\d{4})-(?P<number>\d)")


class ResolutionList(LoginRequiredMixin, ListView):
    """The register with filters kept in the address; without a mandate there is no such page."""

    template_name = "meetings/resolution_list.html"
    context_object_name = "resolutions"
    paginate_by = PER_PAGE
    page_kwarg = "seite"

    def get_queryset(self) -> QuerySet[Resolution]:
        """What the person may see and the address asks for."""
        if not sees_members_area(self.request.user):
            raise Http404
        self.visible = Resolution.objects.visible_to(self.request.user)
        self.filter = ResolutionFilter.of(self.request.GET)
        rows = self.filter.apply(self.visible).select_related("working_group", "item__meeting", "replaced_by")
        return rows.defer("wording", "item__meeting__description").newest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list with its filters."""
        choices = self.filter.choices(self.visible)
        return super().get_context_data(**kwargs, filter=self.filter, choices=choices)


class ResolutionDetail(DetailView):
    """One resolution: its wording, how it was made and what followed."""

    template_name = "meetings/resolution_detail.html"
    context_object_name = "resolution"
    slug_field = "address"

    def get_queryset(self) -> QuerySet[Resolution]:
        """What the person may see."""
        visible = Resolution.objects.visible_to(self.request.user)
        return visible.select_related("working_group", "item__meeting", "ballot")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; `2026-7` leads to `2026-07`."""
        if short := SHORT.fullmatch(kwargs["slug"]):
            found = self.get_queryset().filter(address=f"{short['before']}-0{short['number']}").first()
            if found:
                return HttpResponsePermanentRedirect(found.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what it replaces, as far as the person may see it, and the form of the office."""
        user, resolution = self.request.user, self.object
        visible = Resolution.objects.visible_to(user)
        related = visible.filter(replaced_by=resolution) | visible.filter(pk=resolution.replaced_by_id or 0)
        found = list(related.select_related("working_group"))
        may_note = may_note_progress(user, resolution)
        return super().get_context_data(
            **kwargs,
            replaces=[row for row in found if row.replaced_by_id == resolution.pk],
            replaced_by=next((row for row in found if row.pk == resolution.replaced_by_id), None),
            action_fields=list(resolution.action_fields.all()),
            excluded=list(resolution.excluded.all()) if sees_members_area(user) else [],
            meeting_is_open=self._meeting_is_open(resolution),
            progress_form=ProgressForm(instance=resolution) if may_note else None,
        )

    def _meeting_is_open(self, resolution: Resolution) -> bool:
        """Whether the page of the meeting is there for the person."""
        meeting = resolution.meeting
        return (
            bool(meeting)
            and type(meeting).objects.visible_to(self.request.user).filter(pk=meeting.pk).exists()
        )


@require_POST
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """Note what became of a resolution."""
    resolution = get_object_or_404(Resolution.objects.visible_to(request.user), address=slug)
    if not may_note_progress(request.user, resolution):
        raise PermissionDenied
    form = ProgressForm(request.POST, instance=resolution)
    try:
        words = form.data.get("progress", "")
        note_progress(by=person_of(request), resolution=form.revised(resolution), progress=words)
    except (ValidationError, StaleRevision) as refusal:
        messages.error(request, str(refusal) if isinstance(refusal, StaleRevision) else refusal.messages[0])
    else:
        messages.success(request, "Der Stand ist vermerkt.")
    return redirect(resolution)
