"""Calendar files: of one meeting, of all public ones, and of all that somebody may see.

A calendar has no log-in. The public one says what everybody may read; the personal one hangs on a secret
address and asks anew each time whether its person still has access.
"""

import datetime
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from alliance.members.access import may_receive_notices
from alliance.notifications.actions import mail_frame
from events.meetings import calendar
from events.meetings.finding import kept, of_meeting
from events.meetings.models import CalendarFeed, Meeting
from events.meetings.states import SHOWN
from events.meetings.vevent import NEVER

KEPT_FOR = datetime.timedelta(days=365)
MIMETYPE = "text/calendar; charset=utf-8"


@of_meeting
def ics(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """One meeting, for the calendar of whoever asks."""
    content = calendar.event_file(meeting, request.user)
    return _answer(request, content, [meeting], f"{meeting.address}.ics", kept(request, meeting))


@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """All public meetings of the past year and to come; the same for everybody, so nobody is asked who they are."""
    rows = list(_shown(Meeting.objects.visible_to(AnonymousUser())))
    content = calendar.feed(rows, calendar.NOBODY, name=f"{_publisher()}: Termine")
    return _answer(request, content, rows, "kalender.ics", "public, no-cache")


@require_safe
def personal_feed(request: HttpRequest, token: str) -> HttpResponse:
    """All meetings that the person of the address may see, with their organisations' answers."""
    feed = CalendarFeed.objects.select_related("person").filter(token=token).first()
    if feed is None or not may_receive_notices(feed.person):
        raise Http404
    rows = list(_shown(Meeting.objects.visible_to(feed.person)))
    reader = calendar.reader_of(feed.person, rows)
    content = calendar.feed(rows, reader, name=f"{_publisher()}: meine Termine")
    response = _answer(request, content, rows, "kalender.ics", "private, no-cache")
    response["X-Robots-Tag"] = "noindex"
    return response


def _shown(meetings: QuerySet) -> QuerySet:
    """Drafts bind nobody and may vanish, so they stay out of calendars; called off ones stay in as such."""
    rows = meetings.filter(state__in=SHOWN, ends_at__gt=timezone.now() - KEPT_FOR)
    return calendar.with_rest(rows).order_by("starts_at", "pk")


def _publisher() -> str:
    return str(mail_frame()["site"].name)


def _answer(
    request: HttpRequest, content: bytes, meetings: Iterable[Meeting], name: str, cache: str
) -> HttpResponse:
    """The file; 304 for who has it. The date is told but not asked for: what is hidden again has no date."""
    response = HttpResponse(content, content_type=MIMETYPE)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = cache
    changed = max((row.changed_at or NEVER for row in meetings), default=NEVER)
    response["Last-Modified"] = http_date(changed.timestamp())
    set_response_etag(response)
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer if isinstance(answer, HttpResponse) else response
