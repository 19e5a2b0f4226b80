"""Static pages: where they are linked, and one below the other."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from alliance.portal.actions import save_page
from alliance.portal.models import Page
from tests.cast import Cast
from tests.factories.portal import PageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("place", "times"),
    [(Page.Place.NONE, 0), (Page.Place.HEADER, 2), (Page.Place.ABOUT, 1), (Page.Place.LEGAL, 1)],
)
def test_the_office_says_where_a_page_is_linked(visitor: Client, place: str, times: int) -> None:
    page = PageFactory(title="Eine Seite", place=place)

    # A page of the menu stands in the foot, too.
    assert visitor.get("/").content.decode().count(f'href="{page.get_absolute_url()}"') == times


def test_a_page_in_the_menu_is_marked_where_one_is(visitor: Client) -> None:
    page = PageFactory(title="Förderung", slug="foerderung", place=Page.Place.HEADER)

    assert (
        '<a href="/foerderung/" aria-current="page">' in visitor.get(page.get_absolute_url()).content.decode()
    )


def test_parent_and_child_lead_to_each_other(visitor: Client) -> None:
    parent = PageFactory(title="Über uns")
    second = PageFactory(title="Zweites", parent=parent, order=2)
    first = PageFactory(title="Erstes", parent=parent, order=1)

    above = visitor.get(parent.get_absolute_url()).content.decode()
    assert above.index(first.get_absolute_url()) < above.index(second.get_absolute_url())
    assert parent.get_absolute_url() in visitor.get(first.get_absolute_url()).content.decode()


def test_one_level_is_enough(cast: Cast) -> None:
    top = PageFactory()
    child = PageFactory(parent=top)

    with pytest.raises(ValidationError, match="oberste"):
        save_page(by=cast.leitung, page=Page(title="Enkel", parent=child))
    top.parent = PageFactory()
    with pytest.raises(ValidationError, match="schon andere"):
        save_page(by=cast.leitung, page=top)
    alone = PageFactory()
    alone.parent = alone
    with pytest.raises(ValidationError, match="oberste"):
        save_page(by=cast.leitung, page=alone)


@pytest.mark.parametrize("rows", [1, 3])
def test_children_cost_one_query(
    visitor: Client, rows: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    page = PageFactory()
    for _ in range(rows):
        PageFactory(parent=page)

    with django_assert_num_queries(5):
        visitor.get(page.get_absolute_url())
