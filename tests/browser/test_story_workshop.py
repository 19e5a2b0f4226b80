"""A whole workshop in browsers at once: one who leads, the projector, four phones, one of them offline in between."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.workshops.models import Dot, Idea, Round, Workshop
from events.workshops.states import Phase, State
from strategy.versions.models import StrategyVersion
from tests.browser.checks import axe, no_sideways_scroll
from tests.browser.conftest import Login, Windows
from tests.cast import Cast
from tests.factories import versions as make
from tests.factories.workshops import give, make_idea, make_participant, make_round, make_workshop, recount

PHONE = {"viewport": {"width": 390, "height": 800}}
# Pages follow each second; loaded machines are given more.
SOON = 15_000


@pytest.fixture
def workshop(live_server: Any, cast: Cast) -> Workshop:
    """Open, with one round that has not begun."""
    workshop = make_workshop(leads=[cast.leitung], question="Was kommt nach 2027?")
    make_round(workshop, state=Phase.WAITING, clusters=0, question="Was packen wir an?")
    return workshop


def join(page: Page, workshop: Workshop, name: str) -> None:
    """By the code on the projector, with a name."""
    page.goto("/w/")
    page.get_by_label("Code").fill(workshop.code.lower())
    page.keyboard.press("Enter")
    page.get_by_label("Ihr Name, wie ihn die Leitung sieht").fill(name)
    page.get_by_role("button", name="Mitmachen").click()


def join_as_member(page: Page, workshop: Workshop) -> None:
    """Logged in already."""
    page.goto(f"/w/{workshop.code}/")
    page.get_by_role("button", name="Mitmachen").click()


def write(page: Page, text: str) -> None:
    """One idea."""
    page.get_by_label("Ihre Idee").fill(text)
    page.get_by_role("button", name="Idee einreichen").click()


def until(happened: Callable[[], bool]) -> None:
    """Wait for what the server does a moment later."""
    deadline = time.monotonic() + SOON / 1000
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)


class Room:
    """Board, projector and four phones."""

    def __init__(self, new_page: Windows, login: Login, workshop: Workshop) -> None:
        self.board, self.stage = new_page(), new_page(viewport={"width": 1280, "height": 720})
        for page in (self.board, self.stage):
            login(page, "leitung")
        self.board.goto(f"/werkstatt/{workshop.slug}/leitung/")
        self.stage.goto(f"/werkstatt/{workshop.slug}/projektor/")
        self.phones = [new_page(**PHONE) for _ in range(4)]
        for phone, name in zip(self.phones[:2], ("Anna", "Ben"), strict=True):
            join(phone, workshop, name)
        for phone, name in zip(self.phones[2:], ("northeim", "goettingen"), strict=True):
            login(phone, name)
            join_as_member(phone, workshop)

    def press(self, name: str) -> None:
        """A button of the board."""
        self.board.get_by_role("button", name=name).click()

    def collect(self) -> None:
        """One phone loses the net in the middle; its idea arrives later, once."""
        for phone in self.phones:
            expect(phone.get_by_label("Ihre Idee")).to_be_visible(timeout=SOON)
        offline = self.phones[1]
        offline.context.set_offline(True)
        write(offline, "Kurse am Abend")
        for number, text in ((0, "Ein Laufzettel"), (2, "Ein Kalender"), (3, "Ein Messestand")):
            write(self.phones[number], text)
        expect(self.stage.locator(".stage-body")).to_contain_text("Ein Messestand", timeout=SOON)
        assert not Idea.objects.filter(text="Kurse am Abend").exists()
        offline.context.set_offline(False)
        expect(self.board.locator(".board-new")).to_contain_text("Kurse am Abend", timeout=SOON)
        assert Idea.objects.filter(text="Kurse am Abend").count() == 1

    def sort(self) -> None:
        """Two cards into one theme, the others by themselves."""
        self.board.get_by_label("Kurse am Abend").check()
        self.board.get_by_label("Ein Kalender").check()
        self.press("Neues Thema daraus")
        expect(self.board.locator(".cluster")).to_have_count(1)
        self.press("Jede Karte ein Thema")
        expect(self.board.locator(".cluster")).to_have_count(3)
        expect(self.stage.locator(".stage-cards li")).to_have_count(3, timeout=SOON)

    def vote(self) -> None:
        """Secret; a double tap counts once."""
        for phone in self.phones:
            expect(phone.get_by_role("heading", name="Die Abstimmung läuft")).to_be_visible(timeout=SOON)
        for number, phone in enumerate(self.phones):
            name = "Ein Messestand" if number == 2 else "Ein Laufzettel"
            phone.get_by_role("button", name=f"Punkt setzen: {name}").dblclick()
        for phone in self.phones:
            expect(phone.get_by_role("status")).to_contain_text("2 Punkte übrig")
        expect(self.stage.locator(".stage-foot")).to_contain_text("Die Abstimmung läuft", timeout=SOON)
        # A phone paints a dot at once and sends it then.
        until(lambda: Dot.objects.count() == 4)

    def see(self) -> None:
        """Ranks on the projector and the phones."""
        expect(self.stage.locator(".rank li").first).to_contain_text("Ein Laufzettel", timeout=SOON)
        expect(self.stage.locator(".stage-foot")).to_contain_text("4 von 4 haben gepunktet")
        expect(self.phones[0].locator(".rank li").first).to_contain_text("3 Punkte", timeout=SOON)


def test_from_the_code_to_priorities_in_the_draft(
    new_page: Windows, login: Login, cast: Cast, workshop: Workshop
) -> None:
    draft = make.VersionFactory()
    room = Room(new_page, login, workshop)
    expect(room.stage.locator(".stage-qr svg")).to_be_visible()
    expect(room.stage.locator(".stage-foot")).to_contain_text("4 machen mit", timeout=SOON)
    room.press("Runde beginnen")
    room.collect()
    room.press("Weiter zum Ordnen")
    room.sort()
    room.press("Weiter zum Punkten")
    room.vote()
    room.press("Ergebnis zeigen")
    room.see()
    room.press("Runde abschließen")
    room.press("Werkstatt beenden")
    board = room.board
    board.get_by_role("link", name="Ergebnis ansehen").click()
    board.get_by_role("link", name=f"{draft.title} {draft.period}").click()
    board.get_by_label("Ein Laufzettel").select_option(label="als Priorität")
    board.get_by_role("button", name="In den Entwurf übernehmen").click()
    expect(board.get_by_text("Ein Thema steht jetzt im Entwurf.")).to_be_visible()
    priority = StrategyVersion.objects.get(pk=draft.pk).priorities.get()
    assert (priority.title, priority.points) == ("Ein Laufzettel", 3)
    assert priority.origin is not None


def test_the_projector_is_operated_by_keys(new_page: Windows, login: Login, workshop: Workshop) -> None:
    stage = new_page()
    login(stage, "leitung")
    stage.goto(f"/werkstatt/{workshop.slug}/projektor/")
    stage.keyboard.press("ArrowRight")
    expect(stage.locator(".stage-foot")).to_contain_text("Ideen sammeln")
    make_idea(Round.objects.get(), "Ein Laufzettel")
    stage.reload()
    expect(stage.get_by_text("Ein Laufzettel")).to_be_visible()
    stage.keyboard.press("k")
    expect(stage.get_by_text("Ein Laufzettel")).to_have_count(0)
    stage.keyboard.press("ArrowRight")
    expect(stage.locator(".stage-foot")).to_contain_text("Ideen ordnen")
    stage.keyboard.press("ArrowLeft")
    expect(stage.locator(".stage-foot")).to_contain_text("Ideen sammeln")


def test_what_is_ticked_stays_when_another_leads_too(
    new_page: Windows, login: Login, cast: Cast, workshop: Workshop
) -> None:
    round = Round.objects.get()
    Round.objects.filter(pk=round.pk).update(state=Phase.CLUSTER)
    make_idea(round, "Ein Laufzettel")
    make_idea(round, "Ein Kalender")
    first, second = new_page(), new_page()
    for page in (first, second):
        login(page, "leitung")
        page.goto(f"/werkstatt/{workshop.slug}/leitung/")
    first.get_by_label("Ein Laufzettel").check()
    second.get_by_label("Neues Thema").fill("Anerkennung")
    second.get_by_role("button", name="Anlegen").last.click()
    expect(first.locator(".cluster")).to_have_count(1, timeout=SOON)
    expect(first.get_by_label("Ein Laufzettel")).to_be_checked()
    first.get_by_label("Gewählte Karten zuordnen zu").select_option(label="Anerkennung")
    first.get_by_role("button", name="Zuordnen", exact=True).click()
    expect(second.locator(".cluster")).to_contain_text("Ein Laufzettel", timeout=SOON)


PHASES = (Phase.COLLECT, Phase.CLUSTER, Phase.PRIORITISE, Phase.REVEAL)


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("view", ["leitung", "projektor"])
def test_each_view_in_each_phase(
    page: Page, login: Login, live_server: Any, cast: Cast, phase: str, view: str
) -> None:
    workshop = make_workshop(leads=[cast.leitung])
    round = make_round(workshop, state=phase)
    for number, cluster in enumerate(round.clusters.all()):
        make_idea(round, f"Eine Karte mit einem langen Satz darauf {number}", cluster=cluster)
    make_idea(round, "Noch ohne Thema")
    make_idea(round, "Abgenommen", removed_at="2026-01-01T10:00:00Z")
    if phase == Phase.REVEAL:
        give(make_participant(workshop), round.clusters.all()[0])
        recount(round)
    login(page, "leitung")
    page.goto(f"/werkstatt/{workshop.slug}/{view}/")
    for scheme, width in (("light", 1280), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
    no_sideways_scroll(page)


@pytest.mark.parametrize("end", ["teilnahme/", "thema/{cluster}/"])
def test_the_pages_beside_the_board(page: Page, login: Login, live_server: Any, cast: Cast, end: str) -> None:
    workshop = make_workshop(leads=[cast.leitung])
    round = make_round(workshop, state=Phase.CLUSTER)
    cluster = round.clusters.all()[0]
    make_idea(round, "Eine Karte", cluster=cluster)
    make_participant(workshop, "Anna")
    login(page, "leitung")
    page.goto(f"/werkstatt/{workshop.slug}/leitung/{end.format(cluster=cluster.pk)}")
    for scheme, width in (("light", 1280), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
    no_sideways_scroll(page)


def test_the_result_for_eyes_and_ears(page: Page, live_server: Any, cast: Cast) -> None:
    workshop = make_workshop(state=State.CLOSED, audience="public")
    round = make_round(workshop, state=Phase.CLOSED)
    make_idea(round, "Eine Karte", cluster=round.clusters.all()[0])
    page.goto(f"/werkstatt/{workshop.slug}/ergebnis/")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        axe(page)
    no_sideways_scroll(page)
