"""The result of a workshop as page, PDF and table, for whom it was released."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from alliance.core import pdf
from alliance.members.access import Audience
from events.workshops import result_pdf, rules
from events.workshops.models import Workshop
from events.workshops.result import Result, gather
from events.workshops.result_table import excel

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """Questions, topics with their ideas and points, and the motto."""
    found = _found(request, slug)
    context = {
        "result": found,
        "workshop": found.workshop,
        "is_public": _is_public(found.workshop),
        "may_lead": rules.may_lead(request.user, found.workshop),
    }
    return render(request, "workshops/result.html", context)


@require_safe
def result_as_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same on paper."""
    found = _found(request, slug)
    data = result_pdf.data_of(found)
    etag = quote_etag(pdf.key(result_pdf.TEMPLATE, data))
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = pdf.compile(result_pdf.TEMPLATE, data)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="werkstatt-{found.workshop.slug}.pdf"'
    response["ETag"] = etag
    return _kept(response, found.workshop)


@require_safe
def result_as_table(request: HttpRequest, slug: str) -> HttpResponse:
    """The same to reckon with."""
    found = _found(request, slug)
    response = HttpResponse(excel(found), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="werkstatt-{found.workshop.slug}.xlsx"'
    return _kept(response, found.workshop)


def _found(request: HttpRequest, slug: str) -> Result:
    rows = Workshop.objects.visible_to(request.user).select_related("meeting")
    return gather(get_object_or_404(rows, slug=slug))


def _is_public(workshop: Workshop) -> bool:
    return workshop.is_closed and workshop.audience == Audience.PUBLIC


def _kept(response: HttpResponse, workshop: Workshop) -> HttpResponse:
    response["Cache-Control"] = "public, max-age=300" if _is_public(workshop) else "private, no-store"
    return response
