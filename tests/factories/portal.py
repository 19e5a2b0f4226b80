"""Static pages and settings for tests."""

import factory

from alliance.portal.models import Page, SiteSettings


class PageFactory(factory.django.DjangoModelFactory[Page]):
    """A static page that the foot does not name."""

    class Meta:
        model = Page

    title = factory.Sequence(lambda n: f"Seite {n}")
    slug = factory.Sequence(lambda n: f"seite-{n}")
    text = "<p>Text der Seite.</p>"


class SiteSettingsFactory(factory.django.DjangoModelFactory[SiteSettings]):
    """The one row of settings."""

    class Meta:
        model = SiteSettings

    name = "Bündnis der Probe"
    claim = "Viele Hände.\nEin Faden."
    intro = "Einleitung der Probe."
    about = "Über die Probe."
