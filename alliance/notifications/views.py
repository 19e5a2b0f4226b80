"""What somebody wants to be told of, and the link in mails that stops it."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alliance.accounts.models import User, person_of
from alliance.notifications.actions import set_preferences, unsubscribe
from alliance.notifications.forms import PreferencesForm
from alliance.notifications.models import Preference
from alliance.notifications.sending import may_have
from alliance.notifications.states import How
from alliance.notifications.unsubscribing import DIGEST, read_token


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """The own choice for each kind of occasion; nothing for who gets no notices anyway."""
    person = person_of(request)
    if not may_have(person):
        raise Http404
    form = PreferencesForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_bound and form.is_valid():
        set_preferences(person=person, chosen=form.cleaned_data)
        messages.success(request, "Gespeichert. Das gilt ab der nächsten E-Mail.")
        return HttpResponseRedirect(request.path, status=HTTPStatus.SEE_OTHER)
    return render(request, "notifications/preferences.html", {"form": form})


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail: by GET a page with one button, by POST the kind is stopped.

    Mail programs send that POST themselves (RFC 8058), so it needs neither log-in nor CSRF token, and is
    answered without leading on (3.1).
    """
    key, kind = read_token(token) or (0, "")
    person = get_object_or_404(User, pk=key)
    if request.method == "POST":
        unsubscribe(person=person, kind=kind)
    response = render(request, "notifications/unsubscribe.html", _standing(person, kind))
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _standing(person: User, kind: str) -> dict[str, Any]:
    """What the link is about and whether it is stopped already; the page names nobody."""
    chosen = Preference.objects.of(person)
    if kind == DIGEST:
        return {"label": "", "is_stopped": How.DAILY not in chosen.values()}
    return {"label": settings.NOTICE_KINDS[kind][0], "is_stopped": chosen[kind] == How.NONE}
