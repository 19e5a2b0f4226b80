"""The frame of every page: settings, menu, foot, who is there."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from alliance.core.revision import StaleRevision
from alliance.history.models import Entry
from alliance.portal import actions
from alliance.portal.context import frame
from alliance.portal.models import SiteSettings
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.members import MandateFactory, OrganisationFactory, day
from tests.factories.portal import PageFactory, SiteSettingsFactory

pytestmark = pytest.mark.django_db


def test_the_frame_asks_nothing_until_it_is_printed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        frame(RequestFactory().get("/"))


def test_the_frame_costs_three_queries_however_much_there_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    SiteSettingsFactory()
    PageFactory.create_batch(3, place="legal")
    PageFactory.create_batch(3, place="about")
    context = frame(RequestFactory().get("/"))
    with django_assert_num_queries(3):
        assert context["site"].name
        assert len(context["footer_pages"]["legal"]) == 3
        assert len(context["footer_pages"]["about"]) == 3
        assert context["main_menu"][0]["title"]
        assert context["site_links"]


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", []),
        ("/aktuelles/", ["Aktuelles"]),
        ("/aktuelles/irgendeine-meldung/", ["Aktuelles"]),
        ("/handlungsfelder/", ["Handlungsfelder"]),
        ("/aktuelles-sammlung/", []),
    ],
)
def test_the_menu_says_where_one_is(address: str, current: list[str]) -> None:
    menu = frame(RequestFactory().get(address))["main_menu"]
    assert [item["title"] for item in menu if item["current"]] == current


def test_the_menu_marks_its_place_on_the_page(visitor: Client) -> None:
    html = visitor.get("/aktuelles/").content.decode()
    assert html.split("</header>")[0].count('aria-current="') == 1


def test_pages_in_the_head_stand_after_the_rooms(visitor: Client) -> None:
    page = PageFactory(title="Über uns", place="header")
    menu = frame(RequestFactory().get(page.get_absolute_url()))["main_menu"]
    assert (menu[-1]["title"], menu[-1]["current"]) == ("Über uns", True)
    assert "Über uns" in visitor.get("/").content.decode().split("</header>")[0]


def test_whom_one_speaks_for_today(cast: Cast) -> None:
    request = RequestFactory().get("/")
    request.user = cast.northeim
    MandateFactory(person=cast.northeim, organisation=OrganisationFactory(name="Zweites"))
    MandateFactory(person=cast.northeim, valid_to=day(-1))
    names = {organisation.name for organisation in frame(request)["my_organisations"]}
    assert names == {"Landkreis Northeim", "Zweites"}


def test_an_error_before_log_in_still_has_its_frame() -> None:
    assert list(frame(RequestFactory().get("/"))["my_organisations"]) == []


def test_without_a_row_the_settings_are_neutral() -> None:
    site = SiteSettings.current()
    assert (site.name, site.pk, site.claim_lines) == ("Fachkräftebündnis", None, ["Fachkräftebündnis"])
    assert not SiteSettings.objects.exists()


def test_there_is_one_row_of_settings() -> None:
    SiteSettingsFactory(name="Erstes")
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(pk=2, name="Zweites")])
    assert SiteSettings.current().name == "Erstes"


def test_settings_are_changed_through_the_action(cast: Cast, client_of: ClientOf, visitor: Client) -> None:
    site = actions.save_settings(
        by=cast.administration, site=SiteSettings(name="A", claim="B", intro="C", about="D")
    )
    stale = SiteSettings.current()
    site.name = "Bündnis A"
    actions.save_settings(by=cast.administration, site=site)
    assert "Bündnis A" in visitor.get("/aktuelles/").content.decode()
    with pytest.raises(StaleRevision):
        actions.save_settings(by=cast.administration, site=stale)
    assert [entry.verb for entry in Entry.objects.all()] == ["geändert", "angelegt"]
    assert site.history.count() == 2
