"""What the portal's pages tell machines about the alliance."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse

from alliance.portal.models import SiteLink, SiteSettings

register = template.Library()


@register.inclusion_tag("components/json_ld.html", takes_context=True)
def alliance_data(context: Context) -> dict[str, Any]:
    """The alliance as schema.org's Organization; asks nothing that the frame of the page has not asked."""
    return {"data": organisation(context["request"], context["site"], context["site_links"]["social"])}


def organisation(request: HttpRequest, site: SiteSettings, profiles: list[SiteLink]) -> dict[str, Any]:
    """What the settings say, without what they leave empty."""
    told = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": site.name,
        "url": request.build_absolute_uri(reverse("portal:home")),
        "logo": request.build_absolute_uri(static("img/icon-512.png")),
        "description": site.about,
        "email": site.email,
        "address": ", ".join(line.strip() for line in site.address.splitlines() if line.strip()),
        "areaServed": site.area,
        "sameAs": [profile.url for profile in profiles],
    }
    return {name: value for name, value in told.items() if value}
