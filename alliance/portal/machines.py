"""What machines ask for at fixed addresses: crawlers, browsers, and who found a hole."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from alliance.portal.models import SiteSettings

# Nothing to find there. What is secret is kept by log-ins and signed links, not by this list.
CLOSED = (
    "/verwaltung/",
    "/konto/",
    "/anmelden/",
    "/abmelden/",
    "/vorschau/",
    "/kontakt/kopie/",
    "/kontakt/danke/",
)
VALID = datetime.timedelta(days=180)
HOUR = 60 * 60
DAY = 24 * HOUR
PLAIN = "text/plain; charset=utf-8"
LONGEST_SHORT_NAME = 30
LOOK = {
    "lang": "de",
    "dir": "ltr",
    "scope": "/",
    "display": "minimal-ui",
    # `--paper` and `--ink` of tokens.css; a manifest cannot read them there.
    "background_color": "#f3f5f4",
    "theme_color": "#16223a",
}
ICONS = (
    {"src": "img/icon.svg", "sizes": "any", "type": "image/svg+xml"},
    {"src": "img/icon-192.png", "sizes": "192x192", "type": "image/png"},
    {"src": "img/icon-512.png", "sizes": "512x512", "type": "image/png"},
    # Phones cut this one into a shape of their own.
    {"src": "img/icon-maskable-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
)


@require_safe
@cache_control(public=True, max_age=HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    """Where crawlers may go: nowhere outside production, since demo and trial copies are not to be found."""
    closed = CLOSED if settings.PRODUCTION else ("/",)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if settings.PRODUCTION:
        lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}"]
    return HttpResponse("\n".join([*lines, ""]), content_type=PLAIN)


@require_safe
@cache_control(public=True, max_age=HOUR)
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a hole (RFC 9116). The end moves on by itself, once a day."""
    email = SiteSettings.current().email
    page = request.build_absolute_uri(reverse("portal:contact"))
    ends = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + VALID
    lines = [
        *([f"Contact: mailto:{email}"] if email else []),
        f"Contact: {page}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de",
        f"Canonical: {request.build_absolute_uri(reverse('portal:security'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type=PLAIN)


@require_safe
@cache_control(public=True, max_age=HOUR)
def manifest(request: HttpRequest) -> JsonResponse:
    """How the portal looks among the apps of a phone."""
    name = SiteSettings.current().name
    content = {
        "name": name,
        "short_name": name if len(name) <= LONGEST_SHORT_NAME else name.split()[0],
        "start_url": reverse("portal:home"),
        **LOOK,
        "icons": [{**icon, "src": static(icon["src"])} for icon in ICONS],
    }
    options = {"ensure_ascii": False}
    return JsonResponse(content, json_dumps_params=options, content_type="application/manifest+json")


@require_safe
@cache_control(public=True, max_age=DAY)
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """For whoever asks at the root without reading the page; the file's name holds its hash."""
    return HttpResponseRedirect(static("favicon.ico"))
