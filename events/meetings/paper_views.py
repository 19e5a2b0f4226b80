"""Files of a meeting: its agenda, the list to sign, all papers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from alliance.core import pdf as engine
from events.meetings import papers, pdf, rules
from events.meetings.finding import kept, of_meeting
from events.meetings.models import Meeting


@of_meeting
def agenda_pdf(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The agenda, with an internal part for those whose it is."""
    made = pdf.agenda(meeting, request.user)
    return _printed(request, pdf.AGENDA, made, f"tagesordnung-{meeting.address}.pdf", kept(request, meeting))


@of_meeting
def attendance_pdf(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The list to sign; it names persons, so it is the office's."""
    if not rules.may_keep_lists(request.user, meeting):
        raise Http404
    made = pdf.attendance(meeting)
    return _printed(
        request, pdf.ATTENDANCE, made, f"teilnahmeliste-{meeting.address}.pdf", "private, no-store"
    )


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


@of_meeting
def papers_zip(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """All papers that the person may have, with the agenda; a 404 where there is none."""
    found = papers.gather(meeting, request.user)
    if not found:
        raise Http404
    etag = quote_etag(papers.state_of(found))
    response: Any = get_conditional_response(request, etag=etag)
    if response is None:
        response = StreamingHttpResponse(papers.written(found), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="unterlagen-{meeting.address}.zip"'
    response["Cache-Control"], response["ETag"] = kept(request, meeting), etag
    return response
