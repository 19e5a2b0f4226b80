"""The public extract: chosen, looked at as everybody will see it, released."""

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from alliance.accounts.models import person_of
from events.minutes import actions
from events.minutes.finding import whole
from events.minutes.forms import ExtractForm
from events.minutes.models import Minutes
from events.minutes.reading import gathered
from events.minutes.rules import may_publish
from events.minutes.states import State
from events.minutes.views.reading import head_of
from events.minutes.views.verbs import attempt


def _approved(request: HttpRequest, slug: str) -> Minutes:
    minutes = whole(request, slug)
    if not may_publish(request.user, minutes):
        raise PermissionDenied
    return minutes


@require_safe
def extract(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the entries."""
    minutes = _approved(request, slug)
    if minutes.state != State.APPROVED:
        messages.error(request, "Veröffentlicht wird erst, was genehmigt ist.")
        return redirect(minutes)
    form = ExtractForm(minutes=minutes)
    return render(request, "minutes/extract.html", {"minutes": minutes, "form": form})


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Exactly what everybody will read."""
    minutes = _approved(request, slug)
    form = ExtractForm(request.GET, minutes=minutes)
    if not form.is_valid():
        return render(request, "minutes/extract.html", {"minutes": minutes, "form": form}, status=422)
    chosen = minutes.entries.filter(pk__in=[entry.pk for entry in form.cleaned_data["punkt"]])
    reading = gathered(minutes, chosen, AnonymousUser(), whole=False)
    context = {"minutes": minutes, "reading": reading, **head_of(minutes)}
    return render(request, "minutes/extract_preview.html", context)


@require_POST
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the chosen entries readable for everybody; none takes the extract back."""
    minutes = _approved(request, slug)
    form = ExtractForm(request.POST, minutes=minutes)
    if not attempt(
        form,
        lambda values: actions.release_extract(
            by=person_of(request), minutes=minutes, entries=list(values["punkt"])
        ),
    ):
        return render(request, "minutes/extract.html", {"minutes": minutes, "form": form}, status=422)
    is_any = bool(form.cleaned_data["punkt"])
    said = "Der Auszug ist veröffentlicht." if is_any else "Der Auszug ist nicht mehr öffentlich."
    messages.success(request, said)
    return redirect(minutes)
