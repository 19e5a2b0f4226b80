"""The page from which the editor takes pictures. Only for the office."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alliance.accounts.models import User
from alliance.pictures.models import Picture

PAGE_SIZE = 12
View = Callable[..., HttpResponse]


def office_only(view: View) -> View:
    """Others find nothing here; who is not logged in may be of the office."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not isinstance(user, User) or not user.is_office:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@never_cache
@office_only
def choose(request: HttpRequest) -> HttpResponse:
    """The library with search and pages; the editor shows the marked part of it in a dialog."""
    words = request.GET.get("q", "").strip()[:100]
    pictures = Picture.objects.found(words).only("pk", "title", "image", "focus", "width", "height")
    page = Paginator(pictures, PAGE_SIZE).get_page(request.GET.get("seite"))
    context = {**admin.site.each_context(request), "page": page, "words": words}
    return render(request, "pictures/picker.html", context)


@require_safe
@never_cache
@office_only
def describe(request: HttpRequest, pk: int) -> JsonResponse:
    """One picture for the editor: address, alternative text, and the caption used where the text has none."""
    picture = get_object_or_404(Picture, pk=pk)
    sources = picture.sources()
    return JsonResponse(
        {
            "src": sources.src,
            "width": sources.width,
            "height": sources.height,
            "title": picture.title,
            "alt": picture.alt,
            "caption": picture.caption,
        }
    )
