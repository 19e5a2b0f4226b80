"""What hangs on the address of a meeting: files beside its page."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from alliance.core.addresses import now_at
from alliance.members.access import Audience
from events.meetings.models import Meeting

OfMeeting = Callable[[HttpRequest, Meeting], HttpResponseBase]


def of_meeting(view: OfMeeting) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """Let `view` answer for a meeting that the person may see; a former address leads on, all else is a 404."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, address: str) -> HttpResponseBase:
        rows = Meeting.objects.visible_to(request.user)
        meeting = rows.select_related("venue", "contact", "working_group").filter(address=address).first()
        if meeting is not None:
            return view(request, meeting)
        moved = now_at(rows, address)
        if moved is None or request.resolver_match is None:
            raise Http404
        return HttpResponsePermanentRedirect(reverse(request.resolver_match.view_name, args=[moved.address]))

    return found


def kept(request: HttpRequest, meeting: Meeting) -> str:
    """How long caches may keep a file: for visitors of public meetings only, others get files of their own."""
    is_visitor = not request.user.is_authenticated
    return (
        "public, max-age=300" if is_visitor and meeting.audience == Audience.PUBLIC else "private, no-store"
    )
