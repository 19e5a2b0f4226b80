"""Views that several rooms share."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.generic import DetailView

from alliance.core.addresses import now_at


class LastingDetail(DetailView):
    """A page under a slug. A former slug leads on for good; what the person may not see stays 404 there, too."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the way to it from a former address."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            moved = now_at(self.get_queryset(), kwargs["slug"])
            if moved is None:
                raise
            return HttpResponsePermanentRedirect(moved.get_absolute_url())
