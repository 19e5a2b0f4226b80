"""What hangs on the address of minutes, as far as somebody may see it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from events.minutes.models import Minutes, MinutesEntry, Objection
from events.minutes.reading import RELATED
from events.minutes.rules import may_write


def whole(request: HttpRequest, slug: str) -> Minutes:
    """Minutes that are open to the person as a whole; 404 for everybody else."""
    rows = Minutes.objects.open_to(request.user).select_related(*RELATED)
    return get_object_or_404(rows, meeting__address=slug)


def writable(request: HttpRequest, slug: str) -> Minutes:
    """A draft that the person keeps; 403 for who only reads it."""
    minutes = whole(request, slug)
    if not may_write(request.user, minutes):
        raise PermissionDenied
    return minutes


def own_entry(request: HttpRequest, slug: str, pk: int) -> MinutesEntry:
    """An entry of a draft that the person keeps."""
    entry: MinutesEntry = get_object_or_404(writable(request, slug).entries.select_related("item"), pk=pk)
    return entry


def objection_of(request: HttpRequest, slug: str, pk: int) -> Objection:
    """An objection that the person may see."""
    rows: Any = Objection.objects.visible_to(request.user).filter(entry__minutes=whole(request, slug))
    return get_object_or_404(rows.select_related("organisation", "entry__minutes__meeting"), pk=pk)


def place_of(entry: MinutesEntry) -> str:
    """Where an entry stands on the page on which it is written."""
    return f"{reverse('minutes:write', args=[entry.minutes.meeting.address])}#{entry.anchor}"
