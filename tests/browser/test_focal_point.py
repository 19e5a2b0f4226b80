"""The focal point of a picture: by click, by dragging, by keyboard, and without JavaScript."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alliance.pictures.actions import add_picture
from alliance.pictures.models import Picture
from tests.browser import checks
from tests.browser.conftest import Login, Windows
from tests.factories.pictures import picture_bytes, picture_file

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (390, 1280)


@pytest.fixture
def picture(transactional_db: None) -> Picture:
    return add_picture(by=None, file=picture_file(size=(640, 480)), title="Saal", alternative_text="Ein Saal")


def address(picture: Picture, verb: str = "change") -> str:
    return f"/verwaltung/pictures/picture/{picture.pk}/{verb}/"


def values(page: Page) -> tuple[float, float]:
    return tuple(float(page.locator(f"#id_focal_{axis}").input_value()) for axis in "xy")  # type: ignore[return-value]


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """The place in the window that lies at these shares of the picture."""
    box = page.locator(".focal-point-stage").locator("img, canvas").bounding_box()
    assert box
    return box["x"] + box["width"] * x, box["y"] + box["height"] * y


def test_by_click_drag_and_keyboard(page: Page, login: Login, picture: Picture) -> None:
    login(page, "redaktion")
    page.goto(address(picture))
    assert values(page) == (50, 50)

    page.mouse.click(*at(page, 0.25, 0.75))
    assert values(page) == pytest.approx((25, 75), abs=1)

    page.mouse.move(*at(page, 0.25, 0.75))
    page.mouse.down()
    page.mouse.move(*at(page, 0.9, 0.1), steps=4)
    page.mouse.up()
    assert values(page) == pytest.approx((90, 10), abs=1)

    page.locator("#id_focal_x").fill("40")
    page.locator("#id_focal_y").fill("60")
    expect(page.locator("circle").first).to_have_attribute("cx", "40%")

    page.get_by_role("button", name="Mittelpunkt verschieben").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    assert values(page) == (41, 50)
    expect(page.locator("[data-focal-point-status]")).to_have_text("41 % von links, 50 % von oben")

    page.locator("input[name=_save]").click()
    page.wait_for_url("**/picture/")
    picture.refresh_from_db()
    assert picture.focal_point == (0.41, 0.5)


def test_while_adding(page: Page, login: Login, tmp_path: Path, transactional_db: None) -> None:
    login(page, "redaktion")
    page.goto("/verwaltung/pictures/picture/add/")
    expect(page.locator(".focal-point")).to_be_hidden()
    file = tmp_path / "saal.png"
    file.write_bytes(picture_bytes(size=(300, 200), kind="PNG"))
    page.set_input_files("#id_file", file)
    expect(page.locator(".focal-point canvas")).to_be_visible()
    page.mouse.click(*at(page, 0.1, 0.2))
    page.fill("#id_title", "Saal")
    page.fill("#id_alternative_text", "Ein Saal")
    page.locator("input[name=_save]").click()
    page.wait_for_url("**/picture/")
    assert Picture.objects.get().focal_point == pytest.approx((0.1, 0.2), abs=0.02)


def test_without_javascript(new_page: Windows, login: Login, picture: Picture) -> None:
    page = new_page(java_script_enabled=False)
    login(page, "redaktion")
    page.goto(address(picture))
    expect(page.locator(".focal-point img")).to_be_visible()
    page.fill("#id_focal_x", "33.3")
    page.locator("input[name=_save]").click()
    picture.refresh_from_db()
    assert picture.focal_point == (0.333, 0.5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_pages(new_page: Windows, login: Login, picture: Picture, scheme: Any) -> None:
    page = new_page(color_scheme=scheme)
    login(page, "redaktion")
    start = "/verwaltung/pictures/picture/"
    for path in (start, f"{start}add/", address(picture), address(picture, "delete")):
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            checks.axe(page)
        checks.no_sideways_scroll(page)
