"""What the office says of the alliance on every page, and logos and profiles in the foot."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from alliance.portal.actions import save_settings
from alliance.portal.models import SiteLink, SiteSettings
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.pictures import PictureFactory
from tests.factories.portal import SiteSettingsFactory
from tests.office_form import opened

pytestmark = pytest.mark.django_db
FORM = "/verwaltung/portal/sitesettings/1/change/"


def profile(title: str, url: str = "https://social.example.org/@buendnis") -> SiteLink:
    """A profile before it is stored."""
    return SiteLink(kind=SiteLink.Kind.SOCIAL, title=title, url=url)


def test_the_foot_shows_address_profiles_and_logos(cast: Cast, visitor: Client) -> None:
    logo = PictureFactory(rendered=True, alternative_text="Logo des Beispielfonds")
    site = SiteSettingsFactory(
        address="Beispielweg 1\n37073 Göttingen", funding_note="Gefördert vom Beispielfonds."
    )
    funding = SiteLink(
        kind=SiteLink.Kind.FUNDING, title="Fonds", url="https://fonds.example.org", picture=logo
    )

    save_settings(by=cast.administration, site=site, links=[profile("Mastodon"), funding])

    page = visitor.get("/").content.decode()
    assert "Beispielweg 1<br>37073 Göttingen" in page
    assert '<a rel="me" href="https://social.example.org/@buendnis">Mastodon</a>' in page
    assert 'alt="Logo des Beispielfonds"' in page
    assert "Gefördert vom Beispielfonds." in page


def test_everything_named_after_a_region_is_data(cast: Cast, visitor: Client) -> None:
    SiteSettingsFactory(name="Fachkräftebündnis Elbe-Weser", area="Elbe-Weser")

    for address in ("/", "/aktuelles/", "/handlungsfelder/", "/mitglieder/", "/anmelden/", "/gibt-es-nicht/"):
        page = visitor.get(address).content.decode()
        assert "Südniedersachsen" not in page, address
        assert "Elbe-Weser" in page, address


def test_links_keep_their_key_and_follow_the_order(cast: Cast) -> None:
    site = SiteSettingsFactory()
    save_settings(by=cast.administration, site=site, links=[profile("A"), profile("B")])
    keys = dict(site.links.values_list("title", "pk"))

    save_settings(by=cast.administration, site=site, links=[profile("B"), profile("C"), profile("A")])

    rows = list(site.links.order_by("order"))
    assert [row.title for row in rows] == ["B", "C", "A"]
    assert rows[0].pk == keys["B"]
    assert rows[2].pk == keys["A"]


@pytest.mark.parametrize(
    "link", [SiteLink(kind="funding", title="Ohne Bild"), SiteLink(kind="social", title="Ohne Adresse")]
)
def test_a_link_has_what_it_shows(cast: Cast, link: SiteLink) -> None:
    site = SiteSettingsFactory()

    with pytest.raises(ValidationError):
        save_settings(by=cast.administration, site=site, links=[link])
    link.site = site
    with pytest.raises(IntegrityError), transaction.atomic():
        link.save()


def test_a_logo_cannot_be_deleted_from_under_the_foot(cast: Cast) -> None:
    logo = PictureFactory()
    save_settings(
        by=cast.administration, site=SiteSettingsFactory(), links=[SiteLink(title="Fonds", picture=logo)]
    )

    with pytest.raises(ProtectedError):
        logo.delete()


def test_there_is_one_row() -> None:
    SiteSettingsFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettingsFactory(name="Ein zweites")
    SiteSettings(name="Dasselbe", claim="", intro="", about="").save()
    assert list(SiteSettings.objects.values_list("pk", "name")) == [(1, "Dasselbe")]


def test_an_administrator_replaces_a_logo_in_the_form(cast: Cast, client_of: ClientOf) -> None:
    old, new = PictureFactory(), PictureFactory()
    save_settings(
        by=cast.administration, site=SiteSettingsFactory(), links=[SiteLink(title="Fonds", picture=old)]
    )
    client = client_of("administration")

    response = client.post(FORM, {**opened(client, FORM), "links-0-picture": str(new.pk)})

    assert response.status_code == 302
    assert SiteLink.objects.get().picture == new


def test_a_new_server_begins_with_the_form(client_of: ClientOf) -> None:
    client = client_of("administration")

    start = client.get(reverse("admin:portal_sitesettings_changelist"))
    assert start.headers["Location"] == reverse("admin:portal_sitesettings_add")
    fields = opened(client, "/verwaltung/portal/sitesettings/add/")
    response = client.post(
        start.headers["Location"], {**fields, "name": "Neu", "claim": "Neu", "intro": "Neu", "about": "Neu"}
    )

    assert response.status_code == 302
    assert SiteSettings.objects.get().name == "Neu"


@pytest.mark.parametrize("name", ["redaktion", "leitung"])
def test_others_of_the_office_only_look(client_of: ClientOf, name: str) -> None:
    SiteSettingsFactory(name="Bleibt")

    assert client_of(name).post(FORM, {"name": "Anders"}).status_code in (200, 403)
    assert SiteSettings.objects.get().name == "Bleibt"
