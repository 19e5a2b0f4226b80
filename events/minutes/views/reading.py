"""Minutes as they are read: the list, the page, the files."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from alliance.core import pdf as engine
from alliance.core.addresses import now_at
from alliance.members.access import current_mandates, sees_members_area
from events.meetings.finding import kept, of_meeting
from events.meetings.models import Meeting
from events.minutes import papers, pdf
from events.minutes.forms import MinutesFilter
from events.minutes.models import Minutes
from events.minutes.offers import offers_for
from events.minutes.reading import found_for, papers_of, presence, read, steps_of, when_and_where

PER_PAGE = 20


class MinutesList(LoginRequiredMixin, ListView):
    """All minutes that somebody may see, by year and body; without a mandate there is no such page."""

    template_name = "minutes/list.html"
    paginate_by = PER_PAGE
    page_kwarg = "seite"

    def get_queryset(self) -> QuerySet[Minutes]:
        """Newest first."""
        if not sees_members_area(self.request.user):
            raise Http404
        self.visible = Minutes.objects.visible_to(self.request.user)
        self.filter = MinutesFilter.of(self.request.GET)
        rows = self.filter.apply(self.visible).select_related("meeting__working_group")
        return rows.defer("meeting__description", "meeting__find_text").newest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list with its filters."""
        choices = self.filter.choices(self.visible)
        filters = [("Jahr", choices["years"]), ("Gremium", choices["bodies"])]
        return super().get_context_data(**kwargs, filter=self.filter, filters=filters)


class MinutesDetail(DetailView):
    """The minutes of one meeting: as a whole for its members, as an extract for everybody else."""

    template_name = "minutes/detail.html"
    context_object_name = "minutes"
    slug_field = "meeting__address"

    def get_queryset(self) -> QuerySet[Minutes]:
        """What the person may see."""
        return found_for(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; a former address of the meeting leads on."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            moved = now_at(Meeting.objects.visible_to(request.user), kwargs["slug"])
            minutes = self.get_queryset().filter(meeting=moved).first() if moved else None
            if minutes is None:
                raise
            return HttpResponsePermanentRedirect(minutes.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With all entries that the person may see and what may be done."""
        minutes, user = self.object, self.request.user
        reading = read(minutes, user)
        return super().get_context_data(
            **kwargs,
            **head_of(minutes),
            reading=reading,
            own_tasks=reading.tasks_of(user),
            steps=steps_of(minutes, whole=reading.is_whole),
            papers=papers_of(minutes, user),
            offers=offers_for(user, minutes) if reading.is_whole else [],
            may_object=reading.is_whole and minutes.takes_objections and bool(current_mandates(user)),
        )


def head_of(minutes: Minutes) -> dict[str, Any]:
    """What the head of the page says."""
    return {"when": when_and_where(minutes), "presence": presence(minutes), "meeting": minutes.meeting}


@require_safe
def minutes_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The minutes as the person may read them, to keep and to print."""
    minutes = get_object_or_404(found_for(request.user), meeting__address=slug)
    made = pdf.gather(minutes, request.user)
    cache = "public, max-age=300" if not request.user.is_authenticated else "private, no-store"
    return _printed(request, pdf.TEMPLATE, made, f"protokoll-{slug}.pdf", cache)


@of_meeting
def papers_pdf(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What one needs in a meeting: its agenda, minutes to approve, open tasks."""
    made = papers.gather(meeting, request.user)
    name = f"unterlagen-{meeting.address}.pdf"
    return _printed(request, papers.TEMPLATE, made, name, kept(request, meeting))


def _printed(
    request: HttpRequest, template: str, made: tuple[pdf.Data, dict[str, bytes]], name: str, cache: str
) -> HttpResponse:
    data, files = made
    etag = quote_etag(engine.key(template, data, files))
    response: Any = get_conditional_response(request, etag=etag)
    if response is None:
        content = engine.compile(template, data, files=files)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"], response["ETag"] = cache, etag
    return response
