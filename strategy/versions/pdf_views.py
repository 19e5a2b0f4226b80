"""The PDF of a version."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from alliance.core import pdf as engine
from strategy.versions import pdf as version_pdf
from strategy.versions.models import StrategyVersion
from strategy.versions.states import State


@require_safe
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The version as PDF; who may not see the version learns no more than that nothing is there."""
    version = _visible(request, slug)
    data, files = version_pdf.gather(version)
    etag = quote_etag(engine.key(version_pdf.TEMPLATE, data, files))
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = engine.compile(version_pdf.TEMPLATE, data, files=files)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="strategie-{version.slug}.pdf"'
    public = version.state == State.ADOPTED
    response["Cache-Control"] = "public, max-age=300" if public else "private, no-store"
    response["ETag"] = etag
    return response


def _visible(request: HttpRequest, slug: str) -> StrategyVersion:
    """Who asks is looked at for drafts only, so that a public answer is the same for all."""
    version = StrategyVersion.objects.select_related("recognition").filter(slug=slug).first()
    if version is None:
        raise Http404
    if version.state != State.ADOPTED:
        visible = StrategyVersion.objects.visible_to(request.user)
        if not visible.filter(pk=version.pk).exists():
            raise Http404
    return version
