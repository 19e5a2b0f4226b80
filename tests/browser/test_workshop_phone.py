"""A phone in a workshop: what a blind person is told in each phase, one thumb, no net, no script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from events.workshops.actions import cluster_each, move_round, start_clock
from events.workshops.models import Dot, Idea, Participant, Round
from events.workshops.states import Phase
from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Windows
from tests.factories.workshops import make_round, make_workshop

PHONE = {"width": 390, "height": 844}
Visit = Callable[..., Page]

WAITING = """
- link "Zum Inhalt springen"
- banner:
  - strong: Strategieaustausch
- main:
  - /children: deep-equal
  - heading "Was packen wir an?" [level=1]
  - heading "Gleich geht es los" [level=2]
  - paragraph: /Sie sind dabei als Anna/
- contentinfo:
  - status: Warten auf die nächste Runde
"""
COLLECT = """
- link "Zum Inhalt springen"
- banner:
  - strong: Runde 1 von 1
- main:
  - /children: deep-equal
  - heading "Was zuerst?" [level=1]
  - heading "Ideen sammeln" [level=2]
  - paragraph: Ihre Ideen hängen ohne Namen an der Tafel.
  - text: Ihre Idee
  - textbox "Ihre Idee"
  - button "Idee einreichen"
  - heading "Ihre Ideen" [level=2]
  - list
  - paragraph: /Noch keine/
- contentinfo:
  - status: Ideen sammeln
"""
CLUSTER = """
- link "Zum Inhalt springen"
- banner:
  - strong: Runde 1 von 1
- main:
  - /children: deep-equal
  - heading "Was zuerst?" [level=1]
  - heading "Die Ideen werden geordnet" [level=2]
  - paragraph: /Danach vergeben Sie 3 Punkte/
  - heading "Ihre Ideen" [level=2]
  - list
  - paragraph: In dieser Runde haben Sie keine Karte geschrieben.
- contentinfo:
  - status: Die Ideen werden geordnet
"""
PRIORITISE = """
- link "Zum Inhalt springen"
- banner:
  - strong: Runde 1 von 1
- main:
  - /children: deep-equal
  - heading "Was zuerst?" [level=1]
  - heading "Die Abstimmung läuft" [level=2]
  - paragraph: /geheim und alle zugleich/
  - paragraph: /Sie stimmen als Anna ab und haben 3 Punkte/
  - list:
    - listitem:
      - heading "Anerkennung beschleunigen" [level=3]
      - 'button "Punkt zurücknehmen: Anerkennung beschleunigen" [disabled]'
      - paragraph: Kein Punkt gesetzt
      - 'button "Punkt setzen: Anerkennung beschleunigen"'
- contentinfo:
  - status: Noch 3 Punkte übrig
"""
REVEAL = """
- link "Zum Inhalt springen"
- banner:
  - strong: Runde 1 von 1
- main:
  - /children: deep-equal
  - heading "Was zuerst?" [level=1]
  - heading "Das Ergebnis" [level=2]
  - paragraph: 0 von 0 haben gepunktet.
  - list:
    - listitem: 1. Anerkennung beschleunigen 0 Punkte
- contentinfo:
  - status: Das Ergebnis ist da
"""
TREES = {
    Phase.WAITING: WAITING,
    Phase.COLLECT: COLLECT,
    Phase.CLUSTER: CLUSTER,
    Phase.PRIORITISE: PRIORITISE,
    Phase.REVEAL: REVEAL,
}


@pytest.fixture
def visit(new_page: Windows) -> Visit:
    """`visit(round, "Anna")`: a phone that has joined as a guest."""

    def visit(round: Round, name: str = "Anna", **options: object) -> Page:
        page = new_page(**{"viewport": PHONE, "has_touch": True, **options})
        page.goto(f"/w/{round.workshop.code.lower()}/")
        page.get_by_label("Ihr Name").fill(name)
        page.get_by_role("button", name="Mitmachen").click()
        expect(page.get_by_role("status")).to_be_visible()
        return page

    return visit


def in_foot_or_above(page: Page) -> None:
    """The last element can be scrolled above the fixed foot; targets are large enough for a thumb."""
    page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
    last = page.locator("main .wrap > :not(noscript)").last.bounding_box()
    foot = page.locator("footer").bounding_box()
    assert last and foot and last["y"] + last["height"] <= foot["y"]
    for button in page.locator("main button").all():
        box = button.bounding_box()
        assert box and box["width"] >= 44 and box["height"] >= 44


@pytest.mark.parametrize("phase", TREES)
def test_the_tree_of_each_phase(visit: Visit, phase: Phase) -> None:
    """What is read aloud, nothing that axe finds, and room for one thumb at 320 px."""
    page = visit(make_round(state=phase, clusters=1))
    expect(page.locator("body")).to_match_aria_snapshot(TREES[phase])
    assert page.get_by_role("status").count() == 1
    axe(page)
    in_foot_or_above(page)
    no_sideways_scroll(page)


def test_the_door_is_read_and_fits(new_page: Windows) -> None:
    page = new_page(viewport=PHONE, color_scheme="dark")
    workshop = make_workshop()
    for address in ("/w/", f"/w/{workshop.code}/"):
        page.goto(address)
        axe(page)
        no_sideways_scroll(page)


def test_a_whole_round_without_a_net_in_between(visit: Visit) -> None:
    """Ideas wait on the device, the page follows by itself, dots arrive; nothing moves the focus."""
    round = make_round(state=Phase.COLLECT, clusters=0)
    page = visit(round)
    field, status = page.get_by_label("Ihre Idee"), page.get_by_role("status")
    page.context.set_offline(True)
    for text in ("Kurse am Abend", "Ein Laufzettel"):
        field.fill(text)
        field.press("Tab")
        page.keyboard.press("Enter")
    expect(page.get_by_text("noch auf diesem Gerät")).to_have_count(2)
    expect(status).to_contain_text("bleibt auf diesem Gerät")
    expect(page.get_by_role("button", name="Idee einreichen")).to_be_focused()
    assert not Idea.objects.exists()
    page.context.set_offline(False)
    expect(page.get_by_text("Karte 2")).to_be_visible()
    expect(status).to_have_text("2 Ideen eingereicht")
    page.reload()
    assert list(Idea.objects.values_list("text", flat=True)) == ["Kurse am Abend", "Ein Laufzettel"]
    move_round(by=None, round=round, verb="sort")
    cluster_each(by=None, round=round)
    expect(status).to_have_text("Die Ideen werden geordnet")
    start_clock(by=None, round=round, minutes=5)
    expect(page.get_by_text("noch 4:5")).to_be_visible()
    move_round(by=None, round=round, verb="vote")
    expect(page.get_by_role("heading", name="Die Abstimmung läuft")).to_be_visible()
    vote(page)
    move_round(by=None, round=round, verb="reveal")
    expect(status).to_have_text("Das Ergebnis ist da")
    expect(page.locator(".rank-value").first).to_have_text("2 Punkte")
    assert Participant.objects.count() == 1


def vote(page: Page) -> None:
    """A double tap counts once, a second tap later counts again; the focus stays where the finger was."""
    status = page.get_by_role("status")
    add = page.get_by_role("button", name="Punkt setzen: Ein Laufzettel")
    add.dblclick()
    expect(status).to_have_text("Noch 2 Punkte übrig")
    expect(add).to_be_focused()
    page.wait_for_timeout(500)
    add.click()
    expect(status).to_have_text("Noch 1 Punkt übrig")
    other = page.get_by_role("button", name="Punkt setzen: Kurse am Abend")
    other.click()
    expect(status).to_have_text("Alle Punkte vergeben")
    for button in (add, other):
        expect(button).to_have_attribute("aria-disabled", "true")
    expect(other).to_be_focused()
    page.get_by_role("button", name="Punkt zurücknehmen: Kurse am Abend").click()
    expect(status).to_have_text("Noch 1 Punkt übrig")
    expect(page.locator("main[data-waiting]")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("2 Punkte gesetzt")).to_have_count(1)
    assert Dot.objects.count() == 2


def test_all_of_it_without_a_script(visit: Visit) -> None:
    """The same by reloading."""
    round = make_round(state=Phase.COLLECT)
    page = visit(round, java_script_enabled=False)
    page.get_by_label("Ihre Idee").fill("Kurse am Abend")
    page.get_by_role("button", name="Idee einreichen").click()
    expect(page.get_by_text("Karte 1")).to_be_visible()
    Round.objects.update(state=Phase.PRIORITISE)
    page.reload()
    for left in ("Noch 2 Punkte übrig", "Noch 1 Punkt übrig"):
        page.get_by_role("button", name="Punkt setzen: Wiedereinstieg").click()
        expect(page.get_by_role("status")).to_have_text(left)
    page.get_by_role("button", name="Punkt zurücknehmen: Wiedereinstieg").click()
    assert Dot.objects.count() == 1
