"""The strategy in force, every version, and what changed between two."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from alliance.core.addresses import now_at
from strategy.versions.comparison import compare as compared
from strategy.versions.models import RecognitionPeriod, StrategyVersion
from strategy.versions.outline import outline
from strategy.versions.reading import Readable, download
from strategy.versions.states import State

ONLY_CHANGES = "aenderungen"


@require_safe
def current(request: HttpRequest) -> HttpResponse:
    """The version in force; `?fassung=` leads to another one."""
    versions = Readable(request.user)
    if wanted := request.GET.get("fassung"):
        return _led_to(request, versions, wanted)
    if versions.in_force is None:
        return render(request, "versions/none.html", {"versions": versions.versions})
    return _page(request, versions, versions.in_force)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One version with how it stands."""
    versions = Readable(request.user)
    version = versions.get(slug)
    if version is None:
        return _led_to(request, versions, slug)
    return _page(request, versions, version)


@require_safe
def all_versions(request: HttpRequest) -> HttpResponse:
    """All versions on one line, with the recognition periods."""
    versions = Readable(request.user)
    context = {"steps": _steps(versions), "periods": RecognitionPeriod.objects.all()}
    return render(request, "versions/list.html", context)


@require_safe
def official(request: HttpRequest, slug: str) -> HttpResponse:
    """The way to the official PDF, for who may have it."""
    version = Readable(request.user).get(slug)
    found = download(version, "official") if version else None
    if found is None:
        raise Http404
    return HttpResponseRedirect(found.url)


@require_safe
def compare(request: HttpRequest, old: str, new: str) -> HttpResponse:
    """What changed from one version to another; the form names two others."""
    versions = Readable(request.user)
    wanted = request.GET.get("von", old), request.GET.get("zu", new)
    first, second = versions.get(wanted[0]), versions.get(wanted[1])
    if first is None or second is None:
        raise Http404
    if wanted != (old, new) or "von" in request.GET:
        return redirect("versions:compare", first.slug, second.slug)
    only = request.GET.get("ansicht") == ONLY_CHANGES
    context = {"comparison": compared(first, second), "only_changes": only, "options": _options(versions)}
    return render(request, "versions/compare.html", context)


def _led_to(request: HttpRequest, versions: Readable, slug: str) -> HttpResponse:
    version = versions.get(slug)
    if version is None:
        version = now_at(StrategyVersion.objects.visible_to(request.user), slug)
    if version is None:
        raise Http404
    return redirect(version)


def _page(request: HttpRequest, versions: Readable, version: StrategyVersion) -> HttpResponse:
    context = {
        "version": version,
        "outline": outline(version, request.user),
        "banner": versions.banner(version),
        "standing": versions.standing(version),
        "is_public": version.state == State.ADOPTED,
        "predecessor": versions.predecessor(version),
        "official": download(version, "official"),
        "certificate": download(version, "certificate"),
        "options": _options(versions),
    }
    return render(request, "versions/detail.html", context)


def _options(versions: Readable) -> list[tuple[str, str]]:
    return [(row.slug, f"{row.period}, {versions.standing(row)}") for row in versions.versions]


def _steps(versions: Readable) -> list[dict[str, Any]]:
    """The versions for the thread, oldest first."""
    states = {"in Kraft": "now", "abgelöst": ""}
    return [
        {
            "kind": versions.standing(row),
            "title": f"{row.title} {row.period}",
            "url": row.get_absolute_url(),
            "note": row.motto,
            "state": states.get(versions.standing(row), "open"),
        }
        for row in reversed(versions.versions)
    ]
