"""Writing minutes when the connection breaks, in two windows, and what is left on the device after logging out."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from events.minutes.models import Minutes, MinutesEntry, Task
from tests.browser import checks
from tests.browser.conftest import Login, Windows
from tests.cast import Cast
from tests.factories import minutes as make

KEPT = "() => Object.keys(localStorage).filter(name => name.startsWith('keep'))"
SAVES = "**/schreiben/punkte/*/"


@pytest.fixture
def minutes(live_server: object, cast: Cast) -> Minutes:
    """A draft that Göttingen keeps."""
    return make.draft(keeper=cast.goettingen)


def place(minutes: Minutes) -> str:
    return f"/protokolle/{minutes.meeting.address}/schreiben/"


def box(page: Page, number: int = 1) -> Locator:
    """The editor of an entry."""
    found = page.locator(f"#punkt-{number} .prose-text")
    expect(found).to_be_visible()
    return found


def state(page: Page, number: int = 1) -> Locator:
    return page.locator(f"#punkt-{number} [data-state]")


def text_of(minutes: Minutes, number: int = 1) -> str:
    entry: MinutesEntry = minutes.entries.get(number=number)
    return entry.text


def add(page: Page, words: str, number: int = 1) -> None:
    """Type at the end of what is there."""
    box(page, number).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def lose_answers(context: BrowserContext) -> None:
    """What is sent arrives, and only the answer is lost."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    context.route(SAVES, lose)


@pytest.mark.parametrize("after", [False, True])
def test_every_word_is_there_once(new_page: Windows, login: Login, minutes: Minutes, after: bool) -> None:
    page = new_page()
    context = page.context
    login(page, "goettingen")
    page.goto(place(minutes))
    add(page, "Erstens.")
    expect(state(page)).to_contain_text("Gespeichert")
    assert page.evaluate(KEPT) == []

    if after:
        lose_answers(context)
    else:
        context.set_offline(True)
    add(page, " Zweitens.")
    expect(state(page)).to_have_text("Keine Verbindung, Text liegt auf diesem Gerät")
    add(page, " Drittens.")
    assert len(page.evaluate(KEPT)) == 1
    page.close()

    context.unroute(SAVES)
    context.set_offline(False)
    page = context.new_page()
    page.goto(place(minutes))
    expect(state(page)).to_contain_text("Gespeichert")
    expect(box(page)).to_have_text("Erstens. Zweitens. Drittens.")
    page.wait_for_function("() => !Object.keys(localStorage).some(name => name.startsWith('keep'))")
    for word in ("Erstens.", "Zweitens.", "Drittens."):
        assert text_of(minutes).count(word) == 1


def test_two_windows_on_one_entry(new_page: Windows, login: Login, minutes: Minutes) -> None:
    one = new_page()
    login(one, "goettingen")
    other = one.context.new_page()
    for page in (one, other):
        page.goto(place(minutes))
        box(page)
    add(one, "Aus dem ersten Fenster.")
    expect(state(one)).to_contain_text("Gespeichert")
    add(other, "Aus dem zweiten Fenster.")
    expect(state(other)).to_have_text("Zwei Texte: Bitte wählen")
    both = other.locator("#punkt-1 [data-both]")
    expect(both).to_contain_text("Aus dem ersten Fenster.")
    expect(box(other)).to_have_text("Aus dem zweiten Fenster.")
    assert "zweiten" not in text_of(minutes)
    checks.axe(other)
    both.get_by_role("button", name="Beide Texte behalten").click()
    expect(state(other)).to_contain_text("Gespeichert")
    stored = text_of(minutes)
    assert stored.count("ersten Fenster.") == 1 and stored.count("zweiten Fenster.") == 1


def test_closed_offline_while_another_one_saved(new_page: Windows, login: Login, minutes: Minutes) -> None:
    """What lay on the device is shown beside what is stored."""
    page, office = new_page(), new_page()
    context = page.context
    login(page, "goettingen")
    login(office, "redaktion")
    page.goto(place(minutes))
    context.set_offline(True)
    add(page, "Ohne Netz.")
    expect(state(page)).to_contain_text("Keine Verbindung")
    page.close()
    office.goto(place(minutes))
    add(office, "Mit Netz.")
    expect(state(office)).to_contain_text("Gespeichert")

    context.set_offline(False)
    page = context.new_page()
    page.goto(place(minutes))
    expect(state(page)).to_have_text("Zwei Texte: Bitte wählen")
    expect(page.locator("#punkt-1 [data-both]")).to_contain_text("Mit Netz.")
    expect(box(page)).to_have_text("Ohne Netz.")


def test_nothing_is_left_after_the_log_out(new_page: Windows, login: Login, minutes: Minutes) -> None:
    page = new_page()
    context = page.context
    login(page, "goettingen")
    page.goto(place(minutes))
    second = context.new_page()
    second.goto(place(minutes))
    context.route(SAVES, lambda route: route.abort())
    add(page, "Vertraulich.")
    add(second, "Auch vertraulich.", 2)
    expect(state(page)).to_contain_text("Keine Verbindung")
    expect(state(second, 2)).to_contain_text("Keine Verbindung")
    assert len(page.evaluate(KEPT)) == 2
    page.locator(".role-bar").get_by_role("button", name="Abmelden").click()
    page.wait_for_url(lambda url: "schreiben" not in url)
    assert page.evaluate(KEPT) == []
    add(second, " Danach getippt.", 2)
    assert second.evaluate(KEPT) == []
    assert "ertraulich" not in page.evaluate("() => JSON.stringify({...localStorage, ...sessionStorage})")
    new_page.watch.found.clear()


def test_quick_keys(new_page: Windows, login: Login, minutes: Minutes) -> None:
    make.rule()
    page = new_page()
    login(page, "goettingen")
    page.goto(place(minutes))
    box(page).click()
    page.keyboard.press("Alt+b")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Beschluss festhalten")).to_be_visible()
    checks.axe(page)
    dialog.locator(".prose-text").click()
    page.keyboard.type("Das Budget steht.")
    dialog.get_by_label("gezählt").check()
    dialog.get_by_role("button", name="Beschluss festhalten").click()
    expect(dialog.get_by_text("Bitte alle drei Zahlen angeben")).to_be_visible()
    dialog.get_by_label("dafür").fill("2")
    dialog.get_by_label("dagegen").fill("0")
    dialog.get_by_label("enthalten").fill("0")
    dialog.get_by_role("button", name="Beschluss festhalten").click()
    expect(page.locator("#punkt-1 [data-made]")).to_contain_text("Beschluss 2")
    box(page).click()
    page.keyboard.press("Alt+a")
    dialog.get_by_label("Was ist zu tun?").fill("Bericht vorlegen")
    dialog.get_by_label("Wer?").select_option(label="Stadt Göttingen")
    dialog.get_by_label("Bis wann?").fill("2027-01-15")
    dialog.get_by_role("button", name="Aufgabe festhalten").click()
    expect(page.locator("#punkt-1 [data-made]")).to_contain_text("Bericht vorlegen")
    assert Task.objects.get().entry == minutes.entries.get(number=1)
    checks.axe(page)
    checks.no_sideways_scroll(page)


def test_the_office_gets_its_text_back(new_page: Windows, login: Login, minutes: Minutes) -> None:
    """The same keeping for the rich text of the admin."""
    page = new_page()
    context = page.context
    login(page, "redaktion")
    page.goto("/verwaltung/news/article/add/")
    page.locator("#id_text-editor").click()
    page.keyboard.type("Noch nicht gespeichert.")
    page.wait_for_function("() => Object.keys(localStorage).some(name => name.startsWith('keep'))")
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto("/verwaltung/news/article/add/")
    page.get_by_role("button", name="Text zurückholen").click()
    expect(page.locator("#id_text-editor")).to_have_text("Noch nicht gespeichert.")
    page.locator("#id_title").fill("Titel")
    page.locator("#id_teaser").fill("Vorspann")
    page.get_by_role("button", name="Sichern", exact=True).or_(page.locator("[name=_save]")).first.click()
    page.wait_for_url("**/verwaltung/news/article/")
    page.wait_for_function("() => !Object.keys(localStorage).some(name => name.startsWith('keep'))")
