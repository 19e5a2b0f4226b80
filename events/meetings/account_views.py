"""The own account: the secret address of the personal calendar."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alliance.accounts.models import User, person_of
from alliance.core.addresses import absolute
from alliance.members.access import may_receive_notices
from events.meetings.actions import renew_feed
from events.meetings.models import CalendarFeed


@never_cache
@login_required
@require_safe
def calendar_settings(request: HttpRequest) -> HttpResponse:
    """Where the personal calendar stands. Looking at it makes none: the address comes with a button."""
    feed = CalendarFeed.objects.filter(person=_reader(request)).first()
    address = absolute(reverse("meetings:personal_feed", args=[feed.token])) if feed else ""
    context = {"feed": feed, "address": address, "webcal": f"webcal:{address.partition(':')[2]}"}
    return render(request, "meetings/calendar_settings.html", context)


@never_cache
@login_required
@require_POST
def calendar_renew(request: HttpRequest) -> HttpResponse:
    """A new address; an old one leads nowhere from now on."""
    renew_feed(by=_reader(request))
    messages.success(request, "Die neue Adresse gilt ab sofort.")
    return HttpResponseRedirect(reverse("calendar_settings"), status=HTTPStatus.SEE_OTHER)


def _reader(request: HttpRequest) -> User:
    """Who is there, if a personal calendar would show them anything."""
    person = person_of(request)
    if not may_receive_notices(person):
        raise Http404
    return person
